import type { Tx } from '../db/index.ts';
import { type Actor, type CivilDate, Refusal, reaches, text } from '../kernel/index.ts';
import type { Governed } from './governed.ts';
import {
  codeOf,
  columnOf,
  completed,
  type Draft,
  merged,
  notFound,
  readSubject,
  type Subject,
  type SubjectKind,
  type SubjectProblem,
  statedFields,
} from './subject-kind.ts';
import { regionsOfAgencies, selectIn } from './subjects-repository.ts';
import { type Judge, type RecordedKind, recordChanged, recordCreated, type SubjectContext } from './write-subjects.ts';

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
  await recordChanged(entry, kind, {
    drafts: [draft],
    act: 'changed',
    actor: context.actor,
    why: { reason, effectiveOn },
  });
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
  await recordChanged(entry, kind, { drafts: [draft], act: 'described', actor: context.actor, why: {} });
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

async function reread<S extends object>(entry: Governed, kind: RecordedKind<S>, key: string): Promise<Subject<S>> {
  const rows = await selectIn(entry.tx, kind.table, columnOf(kind, kind.key), [key]);
  const [row] = (await kind.completeRows?.(entry.tx, rows)) ?? rows;
  if (!row) throw notFound(kind);
  return readSubject(kind, row);
}
