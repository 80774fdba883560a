import { listDueFindings } from '../audit/index.ts';
import type { Tx } from '../db/index.ts';
import { addDays, civilDate, groupBy, sumBy } from '../kernel/index.ts';
import { namesOfAgencies } from '../log/index.ts';
import {
  type CountedLicences,
  type KeptAnswers,
  type LoadedPosition,
  type PositionScope,
  recallPosition,
  recallUnlicensedDevices,
} from '../reports/index.ts';
import { policyFor, type RuleSet } from '../rules/index.ts';
import {
  ALERT_KINDS,
  type Alert,
  type AlertKind,
  DAYS_AHEAD,
  SEVERITIES,
  severityBy,
  type UnnamedAlert,
} from './alert.ts';
import {
  auditFindingTitle,
  entitlementEnds,
  lowPoolTitle,
  shortfallTitle,
  supportEnds,
  undertakingTitle,
  unlicensedTitle,
} from './alert-titles.ts';
import { alertsOfPosition } from './alerts-of-position.ts';
import { listDueUndertakings, listEndingEntitlements } from './alerts-repository.ts';
import { matterAlert, vacancyAlert } from './office-alerts.ts';
import { listDueMatters, listVacancies } from './office-alerts-repository.ts';

export interface AlertsWish {
  readonly scope: PositionScope;
  /** Only these kinds; undefined: all. */
  readonly kinds: readonly AlertKind[] | undefined;
  readonly ruleSet: RuleSet;
  readonly region: string;
  /** What was worked out before; undefined: all of it is worked out anew. */
  readonly kept: KeptAnswers | undefined;
}

/**
 * What somebody should look at, the most pressing first: read off the tables in a fixed number of statements, and written
 * nowhere, so an alert goes when its cause does.
 */
export async function listAlerts(tx: Tx, wish: AlertsWish): Promise<readonly Alert[]> {
  const { scope, kinds = ALERT_KINDS, ruleSet, region, kept } = wish;
  // What an agency has and uses is the most that is read; who asks about nothing of it does not wait for it.
  let position: Promise<LoadedPosition> | undefined;
  const loadedPosition = (): Promise<LoadedPosition> => {
    position ??= recallPosition(tx, scope, { ruleSet, region }, kept);
    return position;
  };
  const window = { scope, until: addDays(scope.on, DAYS_AHEAD) };
  const found: Readonly<Record<AlertKind, () => Promise<readonly UnnamedAlert[]>>> = {
    'entitlement-ends': async () => (await listEndingEntitlements(tx, window)).map((row) => endingAlert(row, scope)),
    'support-ends': async () => alertsOfPosition(await loadedPosition(), ruleSet, supportAlerts),
    shortfall: async () => alertsOfPosition(await loadedPosition(), ruleSet, shortfallAlerts),
    'low-pool': async () => alertsOfPosition(await loadedPosition(), ruleSet, lowPoolAlerts),
    'unlicensed-devices': async () => {
      // They lack every kind of software; who asks about one kind is told by the shortfall.
      const counts = scope.category === undefined ? await recallUnlicensedDevices(tx, scope, kept) : [];
      return counts.map(({ agency_code: agency, devices }) => unlicensedAlert(agency, Number(devices)));
    },
    'undertaking-due': async () => (await listDueUndertakings(tx, window)).map((row) => undertakingAlert(row, scope)),
    'audit-finding-due': async () => {
      // It is about an agency; who asks about one kind of software is not told.
      const due = scope.category === undefined ? await listDueFindings(tx, scope, window.until) : [];
      return due.map((row) => auditFindingAlert(row, scope));
    },
    'matter-due': async () => {
      const due = scope.category === undefined ? await listDueMatters(tx, scope, window.until) : [];
      return due.map((row) => matterAlert(row, scope.on));
    },
    vacancy: async () => {
      const vacant = scope.category === undefined ? await listVacancies(tx, scope, scope.on) : [];
      return vacant.map(vacancyAlert);
    },
  };
  const alerts: UnnamedAlert[] = [];
  for (const kind of kinds) alerts.push(...(await found[kind]()));
  const names = await namesOfAgencies(
    tx,
    alerts.map(({ agencyCode }) => agencyCode),
  );
  return alerts
    .map((unnamed) => {
      const alert = { ...unnamed, agencyName: names.get(unnamed.agencyCode) ?? null };
      return { alert, key: sortKeyOf(alert) };
    })
    .sort((one, other) => (compareKeys(one.key, other.key) ? -1 : 1))
    .map(({ alert }) => alert);
}

/** By severity, then by day, then by id, so that the order is the same each time. */
export function sortKeyOf({ severity, dueOn, id }: Alert): readonly [string, string, string] {
  return [String(SEVERITIES.indexOf(severity)), dueOn ?? NO_DAY, id];
}

const NO_DAY = '9999-12-31';

/** Whether the first key comes before the second. */
export function compareKeys(one: readonly string[], other: readonly string[]): boolean {
  const at = one.findIndex((part, place) => part !== other[place]);
  return at >= 0 && (one[at] ?? '') < (other[at] ?? '');
}

type Row<Listing extends (...given: never[]) => Promise<readonly unknown[]>> = Awaited<ReturnType<Listing>>[number];

function endingAlert(row: Row<typeof listEndingEntitlements>, { on }: PositionScope): UnnamedAlert {
  const { id, agency_code: agencyCode, category, product, ends_on: dueOn } = row;
  return {
    ...{ id: `entitlement-ends/${id}`, kind: 'entitlement-ends', severity: severityBy(dueOn, on), agencyCode, dueOn },
    ...{ category, product, count: row.seats === null ? null : Number(row.seats) },
    subject: { type: 'entitlement', id },
    title: entitlementEnds({ category, product }, { dueOn, on }),
  };
}

function undertakingAlert(row: Row<typeof listDueUndertakings>, { on }: PositionScope): UnnamedAlert {
  const { id, agency_code: agencyCode, category, due_on: dueOn } = row;
  const seats = Number(row.seats);
  return {
    ...{ id: `undertaking-due/${id}`, kind: 'undertaking-due', severity: severityBy(dueOn, on), agencyCode, dueOn },
    ...{ category, product: null, count: seats },
    subject: { type: 'undertaking', id },
    title: undertakingTitle(category, seats, { dueOn, on }),
  };
}

/** What the finding says is for the agency and the audit bureau alone. */
function auditFindingAlert(row: Row<typeof listDueFindings>, { on }: PositionScope): UnnamedAlert {
  const { id, agency_code: agencyCode, due_on: dueOn } = row;
  return {
    ...{ id: `audit-finding-due/${id}`, kind: 'audit-finding-due', severity: severityBy(dueOn, on), agencyCode, dueOn },
    ...{ category: null, product: null, count: null, subject: { type: 'audit-finding', id } },
    title: auditFindingTitle({ dueOn, on }),
  };
}

function unlicensedAlert(agencyCode: string, devices: number): UnnamedAlert {
  return {
    ...{
      id: `unlicensed-devices/${agencyCode}`,
      kind: 'unlicensed-devices',
      severity: 'soon',
      agencyCode,
      dueOn: null,
    },
    ...{ category: null, product: null, count: devices, subject: null, title: unlicensedTitle(devices) },
  };
}

/** Systems in use whose support ends soon or has ended, each version of each agency once, by the edition that ends first. */
function supportAlerts({ copies, book, reading }: LoadedPosition): readonly UnnamedAlert[] {
  const until = addDays(reading.on, DAYS_AHEAD);
  const systems = copies.flatMap(({ covered: { group } }) => {
    const { category, product, edition, version } = group;
    const dueOn = category === 'operating-system' ? book.supportEndOf(category, product, { edition, version }) : null;
    return dueOn !== null && dueOn <= until && version !== null ? [{ ...group, version, dueOn: civilDate(dueOn) }] : [];
  });
  const soonestFirst = systems.toSorted((one, other) => (one.dueOn < other.dueOn ? -1 : 1));
  const versions = groupBy(soonestFirst, ({ agencyCode, product, version }) =>
    JSON.stringify([agencyCode, product, version]),
  );
  return [...versions.values()].flatMap((equal): UnnamedAlert[] => {
    const [first] = equal;
    if (!first) return [];
    const { agencyCode, category, version, dueOn } = first;
    const product = book.nameOf(category, first.product);
    const count = sumBy(equal, (group) => group.copies);
    return [
      {
        ...{ id: `support-ends/${agencyCode}/${first.product}/${version}`, kind: 'support-ends', agencyCode, dueOn },
        ...{ severity: severityBy(dueOn, reading.on), category, product, count, subject: null },
        title: supportEnds({ product, version }, { dueOn, on: reading.on, copies: count }),
      },
    ];
  });
}

function shortfallAlerts({ copies, book }: LoadedPosition): readonly UnnamedAlert[] {
  const short = copies.map(({ covered }) => covered).filter(({ shortfall }) => shortfall > 0);
  const products = groupBy(short, ({ group }) => JSON.stringify([group.agencyCode, group.category, group.product]));
  return [...products.values()].flatMap((equal): UnnamedAlert[] => {
    const [first] = equal;
    if (!first) return [];
    const { agencyCode, category } = first.group;
    const product = book.nameOf(category, first.group.product);
    const count = sumBy(equal, ({ shortfall }) => shortfall);
    return [
      {
        ...{ id: `shortfall/${agencyCode}/${category}/${first.group.product}`, kind: 'shortfall', severity: 'urgent' },
        ...{ agencyCode, dueOn: null, category, product, count, subject: null },
        title: shortfallTitle({ category, product }, count),
      },
    ];
  });
}

/** Pools of which less is free than the policy of the agency wants there to be. */
function lowPoolAlerts(
  { licences, agencies, book, reading }: LoadedPosition,
  ruleSet: RuleSet,
): readonly UnnamedAlert[] {
  const pooled = licences.filter(isPool);
  const pools = groupBy(pooled, ({ group }) => JSON.stringify([group.agencyCode, group.category, group.product]));
  return [...pools.values()].flatMap((equal): UnnamedAlert[] => {
    const [first] = equal;
    const agency = agencies.get(first?.group.agencyCode ?? '');
    if (!first || !agency) return [];
    const { agencyCode, category } = first.group;
    const { region, level } = agency;
    const percent = policyFor(ruleSet, { region, level, on: reading.on }).integer('policy.register.lowPoolPercent');
    const seats = sumBy(equal, ({ group }) => group.seats ?? 0);
    const free = sumBy(equal, ({ row }) => Number(row.free_pool));
    if (free * 100 >= (percent ?? LOW_PERCENT) * seats) return [];
    const product = book.nameOf(category, first.group.product);
    return [
      {
        ...{ id: `low-pool/${agencyCode}/${category}/${first.group.product}`, kind: 'low-pool', severity: 'notice' },
        ...{ agencyCode, dueOn: null, category, product, count: free, subject: null },
        title: lowPoolTitle({ category, product }, free, seats),
      },
    ];
  });
}

/** Where no policy says how much of a pool should be free. */
const LOW_PERCENT = 10;

/** Seats that new orders could draw on, were they free. */
function isPool({ group, row }: CountedLicences): boolean {
  const isSpare = Number(row.is_transferable) === 1 && Number(row.is_bound) === 0;
  return isSpare && group.uncounted === null && group.seats !== null && group.seats > 0;
}
