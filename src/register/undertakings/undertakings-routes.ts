import { type Database, inSnapshot } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import type { AnswerOf, Handler, Handlers } from '../../http/operation.ts';
import { limitOf, pageEnding, placeIn } from '../../http/paging.ts';
import { type Clock, dayOf } from '../../kernel/index.ts';
import { type ListedUndertaking, listUndertakingsPage } from './list-undertakings.ts';

/** What agencies have still to deliver. */
export function undertakingsRoutes({ db, clock }: { readonly db: Database; readonly clock: Clock }): Handlers {
  const list: Handler<'listUndertakings'> = async (req, res) => {
    const { limit: _limit, after: _after, ...filters } = req.query;
    const limit = limitOf(req.query);
    const after = placeIn(req.query, ['string', 'string']);
    const question = { grant: actorOf(req).grant, filters, on: dayOf(clock()), after, limit };
    const { undertakings, next } = await inSnapshot(db, (tx) => listUndertakingsPage(tx, question));
    res.status(200).json(pageEnding(undertakings.map(toBody), next));
  };
  return { listUndertakings: list };
}

type Body = AnswerOf<'listUndertakings', 200>['items'][number];

function toBody({ item, category, state, ...undertaking }: ListedUndertaking): Body {
  return {
    ...undertaking,
    item: item === 0 ? null : item,
    category: category as Body['category'],
    state: state as Body['state'],
  };
}
