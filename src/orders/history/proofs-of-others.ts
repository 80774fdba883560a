import type { AgencyFacts } from '../../agencies/index.ts';
import { leastCovered, type OrderSubmission, type ProofUse, type ProofUses } from '../../facts/index.ts';
import type { CivilDate } from '../../kernel/index.ts';
import type { RuleSet } from '../../rules/index.ts';
import type { Books } from '../batch/books.ts';
import { citationsOf } from '../decide/order-citations.ts';

/** Machines by order that a paper is shown for. */
type ByOrder = ReadonlyMap<string, ProofUse>;

/** The kinds of paper that the law of a day counts in machines; null under an older law, which counts none. */
export function countedKinds(
  { policyFor }: Pick<RuleSet, 'policyFor'>,
  { region, level }: Pick<AgencyFacts, 'region' | 'level'>,
  on: CivilDate,
): readonly string[] | null {
  return policyFor({ region, level, on }).texts('policy.proof.countedKinds') ?? null;
}

/** What other orders of the agency show of the papers that this one shows; undefined where none are counted. */
export function proofsOfOthers(
  books: Books,
  asked: { readonly order: OrderSubmission; readonly agency: AgencyFacts; readonly ruleSet: RuleSet },
): ProofUses | undefined {
  if (countedKinds(asked.ruleSet, asked.agency, books.on) === null) return undefined;
  const { proofs, deliveredProofs } = books.history;
  return usesOf(citationsOf(asked.order).proofs, (key) => usedByOrders(proofs.get(key), deliveredProofs.get(key)));
}

/** Of each paper that anybody uses, how many machines. */
export function usesOf(keys: readonly string[], useOf: (key: string) => ProofUse): ProofUses {
  const uses = keys.map((key) => [key, useOf(key)] as const);
  return Object.fromEntries(uses.filter(([, { machines }]) => machines > 0));
}

/** What was delivered of an order was ordered: it counts once. What ended counts as far as it was delivered. */
export function usedByOrders(ordered: ByOrder | undefined, delivered: ByOrder | undefined): ProofUse {
  let [machines, covers]: [number, number | null] = [0, null];
  for (const id of new Set([...(ordered?.keys() ?? []), ...(delivered?.keys() ?? [])])) {
    const [wanted, came] = [ordered?.get(id), delivered?.get(id)];
    machines += Math.max(wanted?.machines ?? 0, came?.machines ?? 0);
    covers = leastCovered(covers, leastCovered(wanted?.covers ?? null, came?.covers ?? null));
  }
  return { machines, covers };
}
