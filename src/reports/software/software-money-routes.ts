import { inSnapshot, type Tx } from '../../db/index.ts';
import { answerDocument, asOfBody, type Reading, type ReportTable, VARY } from '../../documents/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { formatOf } from '../../http/answer-format.ts';
import { languageOf } from '../../http/language.ts';
import type { AnswerOf, Handler } from '../../http/operation.ts';
import { limitOf, pageOf, textCursorOf } from '../../http/paging.ts';
import { dayOf, formatYuan, type Grant, type Text, text } from '../../kernel/index.ts';
import { getRuleSetInForce, policyFor } from '../../rules/index.ts';
import type { ReportDeps } from '../budget/execution-routes.ts';
import { findAgency } from '../find-agency.ts';
import { findAsOf } from '../find-as-of.ts';
import { agencyIn, regionIn, type ScopeQuery, scopeLine, YEAR } from '../report-scope.ts';
import { type AgencyWithoutSoftwareMoney, listSoftwareMoney } from './list-software-money.ts';
import { SOFTWARE_MONEY_COLUMNS, SOFTWARE_MONEY_NOTES } from './software-money-table.ts';

/** Agencies that buy computers and have too little for software. */
export function softwareMoneyHandler(deps: ReportDeps): Handler<'reportComputersWithoutSoftwareMoney'> {
  return async (req, res) => {
    const { grant } = actorOf(req);
    const language = languageOf(req.get('accept-language'));
    const format = formatOf(req);
    const { query } = req;
    if (format !== 'json') {
      return answerDocument(res, { db: deps.db, format, language, load: (tx) => load(tx, deps, { query, grant }) });
    }
    const limit = limitOf(query);
    const after = textCursorOf(query);
    const body = await inSnapshot(deps.db, async (tx) => {
      const { table, reading } = await load(tx, deps, { query, grant });
      const rows = await reading.page(after === undefined ? undefined : [after], limit + 1);
      const { items, next } = pageOf(rows, limit, reading.keyOf);
      return { fiscalYear: query.fiscalYear, asOf: asOfBody(table.asOf), items: items.map(agencyBody), next };
    });
    res.status(200).set('Vary', VARY).json(body);
  };
}

interface LoadedAgencies {
  readonly table: ReportTable<AgencyWithoutSoftwareMoney>;
  readonly reading: Reading<AgencyWithoutSoftwareMoney>;
}

async function load(
  tx: Tx,
  { clock, origin }: ReportDeps,
  { query, grant }: { readonly query: ScopeQuery; readonly grant: Grant },
): Promise<LoadedAgencies> {
  const at = clock();
  const { fiscalYear, region, agencyCode } = query;
  const agency = await findAgency(tx, agencyIn(query, grant), grant);
  const ruleSet = await getRuleSetInForce(tx, at);
  const policy = policyFor(ruleSet, { region: agency?.region ?? regionIn(query, grant), level: '', on: dayOf(at) });
  return {
    reading: listSoftwareMoney(tx, { fiscalYear, grant, region, agencyCode }, policy),
    table: {
      name: `computers-without-software-money-${fiscalYear}`,
      title: TITLE,
      head: [[YEAR, String(fiscalYear)], scopeLine(query, grant, agency)],
      columns: SOFTWARE_MONEY_COLUMNS,
      total: null,
      notes: SOFTWARE_MONEY_NOTES,
      asOf: await findAsOf(tx, {}),
      gate: origin,
      printedAt: at,
    },
  };
}

const TITLE: Text = text(
  '购置计算机而未安排足够软件资金的单位',
  'Agencies that buy computers without money for software',
);

type AgencyBody = AnswerOf<'reportComputersWithoutSoftwareMoney', 200>['items'][number];

function agencyBody(row: AgencyWithoutSoftwareMoney): AgencyBody {
  const { agencyCode, agencyName, region, state, computerOrders } = row;
  return {
    ...{ agencyCode, agencyName, region, state, computerOrders },
    hardwareAppropriation: formatYuan(row.hardwareAppropriation),
    hardwareAvailable: formatYuan(row.hardwareAvailable),
    softwareAppropriation: formatYuan(row.softwareAppropriation),
    softwareAvailable: formatYuan(row.softwareAvailable),
    softwareNeeded: row.softwareNeeded === null ? null : formatYuan(row.softwareNeeded),
  };
}
