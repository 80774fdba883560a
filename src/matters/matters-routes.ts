import { type ActRequest, findActedBy, type SignedActs } from '../access/index.ts';
import { type Database, inSnapshot, inTransaction, type Tx } from '../db/index.ts';
import { actorOf } from '../http/actor-of.ts';
import { etagOf, refuseStale, requireIfMatch } from '../http/etag.ts';
import type { AnswerOf, Handler, Handlers } from '../http/operation.ts';
import { limitOf, pageEnding, textCursorOf } from '../http/paging.ts';
import { type CivilDate, civilDate, dayOf } from '../kernel/index.ts';
import { type Governed, type GovernedDeps, governed, namesOfAgencies } from '../log/index.ts';
import { type ReferenceRecord, referenceRoutes } from '../reference/index.ts';
import { findMatter } from './find-matters.ts';
import { isOverdue, type Matter, type MatterStep } from './matter.ts';
import { listMatters, listSteps } from './matters-repository.ts';
import { MATTERS } from './record-matters.ts';
import { recordMatterStep } from './record-steps.ts';

type Body = AnswerOf<'getMatter', 200>;
type Summary = Omit<AnswerOf<'listMatters', 200>['items'][number], 'ownerName'>;

/** What agencies have to put right, and what is done about it. */
export function mattersRoutes(db: Database, deps: GovernedDeps): Handlers {
  const today = (): CivilDate => dayOf(deps.clock());
  const reference = referenceRoutes(db, deps, {
    kind: MATTERS,
    path: '/v1/matters',
    creation: 'MatterCreation',
    answer: ({ state }): Body => ({ ...summaryOf(state, today()), steps: [] }),
  });

  const list: Handler<'listMatters'> = async (req, res) => {
    const { agencyCode, region, kind, state, awaits, overdue } = req.query;
    const asked = {
      agencyCode,
      region,
      kind,
      state,
      awaits,
      overdueOn: overdue === true ? today() : undefined,
      dueFrom: req.query.dueFrom === undefined ? undefined : civilDate(req.query.dueFrom),
    };
    const place = { grant: actorOf(req).grant, after: textCursorOf(req.query), limit: limitOf(req.query) };
    const { matters, names, next } = await inSnapshot(db, async (tx) => {
      const page = await listMatters(tx, { ...asked, ...place });
      const owners = page.matters.map(({ state }) => state.owner);
      return { ...page, names: await namesOfAgencies(tx, owners) };
    });
    const items = matters.map(({ state }) => ({
      ...summaryOf(state, today()),
      ownerName: names.get(state.owner) ?? null,
    }));
    res.status(200).json(pageEnding(items, next));
  };

  const get: Handler<'getMatter'> = async (req, res) => {
    const { asOf } = req.query;
    const { matter, body } = await inSnapshot(db, async (tx) => {
      const found = await findMatter(tx, { id: req.params.id, grant: actorOf(req).grant, asOf });
      return { matter: found, body: await namedBody(tx, { matter: found, on: today(), asOf }) };
    });
    res.status(200).set('ETag', etagOf(matter.logIndex)).json(body);
  };

  const step: Handler<'stepMatter'> = async (req, res) => {
    const actor = actorOf(req);
    const expected = requireIfMatch(req);
    const { matter, body } = await inTransaction(db, (tx) =>
      governed(tx, deps, async (entry) => {
        const found = await findMatter(entry.tx, { id: req.params.id, grant: actor.grant });
        refuseStale(expected, found.logIndex);
        const stepped = await recordMatterStep(entry, { ...req.body, matter: found, actor });
        return { matter: stepped, body: await namedBody(entry.tx, { matter: stepped, on: entry.on }) };
      }),
    );
    res.status(200).set('ETag', etagOf(matter.logIndex)).json(body);
  };

  return { openMatter: reference.create, listMatters: list, getMatter: get, stepMatter: step };
}

/** What takes two people of the legalization office. */
export function mattersActs(): SignedActs {
  const find = (tx: Tx, { params, actor }: ActRequest<'decideMatter'>): Promise<ReferenceRecord<Matter>> =>
    findMatter(tx, { id: params.id ?? '', grant: actor.grant });
  return {
    decideMatter: {
      reach: 'stated',
      agencies: async (tx, asked) => [(await find(tx, asked)).state.owner],
      act: async (entry: Governed, asked) => {
        const matter = await find(entry.tx, asked);
        if (asked.ifMatch !== undefined) refuseStale(asked.ifMatch, matter.logIndex);
        const { act, text } = asked.body;
        const done = await recordMatterStep(entry, { matter, actor: asked.actor, act, text });
        const body = await namedBody(entry.tx, { matter: done, on: entry.on });
        return { status: 200, etag: etagOf(done.logIndex), body };
      },
    },
  };
}

function summaryOf(matter: Matter, on: CivilDate): Summary {
  return { ...matter, coOwners: [...matter.coOwners], overdue: isOverdue(matter, on) };
}

interface ShownMatter {
  readonly matter: ReferenceRecord<Matter>;
  readonly on: CivilDate;
  readonly asOf?: number | undefined;
}

/** The matter with its steps, and the names of those who opened it and did them. */
async function namedBody(tx: Tx, { matter: { key, state }, on, asOf }: ShownMatter): Promise<Body> {
  const steps: readonly MatterStep[] = (await listSteps(tx, [key], asOf)).get(key) ?? [];
  const acted = [state.openedBy, ...steps.map(({ by }) => by)].map((person) => ({ person }));
  const actedBy = await findActedBy(tx, acted);
  return {
    ...summaryOf(state, on),
    actedBy: actedBy({ person: state.openedBy }),
    steps: steps.map((step) => ({ ...step, files: [...step.files], actedBy: actedBy({ person: step.by }) })),
  };
}
