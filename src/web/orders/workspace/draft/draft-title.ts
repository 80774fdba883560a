import { yuanOf } from '../../../ui/fen.ts';
import { writeMoney } from '../../../ui/money.ts';
import { isLineBlank } from '../body/order-body.ts';
import type { OrderDraft } from '../body/order-draft.ts';
import { orderTotal } from '../body/order-sums.ts';

const DESCRIPTION_MAX = 30;
/** As the contract has it. */
const TITLE_MAX = 200;

/**
 * What a draft is called in lists: its number, what it buys first, how many lines follow, and what all comes to. Drafts that were
 * begun on one day have one number, since no order has taken it yet. It is read in both languages, and so has no words of its own.
 */
export function draftTitle(draft: OrderDraft): string {
  const [first, ...others] = draft.lines.filter((line) => !isLineBlank(line));
  const description = first?.description.trim() ?? '';
  const quantity = first?.quantity.trim() ?? '';
  const total = orderTotal(draft);
  const parts = [
    draft.reference.trim() || draft.agencyCode,
    [cut(description, DESCRIPTION_MAX), quantity && `×${quantity}`, others.length > 0 ? `+${others.length}` : ''],
    total > 0n ? writeMoney(yuanOf(total)) : '',
  ].map((part) => (typeof part === 'string' ? part : part.filter((one) => one !== '').join(' ')));
  return cut(parts.filter((part) => part !== '').join(' · '), TITLE_MAX);
}

/** By whole characters: half of one is no text. */
function cut(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
