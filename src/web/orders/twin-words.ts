import type { BothLanguages, Words } from '../words/both-languages.ts';

const zh = {
  label: '可能重复的订单',
  help: '本单位同期向同一供应商申报、仍有效的订单，请逐一核对：',
  devices: (count: number) => (count === 0 ? '' : `${count} 台`),
  all: '查看全部',
  named: '所列订单',
};

const en: Words<typeof zh> = {
  label: 'Orders that it may repeat',
  help: 'Orders of the agency from the same supplier in those days that still stand; please compare:',
  devices: (count) => (count === 0 ? '' : `${count} ${count === 1 ? 'machine' : 'machines'}`),
  all: 'Show all',
  named: 'Orders that it names',
};

export const TWIN_WORDS: BothLanguages<typeof zh> = { zh, en };
