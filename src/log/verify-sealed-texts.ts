import type { Tx } from '../db/index.ts';
import { commitmentOf } from './governed.ts';
import type { SealedText } from './log-repository.ts';
import { type Difference, differencesIn, withoutLeaf } from './verify-faults.ts';
import type { LeafChunk, LogProjection } from './verify-log.ts';

/** What was sealed is what its leaf committed to. A text that was erased is no finding: erasing is what salts are for. */
export const sealedTextProjection: LogProjection = {
  compare: compareChunk,
  finish: async (tx, size) => (await listSealedIn(tx, { from: size, to: Number.MAX_SAFE_INTEGER })).map(strayText),
};

async function compareChunk(tx: Tx, { from, to, leaves }: LeafChunk): Promise<readonly Difference[]> {
  const texts = await listSealedIn(tx, { from, to });
  if (texts.length === 0) return [];
  const committed = new Map(leaves.map(({ logIndex, body }) => [logIndex, body.sealed]));
  return texts.flatMap((sealed) => {
    const commitments = committed.get(sealed.logIndex);
    const logged = isRecord(commitments) ? commitments[sealed.pointer] : undefined;
    if (logged === undefined) return [strayText(sealed)];
    return differencesIn(placeOf(sealed), { commitment: commitmentOf(sealed) }, { commitment: logged });
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function placeOf({ logIndex, pointer }: SealedText) {
  return { table: 'sealed_texts', key: `${logIndex}${pointer}`, index: logIndex };
}

function strayText(sealed: SealedText): Difference {
  return withoutLeaf(placeOf(sealed));
}

async function listSealedIn(tx: Tx, range: { from: number; to: number }): Promise<readonly SealedText[]> {
  const rows: { log_index: number; pointer: string; salt: string; value: string }[] = await tx('sealed_texts')
    .where('log_index', '>=', range.from)
    .where('log_index', '<', range.to);
  return rows.map(({ log_index, ...text }) => ({ ...text, logIndex: Number(log_index) }));
}
