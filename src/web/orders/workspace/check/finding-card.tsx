import { type ReactNode, Suspense, useState } from 'react';
import { lazyPart } from '../../../ui/lazy-screen.ts';
import { type Judgement, JudgementIcon } from '../../../ui/outcome.tsx';
import { useText } from '../../../words/in-language.ts';
import { keyOfFinding, type PlacedFinding } from './judgement.ts';
import type { OpenedProps } from './opened-finding.tsx';

/** What to do about a finding comes when one is there. */
const Opened = lazyPart(async () => (await import('./opened-finding.tsx')).OpenedFinding);

/** What fits the clause that holds comes a moment after the rule's own title. */
const FindingTitle = lazyPart(async () => (await import('./finding-title.tsx')).FindingTitle);

const KINDS: { readonly [effect in PlacedFinding['finding']['effect']]: Judgement } = {
  ...{ reject: 'rejected', refer: 'referred', warn: 'warning' },
};

export interface FindingCardProps extends OpenedProps {
  readonly place: string;
  /** In a neutral colour, because nothing was typed there yet. */
  readonly isOpenField: boolean;
}

export function judgementOf({ effect }: Pick<PlacedFinding['finding'], 'effect'>): Judgement {
  return KINDS[effect];
}

/** What one rule says; opened, with what to do, on what basis, and a fix where there is one. */
export function FindingCard({ place, isOpenField, ...shown }: FindingCardProps): ReactNode {
  const textOf = useText();
  const [isOpen, setOpen] = useState(false);
  const { finding } = shown.placed;
  const kind = judgementOf(finding);
  return (
    <details
      className="finding"
      data-kind={isOpenField ? 'open' : kind}
      data-finding={keyOfFinding(finding)}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        {!isOpenField && <JudgementIcon of={kind} />}{' '}
        <Suspense fallback={textOf(finding.title)}>
          <FindingTitle of={finding} />
        </Suspense>{' '}
        <span className="secondary">
          {place} <span className="unbroken">{finding.rule}</span>
        </span>
      </summary>
      {isOpen && (
        <Suspense>
          <Opened {...shown} />
        </Suspense>
      )}
    </details>
  );
}
