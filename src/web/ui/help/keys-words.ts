import type { BothLanguages, Words } from '../../words/use-words.ts';

export const FIND_KEY = 'Ctrl K';
export const HELP_KEY = '?';

/** The keys as they stand on the keyboard, the same in both languages. */
export const KEYS = {
  everywhere: { find: `${FIND_KEY}, /`, help: HELP_KEY, newOrder: 'Alt N', close: 'Esc' },
  tabs: { tab: 'Alt 1 … 9' },
  list: { move: '↑ ↓', open: 'Enter' },
  order: { check: 'Alt S', submit: 'Ctrl Enter', next: 'F8', previous: 'Shift F8' },
  grid: {
    cell: 'Enter, Shift Enter',
    detail: 'Alt Enter',
    copy: 'Ctrl D',
    add: 'Ctrl Insert',
    remove: 'Ctrl Delete',
  },
} as const;

export type KeyGroup = keyof typeof KEYS;

const zh = {
  everywhere: {
    title: '所有页面',
    find: '查找页面或订单',
    help: '本页帮助',
    newOrder: '新建订单',
    close: '关闭，不丢失内容',
  },
  tabs: { title: '标签页', tab: '打开第几个标签' },
  list: { title: '清单（焦点在清单内）', move: '上一行、下一行', open: '打开' },
  order: { title: '订单', check: '立即试算', submit: '提交', next: '下一个问题', previous: '上一个问题' },
  grid: {
    title: '表格',
    cell: '下一格、上一格；最后一格之后是新行',
    detail: '打开或离开此行详情',
    copy: '照抄上一行',
    add: '插入一行',
    remove: '删除此行',
  },
};

const en: Words<typeof zh> = {
  everywhere: {
    title: 'On every page',
    find: 'find a page or an order',
    help: 'help for this page',
    newOrder: 'new order',
    close: 'close; nothing is lost',
  },
  tabs: { title: 'Tabs', tab: 'open the tab of this number' },
  list: { title: 'Lists (once the focus is in one)', move: 'row above, row below', open: 'open it' },
  order: { title: 'Orders', check: 'try it now', submit: 'submit', next: 'next problem', previous: 'problem before' },
  grid: {
    title: 'Grids',
    cell: 'next cell, cell before; a new row after the last',
    detail: 'into and out of the details of the row',
    copy: 'copy the row above',
    add: 'insert a row',
    remove: 'remove the row',
  },
};

export const KEYS_WORDS: BothLanguages<typeof zh> = { zh, en };
