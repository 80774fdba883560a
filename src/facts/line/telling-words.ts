import { kindOf } from '../../goods/index.ts';
import { nameKey } from '../../register/index.ts';
import type { Policy } from '../../rules/index.ts';
import type { DeriveInput } from '../derive-input.ts';
import type { PartialFacts } from '../merged-facts.ts';
import { policyStrings } from '../policy-values.ts';
import type { OrderLine } from '../submission.ts';

/**
 * Words of a line that tell of another machine than its fields do: of a computer on a line of other goods, of a machine
 * without a system on any line that does not say so itself. A hint for a person, never a proof; missing without the lists.
 */
export function tellingWordsFacts({ policy }: DeriveInput, line: OrderLine): PartialFacts {
  const machines = kindOf(line).hasOpenCodes ? wordsOf(policy.decisionDate, 'policy.words.machines', line) : [];
  const bare = saysItIsBare(line) ? [] : wordsOf(policy.decisionDate, 'policy.words.bareMachines', line);
  return {
    'line.machineWords': machines,
    'line.machineWordCount': machines?.length,
    'line.bareMachineWords': bare,
    'line.bareMachineWordCount': bare?.length,
  };
}

/** What the field says openly is judged by OS-01; the words beside it say the same. */
function saysItIsBare({ computer }: OrderLine): boolean {
  const state = computer?.operatingSystem?.state;
  return state === 'none' || state === 'dos';
}

function wordsOf(
  policy: Policy,
  list: 'policy.words.machines' | 'policy.words.bareMachines',
  line: OrderLine,
): readonly string[] | undefined {
  const words = policyStrings(policy, list);
  const masks = policyStrings(policy, 'policy.words.masks');
  if (!words || !masks) return undefined;
  const system = line.computer?.operatingSystem;
  const texts = [line.description, line.brand, line.model, system?.product, system?.edition];
  // A line break keeps a word from beginning in one field and ending in the next.
  return tellingWords(texts.filter(Boolean).join('\n'), { words, masks });
}

interface WordLists {
  readonly words: readonly string[];
  /** Names of ordinary things that contain one of the words; they are taken out of the text before it is searched. */
  readonly masks: readonly string[];
}

/** The words of the list that a text contains, as the list writes them; in Latin script only as whole words. */
export function tellingWords(text: string, { words, masks }: WordLists): readonly string[] {
  const key = text.split('\n').map(nameKey).join('\n');
  const searched = keysOf(masks).reduce((rest, mask) => withoutWord(rest, mask), key);
  const keys = keysOf(words);
  return words.filter((_, index) => indexOfWord(searched, keys[index] ?? '') >= 0);
}

/** Lists of a policy live as long as its rule set, so each is folded once. */
const keysByList = new WeakMap<readonly string[], readonly string[]>();

function keysOf(list: readonly string[]): readonly string[] {
  const known = keysByList.get(list);
  if (known) return known;
  const keys = list.map(nameKey);
  keysByList.set(list, keys);
  return keys;
}

function withoutWord(text: string, word: string): string {
  const at = indexOfWord(text, word);
  return at < 0 ? text : `${text.slice(0, at)}\n${withoutWord(text.slice(at + word.length), word)}`;
}

function indexOfWord(text: string, word: string): number {
  if (word === '') return -1;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (isApart(text[at - 1], word[0]) && isApart(word.at(-1), text[at + word.length])) return at;
  }
  return -1;
}

/** Chinese writes no spaces between words; Latin letters and digits that touch are one word. */
function isApart(left: string | undefined, right: string | undefined): boolean {
  return !(left && right && isLatin(left) && isLatin(right));
}

function isLatin(character: string): boolean {
  return (character >= 'a' && character <= 'z') || (character >= '0' && character <= '9');
}
