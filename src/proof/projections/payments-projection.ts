import type { Row, Tx } from '../../db/index.ts';
import type { RecordedPayment } from '../../decisions/index.ts';
import type { OrderSubmission } from '../../facts/index.ts';
import {
  CREDIT_POINTER,
  CREDITED,
  type CreditNote,
  type FundedPart,
  invoiceKey,
  lastDigitsKey,
  supplierInvoice,
} from '../../fulfilment/index.ts';
import {
  type Difference,
  differencesIn,
  type LeafChunk,
  type LogProjection,
  listSealedTexts,
  type ReadLeaf,
  withoutLeaf,
  withoutRow,
} from '../../log/index.ts';
import { decidedBodyOf, detailsOf } from './decisions-projection.ts';
import {
  type DocumentRow,
  listBodiesPaid,
  listCreditNoteRows,
  listPartRows,
  listPaymentRows,
  listStrayPayments,
} from './payments-projection-repository.ts';

/** Every payment and every credit note is what its leaf says, part by part, and has one at all. */
export const paymentProjection: LogProjection = {
  compare: async (tx, chunk) => [...(await comparePayments(tx, chunk)), ...(await compareNotes(tx, chunk))],
  finish: async (tx) =>
    (await listStrayPayments(tx)).map(({ table, key, index }) => withoutLeaf({ table, key, index })),
};

/** A row of a payment or a credit note, told by its leaf. */
interface LoggedDocument {
  readonly table: 'payments' | 'credit_notes';
  readonly id: string;
  /** Itself, or the payment that a credit note takes back. */
  readonly payment: string;
  readonly order: string | null;
  readonly leaf: ReadLeaf;
  readonly columns: Row;
  /** What keeps one invoice from being paid, or one note from being credited, twice. */
  readonly key: DocumentKey;
  readonly parts: readonly FundedPart[];
  readonly sign: 1 | -1;
}

interface DocumentKey {
  readonly column: 'invoice_key' | 'number_key';
  /** Null where there is none to be kept. */
  readonly number: string | null;
}

async function comparePayments(tx: Tx, { leaves }: LeafChunk): Promise<readonly Difference[]> {
  const details = await detailsOf(tx, leaves);
  const logged = leaves.flatMap((leaf): readonly LoggedDocument[] => {
    const payment = details.get(leaf.logIndex)?.payment;
    return payment ? [loggedPayment(leaf, payment)] : [];
  });
  return compareDocuments(tx, logged, await listPaymentRows(tx, idsOf(logged)));
}

function loggedPayment(leaf: ReadLeaf, payment: RecordedPayment): LoggedDocument {
  const { id, sequence, invoiceNumber, invoiceOn, amountFen, releasedFen, isFinal, parts } = payment;
  const decided = decidedBodyOf(leaf);
  const columns = {
    ...{ order_id: decided?.order ?? null, agency_code: decided?.agency ?? null, sequence },
    ...{ invoice_number: invoiceNumber, invoice_on: invoiceOn, amount_fen: amountFen, released_fen: releasedFen },
    ...{ is_final: Number(isFinal), outcome: decided?.outcome ?? null, decision_id: decided?.decision ?? null },
    ...{ decided_at: leaf.at, log_index: leaf.logIndex },
  };
  const number = decided?.outcome === 'approved' ? invoiceNumber : null;
  const own = { payment: id, order: decided?.order ?? null, key: { column: 'invoice_key', number } } as const;
  return { table: 'payments', id, ...own, leaf, columns, parts, sign: 1 };
}

async function compareNotes(tx: Tx, { leaves }: LeafChunk): Promise<readonly Difference[]> {
  const own = leaves.filter(({ type }) => type === CREDITED);
  const sealed = await listSealedTexts(
    tx,
    own.flatMap(({ logIndex, body }) => ('creditNote' in body ? [] : [logIndex])),
  );
  const logged = own.flatMap((leaf): readonly LoggedDocument[] => {
    const opening = sealed.find(({ logIndex, pointer }) => logIndex === leaf.logIndex && pointer === CREDIT_POINTER);
    const note = 'creditNote' in leaf.body ? (leaf.body.creditNote as LoggedNote) : noteIn(opening?.value);
    return note ? [loggedNote(leaf, note)] : [];
  });
  return compareDocuments(tx, logged, await listCreditNoteRows(tx, idsOf(logged)));
}

type LoggedNote = Pick<CreditNote, 'id' | 'number' | 'creditedOn' | 'amountFen' | 'goesTo' | 'parts'> & {
  readonly payment: string;
};

/** A text that cannot be read does not fit its commitment either, and that is reported where texts are compared. */
function noteIn(value: string | undefined): LoggedNote | undefined {
  try {
    return value === undefined ? undefined : (JSON.parse(value) as LoggedNote);
  } catch {
    return undefined;
  }
}

function loggedNote(
  leaf: ReadLeaf,
  { id, payment, number, creditedOn, amountFen, goesTo, parts }: LoggedNote,
): LoggedDocument {
  const columns = {
    ...{ payment_id: payment, order_id: String(leaf.body.order), agency_code: String(leaf.body.agency), number },
    ...{
      credited_on: creditedOn,
      amount_fen: amountFen,
      goes_to: goesTo,
      recorded_at: leaf.at,
      log_index: leaf.logIndex,
    },
  };
  const own = { payment, order: String(leaf.body.order), key: { column: 'number_key', number } } as const;
  return { table: 'credit_notes', id, ...own, leaf, columns, parts, sign: -1 };
}

function idsOf(logged: readonly LoggedDocument[]): readonly string[] {
  return logged.map(({ id }) => id);
}

async function compareDocuments(
  tx: Tx,
  logged: readonly LoggedDocument[],
  rows: readonly DocumentRow[],
): Promise<readonly Difference[]> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const parts = await listPartRows(tx, idsOf(logged));
  const bodies = await listBodiesPaid(tx, [...new Set(logged.map(({ payment }) => payment))]);
  return logged.flatMap((document) => {
    const { table, id, leaf, columns } = document;
    const place = { table, key: id, index: leaf.logIndex };
    const row = byId.get(id);
    if (!row) return [withoutRow(place)];
    const ofParts = compareParts(
      document,
      parts.filter((part) => part.document_id === id),
    );
    const wanted = { ...columns, ...keyColumn(document, bodies.get(document.payment)) };
    return [...differencesIn(place, numbersIn(row, columns), wanted), ...ofParts];
  });
}

/** It begins with the supplier of what was paid; a body that is gone or cannot be read is reported with its revision. */
function keyColumn({ key: { column, number } }: LoggedDocument, body: string | undefined): Row {
  if (number === null) return { [column]: null, digits_key: null };
  try {
    if (body === undefined) return {};
    const invoice = supplierInvoice(JSON.parse(body) as OrderSubmission, number);
    return { [column]: invoiceKey(invoice), digits_key: lastDigitsKey(invoice) };
  } catch {
    return {};
  }
}

function compareParts(
  { id, payment, order, leaf, parts, sign }: LoggedDocument,
  rows: readonly Row[],
): readonly Difference[] {
  const place = (part: string) => ({ table: 'payment_parts', key: `${id}/${part}`, index: leaf.logIndex });
  const known = new Set(parts.map(({ part }) => part));
  const strays = rows.filter((row) => !known.has(String(row.part))).map((row) => withoutLeaf(place(String(row.part))));
  const compared = parts.flatMap((part) => {
    const row = rows.find((each) => each.part === part.part);
    if (!row) return [withoutRow(place(part.part))];
    const columns = {
      ...{ payment_id: payment, order_id: order },
      ...{ quantity: sign * part.quantity, amount_fen: sign * part.amountFen },
      funding: fundingText(part.funding),
    };
    const shown = { ...numbersIn(row, columns), funding: readFunding(String(row.funding)) };
    return differencesIn(place(part.part), shown, columns);
  });
  return [...compared, ...strays];
}

function fundingText(funding: FundedPart['funding']): string {
  return funding.map(({ budgetLine, amountFen }) => `${budgetLine} ${amountFen}`).join(', ');
}

function readFunding(text: string): string {
  try {
    return fundingText(JSON.parse(text) as FundedPart['funding']);
  } catch {
    return text;
  }
}

/** A driver may give a big number as text. */
function numbersIn(row: Row, columns: Row): Row {
  const names = Object.keys(columns).filter((name) => typeof columns[name] === 'number');
  return { ...row, ...Object.fromEntries(names.map((name) => [name, Number(row[name])])) };
}
