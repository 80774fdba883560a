import { randomBytes } from 'node:crypto';
import { answerOnce, type RepeatableRequest, recallAnswer, repeatableRequestOf } from '../../access/index.ts';
import { type Database, inSnapshot, inTransaction, type StepCaller, type TakeStepsFor } from '../../db/index.ts';
import { allPages, readingOf } from '../../documents/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { waitingCallerOf } from '../../http/apart/waiting-caller.ts';
import type { AnswerOf, BodyOf, Handler, Handlers } from '../../http/operation.ts';
import { limitOf, pageEnding, textCursorOf } from '../../http/paging.ts';
import { type Actor, civilDate, formatYuan } from '../../kernel/index.ts';
import { type GovernedDeps, governed } from '../../log/index.ts';
import { toStandingBody } from '../../orders/index.ts';
import { createOfKind } from '../../reference/index.ts';
import { findAgency, scopeLine, wholeReportHandler } from '../../reports/index.ts';
import { AUDIT_SAMPLE, type AuditSample } from './audit-sample.ts';
import { type DrawnOrder, getSample, type SampleReading } from './find-samples.ts';
import type { SampleWish } from './gather-sample.ts';
import { gatherSample } from './gather-sample-step.ts';
import { wordsOf } from './risk-score.ts';
import { sampleTable } from './sample-table.ts';
import { listSamples } from './samples-repository.ts';

export interface SamplesDeps extends GovernedDeps {
  readonly takeStepsFor: TakeStepsFor;
}

/** Orders drawn for an audit, so that anybody can draw them again. */
export function samplesRoutes(db: Database, deps: SamplesDeps): Handlers {
  const make = async (wish: SampleWish, { actor, asking, caller }: SampleRequest): Promise<RememberedSample> => {
    // Drawn apart, and before the head of the log is taken: everybody waits for that.
    const drawn = await deps.takeStepsFor(caller, (takeStep) => gatherSample(takeStep, wish));
    const made = await inTransaction(db, (tx) =>
      governed(tx, deps, (entry) =>
        answerOnce<RememberedSample>(entry, asking, async () => {
          const context = { actor, on: entry.on, newId: deps.newId };
          const { key } = await createOfKind(entry, AUDIT_SAMPLE, { body: drawn, ...context });
          return { status: 201, body: { id: key } };
        }),
      ),
    );
    return made.body;
  };

  const draw: Handler<'createAuditSample'> = async (req, res) => {
    const actor = actorOf(req);
    const asking = repeatableRequestOf('createAuditSample', req, actor);
    const known = await inSnapshot(db, (tx) => recallAnswer<RememberedSample>(tx, asking));
    const request = { actor, asking, caller: waitingCallerOf(req) };
    const { id } = known?.body ?? (await make(wishIn(req.body, actor), request));
    const found = await inSnapshot(db, (tx) => getSample(tx, id, actor));
    res.status(201).set('Location', `/v1/audit-samples/${id}`).json(sampleBody(found));
  };

  const list: Handler<'listAuditSamples'> = async (req, res) => {
    const page = { grant: actorOf(req).grant, after: textCursorOf(req.query), limit: limitOf(req.query) };
    const { rows, next } = await inSnapshot(db, (tx) => listSamples(tx, page));
    const items = rows.map(({ state }) => summaryBody(state));
    res.status(200).json(pageEnding(items, next));
  };

  return { createAuditSample: draw, listAuditSamples: list };
}

/** A sample with what became of its orders, which may be many. */
export function sampleReadingRoutes(db: Database, deps: Pick<GovernedDeps, 'clock' | 'origin'>): Handlers {
  return { getAuditSample: readHandler(db, deps) };
}

/** What is remembered of a sample that was made. */
interface RememberedSample {
  readonly id: string;
}

interface SampleRequest {
  readonly actor: Actor;
  readonly asking: RepeatableRequest;
  readonly caller: StepCaller;
}

const SEED_BYTES = 12;

function wishIn(body: BodyOf<'createAuditSample'>, { grant }: Actor): SampleWish {
  const { size, by, agencyCode, region, logSize } = body;
  return {
    ...{ size, by, grant, seed: body.seed ?? randomBytes(SEED_BYTES).toString('hex') },
    ...{ from: civilDate(body.from), until: civilDate(body.until) },
    ...{ agencyCode: agencyCode ?? undefined, region, isSubtree: body.subtree === true, logSize },
  };
}

function readHandler(
  db: Database,
  { clock, origin }: Pick<GovernedDeps, 'clock' | 'origin'>,
): Handler<'getAuditSample'> {
  return wholeReportHandler(
    { db, clock, origin },
    {
      load: async (tx, { params, actor }) => {
        const found = await getSample(tx, params.id, actor);
        const { agencyCode, region } = found.sample.state;
        const agency = await findAgency(tx, agencyCode ?? undefined, actor.grant);
        const scope = scopeLine({ region }, { region }, agency);
        const table = sampleTable({ sample: found.sample.state, leftOut: found.leftOut, scope });
        return { found, table, pages: allPages(readingOf(found.orders, ({ place }) => [place])) };
      },
      body: ({ found }) => sampleBody(found),
    },
  );
}

type SummaryBody = AnswerOf<'listAuditSamples', 200>['items'][number];

function summaryBody({ items, ...sample }: AuditSample): SummaryBody {
  return { ...sample, drawn: items.length };
}

function sampleBody({ sample, orders, leftOut }: SampleReading): AnswerOf<'getAuditSample', 200> {
  return { ...summaryBody(sample.state), leftOut, items: orders.map(drawnBody) };
}

type DrawnBody = AnswerOf<'getAuditSample', 200>['items'][number];

function drawnBody({ total, standing, latestRevision: _latest, state, parts, ...order }: DrawnOrder): DrawnBody {
  return {
    ...order,
    total: total === null ? null : formatYuan(total),
    standing: toStandingBody({ state }, standing),
    state,
    parts: parts.map((part) => ({ ...part, words: wordsOf(part) })),
  };
}
