import { pagesOf, percentOf, type ReportTable } from '../../documents/index.ts';
import type { AnswerOf, Handler } from '../../http/operation.ts';
import { type CivilDate, civilDate, dayOf, daysBetween, formatYuan, type Text, text } from '../../kernel/index.ts';
import { findScope } from '../find-scope.ts';
import { type ReportDeps, reportHandler } from '../report-handler.ts';
import { YEAR } from '../report-scope.ts';
import { listUnusedMoney, type UnusedLine, type UnusedMoney } from './list-unused-money.ts';
import {
  availableRate,
  UNUSED_COLUMNS,
  UNUSED_NOTES,
  type UnusedRow,
  unusedRow,
  unusedTotalRow,
} from './unused-money-table.ts';

const AT_LEAST_PERCENT = 50;

/** Budget lines of which much is still available. */
export function unusedMoneyHandler(deps: ReportDeps): Handler<'reportUnusedMoney'> {
  return reportHandler(deps, {
    keys: ['string'],
    load: async (tx, { query, grant, at }) => {
      const { fiscalYear, region, agencyCode, atLeastPercent = AT_LEAST_PERCENT } = query;
      const scope = await findScope(tx, { query, grant });
      const unused = await listUnusedMoney(tx, { fiscalYear, grant, region, agencyCode }, atLeastPercent);
      const elapsedRate = elapsedIn(fiscalYear, dayOf(at));
      const head: ReportTable<UnusedRow>['head'] = [
        [YEAR, String(fiscalYear)],
        scope.line,
        [ELAPSED, `${elapsedRate ?? '—'} %`],
        [AT_LEAST, `${atLeastPercent} %`],
      ];
      const table = {
        ...{ name: `unused-money-${fiscalYear}`, title: TITLE, head, columns: UNUSED_COLUMNS, notes: UNUSED_NOTES },
        total: unusedTotalRow(unused.total),
      };
      const pages = pagesOf(unused.reading, (line) => [unusedRow(line)]);
      return { ...unused, table, pages, elapsedRate, atLeastPercent };
    },
    head: ({ total, elapsedRate, atLeastPercent }, { query }) => ({
      ...{ fiscalYear: query.fiscalYear, atLeastPercent, yearElapsedRate: elapsedRate },
      total: totalBody(total),
    }),
    row: lineBody,
  });
}

const TITLE: Text = text('存量资金表', 'Money that is not used');
const ELAPSED = text('年度已过', 'Year elapsed');
const AT_LEAST = text('可用占比不低于', 'Available at least');

/** How much of a calendar year is over at the end of a day. */
function elapsedIn(fiscalYear: number, today: CivilDate): string | null {
  const [first, next] = [civilDate(`${fiscalYear}-01-01`), civilDate(`${fiscalYear + 1}-01-01`)];
  const days = daysBetween(first, next);
  return percentOf(Math.min(days, Math.max(0, daysBetween(first, today) + 1)), days);
}

type Body = AnswerOf<'reportUnusedMoney', 200>;

function totalBody({ lines, appropriation, available }: UnusedMoney['total']): Body['total'] {
  return { lines, appropriation: formatYuan(appropriation), available: formatYuan(available) };
}

function lineBody(line: UnusedLine): Body['items'][number] {
  const { code, agencyCode, agencyName, documentNumber, project, economicClass } = line;
  return {
    ...{ budgetLine: code, agencyCode, agencyName, documentNumber, project, economicClass },
    appropriation: formatYuan(line.appropriation),
    elsewhere: formatYuan(line.elsewhere),
    bound: formatYuan(line.bound),
    available: formatYuan(line.available),
    availableRate: availableRate(line),
  };
}
