import { reachesGate } from '../../access/index.ts';
import type { Tx } from '../../db/index.ts';
import type { Instant } from '../../kernel/index.ts';
import type { Proposal } from './proposal.ts';
import {
  countAwaiting,
  listVisibleProposals,
  type ProposalFilter,
  type ProposalReader,
} from './visible-proposals-repository.ts';

/** One page of what a reader may see, and one more to tell whether there is a next page. */
export async function listProposals(
  tx: Tx,
  filter: ProposalFilter,
  reading: Omit<ProposalReader, 'isOfGate'>,
): Promise<readonly Proposal[]> {
  const isOfGate = await reachesGate(tx, reading.reader.grant);
  return listVisibleProposals(tx, filter, { ...reading, isOfGate });
}

/** How many proposals a reader can sign now: as many as the list has that asks for what awaits the reader. */
export async function countProposalsToSign(tx: Tx, reading: Omit<ProposalReader, 'isOfGate'>, before: Instant) {
  const isOfGate = await reachesGate(tx, reading.reader.grant);
  return countAwaiting(tx, { ...reading, isOfGate }, before);
}
