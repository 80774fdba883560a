import { inSnapshot, type Tx } from '../../db/index.ts';
import { answerDocument, asOfBody, type Reading, type ReportTable, VARY } from '../../documents/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { formatOf } from '../../http/answer-format.ts';
import { languageOf } from '../../http/language.ts';
import type { AnswerOf, Handler } from '../../http/operation.ts';
import { cursorOf, limitOf, pageOf } from '../../http/paging.ts';
import { formatYuan, type Text, text } from '../../kernel/index.ts';
import { CAUSE_WORDS } from '../../ledger/index.ts';
import { findAgency } from '../find-agency.ts';
import { type AsOf, findAsOf } from '../find-as-of.ts';
import { scopeLine, YEAR } from '../report-scope.ts';
import { BALANCE_COLUMNS, BALANCE_NOTES, type BalanceRow } from './balance-table.ts';
import { bucketsBody } from './buckets.ts';
import type { ReportDeps } from './execution-routes.ts';
import { type BalanceQuestion, type ExplainedMove, type LineBalance, listBalance } from './list-balance.ts';

/** A balance, explained move by move. */
export function balanceHandler(deps: ReportDeps): Handler<'explainBudgetLineBalance'> {
  return async (req, res) => {
    const { grant } = actorOf(req);
    const language = languageOf(req.get('accept-language'));
    const format = formatOf(req);
    const { query, params } = req;
    const question = async (tx: Tx): Promise<BalanceQuestion> => {
      return { code: params.code, grant, asOf: await findAsOf(tx, query) };
    };
    if (format !== 'json') {
      const load = async (tx: Tx) => {
        const asked = await question(tx);
        const balance = await listBalance(tx, asked);
        return { table: await tableOf(tx, deps, { balance, asked }), reading: asRows(balance.reading) };
      };
      return answerDocument(res, { db: deps.db, format, language, load });
    }
    const limit = limitOf(query);
    const after = cursorOf(query, ['number', 'number'])?.map(Number);
    const body = await inSnapshot(deps.db, async (tx) => {
      const asked = await question(tx);
      const balance = await listBalance(tx, asked);
      const opening = await balance.openingAfter(after);
      const rows = await balance.reading.page(after, limit + 1);
      const { items, next } = pageOf(rows, limit, balance.reading.keyOf);
      return { ...headBody(balance, asked.asOf), opening: bucketsBody(opening), items: items.map(moveBody), next };
    });
    res.status(200).set('Vary', VARY).json(body);
  };
}

const NAME = 'budget-line-balance';
const TITLE: Text = text('预算指标余额明细账', 'Budget line: how the balance came about');
const LINE = text('指标编号', 'Budget line');
const PROJECT = text('项目', 'Project');
const CLASS = text('经济分类科目', 'Economic class');
const STATE = text('对账', 'Reconciled');
const AGREES = text('指标计数与流水相符', 'the counters are the sum of the moves');
const DIFFERS = text('指标计数与流水不符，金额以流水为准', 'the counters are not the sum of the moves, which is shown');
const FROZEN = text('冻结', 'Frozen');

interface ExplainedBalance {
  readonly balance: LineBalance;
  readonly asked: BalanceQuestion;
}

async function tableOf(
  tx: Tx,
  { clock, origin }: ReportDeps,
  { balance, asked }: ExplainedBalance,
): Promise<ReportTable<BalanceRow>> {
  const { code, agencyCode, fiscalYear, project, economicClass, agrees, frozen, closing } = balance;
  const agency = await findAgency(tx, agencyCode, asked.grant);
  return {
    name: NAME,
    title: TITLE,
    head: [
      [LINE, code],
      scopeLine({}, asked.grant, agency),
      [YEAR, String(fiscalYear)],
      [PROJECT, project],
      [CLASS, economicClass],
      ...(agrees === null ? [] : [[STATE, agrees ? AGREES : DIFFERS] as const]),
      ...(frozen === null ? [] : [[FROZEN, frozen.reason] as const]),
    ],
    columns: BALANCE_COLUMNS,
    total: { move: null, balance: closing },
    notes: BALANCE_NOTES,
    asOf: asked.asOf,
    gate: origin,
    printedAt: clock(),
  };
}

function asRows({ page, keyOf }: Reading<ExplainedMove>): Reading<BalanceRow> {
  return {
    page: async (after, limit) => (await page(after, limit)).map((move) => ({ move, balance: move.balance })),
    keyOf: ({ move }) => (move === null ? [] : keyOf(move)),
  };
}

type Body = AnswerOf<'explainBudgetLineBalance', 200>;

function headBody(balance: LineBalance, asOf: AsOf): Omit<Body, 'opening' | 'items' | 'next'> {
  const { code, agencyCode, fiscalYear, project, economicClass, agrees, frozen, closing } = balance;
  return {
    ...{ budgetLine: code, agencyCode, fiscalYear, project, economicClass },
    ...{ asOf: asOfBody(asOf), closing: bucketsBody(closing), agrees, frozen },
  };
}

function moveBody(move: ExplainedMove): Body['items'][number] {
  const { logIndex, sequence, at, from, to, amount, cause, order, actor, leafHash, balance } = move;
  return {
    ...{ logIndex, sequence, at, from, to, amount: formatYuan(amount), cause, reason: CAUSE_WORDS[cause] },
    ...{ order, actor, leafHash: leafHash.toString('base64'), balance: bucketsBody(balance) },
  };
}
