import { findActedBy } from '../../access/index.ts';
import { inSnapshot, inTransaction, type Tx } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { etagOf, refuseStale, requireIfMatch } from '../../http/etag.ts';
import type { AnswerOf, Handler, Handlers } from '../../http/operation.ts';
import type { Actor, Instant } from '../../kernel/index.ts';
import { judgingOf, wrongState } from '../asked/campaign.ts';
import type { CampaignsDeps } from '../asked/campaigns-routes.ts';
import { getFormOf } from '../asked/find-form.ts';
import { contentOf } from './cell-content.ts';
import { findStoredDraft, keepDraft, type StoredDraft } from './drafts-of-filings-repository.ts';
import { toCheckBody } from './filing-body.ts';
import { findFilingOf, listRevisions } from './filings-repository.ts';
import { findFigures } from './find-figures.ts';
import { findFiledContent } from './find-filing.ts';
import { getReporting, type ReporterQuestion, type Reporting } from './find-reporter.ts';
import { type FilingContent, type FormOfFiling, judgeFiling } from './judged-filing.ts';
import { awaitingSignature, findAwaiting } from './submit-filing.ts';

type Body = AnswerOf<'getFilingDraft', 200>;

/** What a unit types before its approver signs it. */
export function filingDraftsRoutes(deps: CampaignsDeps): Handlers {
  const { db, clock } = deps;
  const get: Handler<'getFilingDraft'> = async (req, res) => {
    const asked = askedIn(req);
    const body = await inSnapshot(db, async (tx) => draftBody(tx, await placeFor(tx, asked, clock())));
    res.status(200).set('ETag', etagOf(body.version)).json(body);
  };

  const save: Handler<'saveFilingDraft'> = async (req, res) => {
    const asked = askedIn(req);
    const expected = requireIfMatch(req);
    const at = clock();
    const body = await inTransaction(db, async (tx) => {
      const place = await placeFor(tx, asked, at);
      if (place.reporting.campaign.state.state === 'cancelled') throw wrongState();
      if (place.lockedBy !== null) throw awaitingSignature();
      const version = place.stored?.version ?? 0;
      refuseStale(expected, version);
      judgeFiling(place.judging, req.body);
      const { keyId: key, personId: person } = asked.actor;
      const draft = { content: JSON.stringify(req.body), version: version + 1, saver: { key, person }, savedAt: at };
      const kept = await keepDraft(tx, keyOf(place.reporting), { draft, before: version });
      if (!kept) refuseStale(expected, version + 1);
      return draftBody(tx, { ...place, stored: draft });
    });
    res.status(200).set('ETag', etagOf(body.version)).json(body);
  };

  const check: Handler<'checkFilingDraft'> = async (req, res) => {
    const asked = askedIn(req);
    const body = await inSnapshot(db, async (tx) => {
      const { judging } = await placeFor(tx, asked, clock());
      return toCheckBody(judging.form, judgeFiling(judging, req.body));
    });
    res.status(200).json(body);
  };

  return { getFilingDraft: get, saveFilingDraft: save, checkFilingDraft: check };
}

interface AskedDraft extends ReporterQuestion {
  readonly actor: Actor;
}

type DraftRequest = Parameters<typeof actorOf>[0] & {
  readonly params: { readonly id: string };
  readonly query: { readonly reporter?: string };
};

function askedIn(req: DraftRequest): AskedDraft {
  return { actor: actorOf(req), campaignId: req.params.id, reporter: req.query.reporter };
}

interface Place {
  readonly reporting: Reporting;
  readonly judging: FormOfFiling;
  readonly stored: StoredDraft | undefined;
  /** The proposal that waits for its signature. */
  readonly lockedBy: string | null;
}

async function placeFor(tx: Tx, { actor, ...question }: AskedDraft, at: Instant): Promise<Place> {
  const reporting = await getReporting(tx, actor, question);
  const { campaign, participant } = reporting;
  const form = await getFormOf(tx, campaign.state);
  const figures = await findFigures(tx, campaign.key, participant.agencyCode);
  return {
    reporting,
    judging: { form, figures, ...judgingOf(campaign.state) },
    stored: await findStoredDraft(tx, keyOf(reporting)),
    lockedBy: (await findAwaiting({ tx, at }, reporting)) ?? null,
  };
}

function keyOf({ campaign, participant }: Reporting) {
  return { campaignId: campaign.key, agencyCode: participant.agencyCode };
}

async function draftBody(tx: Tx, { reporting, judging, stored, lockedBy }: Place): Promise<Body> {
  const { form, figures } = judging;
  const content = stored ? (JSON.parse(stored.content) as FilingContent) : await firstContent(tx, reporting, judging);
  const actedBy = await findActedBy(tx, stored ? [stored.saver] : []);
  return {
    ...{ campaign: reporting.campaign.key, reporter: reporting.participant.agencyCode, form: form.key },
    version: stored?.version ?? 0,
    content: content as Body['content'],
    prefill: Object.entries(figures).map(([cell, { value, why }]) => ({
      ...{ cell, why },
      value: value === null ? null : contentOf(form, cell, value),
    })),
    check: toCheckBody(form, judgeFiling(judging, content)),
    ...{ lockedBy, savedAt: stored?.savedAt ?? null },
    savedBy: stored ? actedBy(stored.saver) : null,
  };
}

/** What was returned, or else what the gate counted, is what a unit begins with. */
async function firstContent(tx: Tx, { campaign, participant }: Reporting, { form, figures, by }: FormOfFiling) {
  const filing = await findFilingOf(tx, campaign.key, participant.agencyCode);
  const newest = filing && (await listRevisions(tx, filing.key)).at(-1);
  if (newest) return findFiledContent(tx, form, newest);
  const known = Object.entries(figures).flatMap(([id, { value }]) =>
    value === null || (by !== undefined && form.sectionOf(id)?.by !== by)
      ? []
      : [[id, contentOf(form, id, value)] as const],
  );
  return { cells: Object.fromEntries(known), texts: {}, rows: {}, reasons: {} };
}
