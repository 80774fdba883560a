import { type Cell, marksFor, type Tx } from '../../../db/index.ts';
import { reachOnly } from '../../../log/index.ts';
import type { LinesScope } from '../../report-scope.ts';

/** Which economic classes are for computers and which for software, and what a machine and its software may cost. */
export interface SoftwareMoneyMeasure {
  readonly hardwareClasses: readonly string[];
  readonly softwareClasses: readonly string[];
  /** Null where a price standard is missing: then nobody can tell what is too little. */
  readonly machineFen: number | null;
  readonly softwareFen: number | null;
}

export interface SoftwareMoneyRow {
  readonly agency_code: string;
  readonly agency_name: string;
  readonly region: string;
  readonly computer_orders: number;
  readonly hardware_appropriation: number;
  readonly hardware_available: number;
  readonly software_appropriation: number;
  readonly software_available: number;
}

export interface SoftwareMoneyPage {
  readonly measure: SoftwareMoneyMeasure;
  readonly after: string;
  readonly limit: number;
  /** The agencies whose orders have leaves that their sums do not know of yet; undefined: it may be any. */
  readonly unsummed: readonly string[] | undefined;
}

/** Agencies with money or orders for computers and too little for software, one page by code, in one statement. */
export async function listAgenciesWithoutSoftwareMoney(
  tx: Tx,
  scope: LinesScope,
  page: SoftwareMoneyPage,
): Promise<readonly SoftwareMoneyRow[]> {
  const { measure, after, limit } = page;
  const money = { sql: sumsSql(measure), bindings: sumsBindings(measure, scope, after) };
  const rows = tx('agencies as a')
    .leftJoin(tx.raw(`(${money.sql}) as money`, money.bindings), 'money.agency_code', 'a.code')
    .leftJoin(tx.raw('(?) as bought', [computerOrders(tx, scope, page)]), 'bought.agency_code', 'a.code')
    .select(tx.raw(COLUMNS))
    .where('a.code', '>', after)
    .whereRaw('(coalesce(money.hardware_appropriation, 0) > 0 or bought.computer_orders is not null)')
    .whereRaw(IS_TOO_LITTLE, [measure.machineFen ?? 1, measure.softwareFen ?? 0]);
  reachOnly(tx, rows, { column: 'a.code', table: 'agencies as a', grant: scope.grant });
  if (scope.region !== undefined)
    reachOnly(tx, rows, { column: 'a.code', table: 'agencies as a', grant: { region: scope.region } });
  if (scope.agencyCode !== undefined) void rows.where('a.code', scope.agencyCode);
  const found: SoftwareMoneyRow[] = await rows.orderBy('a.code').limit(limit);
  return found;
}

const COLUMNS = `a.code as agency_code, a.name as agency_name, a.region as region,
  coalesce(bought.computer_orders, 0) as computer_orders,
  coalesce(money.hardware_appropriation, 0) as hardware_appropriation,
  coalesce(money.hardware_available, 0) as hardware_available,
  coalesce(money.software_appropriation, 0) as software_appropriation,
  coalesce(money.software_available, 0) as software_available`;

/** None; none left while there is some for machines; or less than the software of the machines that can still be bought. */
const IS_TOO_LITTLE = `(coalesce(money.software_appropriation, 0) <= 0
  or (money.software_available <= 0 and money.hardware_available > 0)
  or (money.hardware_available > 0 and money.software_available * ? < money.hardware_available * ?))`;

/** Orders that stand and have a computer on them, out of their sums where these know of all. */
function computerOrders(tx: Tx, { fiscalYear }: LinesScope, { after, unsummed }: SoftwareMoneyPage) {
  const counted = tx('orders as o')
    .join('order_prices as p', (on) => {
      on.on('p.order_id', 'o.id').andOn('p.revision', 'o.standing_revision');
    })
    .select('o.agency_code', tx.raw('count(distinct o.id) as computer_orders'))
    .where('o.fiscal_year', fiscalYear)
    .where('o.agency_code', '>', after)
    .groupBy('o.agency_code');
  if (!unsummed) return counted;
  void counted.whereIn('o.agency_code', [...unsummed]);
  const summed = tx('order_sums')
    .select('agency_code', { computer_orders: 'orders' })
    .where({ fiscal_year: fiscalYear, kind: 'computers' })
    .where('agency_code', '>', after)
    .whereNotIn('agency_code', [...unsummed]);
  return unsummed.length === 0 ? summed : summed.unionAll([counted]);
}

const AVAILABLE = '(appropriation_fen - elsewhere_fen - reserved_fen - encumbered_fen - spent_fen)';

function sumsSql({ hardwareClasses, softwareClasses }: SoftwareMoneyMeasure): string {
  return `select agency_code,
      sum(case when economic_class in (${marksFor(hardwareClasses)}) then appropriation_fen else 0 end) as hardware_appropriation,
      sum(case when economic_class in (${marksFor(hardwareClasses)}) then ${AVAILABLE} else 0 end) as hardware_available,
      sum(case when economic_class in (${marksFor(softwareClasses)}) then appropriation_fen else 0 end) as software_appropriation,
      sum(case when economic_class in (${marksFor(softwareClasses)}) then ${AVAILABLE} else 0 end) as software_available
    from budget_lines where fiscal_year = ? and is_closed = 0 and agency_code > ? group by agency_code`;
}

function sumsBindings(
  { hardwareClasses, softwareClasses }: SoftwareMoneyMeasure,
  { fiscalYear }: LinesScope,
  after: string,
): Cell[] {
  return [
    ...[...hardwareClasses, ...hardwareClasses],
    ...[...softwareClasses, ...softwareClasses],
    ...[fiscalYear, after],
  ];
}
