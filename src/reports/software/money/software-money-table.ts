import type { Column } from '../../../documents/index.ts';
import { type Text, text } from '../../../kernel/index.ts';
import type { AgencyWithoutSoftwareMoney } from './list-software-money.ts';

type Row = AgencyWithoutSoftwareMoney;

export const STATE_WORDS: Readonly<Record<Row['state'], Text>> = {
  none: text('未安排软件资金', 'no money for software'),
  'used-up': text('软件资金已用尽', 'nothing is left for software'),
  short: text('软件资金不足', 'too little is left for software'),
};

export const SOFTWARE_MONEY_COLUMNS: readonly Column<Row>[] = [
  { title: text('单位', 'Agency'), kind: 'text', of: ({ agencyName }) => agencyName },
  { title: text('统一社会信用代码', 'Credit code'), kind: 'code', of: ({ agencyCode }) => agencyCode },
  { title: text('行政区划', 'Region'), kind: 'code', of: ({ region }) => region },
  { title: text('情况', 'Finding'), kind: 'text', of: ({ state }, language) => STATE_WORDS[state][language] },
  { title: text('计算机订单数', 'Orders of computers'), kind: 'count', of: ({ computerOrders }) => computerOrders },
  { title: text('硬件指标', 'For computers'), kind: 'money', of: ({ hardwareAppropriation }) => hardwareAppropriation },
  { title: text('硬件可用', 'of it left'), kind: 'money', of: ({ hardwareAvailable }) => hardwareAvailable },
  { title: text('软件指标', 'For software'), kind: 'money', of: ({ softwareAppropriation }) => softwareAppropriation },
  { title: text('软件可用', 'of it left'), kind: 'money', of: ({ softwareAvailable }) => softwareAvailable },
  { title: text('软件所需', 'Needed for software'), kind: 'money', of: ({ softwareNeeded }) => softwareNeeded },
];

export const SOFTWARE_MONEY_NOTES: readonly Text[] = [
  text(
    '依据：《国务院办公厅关于进一步做好政府机关使用正版软件工作的通知》（国办发〔2010〕47号，条款号未核实）要求购置、更换计算机办公设备必须同时安排必要的软件购置资金。',
    'Basis: General Office of the State Council, 国办发〔2010〕47号 (item unverified): whoever buys or replaces office computers must set aside the necessary money for software at the same time.',
  ),
  text(
    '软件所需＝硬件可用金额按台式计算机价格标准可购台数×（办公软件价格标准＋终端防病毒软件价格标准），取自现行政策参数；仅统计未关闭的指标。硬件、软件按经济分类科目划分，31007 计入软件。',
    'Needed = the machines that the money left for computers buys at the price standard of a desktop × the standards of an office suite and of antivirus, out of the policy parameters in force. Open lines only. Money is told apart by economic class; 31007 counts as software.',
  ),
];
