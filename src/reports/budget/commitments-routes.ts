import { BUDGET_LINES, budgetLineBalance } from '../../budget/index.ts';
import { pagesOf, type Reading, type ReportTable } from '../../documents/index.ts';
import type { AnswerOf, Handler } from '../../http/operation.ts';
import { type Actor, type Fen, fen, formatYuan, MASK, seesTexts, type Text, text } from '../../kernel/index.ts';
import { findOfKind, findOfKindAsOf } from '../../reference/index.ts';
import { findAgency } from '../find-agency.ts';
import { type ReportDeps, reportHandler } from '../report-handler.ts';
import { scopeLine, YEAR } from '../report-scope.ts';
import {
  type CommitmentRow,
  type CommittedSums,
  listCommitmentRows,
  sumCommitments,
} from './commitments-repository.ts';
import {
  COMMITMENT_COLUMNS,
  COMMITMENT_NOTES,
  type Commitment,
  type CommittedMoney,
  type CommittedOrder,
} from './commitments-table.ts';

/** For which orders money of a line is set aside or spent. */
export function commitmentsHandler(deps: ReportDeps): Handler<'reportBudgetLineCommitments'> {
  return reportHandler(deps, {
    keys: ['string'],
    load: async (tx, { actor, params: { code }, grant, asOf }) => {
      const upTo = asOf.index ?? -1;
      const found = asOf.isNow
        ? await findOfKind(tx, BUDGET_LINES, { key: code, grant })
        : await findOfKindAsOf(tx, BUDGET_LINES, { key: code, grant, asOf: upTo });
      const { agencyCode, fiscalYear, project } = budgetLineBalance(found);
      const { orders, ...sums } = await sumCommitments(tx, { code, upTo });
      const total = moneyOf(sums);
      const reading: Reading<Commitment & { readonly order: CommittedOrder }> = {
        keyOf: ({ order }) => [order.id],
        page: async (after, limit) => {
          const [last] = after ?? [];
          const page = { code, upTo, after: last === undefined ? undefined : String(last), limit };
          const rows = await listCommitmentRows(tx, page);
          return rows.map((row) => ({ order: orderOf(row, actor), money: moneyOf(row) }));
        },
      };
      const whose = scopeLine({}, grant, await findAgency(tx, agencyCode, grant));
      const head: ReportTable<Commitment>['head'] = [
        [LINE, code],
        whose,
        [YEAR, String(fiscalYear)],
        [PROJECT, project],
      ];
      const table = {
        ...{ name: 'budget-line-commitments', title: TITLE, head, columns: COMMITMENT_COLUMNS },
        ...{ total: { order: null, money: total }, notes: COMMITMENT_NOTES },
      };
      const pages = pagesOf(reading, (one): readonly Commitment[] => [one]);
      return {
        table,
        reading,
        pages,
        line: { budgetLine: code, agencyCode, fiscalYear },
        orders: Number(orders),
        total,
      };
    },
    head: ({ line, orders, total }) => ({ ...line, orders, total: moneyBody(total) }),
    row: ({ order, money }) => ({ order, money: moneyBody(money) }),
  });
}

const TITLE: Text = text('预算指标资金占用明细表', 'Budget line: for which orders money is set aside or spent');
const LINE = text('指标编号', 'Budget line');
const PROJECT = text('项目', 'Project');

/** What is bought in a classified order is not told to whoever is not of its agency. */
function orderOf({ order_id: id, order }: CommitmentRow, actor: Actor): CommittedOrder {
  if (order === null) return { id, reference: null, state: null, subject: null, submittedAt: null };
  const { reference, state, submittedAt, isClassified, subject } = order;
  const isMasked = subject !== null && isClassified && !seesTexts(actor);
  return { id, reference, state, subject: isMasked ? MASK : subject, submittedAt };
}

function moneyOf({ reserved, encumbered, spent }: CommittedSums): CommittedMoney {
  const amount = (sum: number | null): Fen => fen(Number(sum ?? 0));
  return { reserved: amount(reserved), encumbered: amount(encumbered), spent: amount(spent) };
}

function moneyBody({
  reserved,
  encumbered,
  spent,
}: CommittedMoney): AnswerOf<'reportBudgetLineCommitments', 200>['total'] {
  return { reserved: formatYuan(reserved), encumbered: formatYuan(encumbered), spent: formatYuan(spent) };
}
