import { useQueries } from '@tanstack/react-query';
import type { OperationId, Schemas } from './operation.ts';
import { getProposal, listProposals } from './operations.generated.ts';
import { useMay } from './session-context.tsx';
import { readOf, useRead } from './use-gate.ts';

const PROPOSALS_MAX = 200;

interface Narrowing {
  /** Only those about this agency. */
  readonly agencyCode?: string | undefined;
  readonly isWanted?: boolean;
}

/** The requests of one operation that wait for a signature, whole. What a list leaves out of a long one, that one is asked. */
export function useOpenProposals(
  operation: OperationId,
  { agencyCode, isWanted = true }: Narrowing = {},
): readonly Schemas['Proposal'][] {
  const may = useMay();
  const canRead = may(listProposals) && may(getProposal);
  const query = { operation, state: 'open', limit: PROPOSALS_MAX } as const;
  const proposals = useRead(listProposals, { query }, { isWanted: isWanted && canRead });
  const items = proposals.data?.data.items ?? [];
  const asked = items.filter(({ agencies }) => agencyCode === undefined || agencies.includes(agencyCode));
  const read = useQueries({
    queries: asked.filter(({ whole }) => !whole).map(({ id }) => readOf(getProposal, { path: { id } })),
  });
  const long = new Map(read.flatMap(({ data }) => (data?.data.state === 'open' ? [[data.data.id, data.data]] : [])));
  return asked.flatMap((listed) => (listed.whole ? listed : (long.get(listed.id) ?? [])));
}

/** Of what waits for a signature, that which is about one thing by the address of its request. */
export function aboutThing(proposals: readonly Schemas['Proposal'][], id: string): Schemas['Proposal'] | undefined {
  return proposals.find(({ request }) => request?.params.id === id);
}
