import { isUtf8 } from 'node:buffer';
import { parseStrictJson, Refusal, text } from '../../kernel/index.ts';
import { isSheetFile, tableRows, XLSX } from '../../tables/table-file.ts';
import { utf16Of } from '../../tables/text-file.ts';
import { ordersOfRows } from './order-table.ts';
import type { ReadOrder } from './read-order.ts';

const ROWS_MAX = 100_000;
const ORDERS_MAX = 5_000;

/** The orders of a file, by the end of its name; refuses one that cannot be read as a whole. */
export async function readOrders(name: string, bytes: Buffer): Promise<readonly ReadOrder[]> {
  const orders = /\.json$/i.test(name) ? ordersOfJson(bytes) : await ordersOfTable(name, bytes);
  if (orders.length === 0) throw refused('exchange.empty', text('文件中没有订单。', 'There is no order in the file.'));
  if (orders.length <= ORDERS_MAX) return orders;
  const message = text(
    `一个文件最多 ${ORDERS_MAX} 张订单，请拆分。`,
    `A file has at most ${ORDERS_MAX} orders. Split it.`,
  );
  throw refused('exchange.too_many_orders', message);
}

function ordersOfTable(name: string, bytes: Buffer): Promise<readonly ReadOrder[]> {
  const contentType = /\.xlsx$/i.test(name) ? XLSX : undefined;
  const isSheet = isSheetFile({ bytes, contentType });
  const encoding = isSheet || utf16Of(bytes) ? undefined : encodingOf(bytes);
  return ordersOfRows(tableRows({ bytes, encoding, contentType, owner: 'exchange', rowsMax: ROWS_MAX }), { isSheet });
}

/** What is no UTF-8 comes from a Chinese spreadsheet, or cannot be read. */
function encodingOf(bytes: Buffer): string {
  if (isUtf8(bytes)) return 'utf-8';
  try {
    new TextDecoder('gb18030', { fatal: true }).decode(bytes);
    return 'gb18030';
  } catch {
    throw refused(
      'exchange.encoding',
      text('文件既不是 UTF-8 也不是 GB18030 文本。', 'The file is text neither in UTF-8 nor in GB18030.'),
    );
  }
}

function ordersOfJson(bytes: Buffer): readonly ReadOrder[] {
  const value = parseStrictJson(decodeUtf8(bytes));
  if (isObject(value)) return [orderOf(value, '')];
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return items.map((item, at) => orderOf(item, `/${at}`));
  }
  throw refused(
    'exchange.not_orders',
    text('文件应为一张订单或订单数组。', 'The file is one order, or an array of orders.'),
  );
}

/** A byte order mark is forgiven, since editors write it unasked; anything else must be UTF-8. */
function decodeUtf8(bytes: Buffer): string {
  if (isUtf8(bytes)) return new TextDecoder('utf-8').decode(bytes);
  throw refused('exchange.encoding', text('文件不是有效的 UTF-8 文本。', 'The file is not valid UTF-8.'));
}

function orderOf(value: unknown, within: string): ReadOrder {
  const placeOf = (pointer: string) => ({ pointer: `${within}${pointer}`, row: null, column: null });
  const inJson = { rows: [], placeOf, wordsAt: () => [] };
  if (isObject(value)) return { ...inJson, body: value, fault: null };
  const says = text('此处应为一张订单（JSON 对象）。', 'An order is a JSON object.');
  return { ...inJson, body: {}, fault: { code: 'exchange.not_an_order', text: says, place: placeOf('') } };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refused(code: string, message: ReturnType<typeof text>): Refusal {
  return new Refusal('invalid', code, message);
}
