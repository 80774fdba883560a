import { type Database, inSnapshot } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import type { Handler, Handlers } from '../../http/operation.ts';
import { cursorOf, limitOf, pageOf } from '../../http/paging.ts';
import { keptAnswersOf } from '../../reports/index.ts';
import { findRuleStatistics } from './find-rule-statistics.ts';

/** How often rules fired, by month and agency, and how they came to say what they say. */
export function statisticsRoutes(db: Database): Handlers {
  const read: Handler<'readRuleStatistics'> = async (req, res) => {
    const { query } = req;
    const limit = limitOf(query);
    const [month, agency] = cursorOf(query, ['string', 'string'])?.map(String) ?? [];
    const scope = {
      ...{ rule: req.params.rule, from: query.from ?? FIRST_MONTH, until: query.until ?? LAST_MONTH },
      ...{ grant: actorOf(req).grant, region: query.region, agencyCode: query.agencyCode },
      isSubtree: query.subtree === true,
    };
    const after = month === undefined || agency === undefined ? undefined : ([month, agency] as const);
    const { items, ...found } = await inSnapshot(db, (tx) =>
      findRuleStatistics(tx, { scope, after, limit: limit + 1, kept: keptAnswersOf(db) }),
    );
    const page = pageOf(items, limit, (item) => [item.month, item.agencyCode]);
    res.status(200).json({ ...found, from: scope.from, until: scope.until, ...page });
  };
  return { readRuleStatistics: read };
}

const FIRST_MONTH = '2000-01';
const LAST_MONTH = '2100-12';
