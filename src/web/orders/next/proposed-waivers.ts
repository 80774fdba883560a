import type { BodyOf, Schemas } from '../../client/operation.ts';
import { createWaiver } from '../../client/operations.generated.ts';
import { useOpenProposals } from '../../client/use-open-proposals.ts';

/** A waiver that somebody has proposed and that lacks a signature. */
export interface ProposedWaiver {
  readonly id: string;
  readonly orderId: string;
  readonly rules: readonly string[];
  readonly maker: Schemas['ProposalMaker'];
  readonly evidence: BodyOf<'createWaiver'>['evidence'];
  /** Who may still sign it. */
  readonly signers: readonly Schemas['Role'][];
}

/** The waivers of orders that wait for a signature; `agencyCode` narrows the question to those of one agency. */
export function useProposedWaivers(agencyCode?: string): readonly ProposedWaiver[] {
  return useOpenProposals(createWaiver.id, { agencyCode }).flatMap(proposedIn);
}

function proposedIn({ id, request, maker, slots }: Schemas['Proposal']): readonly ProposedWaiver[] {
  // It is the body of `createWaiver`, which the gate has validated.
  const waiver = request?.body as BodyOf<'createWaiver'> | undefined;
  const orderId = waiver?.scope.order?.id;
  if (waiver === undefined || orderId === undefined) return [];
  const rules = waiver.rules.map(({ rule }) => rule);
  const signers = slots.flatMap(({ roles, signature }) => (signature === null ? roles : []));
  return [{ id, orderId, rules, maker, evidence: waiver.evidence, signers }];
}
