import { readAhead, type Tx } from '../../../db/index.ts';
import { addDays, type CivilDate, groupBy, portionsOf, yieldWhenBusy } from '../../../kernel/index.ts';
import { selectIn } from '../../../log/index.ts';
import { findFirstLeafAfter } from '../../../reference/index.ts';
import { type CoveredCopies, factsOfAllProducts, type LicenceGroup, licencePosition } from '../../../register/index.ts';
import { type NeedsPerCategory, policyFor, type RuleSet } from '../../../rules/index.ts';
import { type SoftwareBook, softwareBook } from '../ledgers/software-book.ts';
import { type EqualCopies, type Looks, sortCopies } from './equal-copies.ts';
import { listOwnLicences, listSiteLicences } from './licences-repository.ts';
import { concerns, copyGroup, licenceGroup, sharingWith, type Terms } from './position-groups.ts';
import { countComputers, listAgenciesInScope, listCopies } from './position-repository.ts';
import type {
  AgencyRow,
  BoundRights,
  ComputersRow,
  CopiesRow,
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
  /** By agency, where all categories are asked for. */
  readonly looks: ReadonlyMap<string, Looks>;
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
  /** Called when the last rows of a position have been asked for: what is asked now is read while it is worked out. */
  readonly onAsked?: () => void;
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
  { ruleSet, region, onAsked }: PositionTerms,
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
  const { copies, choices, licences, computers, looks } = await readByPortions(tx, all, { seenSince, onAsked });
  const counted = [...licences, ...sites.filter((site) => concerns(site, agencies))].map((row) => ({
    row,
    group: licenceGroup(row, terms),
  }));
  // A right of a device is at its copies already; only where there is something to choose it stands by itself.
  const pools = counted.filter(({ row }) => Number(row.is_bound) === 0);
  await takeTurn();
  const question = {
    on,
    copies: copies.map((row) => copyGroup(row, terms)),
    licences: [...pools.map(({ group }) => group), ...choices.map((row) => licenceGroup(row, terms))],
    productOf: book.productOf,
  };
  await takeTurn();
  const { covered, used } = licencePosition(question);
  await takeTurn();
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
    looks: new Map(scope.category === undefined ? looks.filter(([code]) => inScope.has(code)) : []),
  };
}

/** Between pieces of work, so that the next statement of those that wait for one another is sent. */
const takeTurn = yieldWhenBusy();

/** Copies, rights of devices and computers are read for so many agencies at once, so that memory holds them however many there are. */
export const AGENCIES_AT_ONCE = 500;

interface FoundCopies {
  readonly copies: readonly EqualCopies[];
  readonly choices: readonly LicencesRow[];
  /** All but those that a site shares. */
  readonly licences: readonly LicencesRow[];
  readonly computers: readonly ComputersRow[];
  readonly looks: readonly (readonly [string, Looks])[];
}

interface ReadingTerms extends Pick<PositionTerms, 'onAsked'> {
  readonly seenSince: CivilDate;
}

/** The next portion is read while the copies of the one before are grouped. */
async function readByPortions(tx: Tx, all: SomeAgencies, { seenSince, onAsked }: ReadingTerms): Promise<FoundCopies> {
  const found: FoundCopies[] = [];
  const portions = portionsOf(all.codes, AGENCIES_AT_ONCE).map((codes): SomeAgencies => ({ ...all, codes }));
  const ask = (some: SomeAgencies) => {
    const asked = [listCopies(tx, some, seenSince), listOwnLicences(tx, some), countComputers(tx, some)] as const;
    if (some === portions.at(-1)) onAsked?.();
    return asked;
  };
  for await (const [copies, { licences, rights }, computers] of readAhead(portions, ask)) {
    found.push({ ...(await sortByAgency(copies, rights, all.category)), licences, computers });
  }
  return {
    copies: found.flatMap(({ copies }) => copies),
    choices: found.flatMap(({ choices }) => choices),
    licences: found.flatMap(({ licences }) => licences),
    computers: found.flatMap(({ computers }) => computers),
    looks: found.flatMap(({ looks }) => looks),
  };
}

/**
 * Agency by agency, since what hangs on a device goes with it: devices of one agency are few, and gone before the next. Where
 * there is no copy, no right is chosen.
 */
async function sortByAgency(
  copies: readonly CopiesRow[],
  rights: readonly BoundRights[],
  category: string | undefined,
): Promise<Pick<FoundCopies, 'copies' | 'choices' | 'looks'>> {
  const rightsOf = groupBy(rights, ({ right }) => right.agency_code);
  const copiesOf = [...groupBy(copies, ({ agency_code: code }) => code)].sort(([one], [other]) =>
    one < other ? -1 : 1,
  );
  const found: AgencyCopies[] = [];
  for (const [code, own] of copiesOf) {
    const sorting = sortCopies(own, rightsOf.get(code) ?? []);
    const meant = category === undefined ? own : own.filter((copy) => copy.category === category);
    found.push({ code, copies: sorting.group(meant), choices: sorting.choices, looks: sorting.countLooks() });
    await takeTurn();
  }
  return {
    copies: found.flatMap((one) => one.copies),
    choices: found.flatMap(({ choices }) => choices),
    looks: found.map(({ code, looks }) => [code, looks]),
  };
}

interface AgencyCopies extends Pick<FoundCopies, 'copies' | 'choices'> {
  readonly code: string;
  readonly looks: Looks;
}

async function listOthers(tx: Tx, codes: readonly string[]): Promise<readonly (readonly [string, AgencyRow])[]> {
  const rows = await selectIn(tx, 'agencies', 'code', codes);
  return rows.map(({ code, name, region, level }) => [
    String(code),
    { code: String(code), name: String(name), region: String(region), level: String(level) },
  ]);
}
