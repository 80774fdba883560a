/**
 * Words of the passwords that are tried first, worldwide and in China, in lower case. What follows the same patterns
 * (capitals, digits for letters, digits or signs around it, repetition) is found too, so the list itself stays short.
 */
const COMMON_WORDS = `
password passw0rd passwd pass admin administrator root user guest test tester testing default login letmein welcome
changeme secret master system manager oracle server database support service temp temporary demo example sample public
private account access security secure company office computer internet network windows microsoft google apple samsung
huawei xiaomi lenovo tencent alibaba baidu taobao alipay weixin wechat qq sina sohu netease jingdong iphone android
qwerty qwertyuiop qwertyui asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc qwe qweasd qweasdzxc asd asdasd zxc zxczxc
qwer asdf zxcv qwert asdfg zxcvb poiuytrewq lkjhgfdsa mnbvcxz azerty abc abcd abcde abcdef abcdefg abcdefgh abcabc
aaa bbb ccc xxx zzz qqq www iloveyou ilove loveyou love lover lovely princess sunshine shadow monkey dragon football
baseball basketball soccer hockey superman batman spiderman pokemon starwars michael jordan jennifer jessica michelle
ashley daniel andrew joshua matthew thomas robert william anthony charlie george hunter ranger harley killer pepper
ginger buster summer winter spring autumn january february march april may june july august september october november
december monday tuesday wednesday thursday friday saturday sunday freedom whatever trustno hello hellohello nothing
cheese computer1 mustang corvette ferrari mercedes porsche tigger cookie banana orange purple yellow silver golden
diamond flower butterfly angel angels heaven jesus blessed faith hope peace happy lucky smile sweet honey baby babygirl
bailey maggie sophie buddy rocky money business college student teacher school family mother father brother sister
friend friends forever together always never biteme fuckyou asshole matrix gandalf phoenix falcon eagle tiger lion
panther wolf bear dolphin rainbow chocolate coffee guitar music dance soccer1 internet1 samsung1 password1 password12
password123 password1234 admin123 admin1234 admin123456 root123 root123456 test123 test1234 test123456 user123
abc123 abc1234 abc123456 abcd1234 abcd123456 a123456 a12345678 a123456789 aa123456 aa123456789 aaa123 asd123 asd123456
qwe123 qwe123456 qwer1234 qwerty123 qwerty1 zxc123 zxcvbnm123 1qaz 1qaz2wsx 1qaz2wsx3edc 1qazxsw2 zaq12wsx q1w2e3
q1w2e3r4 q1w2e3r4t5 q1w2e3r4t5y6 1q2w3e 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 123qwe 123qweasd 123qweasdzxc 123abc 1234qwer
12345qwert qwer123456 qaz123 qazwsx123 woaini woaini123 woaini520 woaini1314 woaini521 iloveyou1314 iloveyou520
woaiwojia woaizhongguo nihao nihaoma nihao123 zhongguo china beijing shanghai tianjin chongqing guangzhou shenzhen
wuhan hubei jingzhou hunan guangdong zhejiang jiangsu sichuan henan hebei shandong shanxi zhengfu gongan jiaoyu
caizheng caizhengju shenji shenjiju banquan zhengban caigou dianzi xinxi xitong guanli guanliyuan mima yonghu denglu
wang wangwei zhang zhangwei zhangsan lisi wangwu liwei chen liuyang xiaoming xiaohong gongzuo bangong danwei gonghui
dearbook qwertyu taobao123 5201314 521521 520520 1314520 5211314 7758521 7758258 1314521 147258 147258369 147852
147852369 159753 159357 258369 258456 369258 321321 123123 123321 123456 12345 1234567 12345678 123456789 1234567890
987654321 87654321 7654321 654321 54321 0987654321 0123456789 12344321 11223344 112233 1122334455 112358 131313
111111 222222 333333 444444 555555 666666 777777 888888 999999 000000 1111 2222 6666 8888 0000 11111111 88888888
66666666 00000000 10086 10010 10000 100200 110110 110120 119119 120120 123654 123789 124578 135246 135790 135792468
246810 963852741 741852963 789456123 456123789 159951 753951 951753 19491001 20080808 20082008 19841010 19851010
p@ssword p@ssw0rd p@ss pa55word pa55w0rd passw0rd1 adm1n r00t t3st w3lcome welcome1 welcome123 welcome2024 welcome2025
welcome2026 summer2024 summer2025 summer2026 winter2024 winter2025 winter2026 spring2026 autumn2026 changeme123
letmein123 letmein1 iloveyou1 iloveyou123 monkey123 dragon123 sunshine1 princess1 football1 baseball1 superman1
hello123 hello1234 qwertyuiop123 asdfghjkl123 correcthorsebatterystaple thequickbrownfox tobeornottobe opensesame
neverguessit mypassword thisismypassword yourpassword newpassword oldpassword nopassword mypass mysecret topsecret
`;

const COMMON = new Set(COMMON_WORDS.trim().split(/\s+/));

/** Whether a password is one of the most used ones, or is made as these are. */
export function isCommonPassword(password: string): boolean {
  const lower = password.normalize('NFKC').toLowerCase();
  return [lower, asLetters(lower), withoutShift(lower)].some((form) => {
    const units = [form, core(form)].map(smallestUnit);
    return units.some((unit) => COMMON.has(unit) || COMMON.has(core(unit)) || isRun(unit)) || isChain(form);
  });
}

const LETTERS: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** `P@ssw0rd` is `password`. */
function asLetters(lower: string): string {
  return [...lower].map((each) => LETTERS[each] ?? each).join('');
}

const DIGITS_BY_SHIFT = ')!@#$%^&*(';

/** The same keys without the shift: `1qaz@WSX` is `1qaz2wsx`. */
function withoutShift(lower: string): string {
  return [...lower].map((each) => (DIGITS_BY_SHIFT.includes(each) ? DIGITS_BY_SHIFT.indexOf(each) : each)).join('');
}

/** Without the digits and signs around: `!!admin2026!!` is `admin`. */
function core(form: string): string {
  const characters = [...form];
  const isLetter = (character: string): boolean => /\p{L}/u.test(character);
  const first = characters.findIndex(isLetter);
  return first < 0 ? form : characters.slice(first, characters.findLastIndex(isLetter) + 1).join('');
}

/** `abcabcabc` is `abc`; what does not repeat is itself. */
function smallestUnit(form: string): string {
  for (let length = 1; length * 2 <= form.length; length += 1) {
    if (form.length % length === 0 && form.slice(0, length).repeat(form.length / length) === form) {
      return form.slice(0, length);
    }
  }
  return form;
}

/** Longer than this, a rest of a chain is something of its own. */
const REST_CHARACTERS_MAX = 3;

/** Whether nothing but common words, one after the other, makes most of it: `admin123456password`, `qwerty123456!!`. */
function isChain(form: string): boolean {
  let at = 0;
  let rest = 0;
  let words = 0;
  while (at < form.length) {
    const length = longestWordAt(form, at);
    if (length === 0) rest += 1;
    else words += 1;
    at += Math.max(1, length);
  }
  return words > 0 && words <= CHAIN_WORDS_MAX && rest <= REST_CHARACTERS_MAX;
}

/** Four words by chance are a passphrase, and a good one. */
const CHAIN_WORDS_MAX = 3;
const WORD_LENGTH_MIN = 3;
const WORD_LENGTH_MAX = Math.max(...[...COMMON].map((word) => word.length));

function longestWordAt(form: string, at: number): number {
  for (let length = Math.min(WORD_LENGTH_MAX, form.length - at); length >= WORD_LENGTH_MIN; length -= 1) {
    if (COMMON.has(form.slice(at, at + length))) return length;
  }
  return 0;
}

const ROWS: readonly string[] = ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'abcdefghijklmnopqrstuvwxyz'];
const LINES = ROWS.flatMap((row) => [row.repeat(3), [...row].reverse().join('').repeat(3)]);

/** One character, or neighbours on the keyboard or in the alphabet, to the end. */
function isRun(unit: string): boolean {
  return unit.length === 1 || LINES.some((line) => line.includes(unit));
}
