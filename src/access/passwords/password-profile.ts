import { type Text, text } from '../../kernel/index.ts';
import { isCommonPassword } from './password-common.ts';

export const PASSWORD_PROFILES = ['asvs5', 'dengbao3'] as const;
export type PasswordProfileName = (typeof PASSWORD_PROFILES)[number];

/** What a password must be, and how long it may stay. Two standards contradict each other here: src/adr/0010. */
export interface PasswordProfile {
  readonly name: PasswordProfileName;
  readonly charactersMin: number;
  /** Of lower case, upper case, digits and everything else. */
  readonly classesMin: number;
  /** Null: it stays until its owner or somebody who found it out changes it. */
  readonly maxAgeDays: number | null;
  /** The newest passwords that may not be set again, the present one among them. */
  readonly recentBarred: number;
  /** Null: an account that nobody uses stays open. */
  readonly dormantDays: number | null;
  /** Of an account after five failures; null: each failure makes the next attempt wait longer. */
  readonly lockMinutes: number | null;
}

const PROFILES: Readonly<Record<PasswordProfileName, PasswordProfile>> = {
  // OWASP ASVS 5, 6.2.1 (8 at least, 15 strongly recommended), 6.2.4, 6.2.5, 6.2.9, 6.2.10, 6.2.11.
  asvs5: {
    name: 'asvs5',
    charactersMin: 15,
    classesMin: 1,
    maxAgeDays: null,
    recentBarred: 1,
    dormantDays: null,
    lockMinutes: null,
  },
  // GB/T 22239-2019, 8.1.4.1 a) complexity and periodic change, 8.1.4.2 c) accounts that have run out, 8.1.4.1 b) a lock.
  dengbao3: {
    name: 'dengbao3',
    charactersMin: 12,
    classesMin: 3,
    maxAgeDays: 90,
    recentBarred: 5,
    dormantDays: 90,
    lockMinutes: 15,
  },
};

export function passwordProfile(name: PasswordProfileName): PasswordProfile {
  return PROFILES[name];
}

export interface PasswordOwner {
  readonly name: string;
  readonly email: string;
}

/** Why a password may not be set, in words for its owner; empty when it may. The older ones are compared elsewhere. */
export function passwordProblems(
  password: string,
  { owner, profile }: { readonly owner: PasswordOwner; readonly profile: PasswordProfile },
): readonly Text[] {
  const { charactersMin, classesMin } = profile;
  const problems: Text[] = [];
  if ([...password].length < charactersMin) {
    problems.push(text(`密码至少 ${charactersMin} 个字符。`, `A password has at least ${charactersMin} characters.`));
  }
  if (classesIn(password) < classesMin) problems.push(tooFewClasses(classesMin));
  if (isCommonPassword(password)) problems.push(COMMON);
  if (isMadeOf(password, contextWords(owner))) problems.push(OF_CONTEXT);
  return problems;
}

const COMMON = text(
  '该密码属于常见密码或简单重复、连续的字符，容易被猜到。',
  'This is a common password, or a run or repetition of characters.',
);

const OF_CONTEXT = text(
  '除去姓名、邮箱或本系统名称后，密码所剩无几。',
  'Little is left of this password without your name, your address or the name of the gate.',
);

function tooFewClasses(classesMin: number): Text {
  return text(
    `密码须含小写字母、大写字母、数字、其他字符中的至少 ${classesMin} 类。`,
    `A password has at least ${classesMin} of lower case, upper case, digits and other characters.`,
  );
}

const CLASSES: readonly RegExp[] = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/];

function classesIn(password: string): number {
  return CLASSES.filter((each) => each.test(password)).length;
}

const WORDS_OF_THE_GATE: readonly string[] = ['genuine', 'gate', '正版', '采购', '闸口', 'zhengban', 'caigou'];

/** The documented list (ASVS 5, 6.1.2): the gate's names, the owner's name with its parts, and the parts of the address. */
function contextWords({ name, email }: PasswordOwner): readonly string[] {
  const own = [name, ...name.split(/[\s·.]+/), email, ...email.split(/[@.+_-]+/)];
  return [...WORDS_OF_THE_GATE, ...own.map(folded).filter((word) => [...word].length >= WORD_CHARACTERS_MIN)];
}

/** A Chinese name has two characters at least; a syllable of two letters would be found in every other password. */
const WORD_CHARACTERS_MIN = 2;
const LEFT_CHARACTERS_MIN = 8;

/** True when a word was used and what is left without it is short, or common in itself. */
function isMadeOf(password: string, words: readonly string[]): boolean {
  let left = folded(password);
  const before = left;
  for (const word of words.toSorted((a, b) => b.length - a.length)) left = left.replaceAll(word, '');
  return left !== before && ([...left].length < LEFT_CHARACTERS_MIN || isCommonPassword(left));
}

function folded(word: string): string {
  return word.normalize('NFKC').toLowerCase();
}
