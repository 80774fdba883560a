import type { AgencyFacts } from '../../agencies/index.ts';
import type { Tx } from '../../db/index.ts';
import { leastCovered, type ProofUse } from '../../facts/index.ts';
import { groupBy } from '../../kernel/index.ts';
import type { RuleSet } from '../../rules/index.ts';
import type { Books } from '../batch/books.ts';
import { countedKinds, usedByOrders, usesOf } from './proofs-of-others.ts';
import { listDeliveredProofs, listOrderedProofs, type ProofRow } from './proofs-repository.ts';

export interface ProofsQuestion {
  readonly books: Books;
  readonly ruleSet: RuleSet;
  readonly agency: AgencyFacts;
  readonly orderId: string;
  /** The papers that the delivery shows for its systems. */
  readonly keys: (kinds: readonly string[]) => readonly string[];
}

/**
 * What papers of a delivery are used for already: what other orders show of them, and what came with them before, of the
 * same order too. Undefined where the law counts none. Deliveries are written as they are judged, orders at the end of a
 * batch: so of these the books know more than the table.
 */
export async function proofsOfDelivery(tx: Tx, asked: ProofsQuestion) {
  const { books, ruleSet, agency, orderId } = asked;
  const kinds = countedKinds(ruleSet, agency, books.on);
  if (kinds === null) return undefined;
  const keys = [...new Set(asked.keys(kinds))];
  const ordered = byPaper(await listOrderedProofs(tx, keys));
  const delivered = byPaper(await listDeliveredProofs(tx, keys));
  const used = usesOf(keys, (key) => {
    const others = new Map([...(ordered.get(key) ?? []), ...(books.history.proofs.get(key) ?? [])]);
    others.delete(orderId);
    return usedByOrders(others, delivered.get(key));
  });
  return { kinds, used };
}

function byPaper(rows: readonly ProofRow[]): ReadonlyMap<string, ReadonlyMap<string, ProofUse>> {
  const papers = groupBy(rows, ({ proofKey }) => proofKey);
  return new Map(
    [...papers].map(([key, ofPaper]) => [key, new Map(ofPaper.map(({ orderId, ...use }) => [orderId, use]))]),
  );
}

/** Counts in the books what came with papers, for what is judged later in the batch. */
export function countDelivered(
  { history }: Books,
  orderId: string,
  proofs: readonly { readonly key: string; readonly covers: number | null }[],
): void {
  for (const { key, covers } of proofs) {
    const orders = history.deliveredProofs.get(key) ?? new Map<string, ProofUse>();
    const before = orders.get(orderId);
    const machines = (before?.machines ?? 0) + 1;
    orders.set(orderId, { machines, covers: leastCovered(covers, before?.covers ?? null) });
    history.deliveredProofs.set(key, orders);
  }
}
