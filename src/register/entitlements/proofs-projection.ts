import type { Tx } from '../../db/index.ts';
import { type Difference, differencesIn, type LogProjection, withoutLeaf, withoutRow } from '../../log/index.ts';
import { afterUse } from '../evidence/evidence.ts';
import { type KnownUse, listUsesAfter } from './proofs-repository.ts';
import type { LoggedUse } from './write-proofs.ts';

const USES_AT_ONCE = 2_000;

/** What papers are counted for is what leaves say under `proofs`, folded in their order. */
export function proofProjection(): LogProjection {
  const standing = new Map<string, KnownUse>();
  return {
    compare: async (_tx, { leaves }) => {
      for (const { logIndex, body } of leaves) {
        if (!Array.isArray(body.proofs)) continue;
        for (const use of body.proofs as readonly LoggedUse[]) {
          standing.set(use.proof, afterUse(standing.get(use.proof), { ...use, logIndex }));
        }
      }
      return [];
    },
    finish: (tx) => compareUses(tx, standing),
  };
}

async function compareUses(tx: Tx, standing: Map<string, KnownUse>): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page: readonly KnownUse[] = await listUsesAfter(tx, after, USES_AT_ONCE);
    for (const row of page) {
      const logged = standing.get(row.proof);
      standing.delete(row.proof);
      found.push(...(logged ? differencesIn(placeOf(logged), { ...row }, { ...logged }) : [withoutLeaf(placeOf(row))]));
    }
    after = page.length === USES_AT_ONCE ? page.at(-1)?.proof : undefined;
  }
  return [...found, ...[...standing.values()].map((logged) => withoutRow(placeOf(logged)))];
}

function placeOf({ proof, logIndex }: KnownUse) {
  return { table: 'proof_uses', key: proof, index: logIndex };
}
