import { computer } from '../../goods/index.ts';
import { FEN_MAX, fen, formatYuan, isYuan, parseYuan, Refusal, type Text, text } from '../../kernel/index.ts';
import { refuseLongNames, type TableRow } from '../../tables/index.ts';
import { columnCalled, ORDER_COLUMNS, type OrderColumn, REQUIRED_COLUMNS, type Subject } from './order-columns.ts';
import type { Fault, Place, ReadOrder } from './read-order.ts';

type Body = Record<string, unknown>;

/** An order while its rows come. */
interface OpenOrder {
  readonly body: Body;
  readonly lines: Body[];
  readonly lineRows: number[];
  readonly plan: Body[];
  readonly planRows: { readonly row: number; readonly subject: Subject }[];
  /** What each column about the order as a whole says. */
  readonly said: Map<OrderColumn, unknown>;
  fault: Fault | null;
}

interface Heading {
  readonly columns: readonly OrderColumn[];
  readonly names: readonly string[];
}

/**
 * The orders of a table: each row is a line, of computers unless it says otherwise, with the software planned for them; rows
 * with the same reference of the same agency make one order. What such rows say of the order as a whole is said once or alike.
 */
export async function ordersOfRows(
  pieces: AsyncIterable<readonly TableRow[]>,
  { isSheet }: { readonly isSheet: boolean },
): Promise<readonly ReadOrder[]> {
  const orders = new Map<string, OpenOrder>();
  const agencyOf = new Map<string, string>();
  let heading: Heading | undefined;
  for await (const rows of pieces) {
    for (const each of rows) {
      const { row, cells } = each;
      const texts = cells.map((cell) => cell.trim());
      if (texts.every((cell) => cell === '')) continue;
      if (!heading) {
        refuseLongNames(each);
        heading = readHeading(texts);
        continue;
      }
      refuseOtherLength(row, texts, { wanted: heading.names.length, isSheet });
      takeRow({ orders, agencyOf, heading }, row, texts);
    }
  }
  if (!heading) throw columnsRefused(text('缺少列', 'Missing columns'), REQUIRED_COLUMNS.map(bothNames));
  const { columns, names } = heading;
  const headingOf = new Map(columns.map((column, at) => [column, names[at] ?? column.name] as const));
  return [...orders.values()].map((order) => closeOrder(order, headingOf));
}

function readHeading(texts: readonly string[]): Heading {
  const names = texts.slice(0, texts.findLastIndex((name) => name !== '') + 1);
  const columns = names.flatMap((name) => columnCalled(name) ?? []);
  const unknown = names.filter((name) => !columnCalled(name));
  // A column that was misspelt would be missing from every order, and nobody would know why.
  if (unknown.length > 0) throw columnsRefused(text('未知的列', 'Unknown columns'), unknown);
  const twice = columns.filter((column, at) => columns.indexOf(column) !== at);
  if (twice.length > 0)
    throw columnsRefused(
      text('重复的列', 'Columns that are there twice'),
      twice.map(({ name }) => bothNames(name)),
    );
  const missing = REQUIRED_COLUMNS.filter((name) => !columns.some((column) => column.name === name));
  if (missing.length > 0) throw columnsRefused(text('缺少列', 'Missing columns'), missing.map(bothNames));
  return { columns, names };
}

function bothNames(name: string): string {
  return `${columnCalled(name)?.chinese} (${name})`;
}

const NAMES_SHOWN_MAX = 20;

function columnsRefused(what: Text, names: readonly string[]): Refusal {
  const list = names.slice(0, NAMES_SHOWN_MAX).map((name) => name.slice(0, 80) || '""');
  const message = text(`${what['zh-CN']}：${list.join('、')}。`, `${what.en}: ${list.join(', ')}.`);
  return new Refusal('invalid', 'exchange.columns', message);
}

interface Width {
  readonly wanted: number;
  readonly isSheet: boolean;
}

/** In a row with a comma too many every cell behind it would be another column's. */
function refuseOtherLength(row: number, texts: readonly string[], { wanted, isSheet }: Width): void {
  const found = Math.max(texts.findLastIndex((cell) => cell !== '') + 1, isSheet ? 0 : Math.min(texts.length, wanted));
  // A row of a spreadsheet ends with its last cell that says something.
  if (found === wanted || (isSheet && found < wanted)) return;
  const message = text(
    `第 ${row} 行有 ${found} 列，应为 ${wanted} 列。`,
    `Row ${row} has ${found} cells instead of ${wanted}.`,
  );
  throw new Refusal('invalid', 'exchange.row', message);
}

interface TableReading {
  readonly orders: Map<string, OpenOrder>;
  /** The agency that a reference was last seen with: further rows of an order need not name it. */
  readonly agencyOf: Map<string, string>;
  readonly heading: Heading;
}

function takeRow({ orders, agencyOf, heading }: TableReading, row: number, texts: readonly string[]): void {
  const cells = heading.columns
    .map((column, at) => ({ column, cell: texts[at] ?? '' }))
    .filter(({ cell }) => cell !== '');
  const said = (name: string): string => cells.find(({ column }) => column.name === name)?.cell ?? '';
  const reference = said('reference');
  if (reference === '') {
    const message = text(`第 ${row} 行没有订单编号。`, `Row ${row} has no reference of an order.`);
    throw new Refusal('invalid', 'exchange.row', message);
  }
  const agency = said('agencyCode') || (agencyOf.get(reference) ?? '');
  agencyOf.set(reference, agency);
  const key = JSON.stringify([agency, reference]);
  const order = orders.get(key) ?? newOrder();
  orders.set(key, order);
  order.lineRows.push(row);
  order.lines.push(lineOf(cells, order.lines.length + 1));
  for (const { column, cell } of cells) if (column.subject === 'order') sayOnce(order, { row, column, cell });
  for (const subject of ['office', 'antivirus'] as const) {
    const item = itemOf(cells, subject, order.plan.length + 1);
    if (!item) continue;
    order.plan.push(item);
    order.planRows.push({ row, subject });
  }
}

function newOrder(): OpenOrder {
  return { body: {}, lines: [], lineRows: [], plan: [], planRows: [], said: new Map(), fault: null };
}

interface Cell {
  readonly column: OrderColumn;
  readonly cell: string;
}

function sayOnce(order: OpenOrder, { row, column, cell }: Cell & { readonly row: number }): void {
  const value = column.kind.read(cell);
  const before = order.said.get(column);
  if (before === undefined) {
    order.said.set(column, value);
    put(order.body, column.path, value);
  } else if (before !== value) {
    order.fault ??= {
      code: 'exchange.rows_disagree',
      text: text(
        `第 ${row} 行的“${column.chinese}”与该订单前面的行不一致。`,
        `In row ${row}, ${column.name} is not what earlier rows of the order say.`,
      ),
      place: { pointer: `/${column.path}`, row, column: column.name },
    };
  }
}

function lineOf(cells: readonly Cell[], number: number): Body {
  const line: Body = { line: number, goods: computer.name };
  putAll(line, cells, 'line');
  putAmount(line, [line.unitPrice, line.quantity, line.leaseMonths ?? 1]);
  return line;
}

function itemOf(cells: readonly Cell[], subject: Subject, number: number): Body | undefined {
  if (!cells.some(({ column }) => column.subject === subject)) return undefined;
  const isServer = cells.some(({ column, cell }) => column.name === 'category' && column.kind.read(cell) === 'server');
  const antivirus = isServer ? 'antivirus-server' : 'antivirus-client';
  const item: Body = { item: number, category: subject === 'office' ? 'office' : antivirus };
  putAll(item, cells, subject);
  putAmount(item, [item.unitPrice, item.seats]);
  return item;
}

function putAll(body: Body, cells: readonly Cell[], subject: Subject): void {
  for (const { column, cell } of cells) if (column.subject === subject) put(body, column.path, column.kind.read(cell));
}

/** The one budget line of a row pays all of it. What is no amount the gate refuses where it stands. */
function putAmount(body: Body, [price, ...counts]: readonly [unknown, ...unknown[]]): void {
  if (body.funding === undefined || typeof price !== 'string' || !counts.every((one) => typeof one === 'number'))
    return;
  const amount = amountOf(price, counts);
  if (amount !== undefined) put(body, 'funding/0/amount', amount);
}

function amountOf(price: string, counts: readonly number[]): string | undefined {
  if (!isYuan(price)) return undefined;
  const amount = counts.reduce((product, count) => product * BigInt(count), BigInt(parseYuan(price)));
  return amount <= FEN_MAX ? formatYuan(fen(Number(amount))) : undefined;
}

function put(body: Body, path: string, value: unknown): void {
  const [key = '', ...rest] = path.split('/');
  if (rest.length === 0) {
    body[key] = value;
    return;
  }
  const inner = body[key] ?? (rest[0] === '0' ? [] : {});
  body[key] = inner;
  put(inner as Body, rest.join('/'), value);
}

type HeadingOf = ReadonlyMap<OrderColumn, string>;

function closeOrder(order: OpenOrder, headingOf: HeadingOf): ReadOrder {
  const { body, lines, plan, lineRows, fault } = order;
  const placeOf = (pointer: string): Place => {
    const { row, column } = cellAt(order, pointer);
    const heading = column && (headingOf.get(column) ?? bothNames(column.name));
    return { pointer, row, column: heading ?? null };
  };
  return {
    body: { ...body, lines, ...(plan.length > 0 && { softwarePlan: plan }) },
    rows: lineRows,
    placeOf,
    wordsAt: (pointer) => cellAt(order, pointer).column?.kind.words ?? [],
    fault: fault && { ...fault, place: { ...fault.place, column: placeOf(fault.place.pointer).column } },
  };
}

interface FoundCell {
  readonly row: number | null;
  readonly column: OrderColumn | undefined;
}

/** What is about the order as a whole stands in its first row. */
function cellAt({ lineRows, planRows }: OpenOrder, pointer: string): FoundCell {
  const [, list, at = '', ...rest] = pointer.split('/');
  const [firstRow = null] = lineRows;
  if (list === 'lines' && at !== '') {
    return { row: lineRows[Number(at)] ?? firstRow, column: columnAt('line', rest.join('/')) };
  }
  const item = list === 'softwarePlan' ? planRows[Number(at || Number.NaN)] : undefined;
  if (item) return { row: item.row, column: columnAt(item.subject, rest.join('/')) };
  return { row: firstRow, column: columnAt('order', pointer.slice(1)) };
}

/** The column of a value, or the first one of the block that it belongs to; undefined when the whole row is meant. */
function columnAt(subject: Subject, path: string): OrderColumn | undefined {
  for (let rest = path; rest !== ''; rest = rest.slice(0, Math.max(0, rest.lastIndexOf('/')))) {
    const column = ORDER_COLUMNS.find(
      (each) => each.subject === subject && (each.path === rest || each.path.startsWith(`${rest}/`)),
    );
    if (column) return column;
  }
  return undefined;
}
