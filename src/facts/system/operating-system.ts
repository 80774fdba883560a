import { categoryOf } from '../../goods/index.ts';
import { civilDate } from '../../kernel/index.ts';
import { isSameLine, nameKey } from '../../register/index.ts';
import type { Facts } from '../../rules/index.ts';
import type { DeriveInput } from '../derive-input.ts';
import type { PartialFacts } from '../merged-facts.ts';
import { keysOf } from '../name-keys.ts';
import { policyStrings } from '../policy-values.ts';
import { presentFacts } from '../present-facts.ts';
import { findEdition, hasEditions } from '../product-match.ts';
import type { OrderLine } from '../submission.ts';
import { containsAny, isEducationForOthers } from './editions.ts';
import { evidenceKinds, evidenceState, homeEditionPaper } from './operating-system-evidence.ts';
import { targetRelation } from './operating-system-target.ts';
import { ratingOf, rowsClaimed } from './security-rating.ts';
import { installedSystem, namesSystem, plannedSystems, type StatedSystem, statedSystem } from './stated-system.ts';
import { supportOf } from './system-support.ts';

/**
 * The operating system of one line. While a system is only required, everything about the product waits for the
 * contract and is nothing; of a product that nobody registered the register's word is missing.
 */
export function operatingSystemFacts(input: DeriveInput, line: OrderLine): Facts {
  const stated = statedSystem(input, line);
  const { system, state } = stated;
  const unlessRequired = <T>(value: T): T | null => (state === 'required' ? null : value);
  return presentFacts({
    'line.os.state': state,
    'line.os.hasOffer': hasOffer(input, line),
    'line.os.description': description(stated),
    'line.os.product': system?.product ?? null,
    'line.os.edition': system?.edition ?? null,
    'line.os.version': system?.version ?? null,
    'line.os.licenceType': system?.licenceType ?? 'not-stated',
    'line.os.family': namesSystem(stated) ? (stated.product?.osFamily ?? undefined) : null,
    'line.os.isDomestic': namesSystem(stated) ? (stated.product?.domestic ?? undefined) : null,
    'line.os.editionClass': unlessRequired(editionClass(input, stated)),
    'line.os.evidenceKinds': evidenceKinds(system),
    'line.os.evidenceState': unlessRequired(evidenceState(stated)),
    'line.os.rating': unlessRequired(systemRating(input, stated)),
    ...supportFacts(input, stated),
    'line.os.isBanned': unlessRequired(isBanned(input, stated)),
    'line.os.targetRelation': unlessRequired(targetRelation(input, stated)),
    ...plannedFacts(input, line),
    ...targetFacts(input, stated),
    ...tabletFacts(input, stated),
    'line.os.homeEditionPaper': homeEditionPaper(input, stated),
    'line.hasLessorAuthorisation': evidenceKinds(system).includes('lessor-authorization'),
  });
}

/** A version that is not stated at all is the matter of the rule on descriptions. */
function supportFacts(input: DeriveInput, stated: StatedSystem): PartialFacts {
  const { support, endsOn, supportedReleases } = supportOf(input, stated);
  const isUndescribed = support === 'release-not-stated' && !stated.system?.version;
  return {
    'line.os.supportEndsOn': endsOn,
    'line.os.support': stated.state === 'required' ? null : isUndescribed ? 'not-stated' : support,
    'line.os.supportedReleases': supportedReleases,
  };
}

/**
 * A mall and a framework agreement sell machines that exist, and so does a named supplier, brand or model: their system can
 * be named. Only a tender, a negotiation or an inquiry without an offer can do no more than require one.
 */
function hasOffer({ order }: DeriveInput, line: OrderLine): boolean {
  const sellsWhatExists = order.method === 'e-mall' || order.method === 'framework-agreement';
  const namesSupplier = Boolean(order.supplier?.creditCode || order.supplier?.name);
  return sellsWhatExists || namesSupplier || Boolean(line.brand || line.model);
}

/** What may not be bought may not be installed under another licence either. */
function targetFacts(input: DeriveInput, stated: StatedSystem): PartialFacts {
  const installed = stated.state === 'required' ? null : installedSystem(input, stated);
  const support = installed && supportOf(input, installed);
  return {
    'line.os.targetName': installed && nameOf(installed),
    'line.os.targetRating': installed ? targetRating(input, stated, installed) : 'not-stated',
    'line.os.targetEditionClass': installed ? editionClass(input, installed) : 'not-stated',
    'line.os.targetSupportEndsOn': support ? support.endsOn : null,
    'line.os.targetSupport': support ? support.support : 'not-stated',
    'line.os.targetSupportedReleases': support?.supportedReleases ?? [],
    'line.os.targetIsBanned': installed ? isBanned(input, installed) : false,
  };
}

/** Whoever works at a tablet with a system of desktops works at a laptop. A policy that names no such systems says nothing. */
function tabletFacts(input: DeriveInput, stated: StatedSystem): PartialFacts {
  const families = policyStrings(input.policy.decisionDate, 'policy.os.desktopFamilies');
  if (!families) return {};
  const isTablet = categoryOf(stated.line) === 'tablet';
  const systems = isTablet ? [stated, installedSystem(input, stated)] : [];
  const found = systems.find((one) => one !== null && families.includes(one.product?.osFamily ?? ''));
  return { 'line.os.desktopSystemOfTablet': found ? nameOf(found) : '' };
}

/** Which of several systems the plan will give nobody says, so the one that most speaks against is judged. */
function plannedFacts(input: DeriveInput, line: OrderLine): PartialFacts {
  const judged = plannedSystems(input, line).map((stated) => ({
    stated,
    isBanned: isBanned(input, stated),
    ...supportOf(input, stated),
  }));
  const rank = ({ isBanned, support }: (typeof judged)[number]): number =>
    isBanned ? -1 : WORST_FIRST.indexOf(support);
  const [worst] = judged.toSorted((a, b) => rank(a) - rank(b));
  return {
    'line.os.plannedName': worst ? nameOf(worst.stated) : null,
    'line.os.plannedSupportEndsOn': worst ? worst.endsOn : null,
    'line.os.plannedSupport': worst ? worst.support : 'not-stated',
    'line.os.plannedSupportedReleases': worst?.supportedReleases ?? [],
    'line.os.plannedIsBanned': worst ? worst.isBanned : false,
  };
}

const WORST_FIRST = [
  'ended-by-delivery',
  undefined,
  'release-not-stated',
  'ends-within-life',
  'supported',
  'not-stated',
];

function nameOf({ system }: StatedSystem): string {
  return [system?.product, system?.edition, system?.version].filter(Boolean).join(' ');
}

/** An edition is asked for unless the product is known to come in none. */
function description({ system, state, product, isOwnOfTablet }: StatedSystem): 'complete' | 'incomplete' {
  if (state === 'required' || state === 'none' || state === 'dos' || isOwnOfTablet) return 'complete';
  const hasEdition = Boolean(system?.edition) || product?.editions.length === 0;
  return system?.product && system.version && hasEdition ? 'complete' : 'incomplete';
}

/**
 * A registered edition speaks for itself; the name lists decide about others, and what no list names is for units, unless
 * the product's editions are registered: one beside them is unknown. Personal editions are for homes too: the plan may not
 * have them either.
 */
function editionClass(input: DeriveInput, stated: StatedSystem): 'unit' | 'home' | 'not-stated' | undefined {
  const edition = stated.system?.edition;
  if (!namesSystem(stated) || !edition) return 'not-stated';
  const registered = stated.product && findEdition(stated.product, edition);
  const unit = isEducationForOthers(input, edition) ? undefined : 'unit';
  if (registered) return registered.unitEligible ? unit : 'home';
  const { home, personal } = input.policy.decisionDate.editionNames;
  if (!home || !personal) return undefined;
  if (containsAny(edition, [...home, ...personal])) return 'home';
  return hasEditions(stated.product) ? undefined : unit;
}

/**
 * The list names systems by product and version; a row without a version is for every one of them. A system on the machine
 * that is not described has no rating to look up: that it is not described is one finding, and enough of the system. The
 * processor is judged all the same.
 */
function systemRating(
  input: DeriveInput,
  stated: StatedSystem,
): ReturnType<typeof ratingOf> | 'not-stated' | undefined {
  const isThere = stated.state === 'preinstalled' || stated.state === 'trial';
  if (isThere && !(stated.system?.product && stated.system.version)) return 'not-stated';
  const rows = ratedRows(input, stated);
  const declared = stated.system?.securityRating;
  const claimed = rows && rowsClaimed(input.policy.decisionDate, declared, rows);
  return claimed && ratingOf({ declared, rows: claimed, on: input.decidedOn });
}

type RatedSystems = NonNullable<DeriveInput['policy']['decisionDate']['ratedOperatingSystems']>;

/** A service pack has the rating of its version; before products were read, only the version as the list writes it had. */
function ratedRows(input: DeriveInput, stated: StatedSystem): RatedSystems | undefined {
  const { ratedOperatingSystems, productWords } = input.policy.decisionDate;
  const stands = stated.system?.version ?? '';
  const isOf = (version: string): boolean =>
    version === stands || (productWords !== undefined && isSameLine(stated.product, version, stands));
  return ratedOperatingSystems?.filter(
    ({ product, version }) => isNamed(stated, product) && (version === null || isOf(version)),
  );
}

/** Nobody claims a rating of what is installed in place of the licensed system, so the list alone tells whether it has one. */
function targetRating(
  input: DeriveInput,
  stated: StatedSystem,
  installed: StatedSystem,
): 'listed' | 'expired' | 'absent' | 'not-stated' | undefined {
  const isProduct = nameKey(installed.system?.product ?? '') === nameKey(stated.system?.product ?? '');
  const isKnownProduct = stated.product !== undefined && installed.product === stated.product;
  if ((isProduct || isKnownProduct) && installed.system?.version === stated.system?.version) return 'not-stated';
  const rows = ratedRows(input, installed);
  const rating = rows && ratingOf({ declared: { level: 'I' }, rows, on: input.decidedOn });
  return rating === 'declared-only' ? 'absent' : rating;
}

function isBanned(input: DeriveInput, stated: StatedSystem): boolean | undefined {
  const banned = input.policy.decisionDate.bannedOperatingSystems;
  if (!banned) return undefined;
  return banned.some(
    ({ product, version, from, until }) =>
      namesSystem(stated) &&
      isNamed(stated, product) &&
      (version === null || version === stated.system?.version) &&
      (from === null || civilDate(from) <= input.decidedOn) &&
      (until === null || civilDate(until) >= input.decidedOn),
  );
}

/** By the name that is stated, or by any name of the product that it belongs to. */
function isNamed({ system, product }: StatedSystem, name: string): boolean {
  const key = nameKey(name);
  const isStated = Boolean(system?.product) && nameKey(system?.product ?? '') === key;
  return isStated || (product !== undefined && keysOf(product).has(key));
}
