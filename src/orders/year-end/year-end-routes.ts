import type { ActRequest, SignedActs } from '../../access/index.ts';
import { type Database, inSnapshot, type Tx } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import type { AnswerOf, Handler, Handlers } from '../../http/operation.ts';
import { cursorOf, limitOf, pageOf } from '../../http/paging.ts';
import { type Clock, dayOf, type Grant, laterOf, Refusal, reaches, regionsUpwards, text } from '../../kernel/index.ts';
import { type GovernedDeps, readHead } from '../../log/index.ts';
import { type ClosingRequest, closeYear, refuseClosing } from './close-year.ts';
import { findClosing, listClosings, listRegionEnds, regionsIn } from './list-closings.ts';
import { listYearEndPlan } from './list-year-end.ts';
import { toFiscalYearBody, toYearEndPlanBody } from './year-end-body.ts';

/** Closing a fiscal year: with `dryRun` one person is told what would become of it, and two people begin it. */
export function yearEndActs({ clock }: GovernedDeps): SignedActs {
  return {
    closeFiscalYear: {
      reach: 'stated',
      agencies: (tx, asked) => listRegionEnds(tx, toAsked(asked).region),
      preview: async (tx, asked) => ({ status: 200, body: await planBody(tx, toAsked(asked), clock) }),
      act: async (entry, asked) => {
        const signers = (asked.signers ?? []).map(({ personId }) => personId);
        const closing = await closeYear(entry, { ...toAsked(asked), signers });
        return {
          status: 201,
          location: `/v1/fiscal-years/${closing.fiscalYear}?region=${closing.region}`,
          body: toFiscalYearBody(closing, { closing, done: 0 }),
        };
      },
    },
  };
}

async function planBody(
  tx: Tx,
  closing: ClosingRequest,
  clock: Clock,
): Promise<AnswerOf<'planFiscalYearClosing', 200>> {
  const head = await readHead(tx);
  await refuseClosing(tx, closing, dayOf(laterOf(clock(), head.at)));
  return toYearEndPlanBody(await listYearEndPlan(tx, closing));
}

function toAsked({ actor, params, body }: ActRequest<'closeFiscalYear'>): ClosingRequest {
  const { encumbered, lines = [] } = body;
  return {
    actor,
    region: body.region ?? regionOf(actor.grant),
    fiscalYear: Number(params.year),
    choices: {
      encumbered,
      lines: lines.map((line) => ({
        budgetLine: line.budgetLine,
        encumbered: line.encumbered ?? encumbered,
        to: line.to ?? null,
      })),
    },
  };
}

/** Who is there for single agencies closes no year, and is told so where regions are compared. */
function regionOf(grant: Grant): string {
  return 'region' in grant ? grant.region : '';
}

/** What would become of a year: every line of it is looked at, and every move of those that hold money. */
export function yearEndReads(db: Database, { clock }: Pick<GovernedDeps, 'clock'>): Handlers {
  const plan: Handler<'planFiscalYearClosing'> = async (req, res) => {
    const actor = actorOf(req);
    const { region = regionOf(actor.grant), encumbered = 'carry-over' } = req.query;
    const closing = { actor, region, fiscalYear: Number(req.params.year), choices: { encumbered, lines: [] } };
    res.status(200).json(await inSnapshot(db, (tx) => planBody(tx, closing, clock)));
  };
  return { planFiscalYearClosing: plan };
}

/** How years stand. */
export function yearEndRoutes(db: Database): Handlers {
  const list: Handler<'listFiscalYears'> = async (req, res) => {
    const { grant } = actorOf(req);
    const limit = limitOf(req.query);
    const [year, region] = cursorOf(req.query, ['number', 'string']) ?? [];
    const all = await inSnapshot(db, (tx) => listClosings(tx, grant));
    const start = all.findIndex(({ closing }) => closing.fiscalYear === year && closing.region === region) + 1;
    const { items, next } = pageOf(all.slice(start, start + limit + 1), limit, ({ closing }) => [
      closing.fiscalYear,
      closing.region,
    ]);
    res.status(200).json({ items: items.map((one) => toFiscalYearBody(one.closing, one)), next });
  };

  const get: Handler<'getFiscalYear'> = async (req, res) => {
    const { grant } = actorOf(req);
    const fiscalYear = Number(req.params.year);
    const { region, progress } = await inSnapshot(db, async (tx) => {
      const own = await regionsIn(tx, grant);
      const asked = req.query.region ?? own[0] ?? '';
      if (!own.some((each) => isConcerned(grant, asked, each))) throw unknownRegion();
      return { region: asked, progress: await findClosing(tx, { region: asked, fiscalYear }) };
    });
    res.status(200).json(toFiscalYearBody({ region, fiscalYear }, progress));
  };

  return { listFiscalYears: list, getFiscalYear: get };
}

/** A region below one's own, or one above it, whose closing holds for it as well. */
function isConcerned(grant: Grant, asked: string, own: string): boolean {
  if (regionsUpwards(own).includes(asked)) return true;
  return 'region' in grant && reaches(grant, { code: '', region: asked });
}

function unknownRegion(): Refusal {
  const message = text('没有该区划，或不在权限范围内。', 'There is no such region within reach.');
  return new Refusal('not_found', 'fiscal_year.not_found', message, [{ pointer: '/region', message: '' }]);
}
