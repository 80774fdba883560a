import {
  acceptFiling,
  type FilingToSettle,
  findFilingBody,
  getFilingToSettle,
  listOpenings,
  type OpenedByFiling,
  requireReadable,
} from '../campaigns/index.ts';
import { type Database, inTransaction } from '../db/index.ts';
import { actorOf } from '../http/actor-of.ts';
import { etagOf, refuseStale, requireIfMatch } from '../http/etag.ts';
import type { Handler, Handlers } from '../http/operation.ts';
import type { Actor, NewId } from '../kernel/index.ts';
import { type Governed, type GovernedDeps, governed } from '../log/index.ts';
import { openMatters } from '../matters/index.ts';

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
        const named = await openAll(entry, { actor, newId: deps.newId, toSettle });
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

interface ToOpen {
  readonly actor: Actor;
  readonly newId: NewId;
  readonly toSettle: FilingToSettle;
}

/** A matter for each thing that the filing shows to be wrong, in the same transaction as its acceptance. */
async function openAll(entry: Governed, { actor, newId, toSettle }: ToOpen): Promise<readonly OpenedByFiling[]> {
  const named = await listOpenings(entry, toSettle);
  const { key: filing, state } = toSettle.filing;
  const wishes = named.map(({ kind, title, severity, dueOn, cell }) => ({
    ...{ kind, severity, dueOn, title: title['zh-CN'].slice(0, TITLE_MAX), owner: toSettle.owner },
    source: { filing, revision: state.revision, cell: cell ?? '' },
  }));
  const opened = await openMatters(entry, { wishes, actor, newId });
  return named.map((each, at) => ({ ...each, matter: opened[at]?.id ?? null }));
}

const TITLE_MAX = 255;
