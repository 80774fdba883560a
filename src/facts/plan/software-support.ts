import { type DatedVersion, versionsMeant } from '../../register/index.ts';
import type { DeriveInput } from '../derive-input.ts';
import type { PartialFacts } from '../merged-facts.ts';
import { policyBoolean } from '../policy-values.ts';
import { type PlanItemView, planReferenceOn } from './plan-item-view.ts';

type SoftwareSupport =
  | 'supported'
  | 'ended-by-delivery'
  | 'said-to-have-ended'
  | 'release-unknown'
  | 'not-stated'
  | 'not-needed';

/**
 * Whether software that is bought is still supported when it comes. Systems are judged with their machines, and what an
 * office has already it may use up. A version that a product with ends of support does not know is none of those on sale.
 */
export function softwareSupport(input: DeriveInput, { item, product, productName }: PlanItemView): PartialFacts {
  const of = (support: SoftwareSupport, endsOn: DatedVersion['supportEndsOn'] = null): PartialFacts => ({
    'item.support': support,
    'item.supportEndsOn': endsOn,
  });
  const isNew = item.provision === 'new-purchase' || item.provision === 'bundled';
  if (!isNew || item.category === 'operating-system') return of('not-needed');
  if (!product || !item.version) return of('not-stated');
  const { versions } = versionsMeant(product, { name: productName, edition: item.edition, version: item.version });
  const hasEnds = product.versions.some(({ supportEndsOn }) => supportEndsOn !== null);
  if (versions.length === 0) return of(hasEnds ? 'release-unknown' : 'not-stated');
  const from = planReferenceOn(input);
  const ended = versions.filter(({ supportEndsOn }) => supportEndsOn !== null && supportEndsOn <= from);
  // Where the words fit several versions, one of them may be meant that is supported still.
  if (ended.length < versions.length) return of('supported');
  const refersUnverified = policyBoolean(input.policy.decisionDate, 'policy.os.unverifiedEndRefers') === true;
  const isUnread = refersUnverified && ended.some(({ isEndUnverified }) => isEndUnverified);
  return of(isUnread ? 'said-to-have-ended' : 'ended-by-delivery', ended[0]?.supportEndsOn ?? null);
}
