import type { Row, Tx } from '../db/index.ts';
import { type Actor, type CivilDate, type NewId, Refusal, reaches, text } from '../kernel/index.ts';
import type { Governed } from './governed.ts';
import {
  changedRowOf,
  codeOf,
  columnOf,
  completed,
  type Draft,
  merged,
  notFound,
  readSubject,
  rowOf,
  type StoredRow,
  type Subject,
  type SubjectKind,
  type SubjectProblem,
  statedFields,
  subjectOf,
} from './subject-kind.ts';
import { insertSubjectRows, regionsOfAgencies, selectIn, updateSubjectRow } from './subjects-repository.ts';

/** A kind with what only the database knows about it. */
export interface RecordedKind<S extends object> extends SubjectKind<S> {
  /** Reads what all drafts need in a fixed number of statements; what it answers then judges each in turn. */
  readonly prepare?: (tx: Tx, drafts: readonly Draft<S>[], context: SubjectContext) => Promise<Judge<S>>;
  /** The moves of the ledger that a draft makes; its leaf names them. */
  readonly movesOf?: (draft: Draft<S>) => readonly object[];
  /** What else the leaf of a draft says. */
  readonly notesOf?: (draft: Draft<S>) => Readonly<Record<string, unknown>>;
  /** Counters of a new row, where the moves that `write` journals bring them at once. */
  readonly openingCounters?: (draft: Draft<S>) => StoredRow;
  /** What else is written with drafts that are taken: moves, names, what they close. */
  readonly write?: (entry: Governed, recorded: readonly Recorded<S>[], actor: Actor) => Promise<void>;
  /** Adds to rows, by column, what another table says of the things they are; their counters as of a leaf say it as well. */
  readonly completeRows?: (tx: Tx, rows: readonly StoredRow[]) => Promise<readonly StoredRow[]>;
  /** Counters as they stood right after a leaf, by column. */
  readonly countersAsOf?: (tx: Tx, key: string, asOf: number) => Promise<Row>;
}

export interface SubjectContext {
  readonly actor: Actor;
  /** The day of the act. */
  readonly on: CivilDate;
  readonly newId: NewId;
}

/** Judges drafts in order; what is taken counts for those after it, as a parent earlier in the same file does. */
export interface Judge<S extends object> {
  readonly problemsOf: (draft: Draft<S>) => readonly SubjectProblem[];
  readonly take: (draft: Draft<S>) => void;
}

export interface Recorded<S extends object> extends Draft<S> {
  readonly logIndex: number;
}

/** Makes one thing: a leaf, its row, and whatever goes with it. */
export async function createSubject<S extends object>(
  entry: Governed,
  kind: RecordedKind<S>,
  { body, ...context }: SubjectContext & { readonly body: object },
): Promise<Subject<S>> {
  const draft = newDraft(kind, body, context);
  const judge = await prepareJudge(entry.tx, kind, [draft], context);
  refuseProblems(judge.problemsOf(draft), '');
  await recordCreated(entry, kind, { drafts: [draft], actor: context.actor });
  return reread(entry, kind, draft.key);
}

export interface DatedChange<S extends object> {
  readonly subject: Subject<S>;
  readonly changes: object;
  readonly reason: string;
  readonly effectiveOn: string;
}

/** Changes what rules judge by: a dated event with a reason. What stood before stays readable in the log. */
export async function changeSubject<S extends object>(
  entry: Governed,
  kind: RecordedKind<S>,
  { subject, changes, reason, effectiveOn, ...context }: SubjectContext & DatedChange<S>,
): Promise<Subject<S>> {
  if (effectiveOn > entry.on) throw inTheFuture(kind);
  const on = effectiveOn as CivilDate;
  const draft = changedDraft(kind, { subject, changes, actor: context.actor, on, reason });
  const judge = await prepareJudge(entry.tx, kind, [draft], context);
  refuseProblems(judge.problemsOf(draft), '/changes');
  await recordChanged(entry, kind, { draft, act: 'changed', actor: context.actor, why: { reason, effectiveOn } });
  return reread(entry, kind, draft.key);
}

/** Corrects what merely describes a thing. It is a leaf as well, but no event: nothing is judged by it. */
export async function describeSubject<S extends object>(
  entry: Governed,
  kind: RecordedKind<S>,
  { subject, changes, ...context }: SubjectContext & Pick<DatedChange<S>, 'subject' | 'changes'>,
): Promise<Subject<S>> {
  const after = merged(kind, subject.state, changes);
  const draft: Draft<S> = { key: subject.key, before: subject, changes, after };
  const judge = await prepareJudge(entry.tx, kind, [draft], context);
  // A description that clashes is refused as one that cannot be used so: the contract has no 409 for it.
  const problems = judge.problemsOf(draft).map((problem) => ({ ...problem, kind: 'unprocessable' as const }));
  refuseProblems(problems, '');
  await recordChanged(entry, kind, { draft, act: 'described', actor: context.actor, why: {} });
  return reread(entry, kind, draft.key);
}

/** What a body asks to be made, with a key of ours where nobody states one. */
export function newDraft<S extends object>(kind: RecordedKind<S>, body: object, context: SubjectContext): Draft<S> {
  const { actor, on, newId } = context;
  const stated = completed(kind, body, kind.idPrefix && newId(kind.idPrefix));
  const after = kind.derive?.(stated, { before: null, changes: null, actor, on, reason: null }) ?? stated;
  return { key: String(after[kind.key]), before: null, changes: null, after };
}

interface Change<S extends object> {
  readonly subject: Subject<S>;
  readonly changes: object;
  readonly actor: Actor;
  readonly on: CivilDate;
  readonly reason: string;
}

function changedDraft<S extends object>(kind: RecordedKind<S>, change: Change<S>): Draft<S> {
  const { subject, changes, ...how } = change;
  const stated = merged(kind, subject.state, changes);
  const after = kind.derive?.(stated, { before: subject.state, changes, ...how }) ?? stated;
  return { key: subject.key, before: subject, changes, after };
}

/** The judge of a kind: what holds for every kind first, since it says whether the rest is the caller's business. */
export async function prepareJudge<S extends object>(
  tx: Tx,
  kind: RecordedKind<S>,
  drafts: readonly Draft<S>[],
  context: SubjectContext,
): Promise<Judge<S>> {
  const reach = await prepareReach(tx, kind, drafts, context.actor);
  const taken = await takenKeys(tx, kind, drafts);
  const own = await kind.prepare?.(tx, drafts, context);
  return {
    problemsOf: (draft) => {
      const foreign = reach(draft);
      if (foreign.length > 0) return foreign;
      if (draft.before === null && taken.has(draft.key)) return [exists(kind)];
      return [...spaceProblems(kind, draft.after), ...(own?.problemsOf(draft) ?? [])];
    },
    take: (draft) => {
      taken.add(draft.key);
      own?.take(draft);
    },
  };
}

type Reach<S extends object> = (draft: Draft<S>) => readonly SubjectProblem[];

/** An agency that is unknown and one that the caller does not reach look the same. */
async function prepareReach<S extends object>(
  tx: Tx,
  kind: RecordedKind<S>,
  drafts: readonly Draft<S>[],
  actor: Actor,
): Promise<Reach<S>> {
  const { agency } = kind;
  if (agency === null || agency === kind.key) return () => [];
  const regions = await regionsOfAgencies(
    tx,
    drafts.map((draft) => String(draft.after[agency])),
  );
  return ({ after }) => {
    const code = String(after[agency]);
    const region = regions.get(code);
    if (region !== undefined && reaches(actor.grant, { code, region })) return [];
    const message = text('未找到该单位。', 'There is no such agency.');
    return [{ kind: 'not_found', code: 'agency.not_found', field: agency, text: message }];
  };
}

async function takenKeys<S extends object>(
  tx: Tx,
  kind: RecordedKind<S>,
  drafts: readonly Draft<S>[],
): Promise<Set<string>> {
  if (kind.idPrefix) return new Set();
  const column = columnOf(kind, kind.key);
  const keys = drafts.filter(({ before }) => before === null).map(({ key }) => key);
  const rows = await selectIn(tx, kind.table, column, keys);
  return new Set(rows.map((row) => String(row[column])));
}

function exists<S extends object>(kind: SubjectKind<S>): SubjectProblem {
  const message = text(`该${kind.called['zh-CN']}已存在。`, `This ${kind.called.en} exists already.`);
  return { kind: 'conflict', code: codeOf(kind, 'exists'), field: kind.key, text: message };
}

function spaceProblems<S extends object>(kind: SubjectKind<S>, state: S): readonly SubjectProblem[] {
  const values = new Map<string, unknown>(Object.entries(state));
  return statedFields(kind).flatMap(([name, field]) => {
    const value = values.get(name);
    if (!field.isExact || typeof value !== 'string' || value.trim() === value) return [];
    const message = text('首尾不能有空格。', 'must not begin or end with a space.');
    return [{ kind: 'unprocessable' as const, code: codeOf(kind, 'spaces'), field: name, text: message }];
  });
}

function refuseProblems([problem]: readonly SubjectProblem[], place: string): void {
  if (!problem) return;
  const errors = problem.field === null ? [] : [{ pointer: `${place}/${problem.field}`, message: '' }];
  throw new Refusal(problem.kind, problem.code, problem.text, errors);
}

function inTheFuture<S extends object>(kind: SubjectKind<S>): Refusal {
  const message = text('生效日期不能晚于今天。', 'It cannot hold from a day in the future.');
  const errors = [{ pointer: '/effectiveOn', message: '' }];
  return new Refusal('unprocessable', codeOf(kind, 'effective_on'), message, errors);
}

/** Writes new things that were taken: a leaf each, their rows in few statements, and what goes with them. */
export async function recordCreated<S extends object>(
  entry: Governed,
  kind: RecordedKind<S>,
  { drafts, actor }: { readonly drafts: readonly Draft<S>[]; readonly actor: Actor },
): Promise<void> {
  const recorded = drafts.map((draft) => ({
    ...draft,
    logIndex: appendLeaf(entry, kind, { draft, act: 'created', actor, why: {} }),
  }));
  const rows: StoredRow[] = recorded.map((draft) => ({
    ...rowOf(kind, draft.after),
    ...kind.openingCounters?.(draft),
    log_index: draft.logIndex,
  }));
  await insertSubjectRows(entry.tx, kind.table, rows);
  await kind.write?.(entry, recorded, actor);
}

interface RecordedAct<S extends object> {
  readonly draft: Draft<S>;
  readonly act: 'created' | 'changed' | 'described';
  readonly actor: Actor;
  /** Reason and day of an event. */
  readonly why: Readonly<Record<string, string>>;
}

async function recordChanged<S extends object>(
  entry: Governed,
  kind: RecordedKind<S>,
  recording: RecordedAct<S>,
): Promise<void> {
  const { draft, actor } = recording;
  const logIndex = appendLeaf(entry, kind, recording);
  const row = { ...changedRowOf(kind, draft.after), log_index: logIndex };
  await updateSubjectRow(entry.tx, kind, { key: draft.key, row });
  await kind.write?.(entry, [{ ...draft, logIndex }], actor);
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

async function reread<S extends object>(entry: Governed, kind: RecordedKind<S>, key: string): Promise<Subject<S>> {
  const rows = await selectIn(entry.tx, kind.table, columnOf(kind, kind.key), [key]);
  const [row] = (await kind.completeRows?.(entry.tx, rows)) ?? rows;
  if (!row) throw notFound(kind);
  return readSubject(kind, row);
}
