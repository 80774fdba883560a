import type { ReactNode } from 'react';
import type { AnswerOf, Schemas } from '../client/operation.ts';
import { type Column, ServerTable } from '../table/server-table.tsx';
import { type Fact, FactList } from '../ui/fact-list.tsx';
import { writeMoney } from '../ui/money.ts';
import { useWords } from '../words/use-words.ts';
import { amountOf } from './amount-of.ts';
import { OrderApprovals } from './order-approvals.tsx';
import { OrderProofs } from './order-proofs.tsx';
import { ORDER_WORDS } from './order-words.ts';
import { STANDING_WORDS } from './standing-words.ts';

type Submission = AnswerOf<'getOrder'>['submission'];
type Line = Schemas['OrderLine'];
type PlanItem = Schemas['SoftwarePlanItem'];

interface OrderGoodsProps {
  readonly submission: Submission;
  /** By which it is bought, where it is under contract. */
  readonly contract?: AnswerOf<'getOrder'>['contract'];
  /** Where two of them stand on a page, so that each table has a name of its own. */
  readonly revision?: number;
  /** Whether the papers that allow it are shown somewhere else on the page. */
  readonly isWithoutApprovals?: boolean;
}

/** What is bought, and the plan for its software. */
export function OrderGoods({
  submission,
  contract = null,
  revision,
  isWithoutApprovals = false,
}: OrderGoodsProps): ReactNode {
  const words = useWords(ORDER_WORDS).goods;
  const revisionOf = useWords(STANDING_WORDS).revision;
  const named = (caption: string): string =>
    revision === undefined ? caption : `${caption} · ${revisionOf(revision)}`;
  const plan = submission.softwarePlan ?? [];
  return (
    <>
      <Facts submission={submission} contract={contract} />
      <h2>{words.lines}</h2>
      <ServerTable
        caption={named(words.lines)}
        columns={useLineColumns()}
        rows={submission.lines}
        idOf={({ line }) => String(line)}
        empty=""
      />
      <h2>{words.plan}</h2>
      <ServerTable
        caption={named(words.plan)}
        columns={usePlanColumns()}
        rows={plan.map((item, index) => ({ ...item, item: item.item ?? index + 1 }))}
        idOf={({ item }) => String(item)}
        empty={words.noPlan}
      />
      <OrderProofs submission={submission} />
      {!isWithoutApprovals && <OrderApprovals approvals={submission.approvals ?? []} />}
    </>
  );
}

function Facts({ submission, contract }: Required<Pick<OrderGoodsProps, 'submission' | 'contract'>>): ReactNode {
  const words = useWords(ORDER_WORDS).goods;
  const standing = useWords(STANDING_WORDS);
  const { name, creditCode } = submission.supplier ?? {};
  const facts: readonly Fact[] = [
    [
      standing.contract,
      contract && standing.contractIs(contract.number, contract.signedOn, writeMoney(contract.amount)),
    ],
    [words.supplier, [name, creditCode].filter(Boolean).join('  ')],
    [words.filing, submission.planFilingNumber],
    [words.delivery, submission.expectedDeliveryOn],
    [words.justification, submission.justification],
  ];
  return <FactList facts={facts} />;
}

function useLineColumns(): readonly Column<Line>[] {
  const words = useWords(ORDER_WORDS).goods;
  return [
    { title: words.number, isNumeric: true, cell: ({ line }) => line },
    { title: words.description, cell: (line) => <Described line={line} /> },
    { title: words.model, cell: ({ brand, model }) => [brand, model].filter(Boolean).join(' ') },
    { title: words.system, cell: ({ computer }) => systemOf(computer) },
    { title: words.quantity, isNumeric: true, cell: ({ quantity }) => quantity },
    { title: words.unitPrice, isNumeric: true, cell: ({ unitPrice }) => (unitPrice ? writeMoney(unitPrice) : '') },
    {
      title: words.amount,
      isNumeric: true,
      cell: ({ unitPrice, quantity, leaseMonths }) =>
        unitPrice ? writeMoney(amountOf(unitPrice, quantity * (leaseMonths ?? 1))) : '',
    },
  ];
}

/** What is bought, and what was answered of it. */
function Described({
  line: { description, containsComputers, pricedIn, leaseMonths },
}: {
  readonly line: Line;
}): ReactNode {
  const { inside, paidIn, leasedFor } = useWords(ORDER_WORDS).goods;
  return (
    <>
      {description}
      {containsComputers && <span className="secondary"> {inside[containsComputers]}</span>}
      {pricedIn && <span className="secondary"> {paidIn(pricedIn)}</span>}
      {leaseMonths && <span className="secondary"> {leasedFor(leaseMonths)}</span>}
    </>
  );
}

function systemOf(computer: Line['computer']): string {
  const system = computer?.operatingSystem;
  return [system?.product, system?.edition, system?.version].filter(Boolean).join(' ');
}

function usePlanColumns(): readonly Column<PlanItem & { item: number }>[] {
  const words = useWords(ORDER_WORDS).goods;
  return [
    { title: words.number, isNumeric: true, cell: ({ item }) => item },
    {
      title: words.product,
      cell: ({ product, edition, version }) => [product, edition, version].filter(Boolean).join(' '),
    },
    { title: words.seats, isNumeric: true, cell: ({ seats }) => seats },
    { title: words.unitPrice, isNumeric: true, cell: ({ unitPrice }) => (unitPrice ? writeMoney(unitPrice) : '') },
    { title: words.deliverBy, cell: ({ deliverBy }) => deliverBy },
  ];
}
