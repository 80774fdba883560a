import type { BothLanguages, Words } from '../words/use-words.ts';

const zh = {
  product: '正版软件采购闸口',
  skip: '跳到正文',
  navigation: '导航',
  otherLanguage: 'English',
  theme: { light: '浅色', dark: '深色', contrast: '高对比度', label: '外观', largeText: '大字' },
  signOut: '退出',
  lastSignIn: (when: string) => `上次登录：${when}`,
  idle: (minutes: number, seconds: number) => `登录将在 ${minutes} 分 ${seconds} 秒后结束。`,
  stay: '继续使用',
  loading: '正在读取…',
  again: '重试',
  next: '下一页',
  previous: '上一页',
  noMore: '已是最后一页',
  away: '无法连接闸口。',
  awayDetail: (since: string) => (since === '' ? '请检查网络后重试。' : `以下为 ${since} 的数据。`),
  forbidden: '您的角色不使用此页面。',
  missing: '没有此页面或此记录，或者它不在您的辖区内。',
  broken: '此页面出错了。其他页面可以继续使用。',
  home: '回到首页',
  request: (id: string) => `问题编号：${id}`,
};

export type UiWords = Words<typeof zh>;

const en: UiWords = {
  product: 'Genuine Gate',
  skip: 'Skip to the content',
  navigation: 'Navigation',
  otherLanguage: '简体中文',
  theme: { light: 'Light', dark: 'Dark', contrast: 'High contrast', label: 'Appearance', largeText: 'Large text' },
  signOut: 'Sign out',
  lastSignIn: (when) => `Last sign-in: ${when}`,
  idle: (minutes, seconds) => `Your session ends in ${minutes} min ${seconds} s.`,
  stay: 'Stay signed in',
  loading: 'Reading…',
  again: 'Try again',
  next: 'Next page',
  previous: 'Previous page',
  noMore: 'This is the last page',
  away: 'The gate cannot be reached.',
  awayDetail: (since) => (since === '' ? 'Check the network and try again.' : `What you see is of ${since}.`),
  forbidden: 'Your role does not use this page.',
  missing: 'There is no such page or record, or it is beyond your reach.',
  broken: 'Something is wrong with this page. The other pages go on working.',
  home: 'To the first page',
  request: (id) => `Number of the problem: ${id}`,
};

export const UI_WORDS: BothLanguages<typeof zh> = { zh, en };
