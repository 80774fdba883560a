import { addDays, groupBy, sumBy } from '../kernel/index.ts';
import { type CountedLicences, type EndingSystem, endingSystemsOf, type LoadedPosition } from '../reports/index.ts';
import { policyFor, type RuleSet } from '../rules/index.ts';
import { type AlertDraft, DAYS_AHEAD, severityBy } from './alert.ts';
import { compareKeys, sortKeyOf } from './alert-order.ts';
import { lowPoolTitle, shortfallTitle, supportEnds } from './alert-titles.ts';

type Make = (position: LoadedPosition, ruleSet: RuleSet) => readonly AlertDraft[];

const made = new WeakMap<LoadedPosition, Map<Make, readonly AlertDraft[]>>();

/** What follows from a position and the rules that it was worked out by, in order: made once for each, and gone with it. */
export function alertsOfPosition(position: LoadedPosition, ruleSet: RuleSet, make: Make): readonly AlertDraft[] {
  const known = made.get(position) ?? new Map<Make, readonly AlertDraft[]>();
  made.set(position, known);
  const alerts = known.get(make) ?? inOrder(make(position, ruleSet));
  known.set(make, alerts);
  return alerts;
}

export function inOrder(alerts: readonly AlertDraft[]): readonly AlertDraft[] {
  return alerts
    .map((alert) => ({ alert, key: sortKeyOf(alert) }))
    .sort((one, other) => (compareKeys(one.key, other.key) ? -1 : 1))
    .map(({ alert }) => alert);
}

export function supportAlerts(position: LoadedPosition): readonly AlertDraft[] {
  const { on } = position.reading;
  return endingSystemsOf(position, addDays(on, DAYS_AHEAD)).map((system) => supportAlert(system, position.reading));
}

/** Systems in use whose support ends soon or has ended, each version of each agency once. */
export function supportAlert(system: EndingSystem, { on }: Pick<LoadedPosition['reading'], 'on'>): AlertDraft {
  const { agencyCode, name: product, version, dueOn, copies } = system;
  return {
    ...{ id: `support-ends/${agencyCode}/${system.product}/${version}`, kind: 'support-ends', agencyCode, dueOn },
    ...{ severity: severityBy(dueOn, on), category: 'operating-system', product, count: copies, subject: null },
    words: () => supportEnds({ product, version }, { dueOn, on, copies }),
  };
}

export function shortfallAlerts({ copies, book }: LoadedPosition): readonly AlertDraft[] {
  const short = copies.map(({ covered }) => covered).filter(({ shortfall }) => shortfall > 0);
  const products = groupBy(short, ({ group }) => JSON.stringify([group.agencyCode, group.category, group.product]));
  return [...products.values()].flatMap((equal): AlertDraft[] => {
    const [first] = equal;
    if (!first) return [];
    const { agencyCode, category } = first.group;
    const product = book.nameOf(category, first.group.product);
    const count = sumBy(equal, ({ shortfall }) => shortfall);
    return [
      {
        ...{ id: `shortfall/${agencyCode}/${category}/${first.group.product}`, kind: 'shortfall', severity: 'urgent' },
        ...{ agencyCode, dueOn: null, category, product, count, subject: null },
        words: () => shortfallTitle({ category, product }, count),
      },
    ];
  });
}

/** Pools of which less is free than the policy of the agency wants there to be. */
export function lowPoolAlerts(
  { licences, agencies, book, reading }: LoadedPosition,
  ruleSet: RuleSet,
): readonly AlertDraft[] {
  const pooled = licences.filter(isPool);
  const pools = groupBy(pooled, ({ group }) => JSON.stringify([group.agencyCode, group.category, group.product]));
  return [...pools.values()].flatMap((equal): AlertDraft[] => {
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
        words: () => lowPoolTitle({ category, product }, free, seats),
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
