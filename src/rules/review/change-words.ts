import { categoryOfCap } from '../../goods/index.ts';
import { canonicalJson, fen, groupedYuan, type Text, text } from '../../kernel/index.ts';
import type { FactCatalogue, FactValue } from '../documents/fact-catalogue.ts';
import { unitOf } from '../documents/fact-unit.ts';
import { valueWords } from '../documents/fact-value-words.ts';
import type { Effect, RuleDocument, RuleTest } from '../documents/rule-document.ts';
import { EFFECTS, ruleSentences, stagesIn } from '../documents/rule-sentence.ts';
import { kindOfParameter } from '../policy/policy-values.ts';
import type { ChangedRule, PackChanges, ParameterWithExamples } from '../sets/pack-changes.ts';
import type { CounterExample } from './counter-example.ts';
import type { DocumentDiff } from './document-diffs.ts';
import { plainSentences } from './plain-changes.ts';

/** What is said of one thing, in both languages. */
export interface WordedSection {
  readonly heading: Text;
  readonly lines: readonly Text[];
}

interface ChangedPack extends PackChanges {
  /** Of the later pack. */
  readonly catalogue: FactCatalogue;
  readonly rules: readonly RuleDocument[];
  /** Line by line, for what has no sentences. */
  readonly texts: readonly DocumentDiff[];
}

/** All that two packs have different, rule by rule and parameter by parameter, as a person reads it before signing. */
export function changesInWords(changes: ChangedPack): readonly WordedSection[] {
  const { added, removed, changed, parameters, catalogue, rules, texts } = changes;
  return [
    ...changed.map((rule) => changedSection(rule, rules, catalogue)),
    ...added.map((rule) => addedSection(rule, catalogue)),
    ...removed.map(removedSection),
    ...parameters.map((parameter) => parameterSection(parameter, catalogue)),
    ...texts.filter(({ kind }) => Object.hasOwn(DOCUMENTS, kind)).map(documentSection),
  ];
}

function changedSection(
  { id, changes, isJudgedOtherwise, counterExample }: ChangedRule,
  rules: readonly RuleDocument[],
  catalogue: FactCatalogue,
): WordedSection {
  const title = rules.find((rule) => rule.id === id)?.title ?? text('', '');
  const sentences = changes.map(({ sentence }) => sentence);
  return {
    heading: text(`${id} ${title['zh-CN']}（修改）`, `${id} ${title.en} (changed)`),
    lines: [
      ...(sentences.length > 0 ? sentences : [ONLY_TESTS]),
      ...(isJudgedOtherwise ? [exampleLine(counterExample, catalogue)] : [SAME_CONDITIONS]),
    ],
  };
}

const ONLY_TESTS = text('只有测试或修订号不同。', 'Only its tests or its revision differ.');
const SAME_CONDITIONS = text('判断条件没有变化。', 'What it looks at and what follows is the same.');

function exampleLine(example: CounterExample | undefined, catalogue: FactCatalogue): Text {
  if (!example) {
    return text(
      '没有找到两版结论不同的实例；这不说明没有这样的订单。',
      'No case was found on which the two versions differ; this does not say that there is no such order.',
    );
  }
  const about = caseWords(example.test, catalogue);
  const [was, is] = [
    outcomeWords(example.before, example.effectBefore),
    outcomeWords(example.after, example.effectAfter),
  ];
  return text(
    `最小实例：${about['zh-CN']}——原来${was['zh-CN']}，现在${is['zh-CN']}。`,
    `The smallest case: ${about.en}. It was ${was.en}, it is ${is.en}.`,
  );
}

/** What of a case is other than in an ordinary one. */
function caseWords({ facts, missing = [], stage, on, instance = {} }: RuleTest, catalogue: FactCatalogue): Text {
  const { goods, category, acquisition, region } = instance;
  const parts = [
    ...Object.entries(facts).map(([name, value]) => factWords(name, value, catalogue)),
    ...missing.map((name) => {
      const title = titleOf(name, catalogue);
      return text(`${title['zh-CN']}缺失`, `the ${title.en} is missing`);
    }),
    ...(goods ? [labelled(text('标的', 'goods'), valueWords('line.goods', goods))] : []),
    ...(category ? [labelled(text('类别', 'category'), categoryWords(category))] : []),
    ...(acquisition ? [labelled(text('取得方式', 'acquisition'), valueWords('order.acquisition', acquisition))] : []),
    ...(region ? [labelled(text('地区', 'region'), text(region, region))] : []),
    ...(stage ? [labelled(text('环节', 'stage'), stagesIn([stage]))] : []),
    ...(on ? [labelled(text('日期', 'day'), text(on, on))] : []),
  ];
  if (parts.length === 0) return text('一张普通的订单', 'an ordinary order');
  return text(parts.map((part) => part['zh-CN']).join('，'), parts.map(({ en }) => en).join('; '));
}

function categoryWords(category: string): Text {
  const ofGoods = valueWords('line.category', category);
  return ofGoods['zh-CN'] === category ? valueWords('item.category', category) : ofGoods;
}

function factWords(name: string, value: FactValue, catalogue: FactCatalogue): Text {
  return labelled(titleOf(name, catalogue), factValueWords(name, value, catalogue));
}

function labelled(title: Text, value: Text): Text {
  return text(`${title['zh-CN']}：${value['zh-CN']}`, `${title.en}: ${value.en}`);
}

function titleOf(name: string, catalogue: FactCatalogue): Text {
  return catalogue.find(name)?.title ?? text(name, name);
}

/** The cap of a category has no fact of its own. */
function parameterTitle(name: string, catalogue: FactCatalogue): Text {
  const category = categoryOfCap(name);
  if (category === undefined) return titleOf(name, catalogue);
  const words = categoryWords(category);
  return text(`${words['zh-CN']}单价上限`, `price cap of a ${words.en}`);
}

function factValueWords(name: string, value: FactValue, catalogue: FactCatalogue): Text {
  const fact = catalogue.find(name);
  if (typeof value === 'number' && fact && unitOf(fact) === 'fen') return amountWords(value);
  return valueWords(name, value);
}

function amountWords(value: number): Text {
  const amount = groupedYuan(fen(value));
  return text(`${amount} 元`, `${amount} yuan`);
}

const PLAIN_OUTCOMES: Readonly<Record<string, Text>> = {
  pass: text('没有问题', 'without a finding'),
  indeterminate: text('无法判定', 'undecided'),
  'out-of-scope': text('不在审核范围', 'out of its scope'),
  'not-in-force': text('规则未施行', 'judged by no rule in force'),
};

function outcomeWords(outcome: string, effect: Effect | null): Text {
  if (effect === null) return PLAIN_OUTCOMES[outcome] ?? text(outcome, outcome);
  return text(`${EFFECTS[effect]['zh-CN']}（情形“${outcome}”）`, `${EFFECTS[effect].en} (by the clause "${outcome}")`);
}

function addedSection(rule: RuleDocument, catalogue: FactCatalogue): WordedSection {
  const { scope, force, clauses } = ruleSentences(rule, catalogue);
  const texts = rule.clauses.map(({ id, message, remedy }) =>
    text(
      `情形“${id}”的意见：“${message['zh-CN']}”，改正办法：“${remedy['zh-CN']}”。`,
      `The clause "${id}" says: "${message.en}", and how to put it right: "${remedy.en}".`,
    ),
  );
  return {
    heading: text(`${rule.id} ${rule.title['zh-CN']}（新增）`, `${rule.id} ${rule.title.en} (new)`),
    lines: [scope, force, ...clauses.map(({ sentence }) => sentence), ...texts, ...plainSentences(rule)],
  };
}

function removedSection({ id, title }: RuleDocument): WordedSection {
  return {
    heading: text(`${id} ${title['zh-CN']}（删除）`, `${id} ${title.en} (removed)`),
    lines: [text('不再审核这一条。', 'Nothing is judged by it any more.')],
  };
}

function parameterSection(parameter: ParameterWithExamples, catalogue: FactCatalogue): WordedSection {
  const { jurisdiction, name, before, after, counterExamples } = parameter;
  const title = parameterTitle(name, catalogue);
  const place =
    jurisdiction === '000000'
      ? text('全国', 'the whole country')
      : text(`地区 ${jurisdiction}`, `region ${jurisdiction}`);
  const named = title.en === name ? text(name, name) : text(`${title['zh-CN']}（${name}）`, `${title.en} (${name})`);
  return {
    heading: text(`政策参数 ${named['zh-CN']}，${place['zh-CN']}`, `Policy parameter ${named.en}, ${place.en}`),
    lines: [
      labelled(text('原为', 'It was'), entryWords(before)),
      labelled(text('现为', 'It is'), entryWords(after)),
      ...counterExamples.map((example) => {
        const line = exampleLine(example, catalogue);
        return text(`${example.rule}：${line['zh-CN']}`, `${example.rule}: ${line.en}`);
      }),
    ],
  };
}

/** All of an entry that may differ: a change that nobody could see in the words would be signed unread. */
function entryWords(entry: ParameterWithExamples['before']): Text {
  if (entry === null) return text('没有这一项', 'no such entry');
  const { name, value, levels, from, until, document, article, verified } = entry;
  const amount = kindOfParameter(name) === 'fen' && typeof value === 'number' ? amountWords(value) : plainValue(value);
  const level = levels === null ? undefined : levels.join('、');
  const chinese = [
    amount['zh-CN'],
    level === undefined ? '各级单位' : `限于 ${level} 级单位`,
    from === null ? '' : `自 ${from} 起`,
    until === null ? '' : `至 ${until} 止`,
    [document ?? '无文件依据', article].filter(Boolean).join(' '),
    verified ? '已核实' : '未核实',
  ];
  const english = [
    amount.en,
    levels === null ? 'for all levels' : `for the levels ${levels.join(', ')}`,
    from === null ? '' : `from ${from}`,
    until === null ? '' : `until ${until}`,
    document === null ? 'by no document' : [document, article].filter(Boolean).join(' '),
    verified ? 'verified' : 'to be verified',
  ];
  return text(chinese.filter(Boolean).join('，'), english.filter(Boolean).join(', '));
}

/** A list is shown whole and as it is: it has no words of its own. */
function plainValue(value: unknown): Text {
  if (value === null) return text('此处没有', 'none here');
  if (typeof value === 'boolean') return value ? text('是', 'yes') : text('否', 'no');
  const shown = typeof value === 'string' || typeof value === 'number' ? String(value) : canonicalJson(value);
  return text(shown, shown);
}

const DOCUMENTS: Readonly<Record<string, Text>> = {
  facts: text('事实目录，逐行对照', 'The fact catalogue, line by line'),
  decoding: text('品目编码对照，逐行对照', 'Catalogue decoding, line by line'),
  needs: text('各类需求，逐行对照', 'The needs per category, line by line'),
};

function documentSection({ kind, diff }: DocumentDiff): WordedSection {
  const lines = diff.split('\n').slice(0, -1);
  return { heading: DOCUMENTS[kind] ?? text(kind, kind), lines: lines.map((line) => text(line, line)) };
}
