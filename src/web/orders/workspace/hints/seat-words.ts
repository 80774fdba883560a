import type { Schemas } from '../../../client/operation.ts';
import type { BothLanguages, Words } from '../../../words/use-words.ts';

type CategoryWords = { readonly [category in Schemas['SoftwareCategory']]: string };

const categoriesZh: CategoryWords = {
  'operating-system': '操作系统',
  office: '办公软件',
  'antivirus-client': '杀毒软件（客户端）',
  'antivirus-server': '杀毒软件（服务器端）',
  other: '其他软件',
};

const categoriesEn: CategoryWords = {
  'operating-system': 'operating system',
  office: 'office software',
  'antivirus-client': 'client antivirus',
  'antivirus-server': 'server antivirus',
  other: 'other software',
};

const zh = {
  title: '软件授权需求',
  enough: (needed: number) => `需 ${needed}，计划已覆盖`,
  short: (needed: number, lacking: number) => `需 ${needed}，还缺 ${lacking}`,
  idle: (seats: number) => `计划中的 ${seats} 套不计入，原因见上方`,
  unfinished: (seats: number, fields: string) => `计划中的 ${seats} 套暂不计入：未填${fields}`,
  comma: '、',
  categories: categoriesZh,
};

const en: Words<typeof zh> = {
  title: 'Software that the machines need',
  enough: (needed) => `${needed} needed, covered by the plan`,
  short: (needed, lacking) => `${needed} needed, ${lacking} lacking`,
  idle: (seats) => `${seats} planned, which do not count: see above why`,
  unfinished: (seats, fields) => `${seats} planned, which do not count yet: ${fields} not filled in`,
  comma: ', ',
  categories: categoriesEn,
};

export const SEAT_WORDS: BothLanguages<typeof zh> = { zh, en };
