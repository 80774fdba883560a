import { useQueries } from '@tanstack/react-query';
import { call } from '../client/call.ts';
import type { BodyOf, Schemas } from '../client/operation.ts';
import { createWaiver, getProposal, listProposals } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { useRead } from '../client/use-gate.ts';

const PROPOSALS_MAX = 200;

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

/**
 * The waivers of orders that wait for a signature. A list of proposals does not say what each is about, so each is asked;
 * there are few, since they lapse. `agencyCode` narrows the question to those of one agency.
 */
export function useProposedWaivers(agencyCode?: string): readonly ProposedWaiver[] {
  const may = useMay();
  const query = { operation: createWaiver.id, state: 'open', limit: PROPOSALS_MAX } as const;
  const proposals = useRead(listProposals, { query }, { isWanted: may(listProposals) && may(getProposal) });
  const items = proposals.data?.data.items ?? [];
  const asked = items.filter(({ agencies }) => agencyCode === undefined || agencies.includes(agencyCode));
  const read = useQueries({
    queries: asked.map(({ id }) => ({
      // As `useRead` has it, so that the page of a proposal has been read already.
      queryKey: [getProposal.id, { path: { id } }],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => call(getProposal, { path: { id } }, { signal }),
    })),
  });
  return read.flatMap(({ data }) => (data === undefined ? [] : proposedIn(data.data)));
}

function proposedIn({ id, request, maker, slots, state }: Schemas['Proposal']): readonly ProposedWaiver[] {
  // It is the body of `createWaiver`, which the gate has validated.
  const waiver = request?.body as BodyOf<'createWaiver'> | undefined;
  const orderId = waiver?.scope.order?.id;
  if (waiver === undefined || orderId === undefined || state !== 'open') return [];
  const rules = waiver.rules.map(({ rule }) => rule);
  const signers = slots.flatMap(({ roles, signature }) => (signature === null ? roles : []));
  return [{ id, orderId, rules, maker, evidence: waiver.evidence, signers }];
}
