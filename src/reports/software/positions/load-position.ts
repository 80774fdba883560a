import { readAhead, type Tx } from '../../../db/index.ts';
import { addDays, type CivilDate, portionsOf } from '../../../kernel/index.ts';
import { selectIn } from '../../../log/index.ts';
import { findFirstLeafAfter } from '../../../reference/index.ts';
import { type CoveredCopies, factsOfAllProducts, type LicenceGroup, licencePosition } from '../../../register/index.ts';
import { type NeedsPerCategory, policyFor, type RuleSet } from '../../../rules/index.ts';
import { type SoftwareBook, softwareBook } from '../ledgers/software-book.ts';
import { type EqualCopies, sortCopies } from './equal-copies.ts';
import { listOwnLicences, listSiteLicences } from './licences-repository.ts';
import { concerns, copyGroup, licenceGroup, sharingWith, type Terms } from './position-groups.ts';
import { countComputers, listAgenciesInScope, listCopies } from './position-repository.ts';
import type {
  AgencyRow,
  ComputersRow,
  LicencesRow,
  PositionReading,
  PositionScope,
  SomeAgencies,
} from './position-rows.ts';

export interface LoadedPosition {
  /** In scope, by code. */
  readonly agencies: ReadonlyMap<string, AgencyRow>;
  readonly copies: readonly CountedCopies[];
  readonly licences: readonly CountedLicences[];
  readonly computers: readonly ComputersRow[];
  readonly needs: NeedsPerCategory;
  readonly book: SoftwareBook;
  readonly reading: PositionReading;
  /** A copy that was last seen before this day is not verified any more. */
  readonly seenSince: CivilDate;
}

/** Equal copies, and what covers them. */
export interface CountedCopies {
  readonly row: EqualCopies;
  readonly covered: CoveredCopies;
}

/** Equal licences, and how many of their seats cover something; of rights that hang on devices that is not told apart. */
export interface CountedLicences {
  readonly group: LicenceGroup;
  readonly row: LicencesRow;
  readonly used: number;
}

/** Whose parameters count for what stands beside the agencies, of which rules. */
export interface PositionTerms {
  readonly ruleSet: RuleSet;
  readonly region: string;
}

/** Where no policy says how long ago a copy may have been seen. */
const UNSEEN_DAYS = 180;

export const ANY_LEVEL = '';

/**
 * Reads a position and works it out: a fixed number of statements, whatever the number of copies and licences, and three
 * more for each further 500 agencies.
 * Agencies out of scope that share the seats of a site licence with agencies in scope are worked out with them, so that
 * an agency's own figures are the same whoever asks.
 */
export async function loadPosition(
  tx: Tx,
  scope: PositionScope,
  { ruleSet, region }: PositionTerms,
): Promise<LoadedPosition> {
  const { on } = scope;
  const policy = policyFor(ruleSet, { region, level: ANY_LEVEL, on });
  const inScope = new Map((await listAgenciesInScope(tx, scope)).map((agency) => [agency.code, agency]));
  const day = { ...scope, changedSince: await findFirstLeafAfter(tx, on) };
  const sites = await listSiteLicences(tx, day);
  const reading = { ...day, sharing: sharingWith([...inScope.keys()], sites) };
  const agencies = new Map([...inScope, ...(await listOthers(tx, reading.sharing))]);
  const book = softwareBook(await factsOfAllProducts(tx), policy);
  const terms: Terms = {
    ...{ book, agencies },
    policyOf: (agency) => policyFor(ruleSet, { region: agency.region, level: agency.level, on }),
  };
  const seenSince = addDays(on, -(policy.integer('policy.register.unseenDays') ?? UNSEEN_DAYS));
  const all = { ...day, codes: [...agencies.keys()] };
  const { copies, choices, licences, computers } = await readByPortions(tx, all, seenSince);
  const counted = [...licences, ...sites.filter((site) => concerns(site, agencies))].map((row) => ({
    row,
    group: licenceGroup(row, terms),
  }));
  // A right of a device is at its copies already; only where there is something to choose it stands by itself.
  const pools = counted.filter(({ row }) => Number(row.is_bound) === 0);
  const { covered, used } = licencePosition({
    on,
    copies: copies.map((row) => copyGroup(row, terms)),
    licences: [...pools.map(({ group }) => group), ...choices.map((row) => licenceGroup(row, terms))],
    productOf: book.productOf,
  });
  const usedBy = new Map(pools.map(({ row }, at) => [row, used[at] ?? 0]));
  return {
    ...{ agencies: inScope, book, reading, seenSince, needs: ruleSet.needs },
    copies: copies.flatMap((row, at) => {
      const found = covered[at];
      return found && inScope.has(row.agency_code) ? [{ row, covered: found }] : [];
    }),
    licences: counted
      .filter(({ row }) => inScope.has(row.agency_code))
      .map(({ row, group }) => ({ row, group, used: usedBy.get(row) ?? 0 })),
    computers: computers.filter(({ agency_code: code }) => inScope.has(code)),
  };
}

/** Copies, rights of devices and computers are read for so many agencies at once, so that memory holds them however many there are. */
export const AGENCIES_AT_ONCE = 500;

interface FoundCopies {
  readonly copies: readonly EqualCopies[];
  readonly choices: readonly LicencesRow[];
  /** All but those that a site shares. */
  readonly licences: readonly LicencesRow[];
  readonly computers: readonly ComputersRow[];
}

/** The next portion is read while the copies of the one before are grouped. */
async function readByPortions(tx: Tx, all: SomeAgencies, seenSince: CivilDate): Promise<FoundCopies> {
  const found: FoundCopies[] = [];
  const portions = portionsOf(all.codes, AGENCIES_AT_ONCE).map((codes): SomeAgencies => ({ ...all, codes }));
  const ask = (some: SomeAgencies) =>
    [listCopies(tx, some, seenSince), listOwnLicences(tx, some), countComputers(tx, some)] as const;
  for await (const [copies, { licences, rights }, computers] of readAhead(portions, ask)) {
    const sorting = sortCopies(copies, rights);
    const { category = null } = all;
    const meant = category === null ? copies : copies.filter((copy) => copy.category === category);
    found.push({ copies: sorting.group(meant), choices: sorting.choices, licences, computers });
  }
  return {
    copies: found.flatMap(({ copies }) => copies),
    choices: found.flatMap(({ choices }) => choices),
    licences: found.flatMap(({ licences }) => licences),
    computers: found.flatMap(({ computers }) => computers),
  };
}

async function listOthers(tx: Tx, codes: readonly string[]): Promise<readonly (readonly [string, AgencyRow])[]> {
  const rows = await selectIn(tx, 'agencies', 'code', codes);
  return rows.map(({ code, name, region, level }) => [
    String(code),
    { code: String(code), name: String(name), region: String(region), level: String(level) },
  ]);
}
