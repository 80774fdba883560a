import { type Text, text } from '../../kernel/index.ts';
import { conditionSentence } from './condition-sentence.ts';
import type { FactCatalogue, FactScope } from './fact-catalogue.ts';
import { valueWords } from './fact-value-words.ts';
import {
  type AppliesTo,
  type Clause,
  type Effect,
  type RuleDay,
  type RuleDocument,
  type Stage,
  scopesOf,
  stagesOfClause,
} from './rule-document.ts';

/** A rule as law reads: what it looks at and when, and what follows from what. */
export interface RuleSentences {
  readonly scope: Text;
  readonly force: Text;
  readonly clauses: readonly { readonly id: string; readonly effect: Effect; readonly sentence: Text }[];
}

export function ruleSentences(rule: RuleDocument, catalogue: FactCatalogue): RuleSentences {
  return {
    scope: scopeSentence(rule),
    force: forceSentence(rule),
    clauses: rule.clauses.map((clause) => ({
      id: clause.id,
      effect: clause.effect,
      sentence: clauseSentence(rule, clause, catalogue),
    })),
  };
}

/** Clauses stand worst first, and the first that holds is the finding: every one but the first is said of what is left. */
function clauseSentence(rule: RuleDocument, clause: Clause, catalogue: FactCatalogue): Text {
  const when = conditionSentence(clause.when, catalogue);
  const effect = EFFECTS[clause.effect];
  const stages = clause.stages ? stagesIn(stagesOfClause(rule, clause)) : undefined;
  const isFirst = rule.clauses[0] === clause;
  return text(
    `${isFirst ? '' : '否则，'}${stages ? `在${stages['zh-CN']}环节，` : ''}${when['zh-CN']}的，${effect['zh-CN']}。`,
    `${isFirst ? 'If' : 'Otherwise, if'}${stages ? `, at ${stages.en},` : ''} ${when.en}, it is ${effect.en}.`,
  );
}

export const EFFECTS: Readonly<Record<Effect, Text>> = {
  reject: text('不予通过', 'rejected'),
  refer: text('转人工审核', 'referred to a person'),
  warn: text('予以提示', 'approved with a warning'),
};

const STAGE_WORDS: Readonly<Record<Stage, Text>> = {
  submission: text('申报', 'submission'),
  contract: text('合同', 'contract'),
  acceptance: text('验收', 'acceptance'),
  payment: text('支付', 'payment'),
};

export function stagesIn(stages: readonly Stage[]): Text {
  const words = stages.map((stage) => STAGE_WORDS[stage]);
  return text(words.map((word) => word['zh-CN']).join('、'), words.map(({ en }) => en).join(', '));
}

const SCOPES: Readonly<Record<FactScope, Text>> = {
  order: text('整张订单', 'the order as a whole'),
  line: text('每条明细', 'each line'),
  'plan-item': text('软件配置计划的每一项', 'each item of the software plan'),
  funding: text('每笔资金来源', 'each funding entry'),
};

function scopeSentence(rule: RuleDocument): Text {
  const scopes = scopesOf(rule).map((scope) => SCOPES[scope]);
  const limits = limitsOf(rule.appliesTo);
  const stages = stagesIn(rule.stages);
  const limited = text(
    limits.map((limit) => `，${limit['zh-CN']}`).join(''),
    limits.map(({ en }) => `, ${en}`).join(''),
  );
  return text(
    `在${stages['zh-CN']}环节审核${scopes.map((scope) => scope['zh-CN']).join('、')}${limited['zh-CN']}。`,
    `Looks at ${scopes.map(({ en }) => en).join(' and ')}, at ${stages.en}${limited.en}.`,
  );
}

function limitsOf({ goods, categories, acquisitions, regions }: AppliesTo): readonly Text[] {
  const only = (list: readonly string[] | null, what: Text, wordsOf: (value: string) => Text): readonly Text[] => {
    if (list === null) return [];
    const words = list.map(wordsOf);
    const [zh, en] = [words.map((word) => word['zh-CN']).join('、'), words.map((word) => word.en).join(', ')];
    return [text(`${what['zh-CN']}限于${zh}`, `${what.en} only ${en}`)];
  };
  return [
    ...only(goods, text('标的', 'goods'), (value) => valueWords('line.goods', value)),
    ...only(categories, text('类别', 'categories'), categoryWords),
    ...only(acquisitions, text('取得方式', 'acquisitions'), (value) => valueWords('order.acquisition', value)),
    ...only(regions, text('地区', 'regions'), (value) => text(value, value)),
  ];
}

/** A category is one of machines or one of software. */
function categoryWords(category: string): Text {
  const ofGoods = valueWords('line.category', category);
  return ofGoods['zh-CN'] === category ? valueWords('item.category', category) : ofGoods;
}

const DAYS: Readonly<Record<RuleDay, Text>> = {
  'submit-date': text('申报日', 'the day of submission'),
  'decision-date': text('审核日', 'the day of the decision'),
};

function forceSentence({ inForce: { from, to, by } }: RuleDocument): Text {
  const day = DAYS[by];
  if (from === null && to === null)
    return text(`不限期施行，政策参数以${day['zh-CN']}为准。`, `In force without limit; policy is that of ${day.en}.`);
  const zh = `${from === null ? '' : `自 ${from} 起`}${to === null ? '' : `至 ${to} 止`}`;
  const en = `${from === null ? '' : ` from ${from}`}${to === null ? '' : ` until ${to}`}`;
  return text(`${zh}施行，以${day['zh-CN']}为准。`, `In force${en}, by ${day.en}.`);
}
