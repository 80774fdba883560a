import { type Text, text } from '../kernel/index.ts';
import { valueWords } from '../rules/index.ts';
import type { DossierBody } from './dossier-body.ts';
import { EFFECT_WORDS, NOTHING, RESULT_WORDS, STAGE_WORDS, STANDING_WORDS, same, stateWords } from './words.ts';

/** What one line of a dossier says. */
export interface DossierEntry {
  /** Short: it stands in a narrow column. */
  readonly what: Text;
  readonly content: Text;
  readonly state: Text;
  /** The legal basis, the source of a fact, the remedy: what the line rests on. */
  readonly basis: Text;
  readonly on: string | null;
  readonly leaf: number | null;
}

type Decided = DossierBody['decisions'][number];

/**
 * Each decision with its findings first, then what every rule said, then the facts. On paper a rule is told in words where
 * it comes first, and of the facts only those that are new or other than at the decision before.
 */
export function rowsOfDecisions(decisions: readonly Decided[]): readonly (readonly [Text, readonly DossierEntry[]])[] {
  const told = new Set<string>();
  return decisions.map(({ decision, rules, facts }, at) => {
    const known = new Set((decisions[at - 1]?.facts ?? []).map(factKey));
    const fresh = facts.filter((fact) => !known.has(factKey(fact)));
    const rows = [...outcomeRows(decision), ...ruleRows(rules, told), ...fresh.map(factRow)];
    return [sectionOf(decision, at + 1), rows];
  });
}

function sectionOf({ stage, revision }: Decided['decision'], number: number): Text {
  const words = STAGE_WORDS[stage];
  return text(
    `二（${number}）、${words['zh-CN']}（第 ${revision} 版）`,
    `2.${number} ${words.en}, revision ${revision}`,
  );
}

const PLAIN = { state: NOTHING, basis: NOTHING, on: null, leaf: null };

function outcomeRows({ id, outcome, decidedAt, ruleSet, log, ...decision }: Decided['decision']) {
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

function findingRow(finding: Decided['decision']['findings'][number]): DossierEntry {
  const cited = finding.legalBasis.map(({ document, article }) => [document, article].filter(Boolean).join(' '));
  const basis = cited.filter((cite) => cite !== '');
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

function ruleRows(rules: Decided['rules'], told: Set<string>): readonly DossierEntry[] {
  return rules.map((one) => {
    const { rule, revision, title, result, sentences, scope } = one;
    const key = `${rule}/${revision}`;
    const words = told.has(key) ? [] : [scope, ...sentences];
    told.add(key);
    return {
      ...{ ...PLAIN, what: text(`规则 ${rule}`, `Rule ${rule}`), state: RESULT_WORDS[result] },
      content: text(
        [`${title['zh-CN']}（第 ${revision} 版）`, ...words.map((word) => word['zh-CN'])].join(''),
        [`${title.en} (revision ${revision}).`, ...words.map(({ en }) => en)].join(' '),
      ),
    };
  });
}

function factKey({ pointer, name, value }: Decided['facts'][number]): string {
  return JSON.stringify([pointer, name, value]);
}

function factRow({ pointer, name, title, value, source, standing }: Decided['facts'][number]): DossierEntry {
  const shown = valueWords(name, value);
  return {
    ...{ ...PLAIN, what: text('事实', 'Fact'), state: STANDING_WORDS[standing] },
    content: text(`${title['zh-CN']}：${shown['zh-CN']}`, `${title.en}: ${shown.en}`),
    basis: same([pointer, source].filter((part) => part !== '').join(' · ')),
  };
}
