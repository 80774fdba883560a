import type { components } from '../../src/http/openapi.generated.ts';
import { AGENCY, type AgencyName } from './demo-agencies.ts';

type Schemas = components['schemas'];

export type EconomicClass = '31002' | '31007' | '30214' | '30213' | '30902';

/** `JZ-2026-31002-01`: the agency's line for a class in a year. */
export function lineCode(agency: AgencyName, year: number, economicClass: EconomicClass): string {
  return `${AGENCY[agency].prefix}-${year}-${economicClass}-01`;
}

/** What each agency may spend on hardware and on software in a year, in yuan. */
const APPROPRIATIONS: Readonly<Record<AgencyName, readonly [hardware: number, software: number]>> = {
  culture: [500_000, 80_000],
  library: [120_000, 30_000],
  finance: [300_000, 60_000],
  audit: [260_000, 60_000],
  bigData: [4_500_000, 800_000],
  secrecy: [200_000, 60_000],
  hospital: [600_000, 120_000],
  school: [400_000, 90_000],
  services: [150_000, 40_000],
  market: [900_000, 160_000],
  countyCulture: [20_000, 6_000],
  town: [150_000, 40_000],
  archive: [60_000, 20_000],
};

interface OtherLine {
  readonly agency: AgencyName;
  readonly economicClass: EconomicClass;
  readonly project: string;
  readonly projectKind: 'ordinary' | 'capital-construction';
  readonly yuan: number;
}

const OTHER_LINES: readonly OtherLine[] = [
  { agency: 'services', economicClass: '30214', project: '设备租赁', projectKind: 'ordinary', yuan: 90_000 },
  {
    agency: 'hospital',
    economicClass: '30902',
    project: '门诊楼建设',
    projectKind: 'capital-construction',
    yuan: 400_000,
  },
  { agency: 'audit', economicClass: '30213', project: '信息系统维护', projectKind: 'ordinary', yuan: 50_000 },
];

/** The lines of one year. Part of the town's money is used outside the gate, where furniture is bought from the same line. */
export function budgetLines(year: number): readonly Schemas['BudgetLineCreation'][] {
  const base = {
    fiscalYear: year,
    documentNumber: `荆财预〔${year}〕15号`,
    governmentProcurement: true,
    elsewhere: '0.00',
  };
  const usual = names(APPROPRIATIONS).flatMap((agency) => {
    const [hardware, software] = APPROPRIATIONS[agency];
    const common = {
      ...base,
      agencyCode: AGENCY[agency].code,
      project: '办公设备更新',
      projectKind: 'ordinary' as const,
    };
    const elsewhere = agency === 'town' ? '12600.00' : '0.00';
    const code = (economicClass: EconomicClass): string => lineCode(agency, year, economicClass);
    return [
      { ...common, code: code('31002'), economicClass: '31002', appropriation: `${hardware}.00`, elsewhere },
      { ...common, code: code('31007'), economicClass: '31007', appropriation: `${software}.00` },
    ];
  });
  const others = OTHER_LINES.map(({ agency, economicClass, project, projectKind, yuan }) => ({
    ...base,
    code: lineCode(agency, year, economicClass),
    agencyCode: AGENCY[agency].code,
    project,
    projectKind,
    economicClass,
    appropriation: `${yuan}.00`,
  }));
  return [...usual, ...others];
}

/** The filing that an agency's orders of a year go under. */
export function filingNumber(agency: AgencyName, year: number): string {
  return `JZCG-${year}-${String(817 + names(AGENCY).indexOf(agency)).padStart(5, '0')}`;
}

export function planFilings(year: number): readonly Schemas['PlanFilingCreation'][] {
  return names(APPROPRIATIONS).map((agency) => ({
    number: filingNumber(agency, year),
    agencyCode: AGENCY[agency].code,
    fiscalYear: year,
    filedOn: `${year}-01-04`,
    amount: `${APPROPRIATIONS[agency][0] + APPROPRIATIONS[agency][1]}.00`,
    items: [],
  }));
}

function names(agencies: Readonly<Record<AgencyName, unknown>>): readonly AgencyName[] {
  return Object.keys(agencies) as AgencyName[];
}
