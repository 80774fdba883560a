import type { GovernedTx } from '../../log/index.ts';
import { afterUse, type ProofUse } from '../evidence/evidence.ts';
import { type KnownUse, listProofUses, replaceProofUses } from './proofs-repository.ts';

/** A use as its leaf names it, under `proofs`. An empty `usedFor` gives the paper back. */
export type LoggedUse = Omit<ProofUse, 'covers'>;

/** Counts papers for what leaves say, in the order of the leaves. The caller has checked them with the head held. */
export async function writeProofs(
  tx: GovernedTx,
  leaves: readonly { readonly logIndex: number; readonly proofs: readonly LoggedUse[] }[],
): Promise<void> {
  const uses = leaves.flatMap(({ logIndex, proofs }) => proofs.map((use): KnownUse => ({ ...use, logIndex })));
  if (uses.length === 0) return;
  const known = await listProofUses(
    tx,
    uses.map(({ proof }) => proof),
  );
  const standing = new Map<string, KnownUse>();
  for (const use of uses) {
    const before = standing.get(use.proof) ?? known.get(use.proof);
    if (isTaken(before, use))
      throw new Error(`a paper that ${use.usedFor} shows is counted for something else already`);
    standing.set(use.proof, afterUse(before, use));
  }
  await replaceProofUses(tx, [...standing.values()]);
}

/** Whoever gives a paper back, or finds it given back, takes it from nobody. */
function isTaken(before: KnownUse | undefined, { usedFor }: KnownUse): boolean {
  return before !== undefined && before.usedFor !== '' && usedFor !== '' && before.usedFor !== usedFor;
}
