import type { BothLanguages, Words } from '../../words/use-words.ts';

const zh = {
  now: '此单现在的资金',
  unit: '金额单位：元。由全部流水相加而得，每一行可查流水。',
  none: '此单没有占用预算资金。',
  line: '预算指标',
  buckets: { reserved: '预占', encumbered: '占用', spent: '支出' },
  moves: '流水',
  see: '查看',
  movesOn: (line: string) => `此单在 ${line} 上的流水`,
  decision: '最新版本审核时',
  nothing: '最新版本审核时没有动用预算。',
  amount: { reserved: '预占（元）', encumbered: '占用（元）' },
  after: '审核后指标可用（元）',
  crossed: { warn: '接近上限', stop: '已到上限', negative: '超支' },
};

const en: Words<typeof zh> = {
  now: 'Money of this order now',
  unit: 'In yuan. The sum of all its moves; each row leads to them.',
  none: 'No money of the budget stands for this order.',
  line: 'Budget line',
  buckets: { reserved: 'Reserved', encumbered: 'Encumbered', spent: 'Spent' },
  moves: 'Moves',
  see: 'See them',
  movesOn: (line) => `Moves of this order on ${line}`,
  decision: 'When the latest revision was decided',
  nothing: 'No money of the budget was moved when the latest revision was decided.',
  amount: { reserved: 'Reserved (yuan)', encumbered: 'Encumbered (yuan)' },
  after: 'Then available on the line (yuan)',
  crossed: { warn: 'near its limit', stop: 'at its limit', negative: 'overdrawn' },
};

export const MONEY_WORDS: BothLanguages<typeof zh> = { zh, en };
