import { type ResponsiblePerson, shownTo } from '../../agencies/index.ts';
import { pagesOf, type ReportTable } from '../../documents/index.ts';
import type { AnswerOf, Handler } from '../../http/operation.ts';
import { type Actor, civilDate, dayOf, text } from '../../kernel/index.ts';
import { findScope } from '../find-scope.ts';
import { type ReportDeps, reportHandler } from '../report-handler.ts';
import { listRoster, type RosterRow } from './list-roster.ts';
import { ROSTER_COLUMNS, ROSTER_NOTES, ROSTER_SIGNATURES } from './roster-table.ts';

/** Who answers for genuine software in each agency: attachment 1 of the county plan of 2017. */
export function rosterHandler(deps: ReportDeps): Handler<'reportRoster'> {
  return reportHandler(deps, {
    keys: ['string'],
    load: async (tx, { query, grant, actor, at }) => {
      const on = query.on === undefined ? dayOf(at) : civilDate(query.on);
      const whose = await findScope(tx, { query, grant });
      const scope = { grant, region: query.region, agencyCode: query.agencyCode, isSubtree: false, on };
      const roster = await listRoster(tx, scope, { isVacant: query.vacant, seat: query.vacantSeat });
      const { agencies, withVacancies } = roster.counts;
      const head: ReportTable<RosterRow>['head'] = [
        [DAY, on],
        whose.line,
        [AGENCIES, String(agencies)],
        [WITH_VACANCIES, String(withVacancies)],
      ];
      const table = {
        ...{ name: `roster-${on}`, title: TITLE, head, columns: ROSTER_COLUMNS, total: null, notes: ROSTER_NOTES },
        signatures: ROSTER_SIGNATURES,
      };
      const pages = pagesOf(roster.reading, (row) => [rowFor(actor, row)]);
      return { ...roster, on, table, pages };
    },
    head: ({ on, counts }) => ({ on, ...counts }),
    row: (row, _loaded, { actor }) => rowBody(rowFor(actor, row)),
  });
}

const TITLE = text('软件正版化工作责任人信息汇总表', 'Who answers for genuine software');
const DAY = text('统计日期', 'As of');
const AGENCIES = text('单位数', 'Agencies');
const WITH_VACANCIES = text('有空缺的单位', 'With a vacant seat');

function rowFor(actor: Actor, row: RosterRow): RosterRow {
  return { ...row, holders: row.holders.map((holder): ResponsiblePerson => shownTo(actor, holder)) };
}

type RowBody = AnswerOf<'reportRoster', 200>['items'][number];

function rowBody({ code, name, region, holders, vacant, lastEndReason }: RosterRow): RowBody {
  return { agencyCode: code, agencyName: name, region, holders: [...holders], vacant: [...vacant], lastEndReason };
}
