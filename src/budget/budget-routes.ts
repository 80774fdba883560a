import { findActedAt, type SignedActs } from '../access/index.ts';
import { type Database, inSnapshot } from '../db/index.ts';
import { actorOf } from '../http/actor-of.ts';
import type { Handler, Handlers } from '../http/operation.ts';
import { cursorOf, limitOf, type PageQuery, pageOf } from '../http/paging.ts';
import type { GovernedDeps } from '../log/index.ts';
import { referenceActs, referenceReads, referenceRoutes } from '../reference/index.ts';
import { budgetChangeActs, budgetChangeRoutes } from './changes/budget-changes-routes.ts';
import { PLAN_FILINGS } from './filings/record-plan-filings.ts';
import { importAct } from './import/budget-import-routes.ts';
import { budgetLineBalance } from './lines/budget-line.ts';
import { type BudgetMove, listBudgetMoves } from './lines/list-budget-moves.ts';
import { BUDGET_LINES } from './lines/record-budget-lines.ts';

const LINES = {
  kind: BUDGET_LINES,
  path: '/v1/budget-lines',
  creation: 'BudgetLineCreation',
  answer: budgetLineBalance,
};

/** What changes the money of budget lines takes two people. */
export function budgetActs(deps: GovernedDeps): SignedActs {
  const lines = referenceActs(deps, LINES, { reach: 'stated' });
  return {
    createBudgetLine: lines.create,
    changeBudgetLine: lines.change,
    importBudgetLines: importAct(deps),
    ...budgetChangeActs(deps),
  };
}

/** Budget lines with their money, and filed implementation plans. */
export function budgetRoutes(db: Database, deps: GovernedDeps): Handlers {
  const lines = referenceRoutes(db, deps, LINES);
  const filings = referenceRoutes(db, deps, {
    kind: PLAN_FILINGS,
    path: '/v1/plan-filings',
    creation: 'PlanFilingCreation',
    answer: ({ state }) => state,
  });

  return {
    getBudgetLine: lines.get,
    describeBudgetLine: lines.describe,
    listBudgetLineMoves: listMoves(db),
    ...budgetChangeRoutes(db, deps),
    createPlanFiling: filings.create,
    listPlanFilings: filings.list,
    getPlanFiling: filings.get,
    describePlanFiling: filings.describe,
    changePlanFiling: filings.change,
    importPlanFilings: filings.import,
  };
}

/** What a reader can page through as well. */
export function budgetReads(db: Database): Handlers {
  return { listBudgetLines: referenceReads(db, LINES).list };
}

function listMoves(db: Database): Handler<'listBudgetLineMoves'> {
  return async (req, res) => {
    const actor = actorOf(req);
    const { grant } = actor;
    const limit = limitOf(req.query);
    const question = { code: req.params.code, orderId: req.query.orderId, after: placeIn(req.query), limit, grant };
    const page = await inSnapshot(db, async (tx) => {
      const moves = await listBudgetMoves(tx, question);
      const { items, next } = pageOf(moves, limit, ({ logIndex, sequence }) => [logIndex, sequence]);
      const actedAt = await findActedAt(
        tx,
        actor,
        items.map(({ logIndex }) => logIndex),
      );
      return { items: items.map((move) => ({ ...moveBody(move), actedBy: actedAt(move.logIndex) })), next };
    });
    res.status(200).json(page);
  };
}

/** The log counts from nought, so the first page starts after a place before it. */
function placeIn(query: PageQuery): { readonly logIndex: number; readonly sequence: number } {
  const [logIndex, sequence] = cursorOf(query, ['number', 'number']) ?? [-1, -1];
  return { logIndex: Number(logIndex), sequence: Number(sequence) };
}

function moveBody({ sequence: _place, ...move }: BudgetMove) {
  return move;
}
