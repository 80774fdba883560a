import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { type Judgement, JudgementIcon } from '../../../ui/outcome.tsx';
import { useText } from '../../../words/in-language.ts';
import { useWords } from '../../../words/use-words.ts';
import type { OrderDraft } from '../body/order-draft.ts';
import { useWorkplace } from '../workspace-context.ts';
import { WORKSPACE_WORDS } from '../workspace-words.ts';
import type { PlacedFinding } from './judgement.ts';
import { useFix } from './use-fix.ts';
import type { LiveCheck } from './use-live-check.ts';

const KINDS: { readonly [effect in PlacedFinding['finding']['effect']]: Judgement } = {
  ...{ reject: 'rejected', refer: 'referred', warn: 'warning' },
};

interface FindingCardProps {
  readonly placed: PlacedFinding;
  readonly place: string;
  readonly check: LiveCheck;
  readonly order: string | undefined;
  /** In a neutral colour, because nothing was typed there yet. */
  readonly isOpenField: boolean;
  readonly onMended: (draft: OrderDraft) => void;
}

/** What one rule says; opened, with what to do, on what basis, and a fix where there is one. */
export function FindingCard({ placed, place, check, order, isOpenField, onMended }: FindingCardProps): ReactNode {
  const textOf = useText();
  const [isOpen, setOpen] = useState(false);
  const { finding } = placed;
  const kind = KINDS[finding.effect];
  return (
    <details
      className="finding"
      data-kind={isOpenField ? 'open' : kind}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        {!isOpenField && <JudgementIcon of={kind} />} {textOf(finding.title)}{' '}
        <span className="secondary">
          {place} {finding.rule}
        </span>
      </summary>
      {isOpen && <Opened {...{ placed, check, order, onMended }} />}
    </details>
  );
}

/** To the field that mends it; nothing where the form has none. */
function GoTo({ field }: { readonly field: string | undefined }): ReactNode {
  const words = useWords(WORKSPACE_WORDS).verdict;
  const { goTo } = useWorkplace();
  if (field === undefined) return null;
  return (
    <Button size="small" onClick={() => goTo(field)}>
      {words.goTo}
    </Button>
  );
}

/** What is drawn only of a finding that somebody opens: a long order has hundreds of them, drawn again at each check. */
function Opened({ placed, check, order, onMended }: Omit<FindingCardProps, 'place' | 'isOpenField'>): ReactNode {
  const words = useWords(WORKSPACE_WORDS);
  const textOf = useText();
  const { lists } = useWorkplace();
  const { finding } = placed;
  const mended = useFix({ finding, check, lists, order });
  return (
    <>
      <p>{textOf(finding.message)}</p>
      <p>
        <strong>{words.verdict.remedy}</strong> {textOf(finding.remedy)}
      </p>
      <p className="secondary">
        {finding.legalBasis
          .map(({ document, article }) => [document, article].filter((one) => one !== null).join(' '))
          .filter((one) => one !== '')
          .join('; ')}
      </p>
      <p className="finding-acts">
        <GoTo field={placed.fields[0]} />
        {mended && (
          <Button size="small" type="primary" onClick={() => onMended(mended.draft)}>
            {words.fix.apply[mended.name]}
          </Button>
        )}
        {mended === undefined && <span className="secondary">{words.fix.trying}</span>}
      </p>
    </>
  );
}
