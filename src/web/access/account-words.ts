import type { BothLanguages, Words } from '../words/use-words.ts';

const zh = {
  title: '我的账户',
  person: '姓名',
  role: '身份',
  reach: '辖区',
  region: (code: string) => `行政区划 ${code} 及所属`,
  since: '登录时间',
  until: '最晚结束时间',
  password: '密码有效期至',
  forEver: '长期有效',
  totp: '动态验证码',
  withTotp: '本次登录已使用',
  withoutTotp: '本次登录未使用',
  change: '修改密码',
  changed: '密码已修改。',
  everywhere: '退出所有登录',
  everywhereHelp: '包括其他电脑上的登录。',
};

const en: Words<typeof zh> = {
  title: 'My account',
  person: 'Name',
  role: 'Role',
  reach: 'Reach',
  region: (code) => `region ${code} and all below it`,
  since: 'Signed in',
  until: 'Ends at the latest',
  password: 'Password valid until',
  forEver: 'without an end',
  totp: 'One-time code',
  withTotp: 'used for this session',
  withoutTotp: 'not used for this session',
  change: 'Change the password',
  changed: 'The password is changed.',
  everywhere: 'Sign out everywhere',
  everywhereHelp: 'Sessions on other computers end as well.',
};

export const ACCOUNT_WORDS: BothLanguages<typeof zh> = { zh, en };
