import type { SignedActs } from '../../access/index.ts';
import { type Database, inSnapshot } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import type { AnswerOf, Handler, Handlers, QueryOf } from '../../http/operation.ts';
import { limitOf, pageEnding, textCursorOf } from '../../http/paging.ts';
import { type Actor, fen, formatYuan } from '../../kernel/index.ts';
import type { GovernedDeps } from '../../log/index.ts';
import { checkBudget } from '../lines/check-budget.ts';
import { findAgenciesOfLines } from '../lines/find-lines.ts';
import { canBear } from '../lines/funding-check.ts';
import { toCheckLineBody } from '../lines/funding-check-body.ts';
import { reviseLine } from './revise-line.ts';
import type { BudgetRevision, BudgetTransfer } from './revision.ts';
import { type ChangesQuestion, listRevisions, listTransfers } from './revisions-repository.ts';
import { transferFunds } from './transfer-funds.ts';

/** What changes what lines may spend. */
export function budgetChangeActs({ newId }: GovernedDeps): SignedActs {
  return {
    reviseBudgetLine: {
      reach: 'stated',
      agencies: (tx, { body }) => findAgenciesOfLines(tx, [body.budgetLine]),
      act: async (entry, { actor, body }) => {
        const made = await reviseLine(entry, { ...body, actor, newId });
        return { status: 201, body: revisionBody(made) };
      },
    },
    transferBudget: {
      reach: 'stated',
      agencies: (tx, { body }) => findAgenciesOfLines(tx, [body.from, body.to]),
      act: async (entry, { actor, body }) => {
        const made = await transferFunds(entry, { ...body, actor, newId });
        return { status: 201, body: transferBody(made) };
      },
    },
  };
}

/** What was changed, and what could be spent. */
export function budgetChangeRoutes(db: Database, { clock }: GovernedDeps): Handlers {
  const getRevisions: Handler<'listBudgetRevisions'> = async (req, res) => {
    const question = questionIn(req.query, actorOf(req));
    const found = await inSnapshot(db, (tx) => listRevisions(tx, question));
    res.status(200).json(pageEnding(found.rows.map(revisionBody), found.next));
  };

  const getTransfers: Handler<'listBudgetTransfers'> = async (req, res) => {
    const question = questionIn(req.query, actorOf(req));
    const found = await inSnapshot(db, (tx) => listTransfers(tx, question));
    res.status(200).json(pageEnding(found.rows.map(transferBody), found.next));
  };

  const postCheck: Handler<'checkBudget'> = async (req, res) => {
    const { grant } = actorOf(req);
    const { lines, asOf } = await inSnapshot(db, (tx) => checkBudget(tx, { ...req.body, grant, now: clock() }));
    res.status(200).json({ asOf, isEnough: lines.every(canBear), lines: lines.map(toCheckLineBody) });
  };

  return { listBudgetRevisions: getRevisions, listBudgetTransfers: getTransfers, checkBudget: postCheck };
}

function questionIn(query: QueryOf<'listBudgetRevisions'>, { grant }: Actor): ChangesQuestion {
  const { budgetLine, agencyCode, fiscalYear } = query;
  return { budgetLine, agencyCode, fiscalYear, grant, after: textCursorOf(query), limit: limitOf(query) };
}

function revisionBody(revision: BudgetRevision): AnswerOf<'listBudgetRevisions', 200>['items'][number] {
  const { changeFen, keyId, ...told } = revision;
  const amount = formatYuan(fen(Math.abs(changeFen)));
  return { ...told, direction: changeFen > 0 ? 'increase' : 'decrease', amount, actor: keyId };
}

function transferBody(transfer: BudgetTransfer): AnswerOf<'listBudgetTransfers', 200>['items'][number] {
  const { amountFen, keyId, ...told } = transfer;
  return { ...told, amount: formatYuan(amountFen), actor: keyId };
}
