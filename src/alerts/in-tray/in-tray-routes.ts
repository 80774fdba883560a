import { type Database, inSnapshot } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import type { Handler, Handlers } from '../../http/operation.ts';
import type { GovernedDeps } from '../../log/index.ts';
import { readInTray } from './list-in-tray.ts';

interface InTrayDeps extends Pick<GovernedDeps, 'clock'> {
  readonly db: Database;
}

/** What the caller has to do, counted. */
export function inTrayRoutes({ db, clock }: InTrayDeps): Handlers {
  const read: Handler<'readInTray'> = async (req, res) => {
    const question = { actor: actorOf(req), at: clock() };
    const items = await inSnapshot(db, (tx) => readInTray(tx, question));
    res.status(200).json({ items: [...items] });
  };
  return { readInTray: read };
}
