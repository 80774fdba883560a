import type { Tx } from '../db/index.ts';
import { text } from '../kernel/index.ts';
import { type Governed, selectIn } from '../log/index.ts';
import { newDraft } from './change-of-kind.ts';
import { codeOf, contentDigest, type Draft, type DraftProblem, identityText, readKindRow } from './reference-kind.ts';
import { newJudge } from './validate-drafts.ts';
import { type Judge, type RecordedKind, type RecordingContext, recordCreated } from './write-of-kind.ts';

/** What becomes of one body of an import. */
export type ImportOutcome<S extends object> =
  | { readonly status: 'created'; readonly draft: Draft<S> }
  | { readonly status: 'unchanged'; readonly key: string }
  | { readonly status: 'refused'; readonly problems: readonly DraftProblem[] };

/** Some bodies of a file, in their order. */
export interface ImportedPiece extends RecordingContext {
  readonly bodies: readonly object[];
}

/**
 * Imports bodies in their order: what is new is made, what is there already with the same content is left alone, and the
 * rest is refused without harm to the others. All of it is one governed act, with one leaf for each thing made. A long
 * file comes in pieces, each an act by itself: what is there from an earlier piece, or an earlier attempt, is left alone.
 */
export async function importOfKind<S extends object>(
  entry: Governed,
  kind: RecordedKind<S>,
  piece: ImportedPiece,
): Promise<readonly ImportOutcome<S>[]> {
  const outcomes = await planImport(entry.tx, kind, piece, newTrial(kind, piece));
  const drafts = outcomes.flatMap((outcome) => (outcome.status === 'created' ? [outcome.draft] : []));
  await recordCreated(entry, kind, { drafts, actor: piece.actor });
  return outcomes;
}

/**
 * What a file that is only tried would have brought about so far: nothing of it is in the database. Of a row that would
 * be made only its identity and a digest are kept.
 */
export interface ImportTrial<S extends object> {
  readonly judge: Judge<S>;
  readonly made: Map<string, KnownContent>;
}

/** The same thing as a row says: its key, and a digest of all that is stated about it. */
interface KnownContent {
  readonly key: string;
  readonly content: string;
}

export function newTrial<S extends object>(kind: RecordedKind<S>, context: RecordingContext): ImportTrial<S> {
  return { judge: newJudge(kind, context), made: new Map() };
}

/** The same without writing: the preview of an import. Its pieces share one trial. */
export async function planImport<S extends object>(
  tx: Tx,
  kind: RecordedKind<S>,
  { bodies, ...context }: ImportedPiece,
  { judge, made }: ImportTrial<S>,
): Promise<readonly ImportOutcome<S>[]> {
  const drafts = bodies.map((body) => newDraft(kind, body, context));
  const known = await knownByIdentity(tx, kind, drafts);
  await judge.readFor(tx, drafts);
  return drafts.map((draft): ImportOutcome<S> => {
    const problems = judge.problemsOf(draft);
    if (problems.some(({ kind: why }) => why === 'not_found')) return { status: 'refused', problems };
    const identity = identityText(kind, draft.after);
    if (identity === undefined) return { status: 'refused', problems: [withoutIdentity(kind)] };
    const twin = made.get(identity) ?? known.get(identity);
    const content = contentDigest(kind, draft.after);
    if (twin && twin.content === content) return { status: 'unchanged', key: twin.key };
    if (twin) return { status: 'refused', problems: [otherContent(kind)] };
    if (problems.length > 0) return { status: 'refused', problems };
    judge.take(draft);
    made.set(identity, { key: draft.key, content });
    return { status: 'created', draft };
  });
}

/** What is there already and might be one of these, by its identity. */
async function knownByIdentity<S extends object>(
  tx: Tx,
  kind: RecordedKind<S>,
  drafts: readonly Draft<S>[],
): Promise<ReadonlyMap<string, KnownContent>> {
  const known = new Map<string, KnownContent>();
  for (const [column, cellIn] of columnsToLookUp(kind)) {
    const values = drafts.map(({ after }) => cellIn(after));
    for (const row of await selectIn(tx, kind.table, column, values)) {
      const { key, state } = readKindRow(kind, row);
      const identity = identityText(kind, state);
      if (identity !== undefined) known.set(identity, { key, content: contentDigest(kind, state) });
    }
  }
  return known;
}

type LookUp<S extends object> = readonly [column: string, cellIn: (state: S) => string | number | null];

function columnsToLookUp<S extends object>({ identity, fields, folds = {} }: RecordedKind<S>): readonly LookUp<S>[] {
  const { lookUp } = identity;
  if (typeof lookUp === 'object') return lookUp.map((column) => [column, (state) => folds[column]?.(state) ?? null]);
  return [[fields[lookUp].column, (state) => fields[lookUp].toCell(state[lookUp])]];
}

function otherContent<S extends object>({ type, called }: RecordedKind<S>): DraftProblem {
  const message = text(
    `该${called['zh-CN']}已存在且内容不同；请通过变更接口修改，不能用导入覆盖。`,
    `This ${called.en} is there with other content. Change it by a dated event; an import overwrites nothing.`,
  );
  return { kind: 'conflict', code: codeOf({ type }, 'exists'), field: null, text: message };
}

function withoutIdentity<S extends object>({ type }: RecordedKind<S>): DraftProblem {
  const message = text(
    '缺少可识别的编号，再次导入时无法辨认该行。',
    'Nothing in this row would be recognised in a second import. Give it a number.',
  );
  return { kind: 'unprocessable', code: codeOf({ type }, 'identity'), field: null, text: message };
}
