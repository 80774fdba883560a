import { type ReactNode, Suspense, useState } from 'react';
import { lazyPart } from '../../../ui/lazy-screen.ts';
import { JudgementIcon } from '../../../ui/outcome.tsx';
import { useText } from '../../../words/in-language.ts';
import { useWords } from '../../../words/use-words.ts';
import { CHECK_WORDS } from './check-words.ts';
import { FindingCard, type FindingCardProps, judgementOf } from './finding-card.tsx';
import { keyOfFinding } from './judgement.ts';

/** What fits the clause that holds comes a moment after the rule's own title. */
const FindingTitle = lazyPart(async () => (await import('./finding-title.tsx')).FindingTitle);

/** What one clause says of several places, told once; opened, each place with what to do there. */
export function GatheredCard({ of: cards }: { readonly of: readonly FindingCardProps[] }): ReactNode {
  const words = useWords(CHECK_WORDS);
  const textOf = useText();
  const [isOpen, setOpen] = useState(false);
  const [first] = cards;
  if (first === undefined) return null;
  const { finding } = first.placed;
  const kind = judgementOf(finding);
  return (
    <details
      className="finding"
      data-kind={first.isOpenField ? 'open' : kind}
      onToggle={(event) => {
        // That of a place within it comes by here, too.
        if (event.target === event.currentTarget) setOpen(event.currentTarget.open);
      }}
    >
      <summary>
        {!first.isOpenField && <JudgementIcon of={kind} />}{' '}
        <Suspense fallback={textOf(finding.title)}>
          <FindingTitle of={finding} />
        </Suspense>{' '}
        <span className="secondary">
          {words.places(cards.length)} <span className="unbroken">{finding.rule}</span>
        </span>
      </summary>
      {isOpen && cards.map((card) => <FindingCard key={keyOfFinding(card.placed.finding)} {...card} />)}
    </details>
  );
}
