import type { ReactNode } from 'react';
import type { Schemas } from '../client/operation.ts';
import { getDecision, getOrder } from '../client/operations.generated.ts';
import { useRead } from '../client/use-gate.ts';
import { useText } from '../words/in-language.ts';
import { titleOfFinding } from '../words/rule-titles.ts';

type Waiver = Pick<Schemas['Waiver'], 'rules' | 'scope'>;

/** The rules that a waiver is of, by the titles that they had when its order was decided; without an order by their numbers. */
export function RuleNames({ of: { rules, scope } }: { readonly of: Waiver }): ReactNode {
  const textOf = useText();
  const isOfOrder = scope.order !== null && scope.order !== undefined;
  const order = useRead(getOrder, { path: { id: scope.order?.id ?? '' } }, { isWanted: isOfOrder }).data?.data;
  const path = { id: order?.decisionId ?? '' };
  const decision = useRead(getDecision, { path }, { isFinal: true, isWanted: order !== undefined }).data?.data;
  const titles = new Map(decision?.findings.map((one) => [`${one.rule} ${one.clause}`, textOf(titleOfFinding(one))]));
  const clauses = new Map(rules.map(({ rule, clause }) => [rule, `${rule} ${clause}`]));
  return (
    <ul className="plain-list">
      {[...clauses].map(([rule, clause]) => (
        <li key={rule}>
          {titles.get(clause)} <span className="code">{rule}</span>
        </li>
      ))}
    </ul>
  );
}
