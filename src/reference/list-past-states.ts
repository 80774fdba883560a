import type { Tx } from '../db/index.ts';
import { addDays, type CivilDate, canonicalJson, groupBy, plusMs, startOfDay } from '../kernel/index.ts';
import { findLeafIndexAt, readHead, selectIn } from '../log/index.ts';
import { columnOf, inOrder, type ReferenceKind, type StoredRow, subjectOf } from './reference-kind.ts';

type Rows = ReturnType<Tx>;

/** A thing that has changed since, as dated events had made it on a day. */
export interface PastState<S extends object> {
  readonly state: S;
  /** As it stands now. */
  readonly row: StoredRow;
}

/**
 * The index of the first leaf that a later day than this one brought; undefined where there is none. No event holds from a
 * day in the future, so that whatever was changed for a later day was changed from there on.
 */
export async function findFirstLeafAfter(tx: Tx, on: CivilDate): Promise<number | undefined> {
  const { frontier, at } = await readHead(tx);
  const end = plusMs(startOfDay(addDays(on, 1)), -1);
  if (at <= end) return undefined;
  return ((await findLeafIndexAt(tx, { at: end, size: frontier.size })) ?? -1) + 1;
}

/** Leaves out what an event has changed since a leaf: `statesOn` tells what it was. What is new since then stays. */
export function onlyUnchanged(rows: Rows, kind: Kind, since: number | undefined): void {
  if (since === undefined) return;
  const last = `${kind.table}.log_index`;
  void rows.where((unchanged: Rows) => unchanged.where(last, '<', since).orWhereIn(last, createdSince(kind, since)));
}

/** The other rows. */
export function onlyChanged(rows: Rows, kind: Kind, since: number): void {
  const last = `${kind.table}.log_index`;
  void rows.where(last, '>=', since).whereNotIn(last, createdSince(kind, since));
}

type Kind = Pick<ReferenceKind<never>, 'type' | 'table'>;

function createdSince({ type }: Kind, since: number) {
  return (leaves: Rows): void =>
    void leaves
      .select('log_index')
      .from('log_leaves')
      .where({ type: `${type}.created` })
      .where('log_index', '>=', since);
}

/**
 * States of things on a day: as they came, with the dated events that hold by then, in the order of the log. Corrections of
 * what merely describes a thing hold from the first.
 */
export async function statesOn<S extends object>(
  tx: Tx,
  kind: ReferenceKind<S>,
  { rows, on }: { readonly rows: readonly StoredRow[]; readonly on: CivilDate },
): Promise<readonly PastState<S>[]> {
  const subjects = rows.map((row) => subjectOf(kind.type, String(row[columnOf(kind, kind.key)])));
  const leaves = groupBy(await selectIn(tx, 'log_leaves', 'subject', subjects), ({ subject }) => String(subject));
  return rows.map((row, at) => {
    const about = (leaves.get(subjects[at] ?? '') ?? []).toSorted(
      (one, other) => Number(one.log_index) - Number(other.log_index),
    );
    return { row, state: stateOn(kind, about, on) };
  });
}

function stateOn<S extends object>(kind: ReferenceKind<S>, leaves: readonly StoredRow[], on: CivilDate): S {
  let [before, past]: [S | undefined, S | undefined] = [undefined, undefined];
  for (const { bytes } of leaves) {
    const { after, effectiveOn = on } = JSON.parse(String(bytes)) as LoggedEvent;
    const stated = inOrder(kind, after, {});
    if (before === undefined || effectiveOn <= on) past = { ...(past ?? stated), ...changesBetween(before, stated) };
    before = stated;
  }
  if (past === undefined) throw new Error('a thing that has changed has no leaf');
  return past;
}

interface LoggedEvent {
  readonly after: object;
  readonly effectiveOn?: string;
}

/** Fields that differ; all of them where there was nothing before. */
function changesBetween<S extends object>(before: S | undefined, after: S): Partial<S> {
  const known = new Map<string, unknown>(Object.entries(before ?? {}));
  const isChanged = ([name, value]: [string, unknown]): boolean =>
    !known.has(name) || canonicalJson(known.get(name)) !== canonicalJson(value);
  return Object.fromEntries(Object.entries(after).filter(isChanged)) as Partial<S>;
}
