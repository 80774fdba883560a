import { draftOfItem, draftOfLine } from '../body/draft-of-order.ts';
import { numberOf, type RowDraft, withNumber } from '../body/draft-rows.ts';
import { ORDER_FIELDS } from '../body/fields.ts';
import { isItemBlank, isLineBlank } from '../body/order-body.ts';
import { blankItem, blankLine, nextNumber, type OrderDraft, type Submission } from '../body/order-draft.ts';
import { textAt, valueAt, withValue } from '../body/paths.ts';

/** What is told anew of every order: nobody has looked these up for this one. */
const NOT_COPIED = ['reference', 'agencyCode', 'fiscalYear', 'expectedDeliveryOn', 'supplier.creditCheckedOn'];

interface Source {
  readonly lines: Submission['lines'];
  readonly softwarePlan: NonNullable<Submission['softwarePlan']>;
  /** Budget lines that the agency has in the year of this order. Those of another year are left out. */
  readonly budgetLines: ReadonlySet<string>;
}

/** The draft with lines of an earlier order after its own. Proofs stay behind: they were proofs of other licences. */
export function withCopiedRows(draft: OrderDraft, { lines, softwarePlan, budgetLines }: Source): OrderDraft {
  const copied = lines.map((line) => {
    const { computer, ...typed } = draftOfLine(line);
    const operatingSystem = { ...computer.operatingSystem, evidence: blankLine(1).computer.operatingSystem.evidence };
    return { ...typed, kept: '', computer: { ...computer, operatingSystem } };
  });
  const own = draft.lines.filter((line) => !isLineBlank(line));
  const lineRows = numbered(
    own,
    copied.map((line) => withKnownFunding(line, budgetLines)),
  );
  const copies = lineRows.slice(own.length).map(numberOf);
  const lineNumbers = new Map(lines.map(({ line }, at) => [String(line), copies[at] ?? '']));
  const items = softwarePlan.map((item, at) => {
    const { orderLine, ...typed } = draftOfItem(item, at);
    const fresh = { entitlementId: '', evidence: blankItem(1).evidence, deliverBy: '', validFrom: '', validUntil: '' };
    return { ...typed, ...fresh, kept: '', orderLine: lineNumbers.get(orderLine) ?? '' };
  });
  const planned = draft.softwarePlan.filter((item) => !isItemBlank(item));
  return {
    ...draft,
    lines: lineRows.map((line, at) =>
      at < own.length ? line : { ...line, pricedIn: lineNumbers.get(line.pricedIn) ?? '' },
    ),
    softwarePlan: numbered(
      planned,
      items.map((item) => withKnownFunding(item, budgetLines)),
    ),
  };
}

/** The draft with all of an earlier order: its rows after those that are typed, and its head where nothing is typed yet. */
export function withCopiedOrder(
  draft: OrderDraft,
  submission: Submission,
  known: { readonly budgetLines: ReadonlySet<string>; readonly filings: ReadonlySet<string> },
): OrderDraft {
  const head = ORDER_FIELDS.map(({ name }) => name).filter((name) => !NOT_COPIED.includes(name));
  const filled = head.reduce((order, name) => {
    const value = valueAt(submission, name);
    if (textAt(order, name) !== '' || typeof value !== 'string') return order;
    return name === 'planFilingNumber' && !known.filings.has(value) ? order : withValue(order, name, value);
  }, draft);
  const { lines, softwarePlan } = submission;
  return withCopiedRows(filled, { lines, softwarePlan: softwarePlan ?? [], budgetLines: known.budgetLines });
}

/** The draft with the rows of an earlier order in the place of its own. */
export function withReplacedRows(...[draft, ...source]: Parameters<typeof withCopiedOrder>): OrderDraft {
  return withCopiedOrder({ ...draft, lines: [], softwarePlan: [] }, ...source);
}

export function hasRows({ lines, softwarePlan }: Pick<OrderDraft, 'lines' | 'softwarePlan'>): boolean {
  return !lines.every(isLineBlank) || !softwarePlan.every(isItemBlank);
}

const SEATS_OF_PROOF: readonly string[] = ['computer.operatingSystem.evidence.0.seats', 'evidence.0.seats'];

/**
 * A row as another has it. What was read with the other belongs to that one, and so do the seats that its proof counts: a letter
 * for twelve machines covers no others because a line was copied.
 */
export function copyOf<Row extends RowDraft>(row: Row): Row {
  return SEATS_OF_PROOF.reduce<Row>((copy, name) => (textAt(copy, name) === '' ? copy : withValue(copy, name, '')), {
    ...row,
    kept: '',
  });
}

/** A row after another, as a copy of it. */
export function duplicateOf<Row extends RowDraft>(row: Row, numbers: readonly string[]): Row {
  return withNumber(copyOf(row), nextNumber(numbers));
}

function numbered<Row extends RowDraft>(own: readonly Row[], copied: readonly Row[]): readonly Row[] {
  const first = nextNumber(own.map(numberOf));
  return [...own, ...copied.map((row, at) => withNumber(row, first + at))];
}

function withKnownFunding<Row extends RowDraft>(row: Row, known: ReadonlySet<string>): Row {
  const funding = row.funding.map((one) => (known.has(one.budgetLine) ? one : { budgetLine: '', amount: '' }));
  return { ...row, funding };
}
