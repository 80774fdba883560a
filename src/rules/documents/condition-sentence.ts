import { fen, formatYuan, type Text, text } from '../../kernel/index.ts';
import type { FactCatalogue, FactDefinition } from './fact-catalogue.ts';
import { valueWords } from './fact-value-words.ts';
import { type Condition, comparedFact, isLeaf, type Leaf } from './rule-document.ts';

/** A condition as a person reads it, in both languages; facts by their titles, never by their names. */
export function conditionSentence(condition: Condition, catalogue: FactCatalogue): Text {
  return sentenceOf(condition, catalogue, 'outermost');
}

type Place = 'outermost' | 'inside';

function sentenceOf(condition: Condition, catalogue: FactCatalogue, place: Place): Text {
  if (isLeaf(condition)) return leafSentence(condition, catalogue);
  if ('not' in condition) {
    const inner = sentenceOf(condition.not, catalogue, 'outermost');
    return text(`并非（${inner['zh-CN']}）`, `not (${inner.en})`);
  }
  const isAll = 'all' in condition;
  const parts = (isAll ? condition.all : condition.any).map((part) => sentenceOf(part, catalogue, 'inside'));
  const comma = parts.length > 2 ? ',' : '';
  const joined = joinedBy(parts, isAll ? text('，且', `${comma} and `) : text('，或者', `${comma} or `));
  if (place === 'outermost' || parts.length === 1) return joined;
  return text(`（${joined['zh-CN']}）`, `(${joined.en})`);
}

function joinedBy(parts: readonly Text[], by: Text): Text {
  return text(parts.map((part) => part['zh-CN']).join(by['zh-CN']), parts.map(({ en }) => en).join(by.en));
}

/** One comparison in words. */
export function leafSentence(leaf: Leaf, catalogue: FactCatalogue): Text {
  const fact = catalogue.find(leaf.fact);
  if (!fact) throw new TypeError(`the fact catalogue has no "${leaf.fact}"`);
  if (fact.type === 'boolean') return claim(fact, leaf, catalogue);
  const words = WORDS[leaf.operator];
  if (!words) throw new TypeError(`no words for the operator "${leaf.operator}"`);
  const value = valueIn(leaf, fact, catalogue);
  return text(
    `${fact.title['zh-CN']}${words['zh-CN']}${value['zh-CN']}`,
    `the ${fact.title.en} ${words.en} ${value.en}`,
  );
}

/** Titles of claims read 是否… and "whether …": said outright they hold, said of not they do not. */
function claim(fact: FactDefinition, leaf: Leaf, catalogue: FactCatalogue): Text {
  const { value, operator } = leaf;
  const said = text(fact.title['zh-CN'].replace('是否', ''), fact.title.en.replace(/^whether /, ''));
  if (typeof value !== 'boolean') {
    const other = valueIn(leaf, fact, catalogue);
    const isSame = operator === 'equal';
    return text(
      `“${said['zh-CN']}”与“${other['zh-CN']}”${isSame ? '一致' : '不一致'}`,
      `"${said.en}" is ${isSame ? 'as true as' : 'not as true as'} "${other.en}"`,
    );
  }
  if (value === (operator === 'equal')) return said;
  return text(`“${said['zh-CN']}”不成立`, `it is not so that ${said.en}`);
}

const WORDS: Readonly<Record<string, Text>> = {
  equal: text('为', 'is'),
  notEqual: text('不为', 'is not'),
  in: text('为', 'is'),
  notIn: text('不为', 'is none of'),
  contains: text('包含', 'contain'),
  doesNotContain: text('不包含', 'do not contain'),
  'integer.equal': text('等于', 'is'),
  'integer.notEqual': text('不等于', 'is not'),
  'integer.greaterThan': text('大于', 'is more than'),
  'integer.atLeast': text('不小于', 'is at least'),
  'integer.lessThan': text('小于', 'is less than'),
  'integer.atMost': text('不大于', 'is at most'),
  'fen.equal': text('等于', 'is'),
  'fen.notEqual': text('不等于', 'is not'),
  'fen.greaterThan': text('高于', 'is above'),
  'fen.atLeast': text('不低于', 'is at least'),
  'fen.lessThan': text('低于', 'is below'),
  'fen.atMost': text('不高于', 'is at most'),
  'date.equal': text('为', 'is'),
  'date.before': text('早于', 'is before'),
  'date.onOrBefore': text('不晚于', 'is on or before'),
  'date.after': text('晚于', 'is after'),
  'date.onOrAfter': text('不早于', 'is on or after'),
};

function valueIn(leaf: Leaf, fact: FactDefinition, catalogue: FactCatalogue): Text {
  const { value } = leaf;
  const compared = comparedFact(leaf);
  if (compared !== undefined) {
    const other = catalogue.find(compared);
    if (!other) throw new TypeError(`the fact catalogue has no "${compared}"`);
    return text(other.title['zh-CN'], fact.type === 'boolean' ? other.title.en : `the ${other.title.en}`);
  }
  if (typeof value === 'number') {
    if (fact.type !== 'fen') return text(` ${value} `, String(value));
    const amount = formatYuan(fen(value));
    return text(` ${amount} 元`, `${amount} yuan`);
  }
  const members = (Array.isArray(value) ? value : [String(value)]).map((member) => valueWords(fact.name, member));
  return text(
    listed(
      members.map((member) => `“${member['zh-CN']}”`),
      { by: '、', last: '或' },
    ),
    listed(
      members.map(({ en }) => `"${en}"`),
      { by: ', ', last: ' or ' },
    ),
  );
}

function listed(members: readonly string[], { by, last }: { readonly by: string; readonly last: string }): string {
  if (members.length < 2) return members.join('');
  return `${members.slice(0, -1).join(by)}${last}${members.at(-1)}`;
}
