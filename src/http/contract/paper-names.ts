import { BESIDE, KINDS, LACKING, STATES, WHOLE } from './paper-words.ts';

/** What is stated beside the name of a paper and names it too. */
export interface BesideName {
  /** The paper itself is there, as an evidence file. */
  readonly hasFile?: boolean;
  /** The day of its issue is stated: a kind, an issuer and a day are a name, as of the minutes of a meeting. */
  readonly hasDay?: boolean;
}

/**
 * Whether a text that should name a paper names none: it stands for none (`standsForNone`), or it is made of nothing but
 * kinds of papers, places and states, such as 授权书, 见附件, 已签 and 2026年. A digit that counts nothing, or any word
 * of no list, is taken for a name: HT-3, 统信软件授权书. A file beside it makes such a text good; a day makes a kind good.
 */
export function namesNoPaper(written: string, { hasFile = false, hasDay = false }: BesideName = {}): boolean {
  if (standsForNone(written)) return true;
  if (hasFile || ANNEX_OF_CONTRACT.test(written)) return false;
  const folded = withoutCounts(foldedText(written));
  return folded.length <= 1 || isMadeOf(folded, hasDay ? STATES_OF_KINDS : KINDS_OR_STATES);
}

/**
 * Whether a text stands where a paper or its issuer should be named and names none: `无`, `待补`, `N/A`, `合同签订后提供`,
 * `口头同意`, or signs alone. A text is one when it is nothing but words of the lists, and one of them says that the paper is
 * not there. So 无锡市财政局 and 补充合同 name something, and 无 and 合同后补 do not.
 */
export function standsForNone(written: string): boolean {
  const folded = foldedText(written);
  return isOneCharacter(folded) || WHOLE.has(folded) || isMadeOf(folded, NONE);
}

/** Signs say nothing, nor do width and case. */
function foldedText(written: string): string {
  return written
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** Nothing at all, or one character over and over that is no number of anything: `xxx`, `000`, `无无`. */
function isOneCharacter(folded: string): boolean {
  const characters = new Set(folded);
  return characters.size === 0 || (characters.size === 1 && '0x无某'.includes(folded.charAt(0)));
}

/** Words of which one is needed, and those that may stand beside it. */
type Lists = readonly [needed: readonly string[], beside: readonly string[]];

const NONE: Lists = [LACKING, BESIDE];
const KINDS_OR_STATES: Lists = [
  [...STATES, ...KINDS],
  [...LACKING, ...BESIDE],
];
const STATES_OF_KINDS: Lists = [STATES, KINDS];

/** Annex two of the contract is a place that another finds; annex two of nothing is none. */
const ANNEX_OF_CONTRACT = /(?:合同|协议)附件[\d一二三四五六七八九十]/u;

/** Digits that number nothing: of an attachment that is not there, of copies, and of a year or a month. */
const COUNTS =
  /附件[\d一二三四五六七八九十]{1,3}|[\d一二两三四五六七八九十]{1,6}(?:份|张|页|套|件|台|个)|(?:19|20)\d\d年(?:度|\d{1,2}月(?:份)?(?!\d))?|^(?:19|20)\d\d$/gu;

/** Counts left out; one that is all of the text, and an attachment, say no more than that something is there. */
function withoutCounts(folded: string): string {
  return folded.replaceAll(COUNTS, (count) => (count === folded || count.startsWith('附件') ? '有' : ''));
}

/**
 * Whether words of the lists fill the text from end to end, one of the first list among them: places that are reached, with
 * and without such a word.
 */
function isMadeOf(folded: string, [needed, beside]: Lists): boolean {
  const reached = new Set([0]);
  const made = new Set<number>();
  for (let at = 0; at < folded.length; at += 1) {
    const follow = (words: readonly string[], into: Set<number>): void => {
      for (const word of words) if (folded.startsWith(word, at)) into.add(at + word.length);
    };
    if (reached.has(at)) {
      follow(beside, reached);
      follow(needed, made);
    }
    if (made.has(at)) follow([...beside, ...needed], made);
  }
  return made.has(folded.length);
}
