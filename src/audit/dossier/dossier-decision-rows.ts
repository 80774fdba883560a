import { groupBy, type Text, text } from '../../kernel/index.ts';
import { citedPlace, demandOf, valueWords } from '../../rules/index.ts';
import { EFFECT_WORDS, NOTHING, RESULT_WORDS, STAGE_WORDS, STANDING_WORDS, same, stateWords } from '../words.ts';
import type { DossierBody } from './dossier-body.ts';
import type { DossierEntry } from './dossier-entry.ts';

type DossierDecision = DossierBody['decisions'][number];

/**
 * Each decision with its findings first, then the rules that fired in words and the others as lists, then the facts: only
 * those that are new or other than at the decision before, and those that it does not have any more.
 */
export function rowsOfDecisions(
  decisions: readonly DossierDecision[],
): readonly (readonly [Text, readonly DossierEntry[]])[] {
  const told = new Set<string>();
  return decisions.map(({ decision, rules, facts }, at) => {
    const rows = [
      ...outcomeRows(decision),
      ...ruleRows(rules, told),
      ...factRows(facts, decisions[at - 1]?.facts ?? []),
    ];
    return [sectionOf(decision, at + 1), rows];
  });
}

function sectionOf({ stage, revision }: DossierDecision['decision'], number: number): Text {
  const words = STAGE_WORDS[stage];
  return text(
    `二（${number}）、${words['zh-CN']}（第 ${revision} 版）`,
    `2.${number} ${words.en}, revision ${revision}`,
  );
}

const PLAIN = { state: NOTHING, basis: NOTHING, on: null, leaf: null };

function outcomeRows({ id, outcome, decidedAt, ruleSet, log, ...decision }: DossierDecision['decision']) {
  const first: DossierEntry = {
    what: text('审核决定', 'Decision'),
    content: text(
      `${id}，规则集 ${ruleSet.number}（${ruleSet.digest}）`,
      `${id}, rule set ${ruleSet.number} (${ruleSet.digest})`,
    ),
    state: stateWords(outcome),
    basis: NOTHING,
    ...{ on: decidedAt, leaf: log.index },
  };
  const missing = decision.indeterminate.map(
    ({ rule, pointer, missing: names }): DossierEntry => ({
      ...{
        ...PLAIN,
        what: text(`缺少事实 ${rule}`, `Missing ${rule}`),
        content: same(`${pointer} ${names.join(' ')}`),
      },
      state: RESULT_WORDS.indeterminate,
    }),
  );
  return [first, ...decision.findings.map(findingRow), ...missing];
}

function findingRow(finding: DossierDecision['decision']['findings'][number]): DossierEntry {
  const basis = finding.legalBasis.map(citedPlace).filter((cited) => cited !== '');
  const waived = finding.waiver?.id ?? null;
  return {
    ...PLAIN,
    what: text(`意见 ${finding.rule}`, `Finding ${finding.rule}`),
    content: text(
      `${finding.title['zh-CN']}：${finding.message['zh-CN']}`,
      `${finding.title.en}: ${finding.message.en}`,
    ),
    state: EFFECT_WORDS[finding.effect],
    basis: text(
      [
        ...(waived === null ? [] : [`已豁免：${waived}。`]),
        `依据：${basis.length > 0 ? basis.join('；') : '本闸口的建议'}。`,
        `整改：${finding.remedy['zh-CN']}`,
      ].join(''),
      [
        ...(waived === null ? [] : [`Waived by ${waived}.`]),
        `Basis: ${basis.length > 0 ? basis.join('; ') : 'a proposal of this gate'}.`,
        `Remedy: ${finding.remedy.en}`,
      ].join(' '),
    ),
  };
}

/** Rules that fired, or could not be evaluated, in full; of the others their numbers, and their titles where they come first. */
function ruleRows(rules: DossierDecision['rules'], told: Set<string>): readonly DossierEntry[] {
  const full = rules.filter(({ result }) => result === 'finding' || result === 'indeterminate');
  const rest = groupBy(
    rules.filter((rule) => !full.includes(rule)),
    ({ result }) => result,
  );
  return [...full.map(fullRule), ...[...rest.values()].map((some) => ruleList(some, told))];
}

type Rule = DossierDecision['rules'][number];

function fullRule({ rule, revision, title, result, sentences, scope }: Rule): DossierEntry {
  const words = [scope, ...sentences];
  return {
    ...{ ...PLAIN, what: text(`规则 ${rule}`, `Rule ${rule}`), state: RESULT_WORDS[result] },
    content: text(
      [`${title['zh-CN']}（第 ${revision} 版）`, ...words.map((word) => word['zh-CN'])].join(''),
      [`${title.en} (revision ${revision}).`, ...words.map(({ en }) => en)].join(' '),
    ),
  };
}

function ruleList(rules: readonly Rule[], told: Set<string>): DossierEntry {
  const [first] = rules;
  const named = rules.map(({ rule, revision, title, result }) => {
    const isPassed = result === 'pass';
    // What a rule that passed demands is told, though its title was where it did not apply.
    const key = `${rule}/${revision}/${isPassed}`;
    const isTold = told.has(key);
    told.add(key);
    const says = isPassed ? demandOf({ id: rule, title }) : title;
    return isTold ? same(rule) : text(`${rule} ${says['zh-CN']}`, `${rule} ${says.en}`);
  });
  return {
    ...{ ...PLAIN, what: text('规则', 'Rules'), state: first ? RESULT_WORDS[first.result] : NOTHING },
    content: joined(named),
    basis: text(`${rules.length} 条`, `${rules.length} rules`),
  };
}

function joined(parts: readonly Text[]): Text {
  return text(parts.map((part) => part['zh-CN']).join('；'), parts.map(({ en }) => en).join('; '));
}

type Fact = DossierDecision['facts'][number];

/** What was told of a fact before is its last word on paper, until a line says that it is other, or absent now. */
function factRows(facts: readonly Fact[], before: readonly Fact[]): readonly DossierEntry[] {
  const known = new Set(before.map(factKey));
  const stated = new Set(facts.map(placeOf));
  const fresh = groupBy(
    facts.filter((fact) => !known.has(factKey(fact))),
    ({ pointer, standing }) => `${pointer} ${standing}`,
  );
  const absent = before.filter((fact) => !stated.has(placeOf(fact)));
  return [...[...fresh.values()].map(factsRow), ...absentRows(absent, new Set(facts.map(({ pointer }) => pointer)))];
}

/** Facts of one part of the order that stand on the same word are one row. */
function factsRow(facts: readonly Fact[]): DossierEntry {
  const told = facts.map(({ name, title, value }) => {
    const shown = valueWords(name, value);
    return text(`${title['zh-CN']}：${shown['zh-CN']}`, `${title.en}: ${shown.en}`);
  });
  const [first] = facts;
  return factEntry(first?.pointer ?? '', joined(told), first ? STANDING_WORDS[first.standing] : NOTHING);
}

/** A part that was removed, or that a later stage does not look at, is told by that alone. */
function absentRows(absent: readonly Fact[], parts: ReadonlySet<string>): readonly DossierEntry[] {
  return [...groupBy(absent, ({ pointer }) => pointer)].map(([pointer, facts]) => {
    const titles = parts.has(pointer) ? facts.map(({ title }) => title) : [EVERY_FACT];
    const told = titles.map((title) => text(`${title['zh-CN']}：—`, `${title.en}: —`));
    return factEntry(pointer, joined(told), ABSENT);
  });
}

const ABSENT = text('本次无', 'absent');
const EVERY_FACT = text('该部分的全部事实', 'every fact of this part');

function factKey({ pointer, name, value }: Fact): string {
  return JSON.stringify([pointer, name, value]);
}

function placeOf({ pointer, name }: Fact): string {
  return `${pointer} ${name}`;
}

function factEntry(pointer: string, content: Text, state: Text): DossierEntry {
  return { ...{ ...PLAIN, what: text('事实', 'Facts'), content, state }, basis: same(pointer) };
}
