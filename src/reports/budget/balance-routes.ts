import { pagesOf, type ReportTable } from '../../documents/index.ts';
import type { AnswerOf, Handler } from '../../http/operation.ts';
import { formatYuan, type Text, text } from '../../kernel/index.ts';
import { CAUSE_WORDS } from '../../ledger/index.ts';
import { findAgency } from '../find-agency.ts';
import { type ReportDeps, reportHandler } from '../report-handler.ts';
import { scopeLine, YEAR } from '../report-scope.ts';
import { BALANCE_COLUMNS, BALANCE_NOTES, type BalanceRow } from './balance-table.ts';
import { bucketsBody } from './buckets.ts';
import { type ExplainedMove, type LineBalance, listBalance } from './list-balance.ts';

/** A balance, explained move by move. */
export function balanceHandler(deps: ReportDeps): Handler<'explainBudgetLineBalance'> {
  return reportHandler(deps, {
    keys: ['number', 'number'],
    load: async (tx, { params, actor, grant, asOf }) => {
      const balance = await listBalance(tx, { code: params.code, actor, asOf });
      const { reading, agencyCode } = balance;
      const whose = scopeLine({}, grant, await findAgency(tx, agencyCode, grant));
      const pages = pagesOf(reading, (move): readonly BalanceRow[] => [{ move, balance: move.balance }]);
      return { table: tableOf(balance, whose), reading, pages, balance };
    },
    head: async ({ balance }, _question, after) => ({
      ...headBody(balance),
      opening: bucketsBody(await balance.openingAfter(after?.map(Number))),
    }),
    row: moveBody,
  });
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

function tableOf(balance: LineBalance, whose: ReturnType<typeof scopeLine>) {
  const { code, fiscalYear, project, economicClass, agrees, frozen, closing } = balance;
  const head: ReportTable<BalanceRow>['head'] = [
    [LINE, code],
    whose,
    [YEAR, String(fiscalYear)],
    [PROJECT, project],
    [CLASS, economicClass],
    ...(agrees === null ? [] : [[STATE, agrees ? AGREES : DIFFERS] as const]),
    ...(frozen === null ? [] : [[FROZEN, frozen.reason] as const]),
  ];
  const total: BalanceRow = { move: null, balance: closing };
  return { name: NAME, title: TITLE, head, columns: BALANCE_COLUMNS, total, notes: BALANCE_NOTES };
}

type Body = AnswerOf<'explainBudgetLineBalance', 200>;

function headBody(balance: LineBalance): Omit<Body, 'asOf' | 'opening' | 'items' | 'next'> {
  const { code, agencyCode, fiscalYear, project, economicClass, agrees, frozen, closing } = balance;
  return {
    ...{ budgetLine: code, agencyCode, fiscalYear, project, economicClass },
    ...{ closing: bucketsBody(closing), agrees, frozen },
  };
}

function moveBody(move: ExplainedMove): Body['items'][number] {
  const { logIndex, sequence, at, from, to, amount, cause, order, actor, actedBy, leafHash, balance } = move;
  return {
    ...{ logIndex, sequence, at, from, to, amount: formatYuan(amount), cause, reason: CAUSE_WORDS[cause] },
    ...{ order, actor, actedBy, leafHash: leafHash.toString('base64'), balance: bucketsBody(balance) },
  };
}
