import { isPricedElsewhere, type OrderLine, type OrderSubmission } from '../../facts/index.ts';
import { kindOf } from '../../goods/index.ts';
import { parseYuan, Refusal, type RefusedField, text, ZERO_FEN } from '../../kernel/index.ts';

/** Why machines cannot be paid in another line: there is none, it is none of other goods, or they have money of their own. */
export function refusalOfPricedLines({ lines }: OrderSubmission): Refusal | undefined {
  const byNumber = new Map(lines.map((line) => [line.line, line]));
  const errors = lines.flatMap((line, index) =>
    isPricedElsewhere(line) ? faultsOf(line, { index, paying: byNumber.get(line.pricedIn ?? 0) }) : [],
  );
  if (errors.length === 0) return undefined;
  const says = text(
    '计入其他明细价款的计算机填写有误。',
    'Computers that are paid in another line are not stated as such.',
  );
  return new Refusal('unprocessable', 'order.priced_in', says, errors);
}

/** Why a line states months of a lease that is none: its price would pass as that of a month. */
export function refusalOfLeaseMonths({ acquisition, lines }: OrderSubmission): Refusal | undefined {
  if (acquisition === 'lease') return undefined;
  const errors = lines.flatMap(({ leaseMonths }, index) =>
    (leaseMonths ?? null) === null ? [] : [{ pointer: `/lines/${index}/leaseMonths`, message: NO_LEASE }],
  );
  if (errors.length === 0) return undefined;
  const says = text('只有租赁才能填报租期。', 'Only a lease has months of rent.');
  return new Refusal('unprocessable', 'order.lease_months', says, errors);
}

interface Placed {
  readonly index: number;
  readonly paying: OrderLine | undefined;
}

function faultsOf(line: OrderLine, { index, paying }: Placed): readonly RefusedField[] {
  const place = `/lines/${index}`;
  const isPayable = paying !== undefined && !kindOf(paying).runsSoftware;
  return [
    ...(isPayable ? [] : [{ pointer: `${place}/pricedIn`, message: NO_SUCH_LINE }]),
    ...(line.unitPrice && parseYuan(line.unitPrice) !== ZERO_FEN
      ? [{ pointer: `${place}/unitPrice`, message: NO_MONEY }]
      : []),
    ...((line.funding ?? []).length > 0 ? [{ pointer: `${place}/funding`, message: NO_MONEY }] : []),
  ];
}

const NO_LEASE = text('取得方式不是租赁，此处不应填写。', 'This is no lease, so nothing must be stated here.');
const NO_SUCH_LINE = text(
  '应为其他货物或软件明细的行号。',
  'This must be the number of a line of other goods or software.',
);
const NO_MONEY = text(
  '价款已计入其他明细，此处不应填写。',
  'Another line pays for it, so nothing must be stated here.',
);
