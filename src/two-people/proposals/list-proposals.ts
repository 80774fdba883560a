import { reachesGate } from '../../access/index.ts';
import type { Tx } from '../../db/index.ts';
import type { Instant } from '../../kernel/index.ts';
import { readOnce } from '../../log/index.ts';
import { type Proposal, type StoredState, stateAt } from './proposal.ts';
import {
  countAwaiting,
  findStoredState,
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

/**
 * The same where it may have been read ahead. Who made it, whom it is about and who has signed it so far stands in leaves; how
 * it ended may stand in the leaf of what it did, so that is looked up.
 */
export async function findProposalStanding(
  tx: Tx,
  id: string,
  reading: Omit<ProposalReader, 'isOfGate'>,
): Promise<Proposal | undefined> {
  const seen = await readProposalStanding(tx, id, reading);
  const stored = await findStoredState(tx, id);
  if (!seen || stored !== (seen.state === 'lapsed' ? 'open' : seen.state)) return findProposalSeen(tx, id, reading);
  return { ...seen, state: stateAt(stored as StoredState, seen.lapsesAt, reading.at) };
}

/** Reads it ahead. */
export async function readProposalStanding(
  tx: Tx,
  id: string,
  reading: Omit<ProposalReader, 'isOfGate'>,
): Promise<Proposal | undefined> {
  const subjectsOf = () => [`proposal/${id}`, 'agency/', 'gate/'];
  return readOnce(tx, { name: `proposal ${id}`, subjectsOf }, () => findProposalSeen(tx, id, reading));
}

/** How many proposals a reader can sign now: as many as the list has that asks for what awaits the reader. */
export async function countProposalsToSign(tx: Tx, reading: Omit<ProposalReader, 'isOfGate'>, before: Instant) {
  const isOfGate = await reachesGate(tx, reading.reader.grant);
  return countAwaiting(tx, { ...reading, isOfGate }, before);
}
