import { Button } from 'antd';
import type { ReactNode } from 'react';
import { today } from '../../../ui/time.ts';
import { useText } from '../../../words/in-language.ts';
import { groundsOf } from '../../../words/legal-grounds.ts';
import { useWords } from '../../../words/use-words.ts';
import { TwinOrders } from '../../twin-orders.tsx';
import type { OrderDraft } from '../body/order-draft.ts';
import { textAt } from '../body/paths.ts';
import { SeatOffers } from '../hints/seat-offers.tsx';
import { useWorkplace } from '../workspace-context.ts';
import { WORKSPACE_WORDS } from '../workspace-words.ts';
import type { PlacedFinding } from './judgement.ts';
import { useFix } from './use-fix.ts';
import type { LiveCheck } from './use-live-check.ts';

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

export interface OpenedProps {
  readonly placed: PlacedFinding;
  readonly check: LiveCheck;
  readonly order: string | undefined;
  readonly currentDraft: () => OrderDraft;
  readonly onMended: (draft: OrderDraft) => void;
}

/** What is drawn only of a finding that somebody opens: a long order has hundreds of them, drawn again at each check. */
export function OpenedFinding({ placed, check, order, ...mending }: OpenedProps): ReactNode {
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
        {groundsOf(finding.legalBasis)
          .documents.map(({ document, article }) => [document, article].filter(Boolean).join(' '))
          .join('；')}
      </p>
      <p className="finding-acts">
        <GoTo field={placed.fields[0]} />
        {mended && (
          <Button size="small" type="primary" onClick={() => mending.onMended(mended.draft)}>
            {words.fix.apply[mended.name]}
            {mended.name === 'code' && ` ${textAt(mended.draft, placed.path)}`}
          </Button>
        )}
        {mended === undefined && <span className="secondary">{words.fix.trying}</span>}
      </p>
      <TwinOrders {...{ finding, submission: check.draft, order }} on={today()} />
      {finding.rule === 'LIC-03' && <SpareSeats {...{ placed, check, ...mending }} />}
    </>
  );
}

/** Where a licence ends too soon, those of its kind that the agency has to spare: the remedy asks for a valid one. */
function SpareSeats({ placed, check, currentDraft, onMended }: Omit<OpenedProps, 'order'>): ReactNode {
  const { agencyCode } = check.draft;
  const category = textAt(check.draft, `${placed.path.slice(0, placed.path.lastIndexOf('.'))}.category`);
  const offers = check.answer?.result?.decision.register.offers ?? [];
  return (
    <SeatOffers
      offers={offers.filter((offer) => offer.category === category)}
      {...{ agencyCode, currentDraft, onUsed: onMended }}
    />
  );
}
