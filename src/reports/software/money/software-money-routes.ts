import { allPages } from '../../../documents/index.ts';
import type { AnswerOf, Handler } from '../../../http/operation.ts';
import { dayOf, formatYuan, type Text, text } from '../../../kernel/index.ts';
import { getRuleSetInForce, policyFor } from '../../../rules/index.ts';
import { findScope } from '../../find-scope.ts';
import { type ReportDeps, reportHandler } from '../../report-handler.ts';
import { YEAR } from '../../report-scope.ts';
import { type AgencyWithoutSoftwareMoney, listSoftwareMoney } from './list-software-money.ts';
import { SOFTWARE_MONEY_COLUMNS, SOFTWARE_MONEY_NOTES } from './software-money-table.ts';

/** Agencies that buy computers and have too little for software. */
export function softwareMoneyHandler(deps: ReportDeps): Handler<'reportComputersWithoutSoftwareMoney'> {
  return reportHandler(deps, {
    keys: ['string'],
    load: async (tx, { query, grant, at }) => {
      const { fiscalYear, region, agencyCode } = query;
      const scope = await findScope(tx, { query, grant });
      const ruleSet = await getRuleSetInForce(tx, at);
      const policy = policyFor(ruleSet, { region: scope.region, level: '', on: dayOf(at) });
      const reading = listSoftwareMoney(tx, { fiscalYear, grant, region, agencyCode }, policy);
      const table = {
        name: `computers-without-software-money-${fiscalYear}`,
        title: TITLE,
        head: [[YEAR, String(fiscalYear)], scope.line],
        columns: SOFTWARE_MONEY_COLUMNS,
        total: null,
        notes: SOFTWARE_MONEY_NOTES,
      } as const;
      return { table, reading, pages: allPages(reading) };
    },
    head: (_loaded, { query }) => ({ fiscalYear: query.fiscalYear }),
    row: agencyBody,
  });
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
