import {
  changePlanFiling,
  createPlanFiling,
  describePlanFiling,
  getPlanFiling,
  listPlanFilings,
} from '../../client/operations.generated.ts';
import { both } from '../../words/text.ts';
import { defineRecord, field } from '../record.ts';
import { AGENCY } from '../register.ts';
import { day, money } from '../values.tsx';

export const kind = defineRecord({
  path: '/plan-filings',
  title: both('实施计划备案', 'Plan filings'),
  list: listPlanFilings,
  empty: both(
    '没有采购实施计划备案。财政部门登记或导入后，会出现在这里。',
    'No plan was filed. Those that the finance bureau enters or imports appear here.',
  ),
  key: ({ number }) => number,
  fields: {
    number: field('备案编号', 'Number'),
    agencyCode: AGENCY,
    fiscalYear: field('预算年度', 'Fiscal year'),
    filedOn: field('备案日期', 'Filed on', day),
    amount: { ...field('金额（元）', 'Amount (yuan)', money), isNumeric: true },
  },
  columns: ['number', 'agencyCode', 'fiscalYear', 'filedOn', 'amount'],
  filters: [
    { name: 'fiscalYear', as: 'text', label: both('预算年度', 'Fiscal year') },
    { name: 'agencyCode', as: 'agency' },
  ],
  page: {
    one: both('实施计划备案', 'Plan filing'),
    get: getPlanFiling,
    by: 'number',
    heading: ({ number }) => number,
    sections: [{ title: both('备案', 'The filing'), fields: ['agencyCode', 'fiscalYear', 'filedOn', 'amount'] }],
    inner: [
      {
        of: 'items',
        title: both('计划项目', 'Items'),
        fields: {
          item: field('项目', 'Item'),
          description: field('说明', 'Description'),
          amount: { ...field('金额（元）', 'Amount (yuan)', money), isNumeric: true },
        },
      },
    ],
  },
  forms: {
    create: createPlanFiling,
    describe: describePlanFiling,
    change: changePlanFiling,
  },
});
