import { readAhead, type Tx } from '../../../db/index.ts';
import { allPages } from '../../../documents/index.ts';
import { type CivilDate, groupBy, portionsOf } from '../../../kernel/index.ts';
import type { KeptAnswers } from '../../kept/kept-answers.ts';
import { recallAnswer } from '../../kept/recall-answer.ts';
import type { AgencyScope } from '../../list-agency-codes.ts';
import { copiesInText, rightsInText } from './devices-in-text.ts';
import {
  type CommonRights,
  type Computer,
  type LedgerDay,
  listCommonRightsByAgency,
  listComputers,
  listSoftwareBy,
} from './list-computers.ts';
import {
  type AgenciesOnDay,
  listBoundRightsOfAgencies,
  listComputersOfAgencies,
  listCopiesOfAgencies,
  listSeatsOfAgencies,
} from './software-groups-repository.ts';
import { listAgencies } from './software-ledger-repository.ts';
import { originOf, type Pairing } from './software-match.ts';
import { type CopiesOfOrigin, originsOfCopies, type UnclearDevice } from './software-origins.ts';

/** How many computers there are, and what is installed on them. */
export interface SoftwareFigures {
  readonly headcount: number | null;
  readonly computers: number;
  readonly desktops: number;
  readonly laptops: number;
  readonly servers: number;
  readonly others: number;
  readonly commercial: number;
  readonly preinstalled: number;
  readonly free: number;
  readonly unlicensed: number;
  readonly operatingSystems: number;
  readonly office: number;
  readonly antivirus: number;
  readonly otherSoftware: number;
  readonly installed: number;
}

type Count = Exclude<keyof SoftwareFigures, 'headcount'>;

export interface AgencySummary {
  readonly agencyCode: string;
  readonly agencyName: string;
  readonly figures: SoftwareFigures;
}

export interface SoftwareSummary {
  readonly agencies: readonly AgencySummary[];
  readonly total: SoftwareFigures;
}

/** The figures of every agency in scope, as the detailed ledger lists them computer by computer. */
export async function listSoftwareSummary(tx: Tx, scope: AgencyScope, day: LedgerDay): Promise<SoftwareSummary> {
  const found = await listAgencies(tx, scope);
  const figures: AgencyFigures = new Map(found.map(({ code, staff }) => [code, { ...NOTHING, headcount: staff }]));
  if (day.logIndex === null) await addEqualCopies(tx, figures, day.on);
  else await addComputers(tx, figures, { scope, day });
  const agencies = found.map(({ code, name }) => {
    return { agencyCode: code, agencyName: name, figures: figures.get(code) ?? NOTHING };
  });
  return { agencies, total: totalOf(agencies.map((agency) => agency.figures)) };
}

type AgencyFigures = ReadonlyMap<string, RunningFigures>;

/** What a computer was on a day that is over only its leaves tell, so each is looked at. */
async function addComputers(
  tx: Tx,
  figures: AgencyFigures,
  { scope, day }: { readonly scope: AgencyScope; readonly day: LedgerDay },
): Promise<void> {
  for await (const computers of allPages(await listComputers(tx, scope, day))) {
    for (const { agencyCode, category, software } of computers) {
      const ofAgency = figures.get(agencyCode);
      if (!ofAgency) continue;
      countComputers(ofAgency, category, 1);
      countPairings(ofAgency, software);
    }
  }
}

const AGENCIES_AT_ONCE = 500;

/**
 * What stands now, in four statements for 500 agencies: computer by computer, 100,000 with two copies each took 3 s of
 * processor in place of half a second.
 */
async function addEqualCopies(tx: Tx, figures: AgencyFigures, on: CivilDate): Promise<void> {
  const commonOf = await listCommonRightsByAgency(tx, on);
  const portions = portionsOf([...figures.keys()], AGENCIES_AT_ONCE).map((codes): AgenciesOnDay => ({ codes, on }));
  const ask = (some: AgenciesOnDay) =>
    [
      // The longest first: meanwhile this process looks at the answers before.
      listCopiesOfAgencies(tx, some),
      listBoundRightsOfAgencies(tx, some),
      listSeatsOfAgencies(tx, some),
      listComputersOfAgencies(tx, some),
    ] as const;
  for await (const [copies, bound, given, ofCategories] of readAhead(portions, ask)) {
    for (const { agencyCode, category, computers } of ofCategories) {
      const ofAgency = figures.get(agencyCode);
      if (ofAgency) countComputers(ofAgency, category, computers);
    }
    const rightsOf = groupBy([...bound, ...given], ({ agency_code }) => agency_code);
    const allUnclear: UnclearDevice[] = [];
    // A map of one agency's devices is small, and gone before the next: one for all took half as much processor again.
    for (const ofOne of copies) {
      const seats = (rightsOf.get(ofOne.agency_code) ?? []).flatMap(rightsInText);
      const { origins, unclear } = originsOfCopies(copiesInText(ofOne), { seats, commonOf, on });
      for (const { agencyCode, ...equal } of origins) {
        const ofAgency = figures.get(agencyCode);
        if (ofAgency) countCopies(ofAgency, equal);
      }
      for (const device of unclear) allUnclear.push(device);
    }
    await addUnclear(tx, figures, { unclear: allUnclear, on, commonOf });
  }
}

interface UnclearSoftware {
  readonly unclear: readonly UnclearDevice[];
  readonly commonOf: CommonRights;
  readonly on: CivilDate;
}

const DEVICES_AT_ONCE = 1_000;

/** Devices on which there is something to choose, each by itself. */
async function addUnclear(tx: Tx, figures: AgencyFigures, { unclear, on, commonOf }: UnclearSoftware): Promise<void> {
  for (const some of portionsOf(unclear, DEVICES_AT_ONCE)) {
    const software = await listSoftwareBy(tx, some, { on, commonOf });
    for (const { id, agencyCode, categories } of some) {
      const ofAgency = figures.get(agencyCode);
      const meant = (software.get(id) ?? []).filter(({ category }) => categories.has(category));
      if (ofAgency) countPairings(ofAgency, meant);
    }
  }
}

/** The same, out of memory where nothing has happened that changes it; the past is counted each time. */
export async function recallSoftwareSummary(
  tx: Tx,
  { scope, day }: { readonly scope: AgencyScope; readonly day: LedgerDay },
  kept: KeptAnswers,
): Promise<SoftwareSummary> {
  return recallAnswer(tx, day.logIndex === null ? kept : undefined, {
    key: ['software-summary', scope, day.on],
    compute: () => listSoftwareSummary(tx, scope, day),
  });
}

/** The figures of one agency today: a summary that comes back is held against those that it would be drawn with. */
export async function countSoftwareInUse(tx: Tx, agencyCode: string, on: CivilDate): Promise<SoftwareFigures> {
  const scope = { grant: { agencies: [agencyCode] }, region: undefined, agencyCode, isSubtree: false };
  const { agencies } = await listSoftwareSummary(tx, scope, { on, logIndex: null });
  return agencies[0]?.figures ?? NOTHING;
}

type RunningFigures = { -readonly [Name in keyof SoftwareFigures]: SoftwareFigures[Name] };

const NOTHING: SoftwareFigures = {
  headcount: null,
  ...{ computers: 0, desktops: 0, laptops: 0, servers: 0, others: 0 },
  ...{ commercial: 0, preinstalled: 0, free: 0, unlicensed: 0 },
  ...{ operatingSystems: 0, office: 0, antivirus: 0, otherSoftware: 0, installed: 0 },
};

function countComputers(figures: RunningFigures, category: Computer['category'], computers: number): void {
  figures.computers += computers;
  figures[COMPUTERS[category]] += computers;
}

function countPairings(figures: RunningFigures, software: readonly Pairing[]): void {
  for (const pairing of software) {
    if (pairing.copy) countCopies(figures, { category: pairing.category, origin: originOf(pairing), copies: 1 });
  }
}

function countCopies(figures: RunningFigures, { category, origin, copies }: Omit<CopiesOfOrigin, 'agencyCode'>): void {
  figures.installed += copies;
  figures[origin] += copies;
  figures[SOFTWARE[category]] += copies;
}

const COMPUTERS: Readonly<Record<Computer['category'], Count>> = {
  ...({ desktop: 'desktops', 'all-in-one': 'desktops', laptop: 'laptops', server: 'servers' } as const),
  ...({ workstation: 'others', 'thin-client': 'others', tablet: 'others' } as const),
};

const SOFTWARE: Readonly<Record<Pairing['category'], Count>> = {
  ...({ 'operating-system': 'operatingSystems', office: 'office', other: 'otherSoftware' } as const),
  ...({ 'antivirus-client': 'antivirus', 'antivirus-server': 'antivirus' } as const),
};

/** People are summed over the agencies that are known to have any. */
function totalOf(all: readonly SoftwareFigures[]): SoftwareFigures {
  const total: RunningFigures = { ...NOTHING };
  for (const figures of all) {
    if (figures.headcount !== null) total.headcount = (total.headcount ?? 0) + figures.headcount;
    for (const name of COUNTS) total[name] += figures[name];
  }
  return total;
}

const COUNTS: readonly Count[] = [
  ...(['computers', 'desktops', 'laptops', 'servers', 'others'] as const),
  ...(['commercial', 'preinstalled', 'free', 'unlicensed'] as const),
  ...(['operatingSystems', 'office', 'antivirus', 'otherSoftware', 'installed'] as const),
];
