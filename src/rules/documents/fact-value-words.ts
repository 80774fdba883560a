import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { categoryWords, goodsKinds } from '../../goods/index.ts';
import { packageRoot, type Text, text } from '../../kernel/index.ts';
import { catalogueOf, type FactValue } from './fact-catalogue.ts';
import { loadWords, type PackWords } from './load-words.ts';

/** Words that this process uses: those of the shipped rules, unless it works on a folder with words of its own. */
let words: PackWords | undefined;

/** Makes the words of a folder those of the process; a folder that has none takes the shipped ones. */
export function useWords(ofFolder: PackWords | undefined): void {
  words = ofFolder ?? shippedWords();
}

function shippedWords(): PackWords {
  const folder = join(packageRoot(), 'rules');
  const facts = catalogueOf({ facts: JSON.parse(readFileSync(join(folder, 'facts.json'), 'utf8')) });
  const shipped = loadWords(folder, facts.document);
  if (!shipped) throw new Error('the package has lost its rules/words.json');
  return shipped;
}

/** The value of a fact for people; a value that a later rule set has thought of stands as it is. */
export function valueWords(fact: string, value: FactValue): Text {
  if (value === null) return NOTHING_THERE;
  if (typeof value === 'boolean') return value ? text('是', 'yes') : text('否', 'no');
  if (typeof value === 'string' || typeof value === 'number') return memberWords(fact, String(value));
  if (value.length === 0) return NOTHING_THERE;
  const members = value.map((member) => memberWords(fact, member));
  return text(members.map((word) => word['zh-CN']).join('、'), members.map(({ en }) => en).join(', '));
}

const NOTHING_THERE = text('—', '—');

function memberWords(fact: string, member: string): Text {
  words ??= shippedWords();
  return words.facts[fact]?.[member] ?? goodsWords(fact, member) ?? text(member, member);
}

/**
 * What holds where a rule has passed. Its title names the offence, which reads as the opposite of what was found; a rule that
 * has no demand in words, as of an older or a local set, says that the offence was not found.
 */
export function demandOf({ id, title }: { readonly id: string; readonly title: Text }): Text {
  words ??= shippedWords();
  return words.demands[id] ?? text(`未发现：${title['zh-CN']}`, `Not found: ${title.en}`);
}

/** Kinds of goods bring the words of the two facts that name them, so that a new kind needs no other file. */
function goodsWords(fact: string, member: string): Text | undefined {
  if (fact === 'line.goods') return goodsKinds.get(member)?.words;
  return fact === 'line.category' ? categoryWords(member) : undefined;
}
