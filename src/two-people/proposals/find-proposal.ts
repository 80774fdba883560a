import type { PreparedValues, StepsDone } from '../../access/index.ts';
import type { Tx } from '../../db/index.ts';
import type { Actor, Instant } from '../../kernel/index.ts';
import { findProposalSeen } from './list-proposals.ts';
import { preparedIn } from './prepared-values.ts';
import type { Proposal, ProposalContent, ProposalReading, ProposalSignature } from './proposal.ts';
import { otherDigest, proposalNotFound } from './proposal-refusals.ts';
import {
  findExecution,
  findKeptPreparation,
  findProposalContent,
  listStoppedExecutions,
} from './proposals-repository.ts';
import { listSignatures } from './visible-proposals-repository.ts';

/** A proposal as it stands at a moment. One that the reader may not see is refused like one that is not there. */
export async function getProposal(
  tx: Tx,
  id: string,
  reading: { readonly reader: Actor; readonly at: Instant },
): Promise<Proposal> {
  const proposal = await findProposalSeen(tx, id, reading);
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

/** What was prepared for an act that is to be done. It is shown to nobody, so it lies beside what is signed, which commits to it. */
export async function readPrepared(tx: Tx, content: ProposalContent): Promise<PreparedValues | null> {
  if (content.prepared === null) return null;
  const prepared = preparedIn(content.prepared, await findKeptPreparation(tx, content.id));
  if (!prepared) throw otherDigest();
  return prepared;
}

/** What is being carried out step by step, and how far it has come; undefined when it is not begun, or is done. */
export async function findBegun(tx: Tx, id: string, known?: ProposalContent): Promise<BegunProposal | undefined> {
  const execution = await findExecution(tx, id);
  const content = execution && (known ?? (await findProposalContent(tx, execution)));
  if (!content) return undefined;
  const { steps = 0, body } = execution.result;
  const signatures = (await listSignatures(tx, [id])).map(({ signature }) => signature);
  return { content, signatures, prepared: await readPrepared(tx, content), done: { steps, body } };
}

export interface BegunProposal {
  readonly content: ProposalContent;
  readonly signatures: readonly ProposalSignature[];
  readonly prepared: PreparedValues | null;
  readonly done: StepsDone;
}

/** Which of those have not come further since a moment. */
export async function listStopped(tx: Tx, before: Instant): Promise<readonly string[]> {
  return (await listStoppedExecutions(tx, before)).map(({ id }) => id);
}
