import type { ReactNode } from 'react';
import { useLanguage } from '../ui/appearance/use-preferences.ts';
import type { Proposal } from './proposal.ts';

type SigningWords = NonNullable<Proposal['preview']['words']>;

/** What the gate has put into words for whoever signs, section by section as it came: its digest goes into the signature. */
export function GateWords({ words }: { readonly words: SigningWords }): ReactNode {
  const { sections } = words[useLanguage()];
  return sections.map(({ heading, lines }) => (
    <section key={heading} className="gate-words">
      <h3>{heading}</h3>
      <ul>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a text that never changes has no other name than its place.
          <li key={index}>{line}</li>
        ))}
      </ul>
    </section>
  ));
}
