import type { Tx } from '../../db/index.ts';
import { readKindRow } from '../../reference/index.ts';
import { PLATFORM, type ProcurementPlatform } from './platform.ts';
import { PLATFORM_REPORT, type PlatformReport } from './platform-report.ts';

export async function findPlatform(tx: Tx, id: string): Promise<ProcurementPlatform | undefined> {
  const row = await tx('platforms').where({ id }).first();
  return row && readKindRow(PLATFORM, row).state;
}

/** Of exactly this region; those that have ended are not among them. */
export async function listPlatformsOfRegion(tx: Tx, region: string): Promise<readonly ProcurementPlatform[]> {
  const rows = await tx('platforms').where({ region, is_active: 1 }).orderBy('id');
  return rows.map((row) => readKindRow(PLATFORM, row).state);
}

export async function findReport(
  tx: Tx,
  { platformId, eventId }: Pick<PlatformReport, 'platformId' | 'eventId'>,
): Promise<PlatformReport | undefined> {
  const row = await tx('platform_reports').where({ platform_id: platformId, event_id: eventId }).first();
  return row && readKindRow(PLATFORM_REPORT, row).state;
}

const REPORTS_MAX = 1_000;

/** What a platform has reported of an order, in the order in which it came. */
export async function listReportsOfOrder(
  tx: Tx,
  { platformId, orderId }: Pick<PlatformReport, 'platformId' | 'orderId'>,
): Promise<readonly PlatformReport[]> {
  const rows = await tx('platform_reports')
    .where({ platform_id: platformId, order_id: orderId })
    .orderBy('log_index')
    .limit(REPORTS_MAX);
  return rows.map((row) => readKindRow(PLATFORM_REPORT, row).state);
}

export interface ReportedOrder {
  readonly id: string;
  readonly agencyCode: string;
  readonly logIndex: number;
}

export async function findReportedOrder(tx: Tx, id: string): Promise<ReportedOrder | undefined> {
  const row = await tx('orders').select('id', 'agency_code', 'log_index').where({ id }).first();
  return row && { id: String(row.id), agencyCode: String(row.agency_code), logIndex: Number(row.log_index) };
}
