import type { Tx } from '../db/index.ts';
import { text } from '../kernel/index.ts';
import type { Governed } from './governed.ts';
import { newDraft, prepareJudge } from './record-subjects.ts';
import {
  codeOf,
  columnOf,
  type Draft,
  haveSameContent,
  identityText,
  readSubject,
  type SubjectProblem,
} from './subject-kind.ts';
import { selectIn } from './subjects-repository.ts';
import { type RecordedKind, recordCreated, type SubjectContext } from './write-subjects.ts';

/** What becomes of one body of an import. */
export type ImportOutcome<S extends object> =
  | { readonly status: 'created'; readonly draft: Draft<S> }
  | { readonly status: 'unchanged'; readonly key: string }
  | { readonly status: 'refused'; readonly problems: readonly SubjectProblem[] };

/**
 * Imports bodies in their order: what is new is made, what is there already with the same content is left alone, and the
 * rest is refused without harm to the others. All of it is one governed act, with one leaf for each thing made.
 */
export async function importSubjects<S extends object>(
  entry: Governed,
  kind: RecordedKind<S>,
  { bodies, ...context }: SubjectContext & { readonly bodies: readonly object[] },
): Promise<readonly ImportOutcome<S>[]> {
  const outcomes = await planImport(entry.tx, kind, { bodies, ...context });
  const drafts = outcomes.flatMap((outcome) => (outcome.status === 'created' ? [outcome.draft] : []));
  await recordCreated(entry, kind, { drafts, actor: context.actor });
  return outcomes;
}

/** The same without writing: the preview of an import. */
export async function planImport<S extends object>(
  tx: Tx,
  kind: RecordedKind<S>,
  { bodies, ...context }: SubjectContext & { readonly bodies: readonly object[] },
): Promise<readonly ImportOutcome<S>[]> {
  const drafts = bodies.map((body) => newDraft(kind, body, context));
  const known = await knownByIdentity(tx, kind, drafts);
  const judge = await prepareJudge(tx, kind, drafts, context);
  return drafts.map((draft): ImportOutcome<S> => {
    const problems = judge.problemsOf(draft);
    if (problems.some(({ kind: why }) => why === 'not_found')) return { status: 'refused', problems };
    const identity = identityText(kind, draft.after);
    if (identity === undefined) return { status: 'refused', problems: [withoutIdentity(kind)] };
    const twin = known.get(identity);
    if (twin && haveSameContent(kind, twin.after, draft.after)) return { status: 'unchanged', key: twin.key };
    if (twin) return { status: 'refused', problems: [otherContent(kind)] };
    if (problems.length > 0) return { status: 'refused', problems };
    judge.take(draft);
    known.set(identity, draft);
    return { status: 'created', draft };
  });
}

type Known<S extends object> = Map<string, Pick<Draft<S>, 'key' | 'after'>>;

/** What is there already and might be one of these, by its identity. */
async function knownByIdentity<S extends object>(
  tx: Tx,
  kind: RecordedKind<S>,
  drafts: readonly Draft<S>[],
): Promise<Known<S>> {
  const { lookUp } = kind.identity;
  const values = drafts.map(({ after }) => kind.fields[lookUp].toCell(after[lookUp]));
  const rows = await selectIn(tx, kind.table, columnOf(kind, lookUp), values);
  const known: Known<S> = new Map();
  for (const row of rows) {
    const { key, state } = readSubject(kind, row);
    const identity = identityText(kind, state);
    if (identity !== undefined) known.set(identity, { key, after: state });
  }
  return known;
}

function otherContent<S extends object>({ type, called }: RecordedKind<S>): SubjectProblem {
  const message = text(
    `该${called['zh-CN']}已存在且内容不同；请通过变更接口修改，不能用导入覆盖。`,
    `This ${called.en} is there with other content. Change it by a dated event; an import overwrites nothing.`,
  );
  return { kind: 'conflict', code: codeOf({ type }, 'exists'), field: null, text: message };
}

function withoutIdentity<S extends object>({ type }: RecordedKind<S>): SubjectProblem {
  const message = text(
    '缺少可识别的编号，再次导入时无法辨认该行。',
    'Nothing in this row would be recognised in a second import. Give it a number.',
  );
  return { kind: 'unprocessable', code: codeOf({ type }, 'identity'), field: null, text: message };
}
