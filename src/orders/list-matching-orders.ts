import { type Tx, whereBegins } from '../db/index.ts';
import { seesTexts } from '../decisions/index.ts';
import { Refusal, text } from '../kernel/index.ts';
import { filteredOrders, type OrdersQuestion } from './find-order-conditions.ts';

/** More would be no search any more, and the gate would have to sort them all. */
const MATCHES_MAX = 1_000;

/** The orders that begin like what is sought, each kind by its own index; refuses when they are too many. */
export async function listMatches(tx: Tx, question: OrdersQuestion, search: string): Promise<readonly string[]> {
  const filtered = await filteredOrders(tx, question);
  const beginning = (column: string, text: string) => {
    const rows = filtered();
    whereBegins(rows, column, text);
    return rows;
  };
  const named = beginning('supplier_name', search);
  if (!seesTexts(question.actor)) void named.where('is_classified', 0);
  const found = new Set<string>();
  const referred = writtenForms(search).map((text) => beginning('reference', text));
  for (const rows of [...referred, named, filtered().where('id', search)]) {
    const matches: { id: string }[] = await rows.select('id').limit(MATCHES_MAX + 1);
    for (const { id } of matches) found.add(id);
  }
  if (found.size > MATCHES_MAX) throw tooManyMatches();
  return [...found];
}

/**
 * As it is typed, and in capitals and small letters alone. No index holds references without their case: references that mix
 * both are found as they are written, and most are in capitals.
 */
function writtenForms(search: string): readonly string[] {
  return [...new Set([search, search.toUpperCase(), search.toLowerCase()])];
}

function tooManyMatches(): Refusal {
  const message = text(
    `以此开头的订单超过 ${MATCHES_MAX} 张，请多输入几个字，或再加筛选条件。`,
    `More than ${MATCHES_MAX} orders begin like this. Write more of it, or filter further.`,
  );
  return new Refusal('unprocessable', 'search.too_many', message, [{ pointer: '/query/search', message: '' }]);
}
