import { text } from '../kernel/index.ts';

export const NUMBER = text('序号', 'No.');
export const NOTHING = text('没有符合条件的记录', 'There is nothing to report');
export const UNIT = text('金额单位：元', 'Amounts in yuan');
export const PRINTED = text('制表时间', 'Made at');
export const COLON = text('：', ': ');
export const CONTINUED = text('（续）', ' (continued)');

/** Who puts a name to a report on paper, and where the seal goes; a ledger has places of its own. */
export const SIGNATURES = [
  text('制表', 'Made by'),
  text('复核', 'Checked by'),
  text('负责人', 'In charge'),
  text('（单位盖章）', 'Seal'),
];
