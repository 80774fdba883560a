import type { Actor } from '../../kernel/index.ts';
import type { Governed } from '../../log/index.ts';
import { getProposal } from './find-proposal.ts';
import { notOpen, notTheMaker } from './proposal-refusals.ts';
import { updateClosed } from './proposals-repository.ts';
import { requireSigner } from './sign-proposal.ts';

export interface ClosingStatement {
  readonly id: string;
  readonly actor: Actor;
  readonly reason: string;
}

/** Says no, by somebody who could have signed. */
export async function refuseProposal(entry: Governed, { id, actor, reason }: ClosingStatement): Promise<void> {
  const proposal = await getProposal(entry.tx, id, { reader: actor, at: entry.at });
  const person = requireSigner(proposal, actor);
  if (proposal.state !== 'open') throw notOpen(proposal.state);
  await updateClosed(entry.tx, { id, state: 'refused', person, at: entry.at, reason });
}

/** Takes a proposal back, by its maker. */
export async function withdrawProposal(entry: Governed, { id, actor, reason }: ClosingStatement): Promise<void> {
  const proposal = await getProposal(entry.tx, id, { reader: actor, at: entry.at });
  if (actor.personId !== proposal.maker.person) throw notTheMaker();
  if (proposal.state !== 'open') throw notOpen(proposal.state);
  await updateClosed(entry.tx, { id, state: 'withdrawn', person: actor.personId, at: entry.at, reason });
}
