import { inSnapshot, inTransaction } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { etagOf, refuseStale, requireIfMatch } from '../../http/etag.ts';
import type { Handler, Handlers } from '../../http/operation.ts';
import type { CampaignsDeps } from '../asked/campaigns-routes.ts';
import { toCheckBody } from './filing-body.ts';
import { type AskedDraft, findDraftBody, findDraftPlace } from './find-draft-body.ts';
import { getReporting } from './find-reporter.ts';
import { findSigners } from './find-signers.ts';
import { judgeFiling } from './judged-filing.ts';
import { refuseLocked, writeDraft } from './write-draft.ts';

/** What a unit types before its approver signs it. */
export function filingDraftsRoutes(deps: CampaignsDeps): Handlers {
  const { db, clock } = deps;
  const get: Handler<'getFilingDraft'> = async (req, res) => {
    const asked = askedIn(req);
    const body = await inSnapshot(db, async (tx) => findDraftBody(tx, await findDraftPlace(tx, asked, clock())));
    res.status(200).set('ETag', etagOf(body.version)).json(body);
  };

  const save: Handler<'saveFilingDraft'> = async (req, res) => {
    const asked = askedIn(req);
    const expected = requireIfMatch(req);
    const at = clock();
    const body = await inTransaction(db, async (tx) => {
      const place = await findDraftPlace(tx, asked, at);
      refuseLocked(place);
      const version = place.stored?.version ?? 0;
      refuseStale(expected, version);
      judgeFiling(place.judging, req.body);
      const stored = await writeDraft(tx, place, { content: req.body, actor: asked.actor, at });
      if (!stored) refuseStale(expected, version + 1);
      return findDraftBody(tx, { ...place, stored });
    });
    res.status(200).set('ETag', etagOf(body.version)).json(body);
  };

  const check: Handler<'checkFilingDraft'> = async (req, res) => {
    const asked = askedIn(req);
    const body = await inSnapshot(db, async (tx) => {
      const { judging } = await findDraftPlace(tx, asked, clock());
      return toCheckBody(judging.form, judgeFiling(judging, req.body));
    });
    res.status(200).json(body);
  };

  const signers: Handler<'getFilingSigners'> = async (req, res) => {
    const { actor, ...question } = askedIn(req);
    const basis = actor.role === 'legalization-office' ? 'paper' : 'online';
    const { slots, problem } = await inSnapshot(db, async (tx) =>
      findSigners(tx, { actor, basis, reporting: await getReporting(tx, actor, question) }),
    );
    res.status(200).json({
      ...{ canBeSigned: problem === null, problem: problem && { ...problem } },
      slots: slots.map(({ role, people }) => ({
        role,
        people: people.map(({ id, name }) => ({ person: id, name })),
      })),
    });
  };

  return { getFilingDraft: get, saveFilingDraft: save, checkFilingDraft: check, getFilingSigners: signers };
}

type DraftRequest = Parameters<typeof actorOf>[0] & {
  readonly params: { readonly id: string };
  readonly query: { readonly reporter?: string };
};

function askedIn(req: DraftRequest): AskedDraft {
  return { actor: actorOf(req), campaignId: req.params.id, reporter: req.query.reporter };
}
