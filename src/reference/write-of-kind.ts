import type { Row, Tx } from '../db/index.ts';
import type { Actor, CivilDate, NewId } from '../kernel/index.ts';
import type { Governed } from '../log/index.ts';
import {
  changedRowOf,
  type Draft,
  type DraftProblem,
  type ReferenceKind,
  rowOf,
  type StoredRow,
  subjectOf,
} from './reference-kind.ts';
import { insertKindRows, listNumbersOfOthers, updateKindRows } from './reference-repository.ts';

/** A kind with what only the database knows about it. */
export interface RecordedKind<S extends object> extends ReferenceKind<S> {
  /** What its leaves call the beginning of one; absent: `created`. */
  readonly beginning?: 'created' | 'opened' | 'filed';
  /** Makes a judge of drafts by what only the database knows. */
  readonly judge?: (context: RecordingContext) => Judge<S>;
  /** The moves of the ledger that a draft makes; its leaf names them. */
  readonly movesOf?: (draft: Draft<S>) => readonly object[];
  /** What else the leaf of a draft says. */
  readonly notesOf?: (draft: Draft<S>) => Readonly<Record<string, unknown>>;
  /** Counters of a new row, where the moves that `write` journals bring them at once. */
  readonly openingCounters?: (draft: Draft<S>) => StoredRow;
  /** Adds to new states what only the database knows and nobody states; those before count for those after them. */
  readonly settle?: (tx: Tx, drafts: readonly Draft<S>[]) => Promise<readonly Draft<S>[]>;
  /** What else is written with drafts that are taken: moves, names, what they close. */
  readonly write?: (entry: Governed, recorded: readonly RecordedState<S>[], actor: Actor) => Promise<void>;
  /** Adds to rows, by column, what another table says of the things they are; their counters as of a leaf say it as well. */
  readonly completeRows?: (tx: Tx, rows: readonly StoredRow[]) => Promise<readonly StoredRow[]>;
  /** Puts into the question of a list what only the database knows. */
  readonly completeQuery?: (
    tx: Tx,
    query: Readonly<Record<string, unknown>>,
  ) => Promise<Readonly<Record<string, unknown>>>;
  /** Counters as they stood right after a leaf, by column. */
  readonly countersAsOf?: (tx: Tx, key: string, asOf: number) => Promise<Row>;
}

export interface RecordingContext {
  readonly actor: Actor;
  /** The day of the act. */
  readonly on: CivilDate;
  readonly newId: NewId;
}

/**
 * Judges drafts in order; what is taken counts for those after it, as a parent earlier in the same file does. Of a long
 * file the drafts come in pieces, and a judge that tries it remembers, of what it took, no more than it has to.
 */
export interface Judge<S extends object> {
  /** Reads what these drafts need, in a fixed number of statements. Before it, nothing about them is known. */
  readonly readFor: (tx: Tx, drafts: readonly Draft<S>[]) => Promise<void>;
  readonly problemsOf: (draft: Draft<S>) => readonly DraftProblem[];
  readonly take: (draft: Draft<S>) => void;
}

export interface RecordedState<S extends object> extends Draft<S> {
  readonly logIndex: number;
}

/** Writes new things that were taken: a leaf each, their rows in few statements, and what goes with them. */
export async function recordCreated<S extends object>(
  entry: Governed,
  kind: RecordedKind<S>,
  { drafts, actor }: { readonly drafts: readonly Draft<S>[]; readonly actor: Actor },
): Promise<readonly RecordedState<S>[]> {
  const settled = (await kind.settle?.(entry.tx, drafts)) ?? drafts;
  const recorded = settled.map((draft) => ({
    ...draft,
    logIndex: appendLeaf(entry, kind, { draft, act: kind.beginning ?? 'created', actor, why: {} }),
  }));
  const rows: StoredRow[] = recorded.map((draft) => ({
    ...rowOf(kind, draft.after),
    ...kind.openingCounters?.(draft),
    log_index: draft.logIndex,
  }));
  await insertKindRows(entry.tx, kind.table, rows);
  await kind.write?.(entry, recorded, actor);
  return recorded;
}

/** What is done to campaigns, and to what is filed for them. */
type OfCampaigns =
  | 'launch-begun'
  | 'launched'
  | 'cancelled'
  | 'recalled'
  | 'filed'
  | 'accepted'
  | 'corrected'
  | OfAssessments;

type OfAssessments = 'scored' | 'objected' | 'agreed' | 'confirmed';

export interface RecordedChanges<S extends object> {
  readonly drafts: readonly Draft<S>[];
  readonly act: 'changed' | 'described' | 'answered' | 'returned' | 'closed' | 'stepped' | 'voided' | OfCampaigns;
  readonly actor: Actor;
  /** Reason and day of an event. */
  readonly why: Readonly<Record<string, string>>;
}

/** Writes changes that were taken: a leaf each, their rows in few statements, and what goes with them. */
export async function recordChanged<S extends object>(
  entry: Governed,
  kind: RecordedKind<S>,
  { drafts, act, actor, why }: RecordedChanges<S>,
): Promise<readonly RecordedState<S>[]> {
  const recorded = drafts.map((draft) => ({ ...draft, logIndex: appendLeaf(entry, kind, { draft, act, actor, why }) }));
  const lent = await listNumbersOfOthers(entry.tx, kind, drafts);
  const rows = new Map(
    recorded.map(({ key, after, logIndex }) => [
      key,
      { ...changedRowOf(kind, after), ...lent.get(key), log_index: logIndex },
    ]),
  );
  await updateKindRows(entry.tx, kind, rows);
  await kind.write?.(entry, recorded, actor);
  return recorded;
}

interface RecordedAct<S extends object> {
  readonly draft: Draft<S>;
  readonly act: NonNullable<RecordedKind<S>['beginning']> | RecordedChanges<S>['act'];
  readonly actor: Actor;
  readonly why: Readonly<Record<string, string>>;
}

function appendLeaf<S extends object>(
  entry: Governed,
  kind: RecordedKind<S>,
  { draft, act, actor, why }: RecordedAct<S>,
): number {
  const moves = kind.movesOf?.(draft) ?? [];
  const after = Object.fromEntries(Object.entries(draft.after));
  const { open, sealed } = separate(
    { after, ...why, ...(moves.length > 0 && { moves }), ...kind.notesOf?.(draft) },
    kind.seals ?? [],
  );
  const leaf = { type: `${kind.type}.${act}`, subject: subjectOf(kind.type, draft.key), by: actor, body: open, sealed };
  return entry.append(leaf).logIndex;
}

type Body = Readonly<Record<string, unknown>> & { readonly after: Readonly<Record<string, unknown>> };

/** Takes what is about a person out of a leaf's body; the log keeps only its commitment. */
function separate(
  body: Body,
  pointers: readonly string[],
): { readonly open: Body; readonly sealed: Record<string, unknown> } {
  const top: Record<string, unknown> = { ...body };
  const after: Record<string, unknown> = { ...body.after };
  const sealed: Record<string, unknown> = {};
  for (const pointer of pointers) {
    const inAfter = pointer.startsWith('/after/');
    const place = inAfter ? after : top;
    const name = pointer.slice(inAfter ? '/after/'.length : 1);
    const value = place[name];
    if (value === undefined || value === null) continue;
    sealed[pointer] = value;
    delete place[name];
  }
  return { open: { ...top, after }, sealed };
}
