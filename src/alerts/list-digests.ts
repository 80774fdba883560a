import type { Tx } from '../db/index.ts';
import type { CivilDate } from '../kernel/index.ts';
import type { Alert, Severity } from './alert.ts';
import { type DigestsPage, selectDigests } from './digests-repository.ts';

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

export async function listDigests(tx: Tx, page: DigestsPage): Promise<readonly Digest[]> {
  const rows = await selectDigests(tx, page);
  return rows.map((row) => ({
    on: row.on_day,
    agencyCode: row.agency_code,
    agencyName: row.agency_name,
    madeAt: row.made_at,
    counts: { urgent: Number(row.urgent), soon: Number(row.soon), notice: Number(row.notice) },
    alerts: JSON.parse(row.alerts) as readonly Alert[],
  }));
}
