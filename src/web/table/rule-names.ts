import { useQueries } from '@tanstack/react-query';
import type { Schemas } from '../client/operation.ts';
import { getDecisionRule, getRuleInSet } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { readOf } from '../client/use-gate.ts';
import { nameOfRule } from '../words/rule-titles.ts';

/** What rules are called, by their codes; of those that are not read yet nothing. */
export type RuleNames = ReadonlyMap<string, Schemas['Text']>;

export type RowWithRules = Pick<Schemas['OrderSummary'], 'decisionId' | 'openFindings'>;

/** Of the rules that are open in a list. Each is asked for once, as one of the decisions had it. */
export function useRuleNames(rows: readonly RowWithRules[]): RuleNames {
  const may = useMay();
  const decided = new Map(
    rows.flatMap(({ decisionId, openFindings }) => openFindings.map(({ rule }) => [rule, decisionId] as const)),
  );
  return useQueries({
    queries: [...decided].map(([rule, id]) =>
      readOf(getDecisionRule, { path: { id, rule } }, { isFinal: true, isWanted: may(getDecisionRule) }),
    ),
    combine: namesIn,
  });
}

/** Of rules as they stand in a set, where there is no decision yet. */
export function useRuleNamesInSet(number: number, rules: readonly string[]): RuleNames {
  const may = useMay();
  return useQueries({
    queries: [...new Set(rules)].map((rule) =>
      readOf(getRuleInSet, { path: { number, rule } }, { isFinal: true, isWanted: may(getRuleInSet) }),
    ),
    combine: namesIn,
  });
}

function namesIn(reads: readonly { readonly data?: { readonly data: Schemas['RuleInSet'] } | undefined }[]): RuleNames {
  return new Map(
    reads.flatMap(({ data }) => {
      if (data === undefined) return [];
      const { id, title } = data.data.read;
      return [[id, nameOfRule(id, title)] as const];
    }),
  );
}
