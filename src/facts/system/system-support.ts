import { addMonths, type CivilDate } from '../../kernel/index.ts';
import { type DatedVersion, type MeantVersions, versionsMeant } from '../../register/index.ts';
import type { DeriveInput } from '../derive-input.ts';
import { deliveryReferenceOn } from '../order-facts.ts';
import { policyBoolean, policyInteger } from '../policy-values.ts';
import { namesSystem, type StatedSystem } from './stated-system.ts';

type Standing = 'ended-by-delivery' | 'ends-within-life' | 'supported';
/** Whether an end that nobody has read in its source has come is for people to say. */
type ReadStanding = Standing | 'said-to-have-ended';
export type Support = Standing | 'release-not-stated' | 'not-stated';

/** What is known of the support of a system. What the register does not know is undefined, and not guessed. */
export interface SystemSupport {
  readonly support: Support | undefined;
  /** Null where no end is announced, or where it depends on the release. */
  readonly endsOn: CivilDate | null | undefined;
  /** Releases to choose from, the newest first, while the one that is meant is not stated: "11 25H2 (2027-10-12)". */
  readonly supportedReleases: readonly string[];
}

const NOT_STATED: SystemSupport = { support: 'not-stated', endsOn: null, supportedReleases: [] };
const UNKNOWN: SystemSupport = { support: undefined, endsOn: undefined, supportedReleases: [] };

/** No end announced is support without an end. */
export function supportOf(input: DeriveInput, stated: StatedSystem): SystemSupport {
  const { system, product, isOwnOfTablet } = stated;
  if (!namesSystem(stated)) return NOT_STATED;
  const { decisionDate } = input.policy;
  // Makers of tablets announce no end of support, and a release in its field says no more than one in the name.
  if (isOwnOfTablet && policyBoolean(decisionDate, 'policy.os.tabletSupportAsked') === false) return NOT_STATED;
  if (!product) return system?.version ? UNKNOWN : NOT_STATED;
  const { product: name, edition, version } = system ?? {};
  const meant = versionsMeant(product, { name, edition, version });
  const lifeYears = policyInteger(decisionDate, 'policy.hardware.minLifeYears');
  if (meant.versions.length === 0 || lifeYears === undefined) return UNKNOWN;
  const from = deliveryReferenceOn(input);
  const until = addMonths(from, 12 * lifeYears);
  const refersUnverified = policyBoolean(decisionDate, 'policy.os.unverifiedEndRefers') === true;
  const standingOf = ({ supportEndsOn: end, isEndUnverified = false }: DatedVersion): ReadStanding => {
    if (end === null) return 'supported';
    if (end <= from) return isEndUnverified && refersUnverified ? 'said-to-have-ended' : 'ended-by-delivery';
    return end < until ? 'ends-within-life' : 'supported';
  };
  if (meant.isRelease) return ofRelease(meant, standingOf);
  const newest = decisionDate.productWords && newestOnSale(meant, input.decidedOn);
  const isOver = newest?.length && newest.every((version) => hasEnded(standingOf(version)));
  return isOver ? ofRelease({ ...meant, versions: newest }, standingOf) : ofLine(meant, standingOf, input.decidedOn);
}

type StandingOf = (version: DatedVersion) => ReadStanding;

function hasEnded(standing: ReadStanding): boolean {
  return standing === 'ended-by-delivery' || standing === 'said-to-have-ended';
}

/** Where the words fit several releases, the answer counts only if it is the same for all. */
function ofRelease({ versions }: MeantVersions, standingOf: StandingOf): SystemSupport {
  const [support, ...others] = new Set(versions.map(standingOf));
  if (support === undefined || support === 'said-to-have-ended' || others.length > 0) return UNKNOWN;
  const ends = versions.map(({ supportEndsOn }) => supportEndsOn).toSorted(byDay);
  return { support, endsOn: ends.at(support === 'ended-by-delivery' ? -1 : 0) ?? null, supportedReleases: [] };
}

/**
 * A line without its release passes only if every release of it would: one that the register does not know yet is newer,
 * and supported for longer.
 */
function ofLine({ versions }: MeantVersions, standingOf: StandingOf, on: CivilDate): SystemSupport {
  const onSale = versions.filter(({ releasedOn }) => releasedOn === null || releasedOn <= on);
  const living = onSale.filter((version) => !hasEnded(standingOf(version)));
  if (living.length < onSale.length || onSale.length === 0) {
    const releases = living.toSorted((a, b) => byDay(b.supportEndsOn, a.supportEndsOn)).map(toText);
    return { support: 'release-not-stated', endsOn: null, supportedReleases: [...new Set(releases)] };
  }
  const endsOn = living.map(({ supportEndsOn }) => supportEndsOn).toSorted(byDay)[0] ?? null;
  const isShort = living.some((version) => standingOf(version) === 'ends-within-life');
  return { support: isShort ? 'ends-within-life' : 'supported', endsOn, supportedReleases: [] };
}

/** What somebody gets who buys a version without saying which release: several where families of editions differ. */
function newestOnSale({ versions }: MeantVersions, on: CivilDate): readonly DatedVersion[] {
  const days = versions.flatMap(({ releasedOn }) => (releasedOn !== null && releasedOn <= on ? [releasedOn] : []));
  const newest = days.toSorted().at(-1);
  return versions.filter(({ releasedOn }) => releasedOn === newest);
}

function toText({ version, supportEndsOn }: DatedVersion): string {
  return supportEndsOn === null ? version : `${version} (${supportEndsOn})`;
}

/** No day at all is later than every day. */
function byDay(a: CivilDate | null, b: CivilDate | null): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}
