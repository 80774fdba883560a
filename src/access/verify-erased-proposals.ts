import type { Tx } from '../db/index.ts';
import { type Difference, differencesIn, type LeafChunk, listLeavesAt, TEXTS_ERASED } from '../log/index.ts';

/** Which proposals the leaves that their rows name have erased, by index and id. */
export async function listErased(
  tx: Tx,
  rows: readonly { readonly erased_index: number | null }[],
): Promise<ReadonlySet<string>> {
  const indexes = rows.flatMap(({ erased_index }) => (erased_index === null ? [] : [Number(erased_index)]));
  const leaves = indexes.length === 0 ? [] : await listLeavesAt(tx, indexes);
  const erasures = leaves.filter(({ type }) => type === TEXTS_ERASED);
  return new Set(erasures.flatMap(({ logIndex, bytes }) => erasedIn(bytes).map((id) => `${logIndex} ${id}`)));
}

/** None for bytes that cannot be read: that is reported where leaves are. */
function erasedIn(bytes: string): readonly string[] {
  try {
    return proposalsIn(JSON.parse(bytes));
  } catch {
    return [];
  }
}

function proposalsIn({ erased }: { readonly erased?: { readonly proposals?: readonly string[] } }): readonly string[] {
  return erased?.proposals ?? [];
}

interface BlankColumns {
  readonly id: string;
  readonly preview: string;
  readonly result: string;
  readonly erased_index: number | null;
}

/** What a leaf says to be erased is gone: what was proposed, and what was answered. */
export async function compareErased(tx: Tx, { leaves }: LeafChunk): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  for (const { logIndex, body } of leaves.filter(({ type }) => type === TEXTS_ERASED)) {
    const ids = proposalsIn(body);
    const rows: BlankColumns[] = await tx('proposals')
      .select('id', 'preview', 'result', 'erased_index')
      .whereIn('id', [...ids]);
    const kept: { proposal_id: string }[] = await tx('proposal_parts')
      .distinct('proposal_id')
      .whereIn('proposal_id', [...ids]);
    const withParts = new Set(kept.map(({ proposal_id }) => proposal_id));
    for (const { id, preview, result, erased_index } of rows) {
      const shown = {
        ...{ erased_index, parts: String(withParts.has(id)), preview: bodyIn(preview), result: bodyIn(result) },
      };
      const logged = { erased_index: logIndex, parts: 'false', preview: 'null', result: 'null' };
      found.push(...differencesIn({ table: 'proposals', key: id, index: logIndex }, shown, logged));
    }
  }
  return found;
}

function bodyIn(kept: string): string {
  try {
    return JSON.stringify((JSON.parse(kept) as { readonly body: unknown }).body);
  } catch {
    return kept;
  }
}
