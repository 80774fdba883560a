import { lineCategory } from '../../goods/index.ts';
import { type Fen, fen, timesFen } from '../../kernel/index.ts';
import type { Facts } from '../../rules/index.ts';
import type { DeriveInput } from '../derive-input.ts';
import { unitPriceOf } from '../line/priced-in.ts';
import { policyInteger } from '../policy-values.ts';
import { presentFacts } from '../present-facts.ts';
import type { OrderLine } from '../submission.ts';

/**
 * The rent of one machine over its term, and what it would come to in the years that such a machine is used, in fen; null
 * where nothing is leased or no price is stated. The limit is the policy's percent of the cap. An older policy has no percent,
 * under which these are no facts.
 */
export function leaseFacts(input: DeriveInput, line: OrderLine): Facts {
  const percent = input.policy.submitDate.integer('policy.lease.lifePercent');
  if (percent === undefined) return {};
  const rentFen = input.order.acquisition === 'lease' ? unitPriceOf(line) : null;
  const months = line.leaseMonths ?? null;
  const lifeYears = policyInteger(input.policy.submitDate, 'policy.hardware.minLifeYears');
  const capFen = input.policy.submitDate.deviceCap(lineCategory(line));
  return presentFacts({
    'line.leaseTerm': termState(input, months),
    'line.rentOverTermFen': rentFen === null ? null : timesFen(rentFen, months ?? 1),
    'line.rentOverLifeFen': lifeYears === undefined ? undefined : overLife(rentFen, months, lifeYears),
    'line.rentLimitFen': capFen === undefined ? undefined : limitOf(capFen, percent),
  });
}

function termState({ order }: DeriveInput, months: number | null): 'no-lease' | 'stated' | 'not-stated' {
  if (order.acquisition !== 'lease') return 'no-lease';
  return months === null ? 'not-stated' : 'stated';
}

/** Nought where the rent is not of a month: a rule of which one fact is nothing is not judged at all. */
function overLife(rentFen: Fen | null, months: number | null, lifeYears: number): Fen | null {
  return rentFen === null ? null : timesFen(rentFen, months === null ? 0 : 12 * lifeYears);
}

function limitOf(capFen: number | null, percent: number | null): Fen | null {
  return capFen === null || percent === null ? null : fen(Math.floor((capFen * percent) / 100));
}
