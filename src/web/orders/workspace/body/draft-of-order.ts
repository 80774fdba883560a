import { type Fen, fenOf } from '../../../ui/fen.ts';
import { ALL_LINE_FIELDS, type FieldSpec, ITEM_FIELDS, ORDER_FIELDS } from './fields.ts';
import {
  blankItem,
  blankLine,
  blankOrder,
  type FundingDraft,
  type ItemDraft,
  type LineDraft,
  type OrderDraft,
  type Submission,
} from './order-draft.ts';
import { isBoughtByItself, itemAmount, lineAmount } from './order-sums.ts';
import { textAt, valueAt, withValue } from './paths.ts';

/** An order that was submitted, as a draft. The form shows part of it; the rest is kept as it is. */
export function draftOfOrder(submission: Submission): OrderDraft {
  const { lines, softwarePlan, total: _computed, ...head } = submission;
  const blank = blankOrder({ agencyCode: submission.agencyCode, fiscalYear: String(submission.fiscalYear) });
  return {
    ...typedIn(blank, head, ORDER_FIELDS),
    lines: lines.map(draftOfLine),
    softwarePlan: (softwarePlan ?? []).map(draftOfItem),
    kept: JSON.stringify(head),
  };
}

export function draftOfLine(line: Submission['lines'][number]): LineDraft {
  const typed = typedIn(blankLine(line.line), line, ALL_LINE_FIELDS);
  const kind = line.goods === 'computer' ? (line.computer?.category ?? '') : line.goods;
  const draft = { ...typed, kind, kept: JSON.stringify(line) };
  return { ...draft, funding: withoutObvious(draft.funding, lineAmount(draft)) };
}

export function draftOfItem(item: NonNullable<Submission['softwarePlan']>[number], index: number): ItemDraft {
  const typed = typedIn(blankItem(item.item ?? index + 1), item, ITEM_FIELDS);
  const draft = { ...typed, kept: JSON.stringify(item) };
  return { ...draft, funding: withoutObvious(draft.funding, isBoughtByItself(draft) ? itemAmount(draft) : undefined) };
}

function typedIn<Draft>(blank: Draft, thing: object, fields: readonly FieldSpec[]): Draft {
  return fields.reduce((draft, { name }) => {
    const value = valueAt(thing, name);
    if (value === undefined || value === null) return draft;
    return withValue(draft, name, Array.isArray(value) ? value.join(', ') : String(value));
  }, blank);
}

/** One line that pays for all goes on paying for all when the price changes: its amount need not be typed. */
function withoutObvious(funding: readonly FundingDraft[], amount: Fen | undefined): readonly FundingDraft[] {
  const [first, second] = funding;
  if (first === undefined || amount === undefined || second?.budgetLine !== '') return funding;
  const isAll = first.amount !== '' && fenOf(first.amount) === amount;
  return isAll ? [{ ...first, amount: '' }, second] : funding;
}

/** What was kept of a form, as far as it is a form of today. */
export function draftOfContent(content: object): OrderDraft {
  const blank = blankOrder({ agencyCode: textAt(content, 'agencyCode'), fiscalYear: textAt(content, 'fiscalYear') });
  const lines = rowsAt(content, 'lines').map((row, index) => {
    const line = blankLine(Number(textAt(row, 'line')) || index + 1);
    return typedIn(line, row, [KIND, KEPT, ...ALL_LINE_FIELDS]);
  });
  const softwarePlan = rowsAt(content, 'softwarePlan').map((row, index) => {
    const item = blankItem(Number(textAt(row, 'item')) || index + 1);
    return typedIn(item, row, [KEPT, ...ITEM_FIELDS]);
  });
  const head = typedIn(blank, content, [KEPT, ...ORDER_FIELDS]);
  return { ...head, lines: lines.length === 0 ? blank.lines : lines, softwarePlan };
}

const KIND: FieldSpec = { name: 'kind', kind: 'choice' };
const KEPT: FieldSpec = { name: 'kept', kind: 'text' };

function rowsAt(content: object, name: string): readonly object[] {
  const rows = valueAt(content, name);
  return Array.isArray(rows) ? rows.filter((row) => typeof row === 'object' && row !== null) : [];
}
