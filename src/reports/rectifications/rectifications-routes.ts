import { pagesOf, type ReportTable } from '../../documents/index.ts';
import type { AnswerOf, Handler } from '../../http/operation.ts';
import { dayOf, text } from '../../kernel/index.ts';
import { findScope } from '../find-scope.ts';
import { type ReportDeps, reportHandler } from '../report-handler.ts';
import { listRectifications, type RectificationRow } from './list-rectifications.ts';
import { RECTIFICATION_COLUMNS, RECTIFICATION_NOTES } from './rectifications-table.ts';

/** The ledger of what agencies have to put right, by when, what they did and who found it done. */
export function rectificationsHandler(deps: ReportDeps): Handler<'reportRectifications'> {
  return reportHandler(deps, {
    keys: ['string'],
    load: async (tx, { query, grant, at }) => {
      const on = dayOf(at);
      const { agencyCode, region, state, overdue } = query;
      const whose = await findScope(tx, { query, grant });
      const asked = { grant, agencyCode, region, state, at, overdueOn: overdue === true ? on : undefined };
      const reading = listRectifications(tx, asked);
      const head: ReportTable<RectificationRow>['head'] = [[DAY, on], whose.line];
      const table = {
        ...{ name: `rectifications-${on}`, title: TITLE, head, columns: RECTIFICATION_COLUMNS, total: null },
        notes: RECTIFICATION_NOTES,
      };
      return { on, reading, table, pages: pagesOf(reading, (row) => [row]) };
    },
    head: ({ on }) => ({ on }),
    row: (row) => rowBody(row),
  });
}

const TITLE = text('整改台账', 'Rectifications');
const DAY = text('统计日期', 'As of');

type RowBody = AnswerOf<'reportRectifications', 200>['items'][number];

function rowBody(row: RectificationRow): RowBody {
  const { id, number, owner, title, source, severity, dueOn, state, outcome } = row.matter;
  const { ownerName, department, measures, doneOn, closedBy, isOverdue: overdue } = row;
  return {
    ...{ id, number, owner, ownerName, title, source, severity, department, dueOn, measures, doneOn, closedBy },
    ...{ state, outcome, overdue },
  };
}
