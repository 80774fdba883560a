import {
  numberOfItem,
  type OrderLine,
  type OrderSubmission,
  type PlanItem,
  termsOfItem,
  termsOfLine,
} from '../../facts/index.ts';
import {
  addFen,
  type Fen,
  formatYuan,
  parseYuan,
  Refusal,
  type RefusedField,
  type Text,
  text,
  timesFen,
  ZERO_FEN,
} from '../../kernel/index.ts';
import type { Contribution } from '../decide/contribution.ts';
import { fundingOf } from '../decide/order-citations.ts';
import type { AcceptedSums } from './accepted-sums.ts';

interface ContractProgress {
  readonly contribution: Pick<Contribution, 'spent'> | null;
  /** The contract as it stands. */
  readonly standing: { readonly body: OrderSubmission } | null;
  readonly accepted: AcceptedSums;
}

/** Why a supplement cannot be judged: it takes away what was paid or accepted already. What rules judge is no matter of this. */
export function refusalOfSupplement(
  { contribution, standing, accepted }: ContractProgress,
  body: OrderSubmission,
): Refusal | undefined {
  const agreed = standing?.body ?? body;
  const unpaid = [...(contribution?.spent ?? [])].flatMap(([line, spent]) => belowSpent(agreed, body, { line, spent }));
  if (unpaid.length > 0) return new Refusal('unprocessable', 'order.below_spent', BELOW_SPENT, unpaid);
  const errors = [
    ...renumbered(agreed, body, accepted),
    ...belowAcceptedLines(agreed, body, accepted),
    ...belowAcceptedItems(agreed, body, accepted),
  ];
  return errors.length > 0 ? new Refusal('unprocessable', 'order.below_accepted', BELOW_ACCEPTED, errors) : undefined;
}

const BELOW_ACCEPTED = text(
  '变更后的数量或金额少于已验收的部分。已验收的部分请按原合同保留。',
  'The supplement would leave less than what was accepted already. Keep what was accepted as it was contracted.',
);

/**
 * What came is counted and paid by number, and the terms are compared without it: were a number given to other goods of
 * the contract, those would be paid although they never came. Other terms than agreed are for the rules.
 */
function renumbered(agreed: OrderSubmission, body: OrderSubmission, { lines, items }: AcceptedSums) {
  const linesOf = (order: OrderSubmission) => order.lines.map(numberedLine);
  const itemsOf = ({ softwarePlan }: OrderSubmission) => (softwarePlan ?? []).map(numberedItem);
  return [
    ...otherUnder({ place: '/lines', name: 'line', came: lines, agreed: linesOf(agreed), now: linesOf(body) }),
    ...otherUnder({ place: '/softwarePlan', name: 'item', came: items, agreed: itemsOf(agreed), now: itemsOf(body) }),
  ];
}

function numberedLine(line: OrderLine): NumberedPart {
  return { number: line.line, terms: termsOfLine(line) };
}

function numberedItem(item: PlanItem, index: number): NumberedPart {
  return { number: numberOfItem(item, index), terms: termsOfItem(item) };
}

interface NumberedPart {
  readonly number: number;
  readonly terms: string;
}

interface NumberedParts {
  readonly place: string;
  readonly name: string;
  readonly came: ReadonlyMap<number, { readonly accepted: number }>;
  readonly agreed: readonly NumberedPart[];
  readonly now: readonly NumberedPart[];
}

function otherUnder({ place, name, came, agreed, now }: NumberedParts): readonly RefusedField[] {
  const termsBefore = new Map(agreed.map(({ number, terms }) => [number, terms]));
  const known = new Set(termsBefore.values());
  return now.flatMap(({ number, terms }, index) => {
    const hasCome = (came.get(number)?.accepted ?? 0) > 0;
    const isOther = hasCome && terms !== termsBefore.get(number) && known.has(terms);
    return isOther ? [{ pointer: `${place}/${index}/${name}`, message: OTHER_GOODS }] : [];
  });
}

const OTHER_GOODS = text(
  '该编号下已验收的是另一种货物，请保留原编号。',
  'Something else was accepted under this number. Keep its number.',
);

/** Machines and other goods that were accepted and did not go back stay ordered, at the price that was agreed for them. */
function belowAcceptedLines(agreed: OrderSubmission, body: OrderSubmission, { lines }: AcceptedSums) {
  return [...lines].flatMap(([number, { accepted, returned }]) => {
    const index = body.lines.findIndex(({ line }) => line === number);
    const was = agreed.lines.find(({ line }) => line === number);
    return belowAccepted({
      ...{ place: '/lines', index, field: 'quantity', count: accepted - returned },
      was: partOfLine(was),
      now: partOfLine(body.lines[index]),
    });
  });
}

function belowAcceptedItems(agreed: OrderSubmission, body: OrderSubmission, { items }: AcceptedSums) {
  const itemOf = ({ softwarePlan }: OrderSubmission, number: number) =>
    (softwarePlan ?? []).findIndex((item, index) => numberOfItem(item, index) === number);
  const partOf = (item: PlanItem | undefined) => item && { count: item.seats ?? 0, unitPrice: item.unitPrice };
  return [...items].flatMap(([number, { accepted }]) => {
    const index = itemOf(body, number);
    return belowAccepted({
      ...{ place: '/softwarePlan', index, field: 'seats', count: accepted },
      was: partOf(agreed.softwarePlan?.[itemOf(agreed, number)]),
      now: partOf(body.softwarePlan?.[index]),
    });
  });
}

interface Part {
  readonly count: number;
  readonly unitPrice?: string | null | undefined;
  /** Of a line of a lease. */
  readonly leaseMonths?: number | null | undefined;
}

interface AcceptedPart {
  readonly place: string;
  /** In the supplement; below nought where it is not there any more. */
  readonly index: number;
  readonly field: string;
  readonly count: number;
  readonly was: Part | undefined;
  readonly now: Part | undefined;
}

function belowAccepted({ place, index, field, count, was, now }: AcceptedPart): readonly RefusedField[] {
  const message = text(`已验收 ${count}。`, `${count} were accepted.`);
  if (count <= 0) return [];
  if (!now) return [{ pointer: place, message }];
  if (now.count < count) return [{ pointer: `${place}/${index}/${field}`, message }];
  const isCheaper = costOf(now, now.count) < costOf(was, count);
  return isCheaper ? [{ pointer: `${place}/${index}/unitPrice`, message }] : [];
}

function partOfLine(line: OrderLine | undefined): Part | undefined {
  return line && { count: line.quantity, unitPrice: line.unitPrice, leaseMonths: line.leaseMonths };
}

function costOf(part: Part | undefined, count: number): Fen {
  return part?.unitPrice ? timesFen(parseYuan(part.unitPrice), count * (part.leaseMonths ?? 1)) : ZERO_FEN;
}

const BELOW_SPENT = text(
  '变更后的资金来源少于已付款金额。已付款的部分请仍列原预算指标。',
  'The funding would be less than what was paid already. Go on naming the budget line for what it has paid.',
);

interface PaidFrom {
  readonly line: string;
  readonly spent: Fen;
}

function belowSpent(
  agreed: OrderSubmission,
  body: OrderSubmission,
  { line, spent }: PaidFrom,
): readonly RefusedField[] {
  const entries = fundingOf(body).filter((entry) => entry.budgetLine === line);
  const named = addFen(...entries.map(({ amount }) => (amount ? parseYuan(amount) : ZERO_FEN)));
  if (named >= spent) return [];
  // Licences were paid from it, and no machines: their items have to name it.
  const pointer = isPlanOnly(agreed, line) ? '/softwarePlan' : '/lines';
  return [{ pointer, message: belowText(line, spent) }];
}

function isPlanOnly({ lines, softwarePlan }: OrderSubmission, line: string): boolean {
  const names = ({ funding }: OrderLine | PlanItem): boolean =>
    (funding ?? []).some(({ budgetLine }) => budgetLine === line);
  return !lines.some(names) && (softwarePlan ?? []).some(names);
}

function belowText(budgetLine: string, spent: Fen): Text {
  const paid = formatYuan(spent);
  return text(`预算指标 ${budgetLine} 已付款 ${paid} 元。`, `${paid} yuan of the budget line ${budgetLine} are paid.`);
}
