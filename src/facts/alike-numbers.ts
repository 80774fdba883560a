import type { Facts } from '../rules/index.ts';
import type { DeriveInput } from './derive-input.ts';
import { policyBoolean } from './policy-values.ts';

/** Numbers that differ from one of the order by signs alone. An older policy does not compare them so: then they are no fact. */
export function alikeNumberFacts({ gathered, policy }: DeriveInput): Facts {
  const isCompared = policyBoolean(policy.decisionDate, 'policy.numbers.comparedLoosely');
  if (isCompared === undefined) return {};
  const alike = isCompared ? (gathered.alikeNumbers ?? []) : [];
  return { 'order.alikeNumbers': alike, 'order.alikeNumberCount': alike.length };
}
