import type { DeriveInput } from '../derive-input.ts';
import { oncePer } from '../once-per.ts';
import { policyStrings } from '../policy-values.ts';
import type { OrderLine } from '../submission.ts';

/**
 * Whether a line teaches how software is used, as WPS应用技能培训服务 does. The whole name has to say so: the software, what
 * of it is taught, and a lesson as the last word. Whatever else stands there may be a licence that comes with it.
 */
export function isLesson({ policy }: DeriveInput, { description, brand, model }: OrderLine): boolean {
  const { goodsWords } = policy.decisionDate;
  const names = policyStrings(policy.decisionDate, 'policy.words.software');
  if (!goodsWords?.lessons || !names || brand || model) return false;
  const text = description.normalize('NFKC').toLowerCase().replace(/\s+/gu, '');
  const { heads, middles } = goodsWords.lessons;
  const head = longestFirst(heads).find((word) => text.endsWith(word));
  if (!head) return false;
  const taught = longestFirst(names).map((name) => name.toLowerCase().replaceAll(' ', ''));
  const left = [...taught, ...longestFirst(middles)].reduce(
    (rest, word) => rest.replaceAll(word, ''),
    text.slice(0, -head.length),
  );
  return left === '';
}

const longestFirst = oncePer((words: readonly string[]) => words.toSorted((one, other) => other.length - one.length));
