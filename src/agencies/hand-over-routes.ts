import { type Database, inTransaction } from '../db/index.ts';
import { actorOf } from '../http/actor-of.ts';
import { etagOf, refuseStale, requireIfMatch } from '../http/etag.ts';
import type { Handler } from '../http/operation.ts';
import { type GovernedDeps, governed } from '../log/index.ts';
import { contextOf, findOfKind } from '../reference/index.ts';
import { handOver } from './hand-over.ts';
import { RESPONSIBLE_PERSON, shownTo } from './responsible-person.ts';

export function handOverHandler(db: Database, deps: GovernedDeps): Handler<'handOver'> {
  return async (req, res) => {
    const expected = requireIfMatch(req);
    const actor = actorOf(req);
    const { ended, begun } = await inTransaction(db, (tx) =>
      governed(tx, deps, async (entry) => {
        const term = await findOfKind(entry.tx, RESPONSIBLE_PERSON, { key: req.params.id, grant: actor.grant });
        refuseStale(expected, term.logIndex);
        return handOver(entry, { term, ...req.body, ...contextOf(entry, deps, actor) });
      }),
    );
    res
      .status(201)
      .set('ETag', etagOf(begun.logIndex))
      .set('Location', `/v1/responsible-persons/${begun.key}`)
      .json({ ended: shownTo(actor, ended.state), begun: shownTo(actor, begun.state) });
  };
}
