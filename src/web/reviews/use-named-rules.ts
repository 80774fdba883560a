import type { Schemas } from '../client/operation.ts';
import { getDecision, getOrder } from '../client/operations.generated.ts';
import { useRead } from '../client/use-gate.ts';
import { useText } from '../words/in-language.ts';
import { titleOfFinding } from '../words/rule-titles.ts';

/** What a waiver is of, as it stands or as it is asked for. */
export interface Waived {
  readonly rules: readonly { readonly rule: string; readonly clause: string }[];
  readonly scope: { readonly order?: Pick<Schemas['ReviewedRevision'], 'id'> | null };
}

interface NamedRule {
  readonly rule: string;
  /** Absent without an order, and until its decision is read. */
  readonly title: string | undefined;
}

/** The rules that a waiver is of, by the titles that they had when its order was decided; without an order by their numbers. */
export function useNamedRules({ rules, scope }: Waived): readonly NamedRule[] {
  const textOf = useText();
  const isOfOrder = scope.order !== null && scope.order !== undefined;
  const order = useRead(getOrder, { path: { id: scope.order?.id ?? '' } }, { isWanted: isOfOrder }).data?.data;
  const path = { id: order?.decisionId ?? '' };
  const decision = useRead(getDecision, { path }, { isFinal: true, isWanted: order !== undefined }).data?.data;
  const titles = new Map(decision?.findings.map((one) => [`${one.rule} ${one.clause}`, textOf(titleOfFinding(one))]));
  const clauses = new Map(rules.map(({ rule, clause }) => [rule, `${rule} ${clause}`]));
  return [...clauses].map(([rule, clause]) => ({ rule, title: titles.get(clause) }));
}
