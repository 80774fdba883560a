import type { BothLanguages, Words } from '../../words/use-words.ts';

const zh = {
  title: '帮助',
  page: '本页',
  keys: '按键',
  words: '用词',
  singleKeys: '启用单键快捷键（/ 和 ?）',
  singleKeysHelp: '用语音输入的人可以关闭。',
  understood: '知道了',
  about: '关于本页',
  rightsTitle: '此页面不供您的角色使用',
  rights: (roles: string, own: string) => `此页面供${roles}使用；您的身份是${own}。`,
  separator: '、',
};

const en: Words<typeof zh> = {
  title: 'Help',
  page: 'This page',
  keys: 'Keys',
  words: 'Words',
  singleKeys: 'Single keys act (/ and ?)',
  singleKeysHelp: 'Switch them off if you speak to the computer.',
  understood: 'Understood',
  about: 'About this page',
  rightsTitle: 'Your role does not use this page',
  rights: (roles, own) => `This page is for: ${roles}. Your role is: ${own}.`,
  separator: ', ',
};

export const HELP_WORDS: BothLanguages<typeof zh> = { zh, en };
