import type { Database, Tx } from '../db/index.ts';
import { dayOf, type Grant, type Instant } from '../kernel/index.ts';
import { agencyIn, findAgency, keptAnswersOf, regionIn } from '../reports/index.ts';
import { getRuleSetInForce } from '../rules/index.ts';
import type { AlertKind } from './alert.ts';
import type { AlertsWish } from './list-alerts.ts';

export interface AlertsQuery {
  readonly agencyCode?: string;
  readonly subtree?: boolean;
  readonly region?: string;
  readonly category?: string;
  readonly kind?: AlertKind;
}

interface WishContext {
  readonly grant: Grant;
  readonly at: Instant;
  /** Where it is named, what was worked out over it before is taken from memory. */
  readonly db?: Database;
}

/** Whose alerts, of which kind, by the rules in force. */
export async function findWish(tx: Tx, query: AlertsQuery, { grant, at, db }: WishContext): Promise<AlertsWish> {
  const { region, agencyCode, category, kind } = query;
  const agency = await findAgency(tx, agencyIn(query, grant), grant);
  return {
    scope: { grant, region, agencyCode, isSubtree: query.subtree === true, category, on: dayOf(at) },
    kinds: kind === undefined ? undefined : [kind],
    ruleSet: await getRuleSetInForce(tx, at),
    region: agency?.region ?? regionIn(query, grant),
    kept: db && keptAnswersOf(db),
  };
}
