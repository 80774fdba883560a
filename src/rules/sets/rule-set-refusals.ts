import { Refusal, type Text, text } from '../../kernel/index.ts';
import type { RuleSetState } from './stored-rule-set.ts';

export function ruleSetNotFound(): Refusal {
  return new Refusal('not_found', 'rule_set.not_found', text('没有这个规则集。', 'There is no such rule set.'));
}

/** What came with the program was tested when the program was. */
export function noReview(): Refusal {
  const says = text(
    '该规则集随程序发布，没有单独的测试报告。',
    'The rule set came with the program and has no review of its own.',
  );
  return new Refusal('not_found', 'rule_set.no_review', says);
}

export function ruleNotFound(): Refusal {
  return new Refusal('not_found', 'rule.not_found', text('该规则集没有这条规则。', 'The rule set has no such rule.'));
}

const STATES: Readonly<Record<RuleSetState, Text>> = {
  draft: text('草案', 'a draft'),
  scheduled: text('待生效', 'scheduled'),
  'in-force': text('生效', 'in force'),
  superseded: text('已被替代', 'superseded'),
  withdrawn: text('已撤回', 'withdrawn'),
};

export function wrongState(state: RuleSetState): Refusal {
  const named = STATES[state];
  const says = text(
    `规则集处于“${named['zh-CN']}”状态，不能进行此操作。`,
    `The rule set is ${named.en}; this cannot be done to it.`,
  );
  return new Refusal('conflict', 'rule_set.state', says);
}

export function notYours(): Refusal {
  const says = text(
    '草案只有起草人和审计机关可以撤回，待生效的规则集只有审计机关可以撤回。',
    'Only its author and the audit bureau give up a draft, and only the audit bureau what is scheduled.',
  );
  return new Refusal('forbidden', 'rule_set.not_yours', says);
}

export function ownDraft(): Refusal {
  const says = text('起草人不得签署自己起草的规则集。', 'Whoever drafted a rule set does not sign for it.');
  return new Refusal('forbidden', 'rule_set.own_draft', says);
}

export function ownEmergency(): Refusal {
  const says = text(
    '起草、发起或签署紧急变更的人不得自行确认。',
    'Whoever drafted, proposed or signed an emergency change does not confirm it.',
  );
  return new Refusal('forbidden', 'rule_set.own_emergency', says);
}

export function otherDigest(): Refusal {
  const says = text(
    '所列摘要与该规则集不符，请重新阅读后再办理。',
    'The digest is not that of the rule set. Read it again first.',
  );
  return refusalAt('conflict', 'rule_set.digest', says, '/digest');
}

export function otherReview(): Refusal {
  const says = text(
    '所列摘要与该规则集的测试报告不符，请重新阅读后再办理。',
    'The digest is not that of the review of this rule set. Read it again first.',
  );
  return refusalAt('conflict', 'rule_set.review_digest', says, '/reviewDigest');
}

export function otherBacktest(): Refusal {
  const says = text(
    '所列回测不是该规则集的有效回测，或其报告摘要不符。',
    'This is no valid back-test of the rule set, or its report has another digest.',
  );
  return refusalAt('conflict', 'rule_set.backtest', says, '/backtest');
}

export function noBacktest(): Refusal {
  const says = text(
    '已有审核决定，须先以历史决定回测该规则集，再安排生效。',
    'There are decisions to try the set on: a change that is no emergency needs a back-test that tried some.',
  );
  return refusalAt('unprocessable', 'rule_set.no_backtest', says, '/backtest');
}

export function notSound(): Refusal {
  const says = text(
    '测试报告未通过，规则集不能生效；请改好规则或补充测试后重新起草。',
    'The review has not passed, so the set cannot come into force. Mend the rules or their tests in a new draft.',
  );
  return refusalAt('unprocessable', 'rule_set.not_sound', says, '/reviewDigest');
}

export function otherParent(): Refusal {
  const says = text(
    '草案所依据的规则集已不再生效，请以现行规则集为基础重新起草。',
    'The set that the draft was made from is not in force any more. Draft it anew from the one that is.',
  );
  return new Refusal('conflict', 'rule_set.other_parent', says);
}

export function anotherScheduled(number: number): Refusal {
  const says = text(
    `第 ${number} 号规则集已安排生效，须先撤回它或待其生效。`,
    `Rule set ${number} is scheduled already. Give it up first, or wait until it is in force.`,
  );
  return new Refusal('conflict', 'rule_set.another_scheduled', says);
}

export function parentUnconfirmed(): Refusal {
  const says = text(
    '现行规则集为紧急生效，尚待确认；确认之后才能安排新的规则集。',
    'The set in force came in an emergency and waits to be confirmed. Nothing is scheduled over it before that.',
  );
  return new Refusal('conflict', 'rule_set.parent_unconfirmed', says);
}

export function momentPast(): Refusal {
  const says = text('生效时刻已过。', 'The moment to come into force is past.');
  return refusalAt('unprocessable', 'rule_set.moment_past', says, '/at');
}

export function momentFar(days: number): Refusal {
  const says = text(`生效时刻不得晚于 ${days} 天之后。`, `A rule set is scheduled for at most ${days} days ahead.`);
  return refusalAt('unprocessable', 'rule_set.moment_far', says, '/at');
}

export function beforeItsDay(day: string): Refusal {
  const says = text(`草案自 ${day} 起才可生效。`, `The draft may come into force from ${day} on.`);
  return refusalAt('unprocessable', 'rule_set.before_its_day', says, '/at');
}

function refusalAt(kind: 'conflict' | 'unprocessable', code: string, says: Text, pointer: string): Refusal {
  return new Refusal(kind, code, says, [{ pointer, message: '' }]);
}
