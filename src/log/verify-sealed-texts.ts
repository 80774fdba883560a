import type { Tx } from '../db/index.ts';
import { TEXTS_ERASED } from './erase-texts.ts';
import { commitmentOf } from './governed.ts';
import { listLeavesAt, type SealedText } from './log-repository.ts';
import { type Difference, differencesIn, withoutLeaf, withoutRow } from './verify-faults.ts';
import type { LeafChunk, LogProjection, ReadLeaf } from './verify-log.ts';

/**
 * What was sealed is what its leaf committed to, and is there unless a leaf says that it was erased: erasing is what salts
 * are for, and taking away is not.
 */
export const sealedTextProjection: LogProjection = {
  compare: async (tx, chunk) => [...(await compareTexts(tx, chunk)), ...(await compareErasures(tx, chunk))],
  finish: async (tx, size) => (await listSealedIn(tx, { from: size, to: Number.MAX_SAFE_INTEGER })).map(strayText),
};

async function compareTexts(tx: Tx, { from, to, leaves }: LeafChunk): Promise<readonly Difference[]> {
  const rows = await listSealedIn(tx, { from, to });
  const committed = new Map(leaves.flatMap((leaf) => commitmentsOf(leaf)));
  const erased = await listErasedBy(tx, [...new Set(rows.flatMap(({ erasedIndex }) => erasedIndex ?? []))]);
  const found = rows.flatMap((row) => {
    const logged = committed.get(nameOf(row));
    if (logged === undefined) return [strayText(row)];
    const { erasedIndex } = row;
    if (erasedIndex === null)
      return differencesIn(placeOf(row), { commitment: commitmentOf(row) }, { commitment: logged });
    return erased.has(`${erasedIndex} ${nameOf(row)}`) ? [] : [strayText(row)];
  });
  const kept = new Set(rows.map(nameOf));
  const gone = [...committed.keys()].filter((name) => !kept.has(name));
  return [...found, ...gone.map((name) => withoutRow({ table: 'sealed_texts', key: name, index: indexIn(name) }))];
}

/** What a leaf says to be erased is blank, and names that leaf. */
async function compareErasures(tx: Tx, { leaves }: LeafChunk): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  for (const leaf of leaves.filter(({ type }) => type === TEXTS_ERASED)) {
    const names = new Set(textsErasedBy(leaf.body));
    const rows = await listSealedAt(tx, [...names].map(indexIn));
    for (const row of rows.filter((each) => names.has(nameOf(each)))) {
      const { salt, value, erasedIndex } = row;
      const logged = { salt: '', value: '', erased_index: leaf.logIndex };
      found.push(...differencesIn(placeOf(row), { salt, value, erased_index: erasedIndex }, logged));
    }
  }
  return found;
}

function commitmentsOf({ logIndex, body }: ReadLeaf): readonly (readonly [string, unknown])[] {
  const sealed = body.sealed ?? null;
  if (typeof sealed !== 'object' || sealed === null) return [];
  return Object.entries(sealed).map(([pointer, commitment]) => [nameOf({ logIndex, pointer }), commitment]);
}

/** Which texts were erased by leaves at these places, by the index of the leaf and the name of the text. */
async function listErasedBy(tx: Tx, logIndexes: readonly number[]): Promise<ReadonlySet<string>> {
  if (logIndexes.length === 0) return new Set();
  const leaves = await listLeavesAt(tx, logIndexes);
  const erasures = leaves.filter(({ type }) => type === TEXTS_ERASED);
  return new Set(erasures.flatMap(({ logIndex, bytes }) => textsIn(bytes).map((name) => `${logIndex} ${name}`)));
}

/** None for bytes that cannot be read: that is reported where leaves are. */
function textsIn(bytes: string): readonly string[] {
  try {
    return textsErasedBy(JSON.parse(bytes) as ReadLeaf['body']);
  } catch {
    return [];
  }
}

interface ErasureBody {
  readonly erased?: { readonly texts?: readonly { readonly index: number; readonly pointer: string }[] };
}

function textsErasedBy(body: ReadLeaf['body']): readonly string[] {
  const { erased } = body as ErasureBody;
  return (erased?.texts ?? []).map(({ index, pointer }) => nameOf({ logIndex: index, pointer }));
}

/** `4711/reason`. */
function nameOf({ logIndex, pointer }: Pick<SealedText, 'logIndex' | 'pointer'>): string {
  return `${logIndex}${pointer}`;
}

function indexIn(name: string): number {
  return Number.parseInt(name, 10);
}

function placeOf(row: SealedText) {
  return { table: 'sealed_texts', key: nameOf(row), index: row.logIndex };
}

function strayText(sealed: SealedText): Difference {
  return withoutLeaf(placeOf(sealed));
}

interface StoredText extends SealedText {
  readonly erasedIndex: number | null;
}

interface TextColumns {
  readonly log_index: number;
  readonly pointer: string;
  readonly salt: string;
  readonly value: string;
  readonly erased_index: number | null;
}

async function listSealedIn(tx: Tx, range: { from: number; to: number }): Promise<readonly StoredText[]> {
  const rows: TextColumns[] = await tx('sealed_texts')
    .where('log_index', '>=', range.from)
    .where('log_index', '<', range.to);
  return rows.map(toStoredText);
}

async function listSealedAt(tx: Tx, logIndexes: readonly number[]): Promise<readonly StoredText[]> {
  const rows: TextColumns[] = await tx('sealed_texts').whereIn('log_index', [...logIndexes]);
  return rows.map(toStoredText);
}

function toStoredText({ log_index, erased_index, ...text }: TextColumns): StoredText {
  return { ...text, logIndex: Number(log_index), erasedIndex: erased_index === null ? null : Number(erased_index) };
}
