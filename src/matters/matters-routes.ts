import type { ActRequest, SignedActs } from '../access/index.ts';
import { type Database, inSnapshot, inTransaction, type Tx } from '../db/index.ts';
import { actorOf } from '../http/actor-of.ts';
import { etagOf, refuseStale, requireIfMatch } from '../http/etag.ts';
import type { Handler, Handlers } from '../http/operation.ts';
import { limitOf, pageEnding, textCursorOf } from '../http/paging.ts';
import { civilDate, dayOf, Refusal, text } from '../kernel/index.ts';
import { type Governed, type GovernedDeps, governed, namesOfAgencies } from '../log/index.ts';
import { type ReferenceRecord, referenceRoutes } from '../reference/index.ts';
import { findAwaitedAnswers } from './find-awaited-answers.ts';
import { findMatterBody, type MatterBody, summaryOf } from './find-matter-body.ts';
import { findMatter } from './find-matters.ts';
import type { Matter } from './matter.ts';
import { listMatters } from './matters-repository.ts';
import { MATTERS } from './record-matters.ts';
import { recordMatterStep } from './record-steps.ts';

/** What agencies have to put right, and what is done about it. */
export function mattersRoutes(db: Database, deps: GovernedDeps): Handlers {
  const { clock } = deps;
  const reference = referenceRoutes(db, deps, {
    kind: MATTERS,
    path: '/v1/matters',
    creation: 'MatterCreation',
    answer: ({ state }): MatterBody => ({ ...summaryOf(state, dayOf(clock()), undefined), steps: [] }),
  });

  const get: Handler<'getMatter'> = async (req, res) => {
    const { asOf } = req.query;
    const { matter, body } = await inSnapshot(db, async (tx) => {
      const found = await findMatter(tx, { id: req.params.id, grant: actorOf(req).grant, asOf });
      return { matter: found, body: await findMatterBody(tx, { matter: found, at: clock(), asOf }) };
    });
    res.status(200).set('ETag', etagOf(matter.logIndex)).json(body);
  };

  const step: Handler<'stepMatter'> = async (req, res) => {
    const actor = actorOf(req);
    const expected = requireIfMatch(req);
    const { act } = req.body;
    const { matter, body } = await inTransaction(db, (tx) =>
      governed(tx, deps, async (entry) => {
        const found = await findMatter(entry.tx, { id: req.params.id, grant: actor.grant });
        refuseStale(expected, found.logIndex);
        if (act === 'answer' && actor.role !== 'legalization-office') throw signedAnswer();
        const stepped = await recordMatterStep(entry, { ...req.body, matter: found, actor });
        return { matter: stepped, body: await findMatterBody(entry.tx, { matter: stepped, at: entry.at }) };
      }),
    );
    res.status(200).set('ETag', etagOf(matter.logIndex)).json(body);
  };

  return { openMatter: reference.create, listMatters: listHandler(db, deps), getMatter: get, stepMatter: step };
}

function listHandler(db: Database, { clock }: Pick<GovernedDeps, 'clock'>): Handler<'listMatters'> {
  return async (req, res) => {
    const { agencyCode, region, kind, state, awaits, overdue, answerAwaited } = req.query;
    const at = clock();
    const asked = {
      agencyCode,
      region,
      kind,
      state,
      awaits,
      answerAwaited,
      at,
      overdueOn: overdue === true ? dayOf(at) : undefined,
      dueFrom: req.query.dueFrom === undefined ? undefined : civilDate(req.query.dueFrom),
    };
    const place = { grant: actorOf(req).grant, after: textCursorOf(req.query), limit: limitOf(req.query) };
    const { matters, names, awaited, next } = await inSnapshot(db, async (tx) => {
      const page = await listMatters(tx, { ...asked, ...place });
      const owners = page.matters.map(({ state }) => state.owner);
      const awaited = owners.length === 0 ? undefined : await findAwaitedAnswers(tx, { agencyCodes: owners, at });
      return { ...page, awaited, names: await namesOfAgencies(tx, owners) };
    });
    const items = matters.map(({ state }) => ({
      ...summaryOf(state, dayOf(at), awaited?.get(state.id)),
      ownerName: names.get(state.owner) ?? null,
    }));
    res.status(200).json(pageEnding(items, next));
  };
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
        const body = await findMatterBody(entry.tx, { matter: done, at: entry.at });
        return { status: 200, etag: etagOf(done.logIndex), body };
      },
    },
  };
}

/** Answers took one person once. */
function signedAnswer(): Refusal {
  const message = text(
    '整改答复须由单位审批人签署：请用 POST /v1/matters/{id}/answers（answerRectification）提交。',
    'An answer to a rectification is signed by the approver of the agency: send it by POST /v1/matters/{id}/answers (answerRectification).',
  );
  return new Refusal('conflict', 'matter.signed_answer', message);
}
