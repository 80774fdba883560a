import type { Tx } from '../../../db/index.ts';
import { allPages } from '../../../documents/index.ts';
import type { CivilDate } from '../../../kernel/index.ts';
import type { KeptAnswers } from '../../kept/kept-answers.ts';
import { recallAnswer } from '../../kept/recall-answer.ts';
import type { AgencyScope } from '../../list-agency-codes.ts';
import { type Computer, type LedgerDay, listComputers } from './list-computers.ts';
import { listAgencies } from './software-ledger-repository.ts';
import { originOf, type Pairing } from './software-match.ts';

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

/** The figures of every agency in scope, counted computer by computer as the detailed ledger lists them. */
export async function listSoftwareSummary(tx: Tx, scope: AgencyScope, day: LedgerDay): Promise<SoftwareSummary> {
  const found = await listAgencies(tx, scope);
  const figures = new Map(found.map(({ code, staff }) => [code, { ...NOTHING, headcount: staff }]));
  for await (const computers of allPages(await listComputers(tx, scope, day))) {
    for (const computer of computers) count(figures.get(computer.agencyCode), computer);
  }
  const agencies = found.map(({ code, name }) => {
    return { agencyCode: code, agencyName: name, figures: figures.get(code) ?? NOTHING };
  });
  return { agencies, total: totalOf(agencies.map((agency) => agency.figures)) };
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
    rowsOf: ({ agencies }) => agencies.length,
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

function count(figures: RunningFigures | undefined, { category, software }: Computer): void {
  if (!figures) return;
  figures.computers += 1;
  figures[COMPUTERS[category]] += 1;
  for (const pairing of software) {
    if (!pairing.copy) continue;
    figures.installed += 1;
    figures[originOf(pairing)] += 1;
    figures[SOFTWARE[pairing.category]] += 1;
  }
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
