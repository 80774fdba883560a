import { type Database, inSnapshot } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import type { Handler, Handlers } from '../../http/operation.ts';
import { cursorOf, limitOf, pageOf } from '../../http/paging.ts';
import type { GovernedDeps } from '../../log/index.ts';
import { listSecurityAlerts } from './list-security-alerts.ts';
import { comesAfter, placeOf } from './security-alert.ts';

export function securityAlertsRoutes(db: Database, { clock }: Pick<GovernedDeps, 'clock'>): Handlers {
  const list: Handler<'listSecurityAlerts'> = async (req, res) => {
    const { grant } = actorOf(req);
    const { kind } = req.query;
    const after = cursorOf(req.query, ['string', 'string', 'string'])?.map(String);
    const alerts = await inSnapshot(db, (tx) => listSecurityAlerts(tx, { grant, at: clock() }));
    const meant = alerts.filter((alert) => kind === undefined || alert.kind === kind);
    const left = after === undefined ? meant : meant.filter((alert) => comesAfter(placeOf(alert), after));
    const { items, next } = pageOf(left, limitOf(req.query), placeOf);
    res.status(200).json({ items: [...items], next });
  };

  return { listSecurityAlerts: list };
}
