import { blankLine, type LineDraft, nextNumber, type OrderDraft } from './order-draft.ts';
import { textAt } from './paths.ts';

/** The draft with a line for the computers inside the goods of another, as many as of those until somebody says how many. */
export function withComputersIn(draft: OrderDraft, place: string): OrderDraft {
  const number = nextNumber(draft.lines.map(({ line }) => line));
  const inside = { ...blankLine(number), pricedIn: textAt(draft, `${place}.line`) };
  return { ...draft, lines: [...draft.lines, { ...inside, quantity: textAt(draft, `${place}.quantity`) }] };
}

/** Whether it is said of a line what there is in it: nothing, computers on lines of their own, or that it is none of other goods. */
export function isAnswered({ lines }: OrderDraft, { line, kind, containsComputers }: LineDraft): boolean {
  return kind !== 'other' || containsComputers !== '' || lines.some(({ pricedIn }) => pricedIn.trim() === line);
}
