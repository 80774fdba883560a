import type { Tx } from '../../db/index.ts';
import { commitmentOf } from '../governed.ts';
import { erasedBy, listErasures } from '../list-erasures.ts';
import type { SealedText } from '../log-repository.ts';
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
  const erasures = await listErasures(
    tx,
    rows.flatMap(({ erasedIndex }) => erasedIndex ?? []),
  );
  const erased = new Set(
    erasures.flatMap(({ logIndex, texts }) => texts.map((erasedText) => `${logIndex} ${nameOf(erasedText)}`)),
  );
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
  for (const { logIndex, texts } of leaves.flatMap((leaf) => erasedBy(leaf) ?? [])) {
    const names = new Set(texts.map(nameOf));
    const rows = await listSealedAt(tx, [...names].map(indexIn));
    for (const row of rows.filter((each) => names.has(nameOf(each)))) {
      const { salt, value, erasedIndex } = row;
      const logged = { salt: '', value: '', erased_index: logIndex };
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
