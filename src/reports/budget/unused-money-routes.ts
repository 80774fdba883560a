import { inSnapshot, type Tx } from '../../db/index.ts';
import { answerDocument, asOfBody, percentOf, type Reading, type ReportTable, VARY } from '../../documents/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { formatOf } from '../../http/answer-format.ts';
import { languageOf } from '../../http/language.ts';
import type { AnswerOf, Handler } from '../../http/operation.ts';
import { limitOf, pageOf, textCursorOf } from '../../http/paging.ts';
import {
  type CivilDate,
  civilDate,
  dayOf,
  daysBetween,
  formatYuan,
  type Grant,
  type Text,
  text,
} from '../../kernel/index.ts';
import { findAgency } from '../find-agency.ts';
import { findAsOf } from '../find-as-of.ts';
import { agencyIn, type ScopeQuery, scopeLine, YEAR } from '../report-scope.ts';
import type { ReportDeps } from './execution-routes.ts';
import { listUnusedMoney, type UnusedLine, type UnusedMoney } from './list-unused-money.ts';
import {
  availableRate,
  UNUSED_COLUMNS,
  UNUSED_NOTES,
  type UnusedRow,
  unusedRow,
  unusedTotalRow,
} from './unused-money-table.ts';

type Query = ScopeQuery & { readonly atLeastPercent?: number };

const AT_LEAST_PERCENT = 50;

/** Budget lines of which much is still available. */
export function unusedMoneyHandler(deps: ReportDeps): Handler<'reportUnusedMoney'> {
  return async (req, res) => {
    const { grant } = actorOf(req);
    const language = languageOf(req.get('accept-language'));
    const format = formatOf(req);
    const { query } = req;
    if (format !== 'json') {
      const rows = async (tx: Tx) => {
        const { table, reading } = await load(tx, deps, { query, grant });
        return { table, reading: asRows(reading) };
      };
      return answerDocument(res, { db: deps.db, format, language, load: rows });
    }
    const limit = limitOf(query);
    const after = textCursorOf(query);
    const body = await inSnapshot(deps.db, async (tx) => {
      const loaded = await load(tx, deps, { query, grant });
      const rows = await loaded.reading.page(after === undefined ? undefined : [after], limit + 1);
      const { items, next } = pageOf(rows, limit, loaded.reading.keyOf);
      return { ...headBody(query, loaded), items: items.map(lineBody), next };
    });
    res.status(200).set('Vary', VARY).json(body);
  };
}

interface LoadedUnusedMoney extends UnusedMoney {
  readonly elapsedRate: string | null;
  readonly table: ReportTable<UnusedRow>;
}

async function load(
  tx: Tx,
  { clock, origin }: ReportDeps,
  { query, grant }: { readonly query: Query; readonly grant: Grant },
): Promise<LoadedUnusedMoney> {
  const at = clock();
  const { fiscalYear, region, agencyCode, atLeastPercent = AT_LEAST_PERCENT } = query;
  const agency = await findAgency(tx, agencyIn(query, grant), grant);
  const unused = await listUnusedMoney(tx, { fiscalYear, grant, region, agencyCode }, atLeastPercent);
  const elapsedRate = elapsedIn(fiscalYear, dayOf(at));
  const head: ReportTable<UnusedRow>['head'] = [
    [YEAR, String(fiscalYear)],
    scopeLine(query, grant, agency),
    [ELAPSED, `${elapsedRate ?? '—'} %`],
    [AT_LEAST, `${atLeastPercent} %`],
  ];
  const table: ReportTable<UnusedRow> = {
    ...{ name: `unused-money-${fiscalYear}`, title: TITLE, head, columns: UNUSED_COLUMNS, notes: UNUSED_NOTES },
    ...{ total: unusedTotalRow(unused.total), asOf: await findAsOf(tx, {}), gate: origin, printedAt: at },
  };
  return { ...unused, elapsedRate, table };
}

const TITLE: Text = text('闲置预算资金表', 'Money that is not used');
const ELAPSED = text('年度已过', 'Year elapsed');
const AT_LEAST = text('可用占比不低于', 'Available at least');

/** How much of a calendar year is over at the end of a day. */
function elapsedIn(fiscalYear: number, today: CivilDate): string | null {
  const [first, next] = [civilDate(`${fiscalYear}-01-01`), civilDate(`${fiscalYear + 1}-01-01`)];
  const days = daysBetween(first, next);
  return percentOf(Math.min(days, Math.max(0, daysBetween(first, today) + 1)), days);
}

function asRows({ page, keyOf }: Reading<UnusedLine>): Reading<UnusedRow> {
  return {
    page: async (after, limit) => (await page(after, limit)).map(unusedRow),
    keyOf: ({ line }) => (line === null ? [] : keyOf(line)),
  };
}

type Body = AnswerOf<'reportUnusedMoney', 200>;

function headBody(query: Query, { table, total, elapsedRate }: LoadedUnusedMoney): Omit<Body, 'items' | 'next'> {
  return {
    fiscalYear: query.fiscalYear,
    atLeastPercent: query.atLeastPercent ?? AT_LEAST_PERCENT,
    yearElapsedRate: elapsedRate,
    asOf: asOfBody(table.asOf),
    total: {
      lines: total.lines,
      appropriation: formatYuan(total.appropriation),
      available: formatYuan(total.available),
    },
  };
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
