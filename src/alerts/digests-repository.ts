import { insertRows, type Row, type Tx } from '../db/index.ts';
import type { CivilDate, Grant } from '../kernel/index.ts';
import { reachOnly } from '../log/index.ts';
import type { Alert, Severity } from './alert.ts';

/** What an agency was told on a day. */
export interface Digest {
  readonly on: CivilDate;
  readonly agencyCode: string;
  readonly agencyName: string | null;
  readonly madeAt: string;
  readonly counts: Readonly<Record<Severity, number>>;
  /** The most pressing ones. */
  readonly alerts: readonly Alert[];
}

interface DigestRow {
  readonly on_day: CivilDate;
  readonly agency_code: string;
  readonly agency_name: string | null;
  readonly made_at: string;
  readonly urgent: number;
  readonly soon: number;
  readonly notice: number;
  readonly alerts: string;
}

export async function insertDigests(tx: Tx, rows: readonly Row[]): Promise<void> {
  await insertRows(tx, 'alert_digests', rows);
}

/** Those of one day, and those of days that are long gone. */
export async function deleteDigests(tx: Tx, { on, before }: { readonly on: CivilDate; readonly before: CivilDate }) {
  await tx('alert_digests').where('on_day', on).orWhere('on_day', '<', before).delete();
}

export interface DigestsPage {
  readonly grant: Grant;
  readonly agencyCode: string | undefined;
  readonly on: CivilDate | undefined;
  /** The day and the agency after which the page starts. */
  readonly after: readonly string[] | undefined;
  readonly limit: number;
}

type Rows = ReturnType<Tx>;

/** One page, the newest day first and in a day by agency. */
export async function listDigests(tx: Tx, page: DigestsPage): Promise<readonly Digest[]> {
  const rows: Rows = tx('alert_digests as d').leftJoin('agencies as a', 'a.code', 'd.agency_code');
  reachOnly(tx, rows, { column: 'd.agency_code', table: 'alert_digests', grant: page.grant });
  if (page.agencyCode !== undefined) void rows.where('d.agency_code', page.agencyCode);
  if (page.on !== undefined) void rows.where('d.on_day', page.on);
  if (page.after) {
    const [day = '', agency = ''] = page.after;
    void rows.where((later: Rows) =>
      later
        .where('d.on_day', '<', day)
        .orWhere((same: Rows) => same.where('d.on_day', day).where('d.agency_code', '>', agency)),
    );
  }
  void rows.select('d.*', 'a.name as agency_name').orderBy('d.on_day', 'desc').orderBy('d.agency_code');
  const digests: DigestRow[] = await rows.limit(page.limit);
  return digests.map((row) => ({
    on: row.on_day,
    agencyCode: row.agency_code,
    agencyName: row.agency_name,
    madeAt: row.made_at,
    counts: { urgent: Number(row.urgent), soon: Number(row.soon), notice: Number(row.notice) },
    alerts: JSON.parse(row.alerts) as readonly Alert[],
  }));
}
