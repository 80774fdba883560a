import type { BothLanguages, Words } from '../words/both-languages.ts';

const zh = {
  more: '更多条件',
  names: {
    fiscalYear: '预算年度',
    submittedFrom: '申报日期从',
    submittedUntil: '申报日期到',
    totalFrom: '总额不低于（元）',
    totalUntil: '总额不高于（元）',
    rule: '未决问题的规则编号',
  },
  wrong: {
    ...{ fiscalYear: '请填写四位年份', rule: '请填写规则编号，如 OS-01' },
    ...{ submittedFrom: '不是日期', submittedUntil: '不是日期', totalFrom: '不是金额', totalUntil: '不是金额' },
  },
  supplier: { label: '供应商', bad: '请从列表中选择，或填写统一社会信用代码' },
  special: '异常情况',
  anySpecial: '不限',
  specials: { overdue: '网上商城已下单，合同逾期未签', overpaid: '退货后多付，尚未冲销' },
};

const en: Words<typeof zh> = {
  more: 'More filters',
  names: {
    fiscalYear: 'Fiscal year',
    submittedFrom: 'Submitted from',
    submittedUntil: 'Submitted until',
    totalFrom: 'Total from (yuan)',
    totalUntil: 'Total until (yuan)',
    rule: 'Open finding of rule',
  },
  wrong: {
    ...{ fiscalYear: 'A year of four digits', rule: 'The code of a rule, such as OS-01' },
    ...{ submittedFrom: 'This is no date', submittedUntil: 'This is no date' },
    ...{ totalFrom: 'This is no amount', totalUntil: 'This is no amount' },
  },
  supplier: { label: 'Supplier', bad: 'Choose one from the list, or type its credit code' },
  special: 'Out of the ordinary',
  anySpecial: 'all orders',
  specials: { overdue: 'redeemed, contract overdue', overpaid: 'overpaid after a return' },
};

export const ORDER_FILTER_WORDS: BothLanguages<typeof zh> = { zh, en };
