import { type Database, inSnapshot } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import type { AnswerOf, Handler, Handlers } from '../../http/operation.ts';
import { cursorOf, limitOf, pageOf } from '../../http/paging.ts';
import { type Clock, dayOf } from '../../kernel/index.ts';
import { LAST_OF_DUE, type ListedUndertaking, listUndertakingsPage } from './list-undertakings.ts';

/** What agencies have still to deliver. */
export function undertakingsRoutes({ db, clock }: { readonly db: Database; readonly clock: Clock }): Handlers {
  const list: Handler<'listUndertakings'> = async (req, res) => {
    const { limit: _limit, after: _after, ...filters } = req.query;
    const limit = limitOf(req.query);
    const [dueOn, id] = cursorOf(req.query, ['string', 'string']) ?? [];
    const after = dueOn === undefined ? undefined : { dueOn: String(dueOn), id: String(id) };
    const question = { grant: actorOf(req).grant, filters, on: dayOf(clock()), after, limit };
    const found = await inSnapshot(db, (tx) => listUndertakingsPage(tx, question));
    const { items, next } = pageOf(found, limit, (undertaking) => [undertaking.dueOn ?? LAST_OF_DUE, undertaking.id]);
    res.status(200).json({ items: items.map(toBody), next });
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
