import type { ActRequest, SignedActs } from '../../access/index.ts';
import { inSnapshot, inTransaction, type Tx } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { etagOf, refuseStale, requireIfMatch } from '../../http/etag.ts';
import type { Handler, Handlers } from '../../http/operation.ts';
import { limitOf, pageEnding, textCursorOf } from '../../http/paging.ts';
import { civilDate } from '../../kernel/index.ts';
import { type Governed, governed } from '../../log/index.ts';
import { listOfKind } from '../../reference/index.ts';
import type { CampaignsDeps } from '../asked/campaigns-routes.ts';
import { getVisibleCampaign } from '../asked/find-campaign.ts';
import { findReturnDay } from '../asked/find-office-days.ts';
import { FILING } from './filing.ts';
import { toStandingBody } from './filing-body.ts';
import { listNewestBases } from './filings-repository.ts';
import { findFilingBody, findRevisionBody, findTriedBody } from './find-filing-body.ts';
import { getReporting } from './find-reporter.ts';
import type { FilingStatement } from './record-filing.ts';
import { getFilingToSettle, returnFiling } from './settle-filing.ts';
import { submitFiling, tryFiling } from './submit-filing.ts';

/** What units have filed, and what an office returns. */
export function filingsRoutes(deps: CampaignsDeps): Handlers {
  const { db } = deps;
  const list: Handler<'listFilings'> = async (req, res) => {
    const limit = limitOf(req.query);
    const question = { query: { ...req.query }, grant: actorOf(req).grant, after: textCursorOf(req.query), limit };
    const { filings, bases, next } = await inSnapshot(db, async (tx) => {
      const page = await listOfKind(tx, FILING, question);
      const filings = page.records.map(({ state }) => state);
      return { filings, bases: await listNewestBases(tx, filings), next: page.next };
    });
    const items = filings.map((filing) => ({ ...toStandingBody(filing), basis: bases.get(filing.id) ?? 'online' }));
    res.status(200).json(pageEnding(items, next));
  };

  const get: Handler<'getFiling'> = async (req, res) => {
    const { body, logIndex } = await inSnapshot(db, (tx) => findFilingBody(tx, actorOf(req), req.params.id));
    res.status(200).set('ETag', etagOf(logIndex)).json(body);
  };

  const getRevision: Handler<'getFilingRevision'> = async (req, res) => {
    const { id, revision } = req.params;
    res.status(200).json(await inSnapshot(db, (tx) => findRevisionBody(tx, actorOf(req), { id, revision })));
  };

  const giveBack: Handler<'returnFiling'> = async (req, res) => {
    const actor = actorOf(req);
    const expected = requireIfMatch(req);
    const { cells, reason = null, dueOn } = req.body;
    const { body, logIndex } = await inTransaction(db, (tx) =>
      governed(tx, deps, async (entry) => {
        const toSettle = await getFilingToSettle(entry, actor, req.params.id);
        refuseStale(expected, toSettle.filing.logIndex);
        const day = dueOn ? civilDate(dueOn) : await findReturnDay(entry, toSettle.campaign.state);
        await returnFiling(entry, toSettle, { actor, cells, reason, dueOn: day });
        await entry.flush();
        return findFilingBody(tx, actor, req.params.id);
      }),
    );
    res.status(200).set('ETag', etagOf(logIndex)).json(body);
  };

  return { listFilings: list, getFiling: get, getFilingRevision: getRevision, returnFiling: giveBack };
}

/** A unit's answer, which its approver signs; or two people of the office from the stamped form. */
export function filingsActs(deps: CampaignsDeps): SignedActs {
  return {
    submitFiling: {
      reach: 'stated',
      slots: async (tx, { actor, params }) => {
        const { state } = await getVisibleCampaign(tx, actor, params.id ?? '');
        const approver = ['agency-approver'] as const;
        return state.state === 'closed' ? [approver, ['legalization-office']] : [approver];
      },
      agencies: async (tx, { actor, params, body }) => {
        const { filedFor } = await getReporting(tx, actor, { campaignId: params.id ?? '', reporter: body.reporter });
        return [filedFor];
      },
      preview: async (tx, { actor, params, body }) =>
        tryOut(tx, deps, { actor, params, statement: statementIn(body), basis: 'online', isTrial: true }),
      act: async (entry, { actor, params, body, signers }) =>
        file(entry, deps, { actor, params, statement: statementIn(body), basis: 'online', isTrial: !signers }),
    },
    fileOnPaper: {
      reach: 'stated',
      agencies: async (tx: Tx, { actor, params, body }) => {
        await getReporting(tx, actor, { campaignId: params.id ?? '', reporter: body.reporter });
        return [body.reporter];
      },
      preview: async (tx, { actor, params, body }) =>
        tryOut(tx, deps, { actor, params, statement: statementIn(body), basis: 'paper', isTrial: true }),
      act: async (entry, { actor, params, body, signers }) =>
        file(entry, deps, { actor, params, statement: statementIn(body), basis: 'paper', isTrial: !signers }),
    },
  };
}

type Submission = ActRequest<'submitFiling'>['body'] | ActRequest<'fileOnPaper'>['body'];

function statementIn(body: Submission): FilingStatement {
  const {
    reporter,
    cells,
    texts,
    rows,
    reasons,
    acknowledged = [],
    files = [],
    signedFor = null,
    reason = null,
  } = body;
  return {
    ...{ reporter, cells, texts, rows, reasons, acknowledged, files, signedFor, reason },
    draftVersion: 'draftVersion' in body ? (body.draftVersion ?? null) : null,
    receivedOn: 'receivedOn' in body && body.receivedOn ? civilDate(body.receivedOn) : null,
  };
}

interface Filing {
  readonly actor: ActRequest<'submitFiling'>['actor'];
  readonly params: ActRequest<'submitFiling'>['params'];
  readonly statement: FilingStatement;
  readonly basis: 'online' | 'paper';
  readonly isTrial: boolean;
}

/** Whoever proposes a filing holds nobody up who decides. */
async function tryOut(tx: Tx, deps: CampaignsDeps, { params, ...asked }: Filing) {
  const moment = { tx, at: deps.clock() };
  const tried = await tryFiling(moment, deps, { ...asked, campaignId: params.id ?? '' });
  const body = await findTriedBody(tx, asked.actor, tried);
  const location = `/v1/filings/${tried.filing.id}`;
  return { status: 201, etag: etagOf(tried.revision.filedIndex), location, body } as const;
}

async function file(entry: Governed, deps: CampaignsDeps, { params, ...asked }: Filing) {
  const { key, logIndex } = await submitFiling(entry, deps, { ...asked, campaignId: params.id ?? '' });
  // What is read of a filing are its leaves as well.
  await entry.flush();
  const { body } = await findFilingBody(entry.tx, asked.actor, key);
  return { status: 201, etag: etagOf(logIndex), location: `/v1/filings/${key}`, body } as const;
}
