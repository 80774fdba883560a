import { selectRows, type Tx } from '../db/index.ts';
import { TEXTS_ERASED } from './erasure-leaf.ts';
import { readHead } from './log-repository.ts';

/** What was read of some things before the head was taken, and how far the log had come by then. */
export interface ReadAhead<T = unknown> {
  readonly value: T;
  readonly size: number;
  readonly known: ReadonlyMap<string, KnownRead>;
}

interface KnownRead {
  readonly value: unknown;
  /** Every change of it has a leaf about one of these; one that ends with a stroke stands for all that begin so. */
  readonly subjects: readonly string[];
}

interface Reads {
  readonly known: Map<string, KnownRead>;
  /** What this transaction has changed itself is read anew each time. */
  readonly changed: Set<string>;
}

const readsOf = new WeakMap<Tx, Reads>();

/**
 * Reads in a snapshot, while others decide, what an act will ask for once it holds the head. There it counts as far as
 * no leaf has told of a change meanwhile, and the rest is read anew: nobody waits for what can be read before.
 */
export async function readAhead<T>(tx: Tx, read: () => Promise<T>): Promise<ReadAhead<T>> {
  const known = new Map<string, KnownRead>();
  readsOf.set(tx, { known, changed: new Set() });
  const size = await readSize(tx);
  const value = await read();
  known.delete(SIZE);
  return { value, size, known };
}

const SIZE = 'size of the log';

/** How many leaves there are, as a snapshot sees it. */
export async function readSize(tx: Tx): Promise<number> {
  return readOnce(tx, { name: SIZE, subjectsOf: () => [] }, async () => (await readHead(tx)).frontier.size);
}

/** More leaves than that have come only after a long wait; then everything is read anew. */
const LEAVES_MAX = 500;

/** Takes over, with the head held at a size of the log, what no leaf has changed since it was read. */
export async function adoptReads(tx: Tx, ahead: ReadAhead, size: number): Promise<void> {
  const since = size - ahead.size;
  const isNear = since >= 0 && since <= LEAVES_MAX;
  const leaves = isNear && since > 0 ? await listSubjectsSince(tx, ahead.size) : [];
  const isUsable = isNear && leaves.every(({ type }) => type !== TEXTS_ERASED);
  const kept = [...ahead.known].filter(([, { subjects }]) => !leaves.some(({ subject }) => isAbout(subjects, subject)));
  readsOf.set(tx, { known: new Map(isUsable ? kept : []), changed: new Set() });
}

async function listSubjectsSince(tx: Tx, from: number) {
  return selectRows<{ readonly type: string; readonly subject: string }>(
    tx,
    'select type, subject from log_leaves where log_index >= ?',
    [from],
  );
}

function isAbout(subjects: readonly string[], subject: string): boolean {
  return subjects.some((each) => (each.endsWith('/') ? subject.startsWith(each) : subject === each));
}

/** A leaf of this very transaction: what it is about is another thing from now on. */
export function forgetReads(tx: Tx, { type, subject }: { readonly type: string; readonly subject: string }): void {
  const reads = readsOf.get(tx);
  if (!reads) return;
  if (type === TEXTS_ERASED) {
    readsOf.delete(tx);
    return;
  }
  reads.changed.add(subject);
  for (const [name, { subjects }] of reads.known) if (isAbout(subjects, subject)) reads.known.delete(name);
}

/** Whether what is read in a transaction is kept for the rest of it. */
export function keepsReads(tx: Tx): boolean {
  return readsOf.has(tx);
}

export interface NamedRead<T> {
  readonly name: string;
  /** Of leaves: each change of what is read has one about one of them. */
  readonly subjectsOf: (value: T | undefined) => readonly string[];
}

/** Reads one thing once, where a transaction reads ahead or has read so; anywhere else it is read each time. */
export async function readOnce<T>(tx: Tx, { name, subjectsOf }: NamedRead<T>, read: () => Promise<T>): Promise<T> {
  const known = readsOf.get(tx)?.known.get(name);
  if (known) return known.value as T;
  const value = await read();
  keep(tx, name, { value, subjects: subjectsOf(value) });
  return value;
}

export interface NamedReads<T> {
  readonly name: string;
  readonly subjectsOf: (id: string) => readonly string[];
  readonly read: (ids: readonly string[]) => Promise<ReadonlyMap<string, T>>;
}

/** The same for several things of one kind: only those that are not known are read. What is not there is known as well. */
export async function readEachOnce<T>(
  tx: Tx,
  ids: readonly string[],
  { name, subjectsOf, read }: NamedReads<T>,
): Promise<ReadonlyMap<string, T>> {
  const reads = readsOf.get(tx);
  if (!reads) return read(ids);
  const missing = [...new Set(ids)].filter((id) => !reads.known.has(`${name} ${id}`));
  const found = missing.length === 0 ? new Map<string, T>() : await read(missing);
  const all = ids.flatMap((id): [string, T][] => {
    const value = found.get(id) ?? (reads.known.get(`${name} ${id}`)?.value as T | undefined);
    return value === undefined ? [] : [[id, value]];
  });
  for (const id of missing) keep(tx, `${name} ${id}`, { value: found.get(id), subjects: subjectsOf(id) });
  return new Map(all);
}

function keep(tx: Tx, name: string, read: KnownRead): void {
  const reads = readsOf.get(tx);
  if (!reads || [...reads.changed].some((subject) => isAbout(read.subjects, subject))) return;
  reads.known.set(name, read);
}
