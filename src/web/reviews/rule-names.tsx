import type { ReactNode } from 'react';
import type { Schemas } from '../client/operation.ts';
import { getDecision, getOrder } from '../client/operations.generated.ts';
import { useRead } from '../client/use-gate.ts';
import { useText } from '../words/in-language.ts';

type Waiver = Pick<Schemas['Waiver'], 'rules' | 'scope'>;

/** The rules that a waiver is of, by the titles that they had when its order was decided; without an order by their numbers. */
export function RuleNames({ of: { rules, scope } }: { readonly of: Waiver }): ReactNode {
  const textOf = useText();
  const isOfOrder = scope.order !== null && scope.order !== undefined;
  const order = useRead(getOrder, { path: { id: scope.order?.id ?? '' } }, { isWanted: isOfOrder }).data?.data;
  const path = { id: order?.decisionId ?? '' };
  const decision = useRead(getDecision, { path }, { isFinal: true, isWanted: order !== undefined }).data?.data;
  const titles = new Map(decision?.findings.map(({ rule, title }) => [rule, textOf(title)]));
  return (
    <ul className="plain-list">
      {[...new Set(rules.map(({ rule }) => rule))].map((rule) => (
        <li key={rule}>
          {titles.get(rule)} <span className="code">{rule}</span>
        </li>
      ))}
    </ul>
  );
}
