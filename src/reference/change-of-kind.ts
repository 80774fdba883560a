import { type Actor, type CivilDate, Refusal, text } from '../kernel/index.ts';
import { type Governed, selectIn } from '../log/index.ts';
import {
  codeOf,
  columnOf,
  completed,
  type Draft,
  type DraftProblem,
  merged,
  notFound,
  type ReferenceKind,
  type ReferenceRecord,
  readKindRow,
} from './reference-kind.ts';
import { prepareJudge } from './validate-drafts.ts';
import { type RecordedKind, type RecordingContext, recordChanged, recordCreated } from './write-of-kind.ts';

/** Makes one thing: a leaf, its row, and whatever goes with it. */
export async function createOfKind<S extends object>(
  entry: Governed,
  kind: RecordedKind<S>,
  { body, ...context }: RecordingContext & { readonly body: object },
): Promise<ReferenceRecord<S>> {
  const draft = newDraft(kind, body, context);
  const judge = await prepareJudge(entry.tx, kind, [draft], context);
  refuseProblems(judge.problemsOf(draft), '');
  await recordCreated(entry, kind, { drafts: [draft], actor: context.actor });
  return reread(entry, kind, draft.key);
}

export interface DatedChange<S extends object> {
  readonly subject: ReferenceRecord<S>;
  readonly changes: object;
  readonly reason: string;
  readonly effectiveOn: string;
}

/** Changes what rules judge by: a dated event with a reason. What stood before stays readable in the log. */
export async function changeOfKind<S extends object>(
  entry: Governed,
  kind: RecordedKind<S>,
  { subject, changes, reason, effectiveOn, ...context }: RecordingContext & DatedChange<S>,
): Promise<ReferenceRecord<S>> {
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
export async function describeOfKind<S extends object>(
  entry: Governed,
  kind: RecordedKind<S>,
  { subject, changes, ...context }: RecordingContext & Pick<DatedChange<S>, 'subject' | 'changes'>,
): Promise<ReferenceRecord<S>> {
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
export function newDraft<S extends object>(kind: RecordedKind<S>, body: object, context: RecordingContext): Draft<S> {
  const { actor, on, newId } = context;
  const stated = completed(kind, body, kind.idPrefix && newId(kind.idPrefix));
  const after = kind.derive?.(stated, { before: null, changes: null, actor, on, reason: null }) ?? stated;
  return { key: String(after[kind.key]), before: null, changes: null, after };
}

interface Change<S extends object> {
  readonly subject: ReferenceRecord<S>;
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

function refuseProblems([problem]: readonly DraftProblem[], place: string): void {
  if (!problem) return;
  const errors = problem.field === null ? [] : [{ pointer: `${place}/${problem.field}`, message: '' }];
  throw new Refusal(problem.kind, problem.code, problem.text, errors);
}

function inTheFuture<S extends object>(kind: ReferenceKind<S>): Refusal {
  const message = text('生效日期不能晚于今天。', 'It cannot hold from a day in the future.');
  const errors = [{ pointer: '/effectiveOn', message: '' }];
  return new Refusal('unprocessable', codeOf(kind, 'effective_on'), message, errors);
}

async function reread<S extends object>(
  entry: Governed,
  kind: RecordedKind<S>,
  key: string,
): Promise<ReferenceRecord<S>> {
  const rows = await selectIn(entry.tx, kind.table, columnOf(kind, kind.key), [key]);
  const [row] = (await kind.completeRows?.(entry.tx, rows)) ?? rows;
  if (!row) throw notFound(kind);
  return readKindRow(kind, row);
}
