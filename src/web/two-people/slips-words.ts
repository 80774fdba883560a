import type { BothLanguages, Words } from '../words/use-words.ts';

type Half = 'first' | 'second';
type WordsFor<Value extends string> = { readonly [value in Value]: string };

const halvesZh: WordsFor<Half> = { first: '邀请码前半', second: '邀请码后半' };
const halvesEn: WordsFor<Half> = {
  first: 'First half of the invitation code',
  second: 'Second half of the invitation code',
};

const zh = {
  halves: halvesZh,
  title: '邀请码清单',
  once: (half: string) => `以下为每人的${half}，只显示这一次，离开本页后无法再看。请现在打印或保存，逐人交给本人。`,
  alone: '邀请码的一半，只显示这一次，请现在抄录并交给本人：',
  secret: '密钥，只显示这一次，请现在妥善保存：',
  qr: '二维码：打开设置密码页，并填入这一半邀请码',
  print: '打印清单',
  save: '保存为 CSV',
  language: '打印语言',
  languages: { zh: '中文', en: 'English' },
  caption: '各人的邀请码',
  heading: '采购闸口账户邀请',
  name: '姓名',
  agency: '单位',
  role: '角色',
  email: '登录邮箱',
  address: '设置密码的网址',
  validUntil: '有效期',
  afterSignature: '自另一名安全管理员签署起 24 小时',
  until: (when: string) => `至 ${when}`,
  how: '另一半由另一名安全管理员交给您。扫描二维码或打开网址，填入两半（次序不限，字母大小写不限；码中没有字母 I、L、O、U），设置密码后用邮箱登录。请勿转交他人。',
  leaving: {
    title: '离开本页？',
    says: '邀请码只显示这一次，离开后无法再看，只能重新邀请。',
    stay: '留在本页',
    leave: '已抄录，离开',
  },
  fileName: (half: Half) => (half === 'first' ? '邀请码前半.csv' : '邀请码后半.csv'),
};

const en: Words<typeof zh> = {
  halves: halvesEn,
  title: 'Invitation codes to hand out',
  once: (half) =>
    `${half} of each person, shown this once: who leaves the page does not see them again. Print or save them now, and hand each to its person.`,
  alone: 'Half of an invitation code, shown this once. Write it down now and hand it to the person:',
  secret: 'A secret, shown this once. Keep it now:',
  qr: 'QR code: opens the page with this half filled in',
  print: 'Print slips',
  save: 'Save as CSV',
  language: 'Language of the slips',
  languages: { zh: '中文', en: 'English' },
  caption: 'Invitation code of each person',
  heading: 'Your account at the purchasing gate',
  name: 'Name',
  agency: 'Agency',
  role: 'Role',
  email: 'E-mail to sign in with',
  address: 'Where to set a password',
  validUntil: 'Works until',
  afterSignature: '24 hours after another security administrator has signed',
  until: (when) => when,
  how: 'Another security administrator hands you the other half. Scan the code or open the address, enter both halves (in either order, in capitals or not; there is no I, L, O or U in them), set a password, and sign in with your e-mail. Give this to nobody else.',
  leaving: {
    title: 'Leave this page?',
    says: 'The code is shown this once. Whoever leaves without it has to invite the person again.',
    stay: 'Stay here',
    leave: 'I have it, leave',
  },
  fileName: (half) => (half === 'first' ? 'first-halves.csv' : 'second-halves.csv'),
};

export const SLIPS_WORDS: BothLanguages<typeof zh> = { zh, en };
