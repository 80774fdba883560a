import type { AnswerOf } from '../client/operation.ts';
import type { BothLanguages, Words } from '../words/use-words.ts';

type PasswordRules = AnswerOf<'getPasswordRules'>;

const zh = {
  product: '正版软件采购闸口',
  explains: '单位采购计算机和软件前，在此按正版化规定和预算审核，并留存证据。',
  away: '无法连接闸口。请检查网络，稍后再试；已填写的内容不会丢失。',
  waitSeconds: (seconds: number) => `请在 ${seconds} 秒后再试。`,
  sameForAll: '对所有账户都是如此。',
  signIn: {
    title: '登录',
    email: '电子邮箱',
    password: '密码',
    code: '动态验证码',
    codeHelp: '身份验证器应用上显示的六位数字。',
    role: '以何种身份登录',
    region: (code: string) => `辖区 ${code}`,
    agencies: (count: number, first: string) => (count === 1 ? `单位 ${first}` : `单位 ${first} 等 ${count} 家`),
    submit: '登录',
    toVerify: '查验放行证、回执',
    toInvitation: '有邀请码？在此设置密码',
    missing: '请填写。',
    noticesTitle: '上次登录以后，他人对您的账户做了以下操作',
    goOn: '知道了，进入控制台',
    over: '登录已结束。请重新登录，页面上填写的内容都还在。',
    another: '登录的是另一个人，将从首页开始。',
    demoTitle: '演示人员',
    demoHelp: '这是演示环境。点击姓名即可登录。',
    demoAs: (name: string) => `以${name}登录`,
  },
  password: {
    invitationTitle: '设置密码',
    changeTitle: '修改密码',
    changeWhy: '继续之前，请先修改密码。',
    first: '邀请码前半',
    second: '邀请码后半',
    tokenHelp:
      '两位管理员各交给您邀请码的一半，每半 28 个字符。大小写、空格、横线不限，前后次序不限；也可扫描纸条上的二维码。',
    halfMissing: '还缺另一半，请向另一位管理员索取。',
    halfWrong: '输入有误，请对照纸条核对：每半应为 7 组，每组 4 个字符。',
    halfTwice: '两处是邀请码的同一半。另一半由另一位管理员交给您。',
    halfAlike: '两处不是一份邀请码的前半和后半：请核对最后几位有没有输错，或者两张纸条是否都是您的。',
    current: '当前密码',
    new: '新密码',
    again: '再输入一次新密码',
    differ: '两次输入的新密码不同。',
    rules: ({ charactersMin, classesMin, maxAgeDays, recentBarred }: PasswordRules) =>
      [
        classesMin > 1
          ? `至少 ${charactersMin} 个字符，大写字母、小写字母、数字、其他字符中至少 ${classesMin} 类`
          : `至少 ${charactersMin} 个字符，任意字符均可`,
        ...(maxAgeDays === null ? [] : [`${maxAgeDays} 天更换一次`]),
        ...(recentBarred > 1 ? [`不得与最近 ${recentBarred} 次相同`] : []),
        '不得是常见密码，也不得由您的姓名、邮箱组成。',
      ].join('；'),
    submit: '保存密码',
    done: '密码已设置。',
    toSignIn: '去登录',
  },
  totp: {
    title: '绑定身份验证器',
    why: '您的角色需要动态验证码。请准备手机上的身份验证器应用。',
    password: '请再输入一次密码',
    begin: '开始绑定',
    scan: '用身份验证器应用扫描二维码，或手工输入密钥：',
    qr: '身份验证器二维码',
    code: '应用上显示的六位数字',
    confirm: '完成绑定',
  },
  invalidPage: '此页面不存在。',
  pageAway: '此页面的文件无法读取。请检查网络，然后刷新本页。',
};

export type DoorWords = Words<typeof zh>;

const en: DoorWords = {
  product: 'Genuine Gate',
  explains:
    'Before an agency buys computers and software, it is checked here against the rules on genuine software and the budget, and the proof is kept.',
  away: 'The gate cannot be reached. Check the network and try again; nothing you typed is lost.',
  waitSeconds: (seconds) => `Try again in ${seconds} s.`,
  sameForAll: 'It is the same for every account.',
  signIn: {
    title: 'Sign in',
    email: 'E-mail',
    password: 'Password',
    code: 'One-time code',
    codeHelp: 'The six digits that your authenticator app shows.',
    role: 'Sign in as',
    region: (code) => `region ${code}`,
    agencies: (count, first) => (count === 1 ? `agency ${first}` : `agency ${first} and ${count - 1} more`),
    submit: 'Sign in',
    toVerify: 'Check a certificate or a receipt',
    toInvitation: 'Set a password by an invitation code',
    missing: 'Please fill this in.',
    noticesTitle: 'Since your last sign-in, others did this to your account',
    goOn: 'I have seen this. Open the console',
    over: 'The session is over. Sign in again; everything you typed on the page is still there.',
    another: 'This is another person. The console starts at its first page.',
    demoTitle: 'People of the demo',
    demoHelp: 'This is a place to try things. Choose a name to sign in.',
    demoAs: (name) => `Sign in as ${name}`,
  },
  password: {
    invitationTitle: 'Set a password',
    changeTitle: 'Change the password',
    changeWhy: 'Please change your password before you go on.',
    first: 'First half of the invitation code',
    second: 'Second half of the invitation code',
    tokenHelp:
      'Two administrators hand you half of the invitation code each, of 28 characters. Case, spaces, dashes and the order of the halves make no difference; you can also scan the QR codes of the slips.',
    halfMissing: 'The other half is missing. Ask the other administrator for it.',
    halfWrong: 'This is mistyped. Compare it with the slip: a half has 7 groups of 4 characters.',
    halfTwice: 'This is the same half in both places. Another administrator hands you the other one.',
    halfAlike:
      'These are not the two halves of a code: look whether the last characters are typed rightly, and whether both slips are yours.',
    current: 'Present password',
    new: 'New password',
    again: 'New password once more',
    differ: 'The two new passwords differ.',
    rules: ({ charactersMin, classesMin, maxAgeDays, recentBarred }) =>
      [
        classesMin > 1
          ? `At least ${charactersMin} characters, of at least ${classesMin} kinds (small letters, capitals, digits, others)`
          : `At least ${charactersMin} characters of any kind`,
        ...(maxAgeDays === null ? [] : [`changed every ${maxAgeDays} days`]),
        ...(recentBarred > 1 ? [`none of the last ${recentBarred}`] : []),
        'no common password, and none made of your name or e-mail.',
      ].join('; '),
    submit: 'Save the password',
    done: 'The password is set.',
    toSignIn: 'Sign in',
  },
  totp: {
    title: 'Set up an authenticator',
    why: 'Your role needs one-time codes. Have the authenticator app on your phone ready.',
    password: 'Your password once more',
    begin: 'Begin',
    scan: 'Scan the QR code with the authenticator app, or type the key:',
    qr: 'QR code for the authenticator',
    code: 'The six digits that the app shows',
    confirm: 'Finish',
  },
  invalidPage: 'There is no such page.',
  pageAway: 'The files of this page cannot be read. Check the network, then reload the page.',
};

export const DOOR_WORDS: BothLanguages<typeof zh> = { zh, en };
