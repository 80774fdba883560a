import type { Tx } from '../../db/index.ts';
import { type Difference, differencesIn, erasedBy, type LeafChunk, listErasures } from '../../log/index.ts';

/** Which proposals the leaves that their rows name have erased, by index and id. */
export async function listErased(
  tx: Tx,
  rows: readonly { readonly erased_index: number | null }[],
): Promise<ReadonlySet<string>> {
  const indexes = rows.flatMap(({ erased_index }) => (erased_index === null ? [] : [Number(erased_index)]));
  const erasures = await listErasures(tx, indexes);
  return new Set(erasures.flatMap(({ logIndex, proposals }) => proposals.map((id) => `${logIndex} ${id}`)));
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
  for (const { logIndex, proposals: ids } of leaves.flatMap((leaf) => erasedBy(leaf) ?? [])) {
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
