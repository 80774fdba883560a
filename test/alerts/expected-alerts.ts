import type { Row } from '../../src/db/index.ts';
import { addDays } from '../../src/kernel/index.ts';
import { type AlertRows, ON } from './alert-rows.ts';

/** An alert as a caller gets it, but for its words. */
export interface ExpectedAlert {
  readonly id: string;
  readonly kind: string;
  readonly severity: string;
  readonly agencyCode: string;
  readonly dueOn: string | null;
  readonly category: string | null;
  readonly product: string | null;
  readonly count: number | null;
}

type Key = readonly [string, string, string];

export function keyOf({ severity, dueOn, id }: ExpectedAlert): Key {
  return [String(['urgent', 'soon', 'notice'].indexOf(severity)), dueOn ?? '9999-12-31', id];
}

export function isAfter(key: Key, place: Key): boolean {
  const [one, other] = [key.join('\n'), place.join('\n')];
  if (key[0] !== place[0]) return key[0] > place[0];
  if (key[1] !== place[1]) return key[1] > place[1];
  return key[2] > place[2] && one !== other;
}

/** Every alert that the rows give rise to, read one row after another, in the order of the list. */
export function expectedAlerts(rows: AlertRows): readonly ExpectedAlert[] {
  return [
    ...rows.entitlements.flatMap(endingOf),
    ...rows.undertakings.flatMap(undertakingOf),
    ...rows.audit_findings.flatMap((row) => dueOf('audit-finding-due', row, row.agency_code)),
    ...rows.matters.flatMap((row) => dueOf('matter-due', row, row.owner_agency)),
    ...rows.agencies.flatMap(({ code }) => ofAgency(String(code), rows)),
  ].sort((one, other) => (isAfter(keyOf(one), keyOf(other)) ? 1 : -1));
}

function severityOn(day: string): string {
  if (day <= addDays(ON, 7)) return 'urgent';
  return day <= addDays(ON, 30) ? 'soon' : 'notice';
}

const NOTHING = { category: null, product: null, count: null };

function endingOf(row: Row): readonly ExpectedAlert[] {
  const day = row.valid_until === null ? '' : String(row.valid_until);
  if (day < ON || day > addDays(ON, 90) || Number(row.seats) === 0) return [];
  const about = { category: String(row.category), product: String(row.product), count: Number(row.seats) };
  const id = `entitlement-ends/${row.id}`;
  return [
    {
      id,
      kind: 'entitlement-ends',
      severity: severityOn(day),
      agencyCode: String(row.agency_code),
      dueOn: day,
      ...about,
    },
  ];
}

function dueOf(kind: string, row: Row, agency: unknown): readonly ExpectedAlert[] {
  const day = row.due_on === null ? null : String(row.due_on);
  if (row.state !== 'open' || day === null || day > addDays(ON, 90)) return [];
  const id = `${kind}/${row.id}`;
  return [{ id, kind, severity: severityOn(day), agencyCode: String(agency), dueOn: day, ...NOTHING }];
}

function undertakingOf(row: Row): readonly ExpectedAlert[] {
  const about = { category: String(row.category), count: Number(row.seats) - Number(row.delivered_seats) };
  return dueOf('undertaking-due', row, row.agency_code).map((alert) => ({ ...alert, ...about }));
}

/** What has to be counted over all that an agency has. */
function ofAgency(code: string, rows: AlertRows): readonly ExpectedAlert[] {
  const [copies, licences, devices, persons] = [
    rows.installations,
    rows.entitlements,
    rows.devices,
    rows.responsible_persons,
  ].map((all) => all.filter((row) => row.agency_code === code)) as [Row[], Row[], Row[], Row[]];
  const valid = licences.filter((row) => row.valid_until === null || String(row.valid_until) >= ON);
  const seats = sumOf(valid, 'seats');
  const free = seats - sumOf(valid, 'held_seats');
  const office = { category: 'office', product: 'WPS Office' };
  const systems = { category: 'operating-system', product: 'Windows' };
  const undated = (kind: string, severity: string, about: object, end = ''): ExpectedAlert => ({
    ...{ id: `${kind}/${code}${end}`, kind, severity, agencyCode: code, dueOn: null, ...NOTHING, ...about },
  });
  const given = new Set(rows.allocations.filter(({ until_on: day }) => String(day) >= ON).map((row) => row.device_id));
  const bare = devices.filter(
    (row) => row.state !== 'retired' && row.category !== 'tablet' && !given.has(row.id),
  ).length;
  const copiesOf = (category: string) => copies.filter((row) => row.category === category);
  const short = copiesOf('office').length - seats;
  const without = copiesOf('operating-system').length;
  const lacking = ['head', 'leader-in-charge', 'responsible', 'liaison'].filter(
    (duty) => !persons.some((row) => row.duty === duty && isInOffice(row)),
  ).length;
  return [
    ...(short > 0 ? [undated('shortfall', 'urgent', { ...office, count: short }, '/office/wps office')] : []),
    ...(without > 0
      ? [undated('shortfall', 'urgent', { ...systems, count: without }, '/operating-system/windows')]
      : []),
    ...(seats > 0 && free * 100 < 10 * seats
      ? [undated('low-pool', 'notice', { ...office, count: free }, '/office/wps office')]
      : []),
    ...(bare > 0 ? [undated('unlicensed-devices', 'soon', { count: bare })] : []),
    ...(lacking > 0 ? [undated('vacancy', 'soon', { count: lacking })] : []),
    ...supportEndsOf(code, copiesOf('operating-system')),
  ];
}

function isInOffice({ from_on: from, until_on: until }: Row): boolean {
  return String(from) <= ON && (until === null || String(until) >= ON);
}

/** As the makers of the systems have announced it; an agency is told the first day of those that its editions have. */
const ENDS: Readonly<Record<string, string>> = {
  '11 21H2/Pro': '2023-10-10',
  '11 21H2/Enterprise': '2024-10-08',
  '11 22H2/Pro': '2024-10-08',
  '11 22H2/Enterprise': '2025-10-14',
};

function supportEndsOf(code: string, systems: readonly Row[]): readonly ExpectedAlert[] {
  return ['11 21H2', '11 22H2'].flatMap((version) => {
    const copies = systems.filter((row) => row.version === version);
    const [dueOn] = copies.flatMap((row) => ENDS[`${version}/${row.edition}`] ?? []).toSorted();
    if (dueOn === undefined) return [];
    const about = { category: 'operating-system', product: 'Windows', count: copies.length };
    const id = `support-ends/${code}/windows/${version}`;
    return [{ id, kind: 'support-ends', severity: severityOn(dueOn), agencyCode: code, dueOn, ...about }];
  });
}

function sumOf(rows: readonly Row[], column: string): number {
  return rows.reduce((sum, row) => sum + Number(row[column]), 0);
}
