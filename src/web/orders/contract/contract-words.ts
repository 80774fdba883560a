import type { BothLanguages, Words } from '../../words/use-words.ts';

const zh = {
  title: (reference: string) => `${reference} 的合同`,
  link: '登记合同',
  toOrder: '返回订单',
  help: '订单中已批准的内容照旧，只需填写合同上的内容。金额不得超过已批准的总额。',
  number: '合同编号',
  signedOn: '签订日期',
  signedOnHelp: '例如 2026-12-03，也可写 12.3。',
  supplier: '供应商',
  creditCode: '供应商统一社会信用代码',
  creditCheckedOn: '信用记录查询日期',
  creditHelp: '签订合同前须查询供应商信用记录；没有查询日期的合同不予通过。',
  notLookedUp: '未填写。请先查询供应商信用记录，再填查询日期。',
  total: '合同总额（元）',
  approved: (total: string) => `已批准 ${total}`,
  submit: '登记并审核',
  missing: '请填写。',
  noCode: '不是 18 位统一社会信用代码。',
  noDay: '不是日期。',
  noMoney: '不是金额。',
};

const en: Words<typeof zh> = {
  title: (reference) => `Contract of ${reference}`,
  link: 'Enter the contract',
  toOrder: 'Back to the order',
  help: 'What was approved stays as it is: state what the contract says. Its sum may not exceed what was approved.',
  number: 'Number of the contract',
  signedOn: 'Signed on',
  signedOnHelp: 'Such as 2026-12-03, or 12.3.',
  supplier: 'Supplier',
  creditCode: "Supplier's credit code",
  creditCheckedOn: 'Credit records looked up on',
  creditHelp: 'They are looked up before the contract is signed; a contract without the day is rejected.',
  notLookedUp: 'Not stated. Look up the credit records of the supplier first, then state the day.',
  total: 'Sum of the contract (yuan)',
  approved: (total) => `approved: ${total}`,
  submit: 'Enter and judge',
  missing: 'Please fill this in.',
  noCode: 'This is no unified social credit code of 18 characters.',
  noDay: 'This is no day.',
  noMoney: 'This is no amount.',
};

export const CONTRACT_WORDS: BothLanguages<typeof zh> = { zh, en };
