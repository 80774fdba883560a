import type { Schemas } from '../client/operation.ts';
import type { BothLanguages, Words } from '../words/use-words.ts';

type WordsFor<Value extends string> = { readonly [value in Value]: string };

const placesZh: WordsFor<Schemas['MoneyBucket']> = {
  outside: '闸口外来源',
  available: '可用',
  elsewhere: '闸口外使用',
  reserved: '预占',
  encumbered: '占用',
  spent: '支出',
};
const placesEn: WordsFor<Schemas['MoneyBucket']> = {
  outside: 'outside',
  available: 'available',
  elsewhere: 'elsewhere',
  reserved: 'reserved',
  encumbered: 'encumbered',
  spent: 'spent',
};

const projectKindsZh: WordsFor<Schemas['ProjectKind']> = { ordinary: '一般项目', 'capital-construction': '基本建设' };
const projectKindsEn: WordsFor<Schemas['ProjectKind']> = {
  ordinary: 'ordinary',
  'capital-construction': 'capital construction',
};

const statesZh: WordsFor<Schemas['BudgetLineState']> = { open: '正常', closed: '已关闭' };
const statesEn: WordsFor<Schemas['BudgetLineState']> = { open: 'open', closed: 'closed' };

const zh = {
  title: (code: string) => `预算指标 ${code}`,
  facts: {
    agency: '单位',
    year: '预算年度',
    project: '项目',
    projectKind: '项目类别',
    document: '指标文号',
    economicClass: '部门经济分类',
    governmentClass: '政府经济分类',
    functionalClass: '功能分类',
    fundType: '资金性质',
    procurement: '政府采购预算',
    region: '财政区划',
    catalogue: '采购品目',
    state: '状态',
    warning: '预警',
  },
  projectKinds: projectKindsZh,
  states: statesZh,
  yesNo: (is: boolean) => (is ? '是' : '否'),
  warnsAt: (percent: number) => `使用达 ${percent}% 时提示`,
  frozen: (day: string) => `自 ${day} 起冻结：`,
  thresholds: {
    warn: '已用到预警比例。',
    stop: '已没有可用额度，新的预占会被拒绝。',
    negative: '可用额度为负：闸口外使用的金额超过了余额，新的预占会被拒绝。',
  },
  standing: '余额',
  differs: '指标计数与流水不符，以下金额以流水为准。',
  today: '查看现在的余额',
  orders: '占用指标的订单',
  order: '订单',
  noOrders: '还没有订单预占、占用或支出此指标。',
  moreOrders: (shown: number, all: number) => `只列前 ${shown} 个订单，共 ${all} 个；全部订单请导出。`,
  ordersPaper: { workbook: '导出订单明细（Excel）', print: '打印订单明细（PDF）' },
  movesOf: '该订单的流水',
  movesOfOrder: (reference: string) => `订单 ${reference} 在此指标上的流水`,
  see: '查看流水',
  toOrder: '打开订单',
  allMoves: '全部流水',
  moves: '流水',
  movesHelp: '右侧各栏为该笔流水之后的金额，最后一笔之后即为上面的余额。',
  noMoves: '没有流水。',
  when: '时间',
  why: '事由',
  who: '经办',
  gate: '系统',
  way: '由何处至何处',
  fromTo: (from: string, to: string) => `${from}→${to}`,
  amount: '金额',
  log: '存证序号',
  places: placesZh,
  paper: { workbook: '导出流水（Excel）', print: '打印流水（PDF）', page: '打印视图' },
};

const en: Words<typeof zh> = {
  title: (code) => `Budget line ${code}`,
  facts: {
    agency: 'Agency',
    year: 'Fiscal year',
    project: 'Project',
    projectKind: 'Kind of project',
    document: 'Document',
    economicClass: 'Economic class',
    governmentClass: 'Government economic class',
    functionalClass: 'Functional class',
    fundType: 'Kind of money',
    procurement: 'For government procurement',
    region: 'Region of the money',
    catalogue: 'May buy',
    state: 'State',
    warning: 'Warning',
  },
  projectKinds: projectKindsEn,
  states: statesEn,
  yesNo: (is) => (is ? 'yes' : 'no'),
  warnsAt: (percent) => `from ${percent}% used on`,
  frozen: (day) => `Frozen since ${day}:`,
  thresholds: {
    warn: 'It is used up to its warning.',
    stop: 'Nothing of it is left; new reservations are refused.',
    negative: 'It is below zero, because more is used outside the gate than was left; new reservations are refused.',
  },
  standing: 'Balance',
  differs: 'The counters of the line are not the sum of its moves; the amounts below are that sum.',
  today: 'See the balance of now',
  orders: 'Orders that have money of it',
  order: 'Order',
  noOrders: 'No order has reserved, encumbered or spent any of it yet.',
  moreOrders: (shown, all) => `The first ${shown} of ${all} orders; the export has them all.`,
  ordersPaper: { workbook: 'Export the orders (Excel)', print: 'Print the orders (PDF)' },
  movesOf: 'Moves for the order',
  movesOfOrder: (reference) => `Moves of this line for order ${reference}`,
  see: 'See them',
  toOrder: 'Open the order',
  allMoves: 'All moves',
  moves: 'Moves',
  movesHelp: 'The columns on the right are what stood after a move; after the last one it is the balance above.',
  noMoves: 'There is no move.',
  when: 'When',
  why: 'Why',
  who: 'By',
  gate: 'the gate',
  way: 'From → to',
  fromTo: (from, to) => `${from} → ${to}`,
  amount: 'Amount',
  log: 'Log',
  places: placesEn,
  paper: { workbook: 'Export the moves (Excel)', print: 'Print the moves (PDF)', page: 'Print view' },
};

export const LINE_WORDS: BothLanguages<typeof zh> = { zh, en };
