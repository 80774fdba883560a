import type { SignedActs } from '../../access/index.ts';
import { inSnapshot, inTransaction } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { etagOf, refuseStale, requireIfMatch } from '../../http/etag.ts';
import type { Handler, Handlers } from '../../http/operation.ts';
import { type Actor, civilDate, dayOf } from '../../kernel/index.ts';
import { type Governed, governed } from '../../log/index.ts';
import { type CampaignsDeps, regionOf } from '../asked/campaigns-routes.ts';
import { getOwnCampaign } from '../asked/find-campaign.ts';
import { toConfirmedBody } from './assessment-body.ts';
import { confirmAssessments } from './confirm-assessments.ts';
import { type FilingToAssess, getFilingToAssess } from './find-assessment.ts';
import { findAssessmentBody } from './find-assessment-body.ts';
import { recordAgreement, recordObjection } from './record-answer.ts';
import { recordScore } from './record-score.ts';

/** How units are assessed: the office scores what they filed, and they agree or object. */
export function assessmentRoutes(deps: CampaignsDeps): Handlers {
  const { db, clock } = deps;
  const act = async ({ actor, id, expected, perform }: ActOnFiling) =>
    inTransaction(db, (tx) =>
      governed(tx, deps, async (entry) => {
        const toAssess = await getFilingToAssess(entry, actor, id);
        refuseStale(expected, toAssess.filing.logIndex);
        await perform(entry, toAssess);
        // What is read of an assessment are its leaves as well.
        await entry.flush();
        return findAssessmentBody(tx, { actor, id, on: entry.on });
      }),
    );

  const get: Handler<'getAssessment'> = async (req, res) => {
    const question = { actor: actorOf(req), id: req.params.id, on: dayOf(clock()) };
    const { body, logIndex } = await inSnapshot(db, (tx) => findAssessmentBody(tx, question));
    res.status(200).set('ETag', etagOf(logIndex)).json(body);
  };

  const score: Handler<'scoreFiling'> = async (req, res) => {
    const actor = actorOf(req);
    const { cells, texts, reasons = {}, text, files = [], respondBy } = req.body;
    const scored = { actor, cells, texts, reasons, text, files, respondBy: respondBy ? civilDate(respondBy) : null };
    const { body, logIndex } = await act({
      ...{ actor, id: req.params.id, expected: requireIfMatch(req) },
      perform: (entry, toAssess) => recordScore(entry, toAssess, scored),
    });
    res.status(200).set('ETag', etagOf(logIndex)).json(body);
  };

  const agree: Handler<'agreeToScore'> = async (req, res) => {
    const actor = actorOf(req);
    const { body, logIndex } = await act({
      ...{ actor, id: req.params.id, expected: requireIfMatch(req) },
      perform: (entry, toAssess) => recordAgreement(entry, toAssess, actor),
    });
    res.status(200).set('ETag', etagOf(logIndex)).json(body);
  };

  const object: Handler<'objectToScore'> = async (req, res) => {
    const actor = actorOf(req);
    const { text, cells = {}, files = [] } = req.body;
    const { body, logIndex } = await act({
      ...{ actor, id: req.params.id, expected: requireIfMatch(req) },
      perform: (entry, toAssess) => recordObjection(entry, toAssess, { actor, text, cells, files }),
    });
    res.status(200).set('ETag', etagOf(logIndex)).json(body);
  };

  return { getAssessment: get, scoreFiling: score, agreeToScore: agree, objectToScore: object };
}

interface ActOnFiling {
  readonly actor: Actor;
  readonly id: string;
  readonly expected: ReturnType<typeof requireIfMatch>;
  readonly perform: (entry: Governed, toAssess: FilingToAssess) => Promise<void>;
}

/** Scores become final by two people of the office. */
export function assessmentActs(): SignedActs {
  return {
    confirmAssessments: {
      reach: 'stated',
      gives: async (tx, { actor, params }) => [regionOf(await getOwnCampaign(tx, actor, params.id ?? ''))],
      act: async (entry, { actor, params, body }) => {
        const campaign = await getOwnCampaign(entry.tx, actor, params.id ?? '');
        const confirmed = await confirmAssessments(entry, { actor, campaign, assessments: body.assessments });
        return { status: 200, body: toConfirmedBody(campaign.key, confirmed) };
      },
    },
  };
}
