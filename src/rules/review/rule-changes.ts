import { canonicalJson, type Text, text } from '../../kernel/index.ts';
import { conditionSentence } from '../documents/condition-sentence.ts';
import type { FactCatalogue } from '../documents/fact-catalogue.ts';
import type { Clause, RuleDocument } from '../documents/rule-document.ts';
import { EFFECTS, ruleSentences, stagesIn } from '../documents/rule-sentence.ts';
import { plainChanges, type RuleChange } from './plain-changes.ts';

/** What two versions of a rule have different, beside their tests and revision: a person reads this before signing. */
export function ruleChanges(
  before: RuleDocument,
  after: RuleDocument,
  { was, is }: { readonly was: FactCatalogue; readonly is: FactCatalogue },
): readonly RuleChange[] {
  const changed = [
    ...plainChanges(before, after),
    ...scopeChanges(before, after, { was, is }),
    ...clauseChanges(before, after, { was, is }),
  ];
  return changed;
}

type Catalogues = { readonly was: FactCatalogue; readonly is: FactCatalogue };

/** What it looks at, and when it is in force, said as sentences. */
function scopeChanges(before: RuleDocument, after: RuleDocument, { was, is }: Catalogues): readonly RuleChange[] {
  const [old, now] = [ruleSentences(before, was), ruleSentences(after, is)];
  return (
    [
      ['/appliesTo', old.scope, now.scope],
      ['/inForce', old.force, now.force],
    ] as const
  )
    .filter(([, said, says]) => said.en !== says.en)
    .map(([pointer, said, says]) => ({ pointer, sentence: replaced(said, says) }));
}

function replaced(said: Text, says: Text): Text {
  return text(`原为：${said['zh-CN']}现为：${says['zh-CN']}`, `It said: ${said.en} It says: ${says.en}`);
}

function clauseChanges(before: RuleDocument, after: RuleDocument, catalogues: Catalogues): readonly RuleChange[] {
  const gone = before.clauses.filter(({ id }) => !after.clauses.some((clause) => clause.id === id));
  const removed = gone.map(({ id }) => ({
    pointer: '/clauses',
    sentence: text(`删除情形“${id}”。`, `The clause "${id}" is gone.`),
  }));
  const others = after.clauses.flatMap((clause, index) => {
    const pointer = `/clauses/${index}`;
    const old = before.clauses.find(({ id }) => id === clause.id);
    if (old) return changesInClause(old, clause, pointer, catalogues);
    const when = conditionSentence(clause.when, catalogues.is);
    const effect = EFFECTS[clause.effect];
    const sentence = text(
      `新增情形“${clause.id}”：${when['zh-CN']}的，${effect['zh-CN']}。`,
      `The clause "${clause.id}" is new: if ${when.en}, the order is ${effect.en}.`,
    );
    return [{ pointer, sentence }];
  });
  return [...removed, ...others, ...orderChange(before, after)];
}

/** The first clause that holds is the finding, so their order has a meaning. */
function orderChange(before: RuleDocument, after: RuleDocument): readonly RuleChange[] {
  const kept = (of: RuleDocument, other: RuleDocument): readonly string[] =>
    of.clauses.map(({ id }) => id).filter((id) => other.clauses.some((clause) => clause.id === id));
  const [was, is] = [kept(before, after), kept(after, before)];
  if (was.join() === is.join()) return [];
  const sentence = text(
    `情形的先后顺序由 ${was.join('、')} 改为 ${is.join('、')}。`,
    `The clauses stood in the order ${was.join(', ')} and stand in the order ${is.join(', ')}.`,
  );
  return [{ pointer: '/clauses', sentence }];
}

function changesInClause(old: Clause, now: Clause, pointer: string, { was, is }: Catalogues): readonly RuleChange[] {
  const named = (zh: string, en: string): Text => text(`情形“${now.id}”：${zh}`, `The clause "${now.id}": ${en}`);
  const changes: RuleChange[] = [];
  const [said, says] = [conditionSentence(old.when, was), conditionSentence(now.when, is)];
  if (said.en !== says.en) {
    const sentence = named(
      `条件由“${said['zh-CN']}”改为“${says['zh-CN']}”。`,
      `the condition was: ${said.en}; it is: ${says.en}.`,
    );
    changes.push({ pointer: `${pointer}/when`, sentence });
  }
  if (old.effect !== now.effect) {
    const [from, to] = [EFFECTS[old.effect], EFFECTS[now.effect]];
    const sentence = named(`结果由“${from['zh-CN']}”改为“${to['zh-CN']}”。`, `was ${from.en}, is ${to.en}.`);
    changes.push({ pointer: `${pointer}/effect`, sentence });
  }
  if (canonicalJson(old.stages ?? null) !== canonicalJson(now.stages ?? null)) {
    const [from, to] = [stagesText(old), stagesText(now)];
    const sentence = named(`环节由“${from['zh-CN']}”改为“${to['zh-CN']}”。`, `ran at ${from.en}, runs at ${to.en}.`);
    changes.push({ pointer: `${pointer}/stages`, sentence });
  }
  return [...changes, ...textChanges(old, now, pointer)];
}

function stagesText({ stages }: Clause): Text {
  return stages ? stagesIn(stages) : text('规则的全部环节', 'every stage of the rule');
}

function textChanges(old: Clause, now: Clause, pointer: string): readonly RuleChange[] {
  return (['message', 'remedy', 'pointer'] as const).flatMap((key) => {
    if (canonicalJson(old[key]) === canonicalJson(now[key])) return [];
    const what = CLAUSE_TEXTS[key];
    const sentence = text(
      `情形“${now.id}”的${what['zh-CN']}由“${inWords(old[key], 'zh-CN')}”改为“${inWords(now[key], 'zh-CN')}”。`,
      `The clause "${now.id}": its ${what.en} was "${inWords(old[key], 'en')}" and is "${inWords(now[key], 'en')}".`,
    );
    return [{ pointer: `${pointer}/${key}`, sentence }];
  });
}

const CLAUSE_TEXTS = {
  message: text('意见文字', 'message'),
  remedy: text('改正办法', 'remedy'),
  pointer: text('指向位置', 'pointer'),
} as const;

function inWords(value: Text | string, language: keyof Text): string {
  return typeof value === 'string' ? value : value[language];
}
