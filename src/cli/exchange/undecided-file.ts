import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Instant, systemClock } from '../../kernel/index.ts';
import { IN, isThere, OUT, OWN, ownPath, readJson, writeOut } from './exchange-folder.ts';
import type { ReadOrder } from './read-order.ts';
import type { OrderProblem } from './submit-orders.ts';

/** A file of `in`, and what was in it when it was taken. */
export interface TakenFile {
  readonly folder: string;
  readonly name: string;
  readonly digest: string;
}

export interface UndecidedOrder {
  readonly order: ReadOrder;
  readonly problem: OrderProblem;
}

/** Where it is told that a file waits in vain. */
export interface UndecidedNotice {
  readonly path: string;
  readonly isFirst: boolean;
}

interface Tries {
  readonly sha256: string;
  readonly tries: number;
  readonly since: Instant;
}

/** A gate that is busy for a moment is nothing to tell; from so many tries on whoever dropped the file should know. */
const TOLD_FROM = 5;

/**
 * Notes that a file was taken in vain, also from one run to the next. It stays in `in` and is tried again; null as long as
 * nothing is told of it in `out`.
 */
export async function noteUndecided(
  { folder, name, digest }: TakenFile,
  orders: readonly UndecidedOrder[],
): Promise<UndecidedNotice | null> {
  const at = systemClock();
  const kept = await readJson(ownPath(folder, triesOf(name)));
  const before = isTries(kept) && kept.sha256 === digest ? kept : { tries: 0, since: at };
  const tried: Tries = { sha256: digest, tries: before.tries + 1, since: before.since };
  await writeOut(folder, `${OWN}/${triesOf(name)}`, JSON.stringify(tried));
  if (tried.tries < TOLD_FROM) return null;
  const told = { file: name, ...tried, lastTriedAt: at, orders: orders.map(toldOf) };
  const [txt = '', json = ''] = noticesOf(name);
  await writeOut(folder, txt, inWords(name, tried, orders));
  await writeOut(folder, json, `${JSON.stringify(told, null, 2)}\n`);
  return { path: txt, isFirst: tried.tries === TOLD_FROM };
}

/** Once a file was answered or refused nothing is left to tell of its tries. */
export async function forgetTries(folder: string, name: string): Promise<void> {
  for (const path of [...noticesOf(name), `${OWN}/${triesOf(name)}`]) await rm(join(folder, path), { force: true });
}

/** The same for files that somebody has taken away, or that were answered just before a kill. */
export async function forgetGoneFiles(folder: string): Promise<void> {
  for (const kept of await readdir(join(folder, OWN))) {
    const name = kept.endsWith(TRIES) ? kept.slice(0, -TRIES.length) : undefined;
    if (name !== undefined && !(await isThere(join(folder, IN, name)))) await forgetTries(folder, name);
  }
}

const TRIES = '.tries.json';

function triesOf(name: string): string {
  return `${name}${TRIES}`;
}

function noticesOf(name: string): readonly string[] {
  return [`${OUT}/${name}.undecided.txt`, `${OUT}/${name}.undecided.json`];
}

function isTries(kept: unknown): kept is Tries {
  return typeof kept === 'object' && kept !== null && 'sha256' in kept && 'tries' in kept && 'since' in kept;
}

function toldOf({ order: { body, rows }, problem }: UndecidedOrder) {
  return { ...namesIn(body), rows, problem };
}

function namesIn({ reference, agencyCode }: ReadOrder['body']) {
  const said = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  return { reference: said(reference), agencyCode: said(agencyCode) };
}

const ORDERS_NAMED_MAX = 20;
const REFERENCE_SHOWN_MAX = 100;

/** For people; what programs need stands in the JSON. */
function inWords(name: string, { tries, since }: Tries, orders: readonly UndecidedOrder[]): string {
  const named = orders.slice(0, ORDERS_NAMED_MAX).map(({ order, problem: { text } }) => {
    const reference = namesIn(order.body).reference ?? '—';
    return { reference: reference.replaceAll(/\p{C}/gu, '\ufffd').slice(0, REFERENCE_SHOWN_MAX), text };
  });
  return [
    `${name} 自 ${since} 起已尝试 ${tries} 次，其中 ${orders.length} 张订单闸口未能审核。文件仍在 in，将继续尝试，不会丢失；请告知闸口的管理人员。`,
    ...named.map(({ reference, text }) => `${reference}：${text['zh-CN']}`),
    `${name} was tried ${tries} times since ${since}; ${orders.length} of its orders the gate could not decide. The file stays in in, is tried again, and nothing is lost; please tell those who run the gate.`,
    ...named.map(({ reference, text }) => `${reference}: ${text.en}`),
    '',
  ].join('\r\n');
}
