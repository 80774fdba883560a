import { listDueFindings } from '../audit/index.ts';
import type { Tx } from '../db/index.ts';
import { addDays } from '../kernel/index.ts';
import { namesOfAgencies } from '../log/index.ts';
import {
  type KeptAnswers,
  type LoadedPosition,
  type PositionScope,
  recallEndingSystems,
  recallPosition,
  recallUnlicensedDevices,
} from '../reports/index.ts';
import type { RuleSet } from '../rules/index.ts';
import { ALERT_KINDS, type Alert, type AlertDraft, type AlertKind, DAYS_AHEAD } from './alert.ts';
import {
  type AlertKey,
  type AlertsPlace,
  agencyAfter,
  compareKeys,
  type ListPart,
  partsFrom,
  sortKeyOf,
  stretchOf,
} from './alert-order.ts';
import {
  alertsOfPosition,
  inOrder,
  lowPoolAlerts,
  shortfallAlerts,
  supportAlert,
  supportAlerts,
} from './alerts-of-position.ts';
import { auditFindingAlert, endingAlert, undertakingAlert, unlicensedAlert } from './alerts-of-rows.ts';
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

export interface AlertsPage extends AlertsPlace {
  readonly limit: number;
}

interface PageOf<Item> {
  readonly alerts: readonly Item[];
  /** The key after which the next page begins; null where there is none. */
  readonly next: AlertKey | null;
}

/**
 * A page of what somebody should look at, the most pressing first: read off the tables and written nowhere, so an alert goes
 * when its cause does. What comes before the page and after it is neither read nor put into words, but for what a licence
 * position says of all its agencies.
 */
export async function listAlerts(tx: Tx, wish: AlertsWish, page: AlertsPage): Promise<PageOf<Alert>> {
  const { alerts, next } = await openAlerts(tx, wish)(page);
  const codes = alerts.map(({ agencyCode }) => agencyCode);
  const names = await namesOfAgencies(tx, codes);
  return { alerts: alerts.map((draft) => wordedAlert(draft, names)), next };
}

export function wordedAlert({ words, ...draft }: AlertDraft, names: ReadonlyMap<string, string>): Alert {
  return { ...draft, title: words(), agencyName: names.get(draft.agencyCode) ?? null };
}

/** Pages of one list, of which a position is read once at most. */
export function openAlerts(tx: Tx, wish: AlertsWish): (page: AlertsPage) => Promise<PageOf<AlertDraft>> {
  const { scope, kinds = ALERT_KINDS } = wish;
  const dated = Object.entries(openDated(tx, scope)).filter(([kind]) => kinds.some((one) => one === kind));
  const ofPosition = openPosition(tx, wish);
  const undated = Object.entries(openUndated(tx, wish, ofPosition)).filter(([kind]) =>
    kinds.some((one) => one === kind),
  );

  /** The first alerts of a part. */
  const read = async (part: ListPart, limit: number): Promise<readonly AlertDraft[]> => {
    const found: AlertDraft[] = [];
    if (part.days === null) {
      for (const [, { severity, list }] of undated)
        if (severity === part.severity) found.push(...(await list(part, limit)));
    } else {
      for (const [, list] of dated) found.push(...(await list(part, limit)));
      // What leads on to shortfalls needs the position in any case.
      const isShort = found.length < limit && part.severity === 'urgent' && kinds.includes('shortfall');
      if (kinds.includes('support-ends')) found.push(...firstOf(await ofPosition.systems(isShort), part, limit));
    }
    return inOrder(found).slice(0, limit);
  };

  return async ({ limit, ...place }) => {
    const found: AlertDraft[] = [];
    // One more tells that there is a next page.
    for (const part of partsFrom(place, scope.on)) {
      if (found.length <= limit) found.push(...(await read(part, limit + 1 - found.length)));
    }
    const [alerts, last] = [found.slice(0, limit), found[limit - 1]];
    return { alerts, next: found.length > limit && last ? sortKeyOf(last) : null };
  };
}

type ReadPart = (part: ListPart, limit: number) => Promise<readonly AlertDraft[]>;

/** What stands by a day, and is read day by day. */
function openDated(tx: Tx, scope: PositionScope): Partial<Readonly<Record<AlertKind, ReadPart>>> {
  const { on, category } = scope;
  // Findings and matters are about an agency; who asks about one kind of software is not told.
  const isOfAgency = category === undefined;
  return {
    'entitlement-ends': async (part, limit) => {
      const rows = await listEndingEntitlements(tx, scope, stretchOf(part, 'entitlement-ends', limit));
      return rows.map((row) => endingAlert(row, on));
    },
    'undertaking-due': async (part, limit) => {
      const rows = await listDueUndertakings(tx, scope, stretchOf(part, 'undertaking-due', limit));
      return rows.map((row) => undertakingAlert(row, on));
    },
    ...(isOfAgency && {
      'audit-finding-due': async (part: ListPart, limit: number) => {
        const rows = await listDueFindings(tx, scope, stretchOf(part, 'audit-finding-due', limit));
        return rows.map((row) => auditFindingAlert(row, on));
      },
      'matter-due': async (part: ListPart, limit: number) => {
        const rows = await listDueMatters(tx, scope, stretchOf(part, 'matter-due', limit));
        return rows.map((row) => matterAlert(row, on));
      },
    }),
  };
}

interface OfPosition {
  readonly position: () => Promise<LoadedPosition>;
  /** Systems whose support ends, out of the position where it is at hand or will be. */
  readonly systems: (isPositionNeeded: boolean) => Promise<readonly AlertDraft[]>;
}

/** What an agency has and uses is the most that is read; who asks about nothing of it does not wait for it. */
function openPosition(tx: Tx, { scope, ruleSet, region, kept }: AlertsWish): OfPosition {
  let loaded: Promise<LoadedPosition> | undefined;
  let ending: Promise<readonly AlertDraft[]> | undefined;
  const position = (): Promise<LoadedPosition> => {
    loaded ??= recallPosition(tx, scope, { ruleSet, region }, kept);
    return loaded;
  };
  const listEnding = async (): Promise<readonly AlertDraft[]> => {
    const until = addDays(scope.on, DAYS_AHEAD);
    const systems = await recallEndingSystems(tx, scope, { ruleSet, region, until }, kept);
    return inOrder(systems.map((system) => supportAlert(system, scope)));
  };
  return {
    position,
    systems: async (isPositionNeeded) => {
      if (loaded || (isPositionNeeded && !ending)) return alertsOfPosition(await position(), ruleSet, supportAlerts);
      ending ??= listEnding();
      return ending;
    },
  };
}

interface Undated {
  readonly severity: AlertDraft['severity'];
  readonly list: ReadPart;
}

/** What has no day, and always presses alike. */
function openUndated(
  tx: Tx,
  { scope, ruleSet, kept }: AlertsWish,
  { position }: OfPosition,
): Partial<Readonly<Record<AlertKind, Undated>>> {
  const shortfall: ReadPart = async (part, limit) =>
    firstOf(alertsOfPosition(await position(), ruleSet, shortfallAlerts), part, limit);
  const lowPool: ReadPart = async (part, limit) =>
    firstOf(alertsOfPosition(await position(), ruleSet, lowPoolAlerts), part, limit);
  const unlicensed: ReadPart = async (part, limit) => {
    const counts = await recallUnlicensedDevices(tx, scope, kept);
    const alerts = counts.map(({ agency_code: agency, devices }) => unlicensedAlert(agency, Number(devices)));
    return firstOf(inOrder(alerts), part, limit);
  };
  const vacancy: ReadPart = async (part, limit) => {
    const after = agencyAfter(part, 'vacancy');
    return (await listVacancies(tx, scope, { on: scope.on, after, limit })).map(vacancyAlert);
  };
  return {
    shortfall: { severity: 'urgent', list: shortfall },
    'low-pool': { severity: 'notice', list: lowPool },
    // Unlicensed computers lack every kind of software; who asks about one kind is told by the shortfall.
    ...(scope.category === undefined && {
      'unlicensed-devices': { severity: 'soon', list: unlicensed },
      vacancy: { severity: 'soon', list: vacancy },
    }),
  };
}

/** Of all alerts of a kind, which are in order, the first ones that stand in a part. */
function firstOf(alerts: readonly AlertDraft[], part: ListPart, limit: number): readonly AlertDraft[] {
  const { after, severity } = part;
  const found: AlertDraft[] = [];
  for (const alert of alerts) {
    if (found.length === limit) break;
    const isLater = after === undefined || compareKeys(after, sortKeyOf(alert));
    if (alert.severity === severity && isLater) found.push(alert);
  }
  return found;
}
