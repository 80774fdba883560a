import { type Column, percentOf } from '../../../documents/index.ts';
import { type Text, text } from '../../../kernel/index.ts';
import { matchedOf, type PositionFigures, softwareWords } from '../../../register/index.ts';
import { SUM } from '../../budget/execution-table.ts';
import type { PositionGrouping, PositionRow } from './licence-positions.ts';

/** Copies that are covered, of all copies. */
export function complianceRate({ figures }: Pick<PositionRow, 'figures'>): string | null {
  return percentOf(matchedOf(figures), figures.installations);
}

/** Seats for computers, of those that they need. */
export function coverageRate({ coverage }: Pick<PositionRow, 'coverage'>): string | null {
  return coverage && percentOf(coverage.covered, coverage.needed);
}

export function positionColumns(grouping: PositionGrouping, isToday: boolean): readonly Column<PositionRow>[] {
  return [
    ...(grouping === 'agency' ? AGENCY_COLUMNS : []),
    {
      title: text('软件类别', 'Software'),
      kind: 'text',
      of: ({ category }, language) => (category === null ? SUM[language] : softwareWords(category)[language]),
    },
    ...(grouping === 'product' ? [PRODUCT_COLUMN] : []),
    count(text('安装数', 'Installed'), ({ installations }) => installations),
    count(text('随机预装授权', 'OEM'), ({ oem }) => oem),
    count(text('商业授权', 'Licensed'), ({ own }) => own),
    count(text('上级授予', 'Granted'), ({ fromAbove }) => fromAbove),
    count(text('免费软件', 'Free'), ({ free }) => free),
    count(text('缺口', 'Shortfall'), ({ shortfall }) => shortfall),
    { title: text('正版率 %', 'Compliance %'), kind: 'rate', of: complianceRate },
    count(text('其中无凭证', 'Unproven'), ({ unproven }) => unproven),
    count(text('久未核实', 'Unverified'), ({ unverified }) => unverified),
    count(text('有效授权数', 'Seats'), seatsShown),
    count(text('富余', 'Surplus'), ({ surplus }) => surplus),
    count(text('可调剂', 'Free pool'), ({ freePool }) => (isToday ? freePool : null)),
    count(text('仅申报', 'Declared only'), ({ declaredSeats }) => declaredSeats),
    ...(grouping === 'product' ? [] : COVERAGE_COLUMNS),
  ];
}

/** Null where some seats have no limit. */
export function seatsShown({ seats, isUnlimited }: PositionFigures): number | null {
  return isUnlimited ? null : seats;
}

function count(title: Text, of: (figures: PositionFigures) => number | null): Column<PositionRow> {
  return { title, kind: 'count', of: ({ figures }) => of(figures) };
}

const AGENCY_COLUMNS: readonly Column<PositionRow>[] = [
  { title: text('单位', 'Agency'), kind: 'text', of: ({ agencyName }) => agencyName },
  { title: text('统一社会信用代码', 'Credit code'), kind: 'code', of: ({ agencyCode }) => agencyCode },
];

const PRODUCT_COLUMN: Column<PositionRow> = {
  title: text('软件产品', 'Product'),
  kind: 'text',
  of: ({ product }) => product,
};

const COVERAGE_COLUMNS: readonly Column<PositionRow>[] = [
  count(text('需配计算机', 'Computers'), ({ computers }) => computers),
  { title: text('授权覆盖率 %', 'Coverage %'), kind: 'rate', of: coverageRate },
];

export const POSITION_NOTES: readonly Text[] = [
  text(
    '先用随机预装授权（仅限本机），再用本单位授权（依次为同版本、套件、降级、升级），后用上级授予；以覆盖安装数最多为准。正版率＝（安装数－缺口）÷安装数；授权覆盖率＝有效授权数÷需配计算机台数，每类不超过 100 %；合计中每台计算机只计一次，覆盖率为各类合计之比；分母为零时以“—”表示。',
    'Rights of devices are used first (there only), then the agency’s own licences (the same version, suites, downgrades, upgrades), then what was granted from above, so that as many copies as possible are covered. Compliance = (installed − shortfall) ÷ installed. Coverage = seats ÷ computers that need one, at most 100 % of each category. The total counts each computer once; its coverage is that of all categories together. “—” where there is nothing to divide by.',
  ),
  text(
    '仅申报、未经核实的授权不计入有效授权；无凭证指所用授权未附凭证编号或文件；久未核实指最近一次发现已超过政策参数规定天数。场地授权不限数量时，有效授权数留空。',
    'Licences that were only declared count for nothing. Unproven: covered by a licence without a proof on file. Unverified: last seen longer ago than the policy parameter allows. Seats are left empty where a site licence has no limit.',
  ),
];
