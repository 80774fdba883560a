import { type CivilDate, daysBetween, Refusal, type RefusalKind, type Text, text } from '../kernel/index.ts';
import type { Owner, RuleDocument, RuleSet } from '../rules/index.ts';
import type { WaivedRule } from './waiver-cover.ts';

/** What is asked for, as far as rules decide whether it may be. */
export interface WaiverWish {
  readonly rules: readonly WaivedRule[];
  readonly reasonCode: string;
  readonly text: string;
  readonly from: CivilDate;
  readonly until: CivilDate;
}

export interface WaiverTerms {
  readonly ruleSet: RuleSet;
  readonly on: CivilDate;
  /** `policy.waiver.reasonMinChars` of the agency. */
  readonly textMin: number;
  /** What is open on the order under review; null where there is none. */
  readonly open: readonly { readonly rule: string; readonly clause: string }[] | null;
}

/** The validity of a waiver (OVR-01), as far as its content goes. Refuses with the place that is wrong. */
export function validateWaiver(wish: WaiverWish, checking: WaiverTerms): void {
  const rules = wish.rules.map((named, place) => findWaivable(named, place, checking.ruleSet));
  ownerOf(rules);
  validateOpen(wish.rules, checking.open);
  const refusing = rules.find(({ waivable }) => !waivable.reasons.includes(wish.reasonCode));
  if (refusing) throw reasonNotAllowed(refusing);
  if ([...wish.text.trim()].length < checking.textMin) throw textTooShort(checking.textMin);
  validatePeriod(wish, Math.min(...rules.map(({ waivable }) => waivable.daysMax)), checking.on);
}

/** Whose people sign. Refuses where the rules do not have one owner, or one of them nobody may waive. */
export function ownerOfRules(named: readonly WaivedRule[], ruleSet: RuleSet): Owner {
  return ownerOf(named.map((rule, place) => findWaivable(rule, place, ruleSet)));
}

type WaivableRule = RuleDocument & { readonly waivable: NonNullable<RuleDocument['waivable']> };

function findWaivable({ rule: id, revision, clause: clauseId }: WaivedRule, place: number, ruleSet: RuleSet) {
  const at = `/rules/${place}`;
  const rule = ruleSet.findRule(id);
  if (!rule) throw wrong('waiver.unknown_rule', text('没有这条规则。', 'There is no such rule.'), `${at}/rule`);
  if (!isWaivable(rule)) throw notWaivable(id, at);
  if (rule.revision !== revision) {
    const says = text(`该规则现为第 ${rule.revision} 版。`, `The rule has revision ${rule.revision} now.`);
    throw wrong('waiver.other_rule_revision', says, `${at}/revision`);
  }
  const clause = ruleSet.findClause(id, clauseId);
  if (!clause)
    throw wrong('waiver.unknown_clause', text('该规则没有此条款。', 'The rule has no such clause.'), `${at}/clause`);
  if (clause.effect === 'warn') {
    const says = text('提示不影响结论，无需豁免。', 'A warning stops nothing, so there is nothing to waive.');
    throw wrong('waiver.warning', says, `${at}/clause`);
  }
  return rule;
}

function isWaivable(rule: RuleDocument): rule is WaivableRule {
  return rule.waivable !== null;
}

function ownerOf(rules: readonly WaivableRule[]): Owner {
  const owner = rules[0]?.waivable.by;
  if (owner === undefined) throw new Error('a waiver of no rule has passed its schema');
  const other = rules.findIndex(({ waivable }) => waivable.by !== owner);
  if (other < 0) return owner;
  const says = text(
    '一项豁免只能涉及同一部门负责的规则，请分开提出。',
    'All rules of a waiver have one owner; ask the others separately.',
  );
  throw wrong('waiver.several_owners', says, `/rules/${other}/rule`);
}

function validateOpen(named: readonly WaivedRule[], open: WaiverTerms['open']): void {
  if (open === null) return;
  const place = named.findIndex(({ rule, clause }) => !open.some((one) => one.rule === rule && one.clause === clause));
  if (place < 0) return;
  const says = text(
    '订单当前没有该条款的未决意见。无法判定的规则不能豁免，须补齐所缺信息。',
    'This clause is not open on the order. A rule that could not be evaluated is not waived: it needs the missing fact.',
  );
  throw wrong('waiver.finding_not_open', says, `/rules/${place}/clause`);
}

function validatePeriod({ from, until }: WaiverWish, daysMax: number, on: CivilDate): void {
  if (until < from || until < on) {
    const says = text(
      '截止日期不能早于起始日期或今天。',
      'The last day is neither before the first one nor before today.',
    );
    throw wrong('waiver.period', says, '/until');
  }
  if (daysBetween(from, until) + 1 > daysMax) {
    const says = text(`有效期最长 ${daysMax} 天。`, `It may be in force for ${daysMax} days at most.`);
    throw wrong('waiver.days_too_many', says, '/until');
  }
}

function notWaivable(rule: string, at: string): Refusal {
  const says = text(`规则 ${rule} 任何人不得豁免。`, `Nobody may waive the rule ${rule}.`);
  return wrong('waiver.not_waivable', says, `${at}/rule`);
}

function reasonNotAllowed({ id, waivable }: WaivableRule): Refusal {
  const reasons = waivable.reasons.join(', ');
  const says = text(
    `规则 ${id} 可用的豁免理由：${reasons}。`,
    `The rule ${id} may be waived on these grounds: ${reasons}.`,
  );
  return wrong('waiver.reason_not_allowed', says, '/reasonCode');
}

function textTooShort(textMin: number): Refusal {
  const says = text(`理由说明至少 ${textMin} 字。`, `The grounds need at least ${textMin} characters.`);
  return wrong('waiver.text_too_short', says, '/text');
}

function wrong(code: string, says: Text, pointer: string, kind: RefusalKind = 'unprocessable'): Refusal {
  return new Refusal(kind, code, says, [{ pointer, message: '' }]);
}
