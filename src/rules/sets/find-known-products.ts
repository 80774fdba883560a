import type { Tx } from '../../db/index.ts';
import type { Vocabulary } from '../../goods/index.ts';
import { type CivilDate, type Instant, NATIONAL_REGION } from '../../kernel/index.ts';
import type { KnownProduct } from '../policy/policy-values.ts';
import { getRuleSetInForce } from './find-rule-set.ts';

/** The products that the rules in force at a moment know on a day; they are the same everywhere. */
export async function findKnownProducts(
  tx: Tx,
  { at, on }: { readonly at: Instant; readonly on: CivilDate },
): Promise<readonly KnownProduct[]> {
  const ruleSet = await getRuleSetInForce(tx, at);
  return ruleSet.policyFor({ region: NATIONAL_REGION, level: '', on }).knownProducts ?? [];
}

/** The words by which those rules read names of products; undefined where they have none. */
export async function findProductWords(
  tx: Tx,
  { at, on }: { readonly at: Instant; readonly on: CivilDate },
): Promise<Vocabulary | undefined> {
  const ruleSet = await getRuleSetInForce(tx, at);
  return ruleSet.policyFor({ region: NATIONAL_REGION, level: '', on }).productWords;
}
