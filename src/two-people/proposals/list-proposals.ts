import { reachesGate } from '../../access/index.ts';
import type { Tx } from '../../db/index.ts';
import type { Instant } from '../../kernel/index.ts';
import type { Proposal } from './proposal.ts';
import {
  countAwaiting,
  findVisibleProposal,
  listVisibleProposals,
  type ProposalFilter,
  type ProposalReader,
  type ProposalsPage,
} from './visible-proposals-repository.ts';

/** One page of what a reader may see. */
export async function listProposals(
  tx: Tx,
  filter: ProposalFilter,
  reading: Omit<ProposalReader, 'isOfGate'>,
): Promise<ProposalsPage> {
  const isOfGate = await reachesGate(tx, reading.reader.grant);
  return listVisibleProposals(tx, filter, { ...reading, isOfGate });
}

/** The one that a reader may see. */
export async function findProposalSeen(
  tx: Tx,
  id: string,
  reading: Omit<ProposalReader, 'isOfGate'>,
): Promise<Proposal | undefined> {
  const isOfGate = await reachesGate(tx, reading.reader.grant);
  return findVisibleProposal(tx, id, { ...reading, isOfGate });
}

/** How many proposals a reader can sign now: as many as the list has that asks for what awaits the reader. */
export async function countProposalsToSign(tx: Tx, reading: Omit<ProposalReader, 'isOfGate'>, before: Instant) {
  const isOfGate = await reachesGate(tx, reading.reader.grant);
  return countAwaiting(tx, { ...reading, isOfGate }, before);
}
