import { useState } from 'react';
import type { Schemas } from '../client/operation.ts';
import { getRuleSet, listRuleSets } from '../client/operations.generated.ts';
import { type Read, useRead } from '../client/use-gate.ts';
import { serverInstant } from '../ui/time.ts';

/** The rule set in force now, by its summary; a page that stays open keeps the one that it began with. */
export function useRuleSetInForce(isWanted = true): Read<'listRuleSets'> {
  const [now] = useState(serverInstant);
  return useRead(listRuleSets, { query: { inForceAt: now, limit: 1 } }, { isWanted });
}

/** The number of a rule set as an address has it; nothing for what is no number. */
export function readSetNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,5}$/.test(text) ? Number(text) : undefined;
}

/** The rules of the set in force, as they are published; none until they have come. */
export function useRulesInForce(): readonly Schemas['RuleDocument'][] {
  const current = useRuleSetInForce().data?.data.items[0];
  const isWanted = current !== undefined;
  const set = useRead(getRuleSet, { path: { number: current?.number ?? 1 } }, { isWanted });
  return isWanted ? (set.data?.data.documents ?? []) : [];
}
