import type { BothLanguages, Words } from '../../words/use-words.ts';

const zh = {
  title: '表样',
  none: '没有表样。',
  columns: { title: '名称', key: '代号', region: '适用地区', from: '来源', at: '发布时间' },
  shipped: '随软件提供',
  published: '本地发布',
  everywhere: '各地',
  back: '表样',
  revision: (key: string) => `代号 ${key}`,
  says: '以下为空白表样；灰色栏由系统计算。',
  print: '打印空白表',
};

const en: Words<typeof zh> = {
  title: 'Forms',
  none: 'No forms.',
  columns: { title: 'Title', key: 'Key', region: 'For', from: 'From', at: 'Published' },
  shipped: 'comes with the program',
  published: 'published here',
  everywhere: 'everywhere',
  back: 'Forms',
  revision: (key) => `Key ${key}`,
  says: 'The form without answers; grey cells are worked out by the gate.',
  print: 'Print it empty',
};

export const FORMS_WORDS: BothLanguages<typeof zh> = { zh, en };
