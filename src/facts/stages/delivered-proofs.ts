import type { DeliveredProofUses } from '../gathered.ts';
import type { StatedMachine } from '../goods/stated-machines.ts';
import { type DeliveredProof, leastCovered, proofOfMachine } from '../system/counted-proofs.ts';

/** Counts the machines of a delivery against their papers, in the order of the statement: the first have them. */
export function deliveredProofs(
  machines: readonly StatedMachine[],
  agencyCode: string,
  { kinds, used }: DeliveredProofUses,
): ReadonlyMap<StatedMachine, DeliveredProof> {
  const proofs = machines.flatMap((machine) => {
    const proof = proofOfMachine(agencyCode, machine.system?.evidence, kinds);
    return proof ? [{ machine, ...proof }] : [];
  });
  const least = new Map<string, number | null>();
  for (const { key, covers } of proofs) {
    least.set(key, leastCovered(covers, least.get(key) ?? used[key]?.covers ?? null));
  }
  const counted = new Map<string, number>();
  return new Map(
    proofs.map(({ machine, key, number }) => {
      const covers = least.get(key) ?? null;
      const count = (counted.get(key) ?? used[key]?.machines ?? 0) + 1;
      counted.set(key, count);
      return [machine, { key, number, covers, machines: count, isBeyond: covers !== null && count > covers }];
    }),
  );
}
