import type { PlaceInOrder, Row, Tx } from '../db/index.ts';
import { type Grant, Refusal, reaches, text } from '../kernel/index.ts';
import { ERASED, findLeafAsOf, listSealedTexts, readHead, regionsOfAgencies } from '../log/index.ts';
import {
  inOrder,
  notFound,
  type ReferenceKind,
  type ReferenceRecord,
  readKindRow,
  type StoredRow,
  subjectOf,
} from './reference-kind.ts';
import { findKindRow, listKindRows, type RecordsQuestion } from './reference-repository.ts';
import type { RecordedKind } from './write-of-kind.ts';

export interface RecordQuestion {
  readonly key: string;
  readonly grant: Grant;
}

/** A thing as it stands. What is unknown and what another agency has are refused alike. */
export async function findOfKind<S extends object>(
  tx: Tx,
  kind: RecordedKind<S>,
  { key, grant }: RecordQuestion,
): Promise<ReferenceRecord<S>> {
  const row = await findKindRow(tx, kind, key);
  const subject = row && readKindRow(kind, row);
  if (!subject || !(await isReached(tx, kind, subject, grant))) throw notFound(kind);
  const [complete] = (await kind.completeRows?.(tx, [row])) ?? [];
  return complete ? { ...subject, row: complete } : subject;
}

async function isReached<S extends object>(
  tx: Tx,
  kind: ReferenceKind<S>,
  { state }: ReferenceRecord<S>,
  grant: Grant,
): Promise<boolean> {
  if (kind.agency === null) return true;
  const code = String(state[kind.agency]);
  const region = (await regionsOfAgencies(tx, [code])).get(code);
  return region !== undefined && reaches(grant, { code, region });
}

/** A page of things, and the key after which the next one starts. */
export interface RecordsPage<S extends object> {
  readonly records: readonly ReferenceRecord<S>[];
  readonly next: PlaceInOrder | null;
}

/** One page of the things that a grant reaches, by key. */
export async function listOfKind<S extends object>(
  tx: Tx,
  kind: RecordedKind<S>,
  question: RecordsQuestion,
): Promise<RecordsPage<S>> {
  const query = (await kind.completeQuery?.(tx, question.query)) ?? question.query;
  const { rows: found, next } = await listKindRows(tx, kind, { ...question, query });
  const rows = (await kind.completeRows?.(tx, found)) ?? found;
  return { records: rows.map((row) => readKindRow(kind, row)), next };
}

/** A thing as it stood right after a leaf of the log, read from the log itself. Who reaches it now may read its past. */
export async function findOfKindAsOf<S extends object>(
  tx: Tx,
  kind: RecordedKind<S>,
  { key, grant, asOf }: RecordQuestion & { readonly asOf: number },
): Promise<ReferenceRecord<S>> {
  const subject = await findOfKind(tx, kind, { key, grant });
  const { frontier } = await readHead(tx);
  if (asOf >= frontier.size) throw notLoggedYet();
  const leaf = await findLeafAsOf(tx, subjectOf(kind.type, key), asOf);
  if (!leaf) throw notFound(kind);
  const { after, sealed = {} } = JSON.parse(leaf.bytes) as LoggedBody;
  const texts = await openedTexts(tx, leaf.logIndex, Object.keys(sealed));
  const counters: Row = (await kind.countersAsOf?.(tx, key, asOf)) ?? {};
  const row: StoredRow = { ...subject.row, ...counters };
  return { key, state: inOrder(kind, { ...after, ...texts }, row), logIndex: leaf.logIndex, row };
}

interface LoggedBody {
  readonly after: object;
  readonly sealed?: Readonly<Record<string, string>>;
}

/** What a leaf sealed, as far as it has not been erased since. Its commitment stays either way. */
async function openedTexts(tx: Tx, logIndex: number, pointers: readonly string[]): Promise<Record<string, unknown>> {
  if (pointers.length === 0) return {};
  const texts = new Map((await listSealedTexts(tx, [logIndex])).map(({ pointer, value }) => [pointer, value]));
  const ofState = pointers.filter((pointer) => pointer.startsWith('/after/'));
  return Object.fromEntries(
    ofState.map((pointer) => {
      const value = texts.get(pointer);
      return [pointer.slice('/after/'.length), value === undefined ? ERASED : JSON.parse(value)];
    }),
  );
}

function notLoggedYet(): Refusal {
  const message = text('该日志序号尚未产生。', 'The log has no such index yet.');
  return new Refusal('invalid', 'log.index_ahead', message, [{ pointer: '/query/asOf', message: '' }]);
}
