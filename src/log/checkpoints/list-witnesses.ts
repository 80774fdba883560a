import type { Tx } from '../../db/index.ts';
import { listLeavesOfType } from '../log-repository.ts';
import { WITNESS_ENDED, WITNESS_INTRODUCED, type Witness, type WitnessStatement, witnessKey } from './witness.ts';

/** Everybody who was ever introduced as a witness, the oldest first. */
export async function listWitnesses(tx: Tx): Promise<readonly Witness[]> {
  const introduced = await listLeavesOfType(tx, WITNESS_INTRODUCED);
  const ended = new Map((await listLeavesOfType(tx, WITNESS_ENDED)).map(({ subject, at }) => [subject, at]));
  return introduced.map(({ logIndex, at, subject, bytes }) => {
    const { witness } = JSON.parse(bytes) as { readonly witness: WitnessStatement };
    return { key: witnessKey(witness), logIndex, from: at, endedAt: ended.get(subject) ?? null };
  });
}
