import { rowsByIndex, type Tx, whereBegins } from '../db/index.ts';
import { seesTexts } from '../decisions/index.ts';
import { Refusal, text } from '../kernel/index.ts';
import { filteredOrders, type OrdersQuestion } from './find-order-conditions.ts';

/** More would be no search any more, and the gate would have to sort them all. */
const MATCHES_MAX = 1_000;

type Rows = ReturnType<Tx>;

/** The orders that begin like what is sought, each kind by its own index; refuses when they are too many. */
export async function listMatches(tx: Tx, question: OrdersQuestion, search: string): Promise<readonly string[]> {
  const filtered = await filteredOrders(tx, question);
  const found = new Set<string>();
  const take = async (rows: Rows): Promise<void> => {
    const matches: { id: string }[] = await rows.select('id').limit(MATCHES_MAX + 1);
    for (const { id } of matches) found.add(id);
  };
  const takeBeginning = async (column: keyof typeof INDEXES, text: string, more?: (rows: Rows) => void) => {
    const rows = filtered(await indexFor(tx, column, text));
    whereBegins(rows, column, text);
    more?.(rows);
    await take(rows);
  };
  for (const text of writtenForms(search)) await takeBeginning('reference', text);
  const openOnly = (rows: Rows): void => void rows.where('is_classified', 0);
  await takeBeginning('supplier_name', search, seesTexts(question.actor) ? undefined : openOnly);
  await take(filtered().where('id', search));
  if (found.size > MATCHES_MAX) throw tooManyMatches();
  return [...found];
}

const INDEXES = { reference: 'orders_by_reference', supplier_name: 'orders_by_supplier_name' } as const;

/** So many orders that begin like what is sought are read before any other way to them is weighed. */
const BEGUN_MAX = 5_000;

/**
 * The index by which few orders begin so, whoever has them. It is named, because SQLite takes one value for fewer rows than a
 * range, and goes through all that an agency ever ordered for a beginning that nobody has. Where many begin so, it may choose.
 */
async function indexFor(tx: Tx, column: keyof typeof INDEXES, text: string): Promise<string | undefined> {
  const begun = rowsByIndex(tx, 'orders', INDEXES[column]).select('id').offset(BEGUN_MAX).limit(1);
  whereBegins(begun, column, text);
  return (await begun).length === 0 ? INDEXES[column] : undefined;
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
