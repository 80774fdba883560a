import { type Database, inSnapshot } from '../db/index.ts';
import { actorOf } from '../http/actor-of.ts';
import { languageOf } from '../http/language.ts';
import type { AnswerOf, Handler, Handlers } from '../http/operation.ts';
import { cursorOf, limitOf, pageEnding, placeIn } from '../http/paging.ts';
import { civilDate, dayOf } from '../kernel/index.ts';
import type { GovernedDeps } from '../log/index.ts';
import type { Alert } from './alert.ts';
import { FEED_ITEMS_MAX, feedOf } from './alert-feed.ts';
import type { AlertKey } from './alert-order.ts';
import { type Digest, listDigests } from './digests-repository.ts';
import { findWish } from './find-wish.ts';
import { listAlerts } from './list-alerts.ts';

interface AlertsDeps extends Pick<GovernedDeps, 'clock' | 'origin'> {
  readonly db: Database;
}

/** What somebody should look at, as a list and as a feed: the licence position of a whole region is worked out for it. */
export function alertsReads({ db, clock, origin }: AlertsDeps): Handlers {
  const list: Handler<'listAlerts'> = async (req, res) => {
    const { grant } = actorOf(req);
    const { query } = req;
    const [severity = '', day = '', id = ''] = cursorOf(query, ['string', 'string', 'string'])?.map(String) ?? [];
    const after: AlertKey | undefined = query.after === undefined ? undefined : [severity, day, id];
    const page = { after, severity: query.severity, limit: limitOf(query) };
    const at = clock();
    const { alerts, next } = await inSnapshot(db, async (tx) =>
      listAlerts(tx, await findWish(tx, query, { grant, at, db }), page),
    );
    res.status(200).json({ on: dayOf(at), ...pageEnding(alerts.map(alertBody), next) });
  };

  const feed: Handler<'readAlertFeed'> = async (req, res) => {
    const { grant } = actorOf(req);
    const at = clock();
    const { alerts } = await inSnapshot(db, async (tx) =>
      listAlerts(tx, await findWish(tx, req.query, { grant, at, db }), FEED),
    );
    const language = languageOf(req.get('accept-language'));
    res.status(200).set('Vary', VARY).json(feedOf(alerts, { origin, at, language }));
  };

  return { listAlerts: list, readAlertFeed: feed };
}

/** What was told on past days. */
export function digestsRoutes({ db }: Pick<AlertsDeps, 'db'>): Handlers {
  const digests: Handler<'listAlertDigests'> = async (req, res) => {
    const { grant } = actorOf(req);
    const { query } = req;
    const after = placeIn(query, ['string', 'string']);
    const on = query.on === undefined ? undefined : civilDate(query.on);
    const page = { grant, agencyCode: query.agencyCode, on, after, limit: limitOf(query) };
    const { rows, next } = await inSnapshot(db, (tx) => listDigests(tx, page));
    res.status(200).json(pageEnding(rows.map(digestBody), next));
  };

  return { listAlertDigests: digests };
}

const FEED = { after: undefined, severity: undefined, limit: FEED_ITEMS_MAX };

const VARY = 'Accept-Language, Authorization, Cookie';

type AlertBody = AnswerOf<'listAlerts', 200>['items'][number];

function alertBody(alert: Alert): AlertBody {
  return { ...alert, category: alert.category as AlertBody['category'] };
}

function digestBody({ alerts, ...digest }: Digest): AnswerOf<'listAlertDigests', 200>['items'][number] {
  return { ...digest, alerts: alerts.map(alertBody) };
}
