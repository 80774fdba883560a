import { reachesGate } from '../../access/index.ts';
import type { Tx } from '../../db/index.ts';
import type { Proposal } from './proposal.ts';
import { listVisibleProposals, type ProposalFilter, type ProposalReader } from './visible-proposals-repository.ts';

/** One page of what a reader may see, and one more to tell whether there is a next page. */
export async function listProposals(
  tx: Tx,
  filter: ProposalFilter,
  reading: Omit<ProposalReader, 'isOfGate'>,
): Promise<readonly Proposal[]> {
  const isOfGate = await reachesGate(tx, reading.reader.grant);
  return listVisibleProposals(tx, filter, { ...reading, isOfGate });
}
