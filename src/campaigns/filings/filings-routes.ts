import type { AboutAct, ActRequest, SignedActs } from '../../access/index.ts';
import { inSnapshot, inTransaction, type Tx } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { etagOf, refuseStale, requireIfMatch } from '../../http/etag.ts';
import type { Handler, Handlers } from '../../http/operation.ts';
import { limitOf, pageEnding, textCursorOf } from '../../http/paging.ts';
import { civilDate } from '../../kernel/index.ts';
import { type Governed, governed, namesOfAgencies } from '../../log/index.ts';
import { listOfKind } from '../../reference/index.ts';
import type { CampaignsDeps } from '../asked/campaigns-routes.ts';
import { findReturnDay } from '../asked/find-office-days.ts';
import { FILING } from './filing.ts';
import { toStandingBody } from './filing-body.ts';
import { listStories } from './filings-repository.ts';
import { findAskedUnit } from './find-asked-unit.ts';
import { findDueDays } from './find-due-days.ts';
import { findFiledBody, findFilingBody, findRevisionBody } from './find-filing-body.ts';
import type { MattersOfFilings } from './find-opened-matters.ts';
import { getReportingOnce, reporterIn } from './find-reporter.ts';
import { requireSigners, signerRoles } from './find-signers.ts';
import type { FilingStatement } from './record-filing.ts';
import { getFilingToSettle, returnFiling } from './settle-filing.ts';
import { type FilingDeps, submitFiling, tryFiling } from './submit-filing.ts';

/** What units have filed, and what an office returns. */
export function filingsRoutes(deps: CampaignsDeps): Handlers {
  const { db } = deps;
  const list: Handler<'listFilings'> = async (req, res) => {
    const limit = limitOf(req.query);
    const question = { query: { ...req.query }, grant: actorOf(req).grant, after: textCursorOf(req.query), limit };
    const { filings, stories, names, next } = await inSnapshot(db, async (tx) => {
      const page = await listOfKind(tx, FILING, question);
      const filings = page.records.map(({ state }) => state);
      const codes = filings.map(({ agencyCode }) => agencyCode);
      const [stories, names] = [await listStories(tx, filings), await namesOfAgencies(tx, codes)];
      return { filings, stories, names, next: page.next };
    });
    const items = filings.map((filing) => ({
      ...toStandingBody(filing),
      agencyName: names.get(filing.agencyCode) ?? null,
      basis: stories.get(filing.id)?.basis ?? 'online',
    }));
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

/** A unit's answer, which its approver signs; or two people of the office from the stamped form, which takes it as well. */
export function filingsActs({ matters, ...rest }: CampaignsDeps & { readonly matters: MattersOfFilings }): SignedActs {
  const deps = { ...rest, matters };
  return {
    submitFiling: {
      ...{ reach: 'stated', leavesRights: true },
      slots: async (tx, asked) => signerRoles(await reportingOf(tx, asked), 'online').map((role) => [role]),
      agencies: async (tx, asked) => [(await reportingOf(tx, asked)).filedFor],
      ...{ readAhead: readToFile, about: dueDaysOf },
      preview: (tx, asked) => tryOut(tx, deps, { ...asked, basis: 'online' }),
      act: (entry, asked) => file(entry, deps, { ...asked, basis: 'online' }),
    },
    fileOnPaper: {
      ...{ reach: 'stated', leavesRights: true },
      agencies: async (tx, asked) => {
        await reportingOf(tx, asked);
        return [asked.body.reporter];
      },
      ...{ readAhead: readToFile, about: dueDaysOf },
      preview: (tx, asked) => tryOut(tx, deps, { ...asked, basis: 'paper' }),
      act: (entry, asked) => file(entry, deps, { ...asked, basis: 'paper' }),
    },
  };
}

type AskedFiling = ActRequest<'submitFiling'> | ActRequest<'fileOnPaper'>;

/** Neither campaign nor participant is written by what files. */
function reportingOf(tx: Tx, { actor, params, body: { reporter } }: AskedFiling) {
  return getReportingOnce(tx, actor, { campaignId: params.id ?? '', reporter });
}

async function readToFile(tx: Tx, { actor, params, body }: AskedFiling): Promise<void> {
  await findAskedUnit(tx, params.id ?? '', reporterIn(body, actor));
}

async function dueDaysOf(tx: Tx, asked: readonly AskedFiling[]): Promise<readonly AboutAct[]> {
  const filings = asked.map(({ actor, params, body }) => ({
    ...{ campaignId: params.id ?? '', reporter: reporterIn(body, actor) },
  }));
  return (await findDueDays(tx, filings)).map((dueOn) => ({ dueOn }));
}

function statementIn({ body }: AskedFiling): FilingStatement {
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

type Filing = AskedFiling & { readonly basis: 'online' | 'paper' };

/** Whoever proposes a filing holds nobody up who decides. */
type FilingsDeps = CampaignsDeps & FilingDeps;

async function tryOut(tx: Tx, deps: FilingsDeps, asked: Filing) {
  const moment = { tx, at: deps.clock() };
  const toTry = await toSubmit(tx, asked);
  await requireSigners(tx, toTry);
  const tried = await tryFiling(moment, deps, { ...toTry, isTrial: true });
  const body = await findFiledBody(tx, { actor: asked.actor, signers: [] }, tried);
  const location = `/v1/filings/${tried.filing.id}`;
  return { status: 201, etag: etagOf(tried.revision.filedIndex), location, body } as const;
}

async function file(entry: Governed, deps: FilingsDeps, asked: Filing) {
  const { signers } = asked;
  const toFile = { ...(await toSubmit(entry.tx, asked)), isTrial: !signers };
  const filed = await submitFiling(entry, deps, toFile);
  const body = await findFiledBody(entry.tx, { actor: asked.actor, signers: signers ?? [] }, filed);
  const location = `/v1/filings/${filed.filing.id}`;
  return { status: 201, etag: etagOf(filed.revision.filedIndex), location, body } as const;
}

async function toSubmit(tx: Tx, asked: Filing) {
  const { actor, basis, signers = [] } = asked;
  const people = [actor.personId, ...signers.map(({ personId }) => personId)];
  const office = signers.find(({ role }) => role === 'legalization-office');
  const taker = basis === 'paper' || !office ? actor : { ...actor, ...office };
  const statement = statementIn(asked);
  return { actor, basis, people, taker, statement, reporting: await reportingOf(tx, asked) };
}
