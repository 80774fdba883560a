import type { Tx } from '../../db/index.ts';
import type { Actor, Instant } from '../../kernel/index.ts';
import type { Proposal } from './proposal.ts';
import { listVisibleProposals, type ProposalFilter } from './visible-proposals-repository.ts';

/** One page of what a reader may see, and one more to tell whether there is a next page. */
export async function listProposals(
  tx: Tx,
  filter: ProposalFilter,
  reading: { readonly reader: Actor; readonly at: Instant },
): Promise<readonly Proposal[]> {
  return listVisibleProposals(tx, filter, reading);
}
