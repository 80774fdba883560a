import type { Tx } from '../db/index.ts';
import type { Actor, Instant } from '../kernel/index.ts';
import type { Proposal, ProposalReading } from './proposal.ts';
import { proposalNotFound } from './proposal-refusals.ts';
import { findProposalContent } from './proposals-repository.ts';
import { listVisibleProposals } from './visible-proposals-repository.ts';

/** A proposal as it stands at a moment. One that the reader may not see is refused like one that is not there. */
export async function getProposal(
  tx: Tx,
  id: string,
  reading: { readonly reader: Actor; readonly at: Instant },
): Promise<Proposal> {
  const [proposal] = await listVisibleProposals(tx, { id, rowsMax: 1 }, reading);
  if (!proposal) throw proposalNotFound();
  return proposal;
}

/** The same with what is asked. */
export async function findProposalReading(
  tx: Tx,
  id: string,
  reading: { readonly reader: Actor; readonly at: Instant },
): Promise<ProposalReading> {
  const proposal = await getProposal(tx, id, reading);
  return { proposal, content: await findProposalContent(tx, proposal) };
}
