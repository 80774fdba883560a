import { acceptFiling, findFilingBody, getFilingToSettle, listOpenings, requireReadable } from '../campaigns/index.ts';
import { type Database, inTransaction } from '../db/index.ts';
import { actorOf } from '../http/actor-of.ts';
import { etagOf, refuseStale, requireIfMatch } from '../http/etag.ts';
import type { Handler, Handlers } from '../http/operation.ts';
import { type GovernedDeps, governed } from '../log/index.ts';
import { RECTIFICATIONS } from './record-rectifications.ts';

/** An office takes a filing, and what it shows to be wrong has to be put right by a day. */
export function acceptanceRoutes({ db, ...deps }: GovernedDeps & { readonly db: Database }): Handlers {
  const accept: Handler<'acceptFiling'> = async (req, res) => {
    const actor = actorOf(req);
    const expected = requireIfMatch(req);
    const { remark = null } = req.body;
    const { filing, opened } = await inTransaction(db, (tx) =>
      governed(tx, deps, async (entry) => {
        const toSettle = await getFilingToSettle(entry, actor, req.params.id);
        refuseStale(expected, toSettle.filing.logIndex);
        requireReadable(toSettle.campaign, toSettle.filing);
        const openings = await listOpenings(entry, toSettle);
        const { key: filing, state } = toSettle.filing;
        const named = await RECTIFICATIONS.open(entry, {
          ...toSettle,
          openings,
          filing,
          revision: state.revision,
          actor,
          newId: deps.newId,
        });
        await acceptFiling(entry, toSettle, { actor, remark, opened: named });
        await entry.flush();
        return { filing: await findFilingBody(tx, actor, req.params.id), opened: named };
      }),
    );
    const body = { filing: filing.body, opened: opened.map((each) => ({ ...each })) };
    res.status(200).set('ETag', etagOf(filing.logIndex)).json(body);
  };
  return { acceptFiling: accept };
}
