import type { BothLanguages, Words } from '../../words/use-words.ts';

const fieldZh =
  '页面、报送任务、单位或项目的名称，统一社会信用代码，设备的序列号或资产编号，或订单、预算指标编号的开头';

const zh = {
  title: '查找',
  field: fieldZh,
  help: '↑↓ 选择，Enter 打开，Esc 关闭。',
  results: '查找结果',
  found: (count: number) => (count === 0 ? `没有找到。可以输入：${fieldZh}。` : `找到 ${count} 项。`),
  place: '页面',
  order: '采购订单',
  record: '记录',
  campaign: '报送任务',
  due: (day: string) => `${day} 截止`,
  unit: '单位',
  lines: '预算指标',
  line: '预算指标',
  device: '设备',
  available: (money: string) => `可用 ${money} 元`,
};

const fieldEn =
  'A page, campaign, agency or project by its name, a credit code, a device’s serial or asset number, or the beginning of an order’s reference or a budget line’s code';

const en: Words<typeof zh> = {
  title: 'Find',
  field: fieldEn,
  help: 'Arrow keys choose, Enter opens, Esc closes.',
  results: 'What was found',
  found: (count) =>
    count === 0
      ? `Nothing was found. What can be typed: ${fieldEn}.`
      : count === 1
        ? '1 thing was found.'
        : `${count} things were found.`,
  place: 'Page',
  order: 'Order',
  record: 'Record',
  campaign: 'Campaign',
  due: (day) => `due ${day}`,
  unit: 'Agency',
  lines: 'Budget lines',
  line: 'Budget line',
  device: 'Device',
  available: (money) => `${money} yuan available`,
};

export const PALETTE_WORDS: BothLanguages<typeof zh> = { zh, en };
