import { changeRows, marksFor, type Tx } from '../db/index.ts';
import {
  type Actor,
  type CivilDate,
  type Grant,
  type NewId,
  Refusal,
  reaches,
  type Text,
  text,
} from '../kernel/index.ts';
import { TEXTS_ERASED } from './erasure-leaf.ts';
import { regionsOfAgencies } from './find-reached.ts';
import type { Governed, GovernedTx } from './governed.ts';
import { listLeavesAbout, listSealedTexts, type SealedText } from './log-repository.ts';

/** Stands where a text was erased, in both languages, since an answer has only one. */
export const ERASED = '（已删除 / erased）';

/** Why something was done: never part of what something is, so that no row shows it. */
const REASON = '/reason';

/** A kind of thing whose leaves seal texts about people. */
export interface ErasableKind {
  readonly type: string;
  /** Which of its sealed texts are about people. Nothing else is ever erased: it is what decisions stand on. */
  readonly pointers: readonly string[];
  readonly find: (tx: Tx, key: string, on: CivilDate) => Promise<ErasableThing | undefined>;
  /** Takes the texts out of the row of a thing that is over. */
  readonly clear: (tx: GovernedTx, key: string) => Promise<void>;
}

export interface ErasableThing {
  /** Whose it is; null for a user of the gate. */
  readonly agency: string | null;
  /** What a user of the gate may do: whoever erases it reaches as far. */
  readonly rights: readonly Grant[];
  /** The leaf whose texts its row shows. */
  readonly logIndex: number;
  /** Whether nobody needs even its last texts any more. */
  readonly isOver: boolean;
  /** Its row shows the texts of all its leaves, so that none is erased before it is over. */
  readonly isWhole?: true;
}

export interface ErasureRequest {
  /** `responsible-person/rsp_…`: its texts are erased, except those that are in use. */
  readonly subject: string;
  readonly reason: string;
  readonly actor: Actor;
}

export interface Erasure {
  readonly id: string;
  readonly logIndex: number;
  readonly subject: string;
  readonly texts: readonly ErasedText[];
  /** Proposals that brought those texts, and hold them as well. */
  readonly proposals: readonly string[];
  /** Whose they are; null for a user of the gate. */
  readonly agency: string | null;
  /** What was erased, to be taken out of what is kept outside the log; never kept itself. */
  readonly words: readonly string[];
}

export interface ErasedText {
  readonly logIndex: number;
  readonly pointer: string;
}

/**
 * Erases what was said of people by the leaves about a thing. The leaves stay, and so does every proof: their commitments
 * are salted, and the salts go with the texts.
 */
export async function eraseTexts(
  entry: Governed,
  { newId, kinds }: { readonly newId: NewId; readonly kinds: readonly ErasableKind[] },
  { subject, reason, actor }: ErasureRequest,
): Promise<Erasure> {
  const { tx } = entry;
  const { kind, key, thing } = await findErasable(tx, { kinds, subject, on: entry.on });
  if (!(await isReached(tx, thing, actor))) throw unknownSubject();
  const leaves = await listLeavesAbout(tx, subject);
  const isInUse = (index: number): boolean => !thing.isOver && (thing.isWhole === true || index === thing.logIndex);
  const sealed = await listSealedTexts(
    tx,
    leaves.map(({ logIndex }) => logIndex),
  );
  const texts = sealed
    .filter(({ pointer }) => kind.pointers.includes(pointer))
    .filter(({ logIndex, pointer }) => !isInUse(logIndex) || pointer === REASON)
    .map(({ logIndex, pointer }) => ({ logIndex, pointer }));
  if (texts.length === 0) throw nothingToErase();
  const words = wordsOf(sealed, texts);
  const indexes = new Set(texts.map(({ logIndex }) => logIndex));
  const told = leaves.filter(({ logIndex }) => indexes.has(logIndex)).flatMap(({ bytes }) => proposalIn(bytes));
  const proposals = [...new Set(told)];
  const id = newId('era');
  const { logIndex } = entry.append({
    type: TEXTS_ERASED,
    subject: `erasure/${id}`,
    by: actor,
    body: { erased: { subject, texts: texts.map(({ logIndex: index, pointer }) => ({ index, pointer })), proposals } },
    sealed: { [REASON]: reason },
  });
  await blankTexts(tx, texts, logIndex);
  if (thing.isOver) await kind.clear(tx, key);
  return { id, logIndex, subject, texts, proposals, agency: thing.agency, words };
}

/** The texts themselves, but for the reasons why something was done. */
function wordsOf(sealed: readonly SealedText[], erased: readonly ErasedText[]): readonly string[] {
  const gone = new Set(erased.map(({ logIndex, pointer }) => `${logIndex}${pointer}`));
  return sealed
    .filter(({ logIndex, pointer }) => pointer !== REASON && gone.has(`${logIndex}${pointer}`))
    .map(({ value }): unknown => JSON.parse(value))
    .filter((value) => typeof value === 'string');
}

interface ErasableQuestion {
  readonly kinds: readonly ErasableKind[];
  readonly subject: string;
  readonly on: CivilDate;
}

/** What a subject names, of one of these kinds; refuses any other, and what is not there. */
export async function findErasable(tx: Tx, { kinds, subject, on }: ErasableQuestion) {
  const [type = '', ...rest] = subject.split('/');
  const key = rest.join('/');
  const kind = kinds.find((each) => each.type === type);
  if (!kind) throw notErasable(kinds.map((each) => each.type));
  const thing = await kind.find(tx, key, on);
  if (!thing) throw unknownSubject();
  return { kind, key, thing };
}

async function isReached(tx: Tx, { agency }: ErasableThing, { grant }: Actor): Promise<boolean> {
  if (agency === null) return true;
  const region = (await regionsOfAgencies(tx, [agency])).get(agency);
  return region !== undefined && reaches(grant, { code: agency, region });
}

function proposalIn(bytes: string): readonly string[] {
  const { signed } = JSON.parse(bytes) as { readonly signed?: { readonly proposal: string } };
  return signed ? [signed.proposal] : [];
}

/** The row stays, without salt and text, and names the leaf: a row that is gone was taken away by somebody. */
async function blankTexts(tx: GovernedTx, texts: readonly ErasedText[], erasedIndex: number): Promise<void> {
  for (const pointer of new Set(texts.map((erased) => erased.pointer))) {
    const indexes = texts.filter((erased) => erased.pointer === pointer).map(({ logIndex }) => logIndex);
    await changeRows(
      tx,
      `update sealed_texts set salt = '', value = '', erased_index = ?
       where pointer = ? and log_index in (${marksFor(indexes)})`,
      [erasedIndex, pointer, ...indexes],
    );
  }
}

function refusal(kind: 'not_found' | 'unprocessable', code: string, message: Text): Refusal {
  return new Refusal(kind, code, message, kind === 'not_found' ? [] : [{ pointer: '/subject', message: '' }]);
}

function notErasable(types: readonly string[]): Refusal {
  const message = text(
    `只能抹除以下对象的个人信息：${types.join('、')}。其余内容是决定的依据，不可抹除。`,
    `Texts about people are erased of: ${types.join(', ')}. Anything else is what decisions stand on, and stays.`,
  );
  return refusal('unprocessable', 'erasure.kind', message);
}

function unknownSubject(): Refusal {
  return refusal('not_found', 'erasure.not_found', text('未找到该对象。', 'There is no such thing.'));
}

function nothingToErase(): Refusal {
  const message = text(
    '没有可抹除的文本：仍在使用的不能抹除，其余已经抹除。',
    'There is nothing to erase: what is in use stays, and the rest is gone already.',
  );
  return refusal('unprocessable', 'erasure.nothing', message);
}
