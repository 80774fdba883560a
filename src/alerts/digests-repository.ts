import { insertRows, type PageInOrder, type PlaceInOrder, type Row, type Tx } from '../db/index.ts';
import type { CivilDate, Grant } from '../kernel/index.ts';
import { listReached, selectIn } from '../log/index.ts';
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

interface DigestColumns {
  readonly on_day: CivilDate;
  readonly agency_code: string;
  readonly made_at: string;
  readonly urgent: number;
  readonly soon: number;
  readonly notice: number;
  readonly alerts: string;
}

export async function insertDigests(tx: Tx, rows: readonly Row[]): Promise<void> {
  await insertRows(tx, 'alert_digests', rows);
}

interface DigestsOfDay {
  readonly on: CivilDate;
  readonly agencies: readonly string[];
}

export async function deleteDigests(tx: Tx, { on, agencies }: DigestsOfDay): Promise<void> {
  await tx('alert_digests')
    .where('on_day', on)
    .whereIn('agency_code', [...agencies])
    .delete();
}

/** Those of days that are long gone. */
export async function deleteOldDigests(tx: Tx, before: CivilDate): Promise<void> {
  await tx('alert_digests').where('on_day', '<', before).delete();
}

export interface DigestsPage {
  readonly grant: Grant;
  readonly agencyCode: string | undefined;
  readonly on: CivilDate | undefined;
  /** The day and the agency after which the page starts. */
  readonly after: PlaceInOrder | undefined;
  readonly limit: number;
}

/** One page, the newest day first and in a day by agency. */
export async function listDigests(tx: Tx, page: DigestsPage): Promise<PageInOrder<Digest>> {
  const { rows, next } = await listReached<DigestColumns>(tx, {
    table: 'alert_digests',
    indexes: {
      alert_digests_by_agency: ['agency_code'],
      primary: ['on_day'],
      alert_digests_listed_by_day: [],
    },
    order: [
      { column: 'on_day', direction: 'desc' },
      { column: 'agency_code', direction: 'asc' },
    ],
    equals: {
      ...(page.agencyCode !== undefined && { agency_code: [page.agencyCode] }),
      ...(page.on !== undefined && { on_day: [page.on] }),
    },
    hasLongKey: true,
    reach: { column: 'agency_code', grant: page.grant },
    ...{ after: page.after, limit: page.limit },
  });
  const agencies = await selectIn(
    tx,
    'agencies',
    'code',
    rows.map((row) => row.agency_code),
  );
  const names = new Map(agencies.map(({ code, name }) => [code, String(name)]));
  return { rows: rows.map((row) => toDigest(row, names.get(row.agency_code) ?? null)), next };
}

function toDigest(row: DigestColumns, agencyName: string | null): Digest {
  return {
    on: row.on_day,
    agencyCode: row.agency_code,
    agencyName,
    madeAt: row.made_at,
    counts: { urgent: Number(row.urgent), soon: Number(row.soon), notice: Number(row.notice) },
    alerts: JSON.parse(row.alerts) as readonly Alert[],
  };
}
