import type { Schemas } from '../../client/operation.ts';
import type { BothLanguages, Words } from '../../words/both-languages.ts';

type WordsFor<Value extends string> = { readonly [value in Value]: string };

const statesZh: WordsFor<Schemas['RuleSetState']> = {
  draft: '草案',
  scheduled: '已定生效时间',
  'in-force': '生效中',
  superseded: '已被替代',
  withdrawn: '已撤回',
};
const statesEn: WordsFor<Schemas['RuleSetState']> = {
  draft: 'draft',
  scheduled: 'scheduled',
  'in-force': 'in force',
  superseded: 'superseded',
  withdrawn: 'given up',
};

const warningsZh: WordsFor<Schemas['RuleWarning']['kind']> = {
  'never-holds': '这一款永远不成立',
  'always-holds': '这一款总是成立',
  'never-reached': '这一款永远轮不到适用',
  'leaf-always-true': '有一处比较总是成立',
  'leaf-always-false': '有一处比较永远不成立',
};
const warningsEn: WordsFor<Schemas['RuleWarning']['kind']> = {
  'never-holds': 'this clause never holds',
  'always-holds': 'this clause always holds',
  'never-reached': 'this clause is never reached',
  'leaf-always-true': 'a comparison is always true',
  'leaf-always-false': 'a comparison is always false',
};

const zh = {
  states: statesZh,
  warnings: warningsZh,
  list: {
    title: '规则集',
    back: '全部规则集',
    none: '还没有规则集。',
    noneMatch: '没有这种状态的规则集。',
    any: '全部',
    columns: { number: '编号', state: '状态', from: '生效时间', rules: '规则数', note: '改动说明' },
    emergency: '紧急',
  },
  page: {
    title: (number: number | string) => `第 ${number} 号规则集`,
    rules: '查看条文',
    state: '状态',
    from: '生效时间',
    until: '被替代时间',
    notYet: '未定',
    note: '改动说明',
    digest: '摘要',
    log: '存证序号',
    first: '这是第一个规则集，没有可比较的上一个。',
    emergency: '紧急生效',
    confirmBy: (when: string) => `须在 ${when} 前由另一人确认，否则恢复原规则集`,
    confirmed: (when: string) => `${when} 已由另一人确认`,
  },
  demands: {
    title: '生效前须办理',
    tests: (rules: string) => `下列规则的测试不合格，不能生效：${rules}。`,
    backtest: '须先用以往订单回测，结果有效，签署时指明该回测报告；尚未审核过订单或者紧急生效的除外。',
    signatures: '须由两人签署并确定生效时间，起草人除外，其中至少一人属审计部门；紧急情况下审计部门一人即可。',
    time: (when: string) => `已经签署，${when} 自动生效。`,
  },
  changes: {
    title: (before: number) => `与第 ${before} 号相比的改动`,
    none: '规则和政策参数都没有改动。',
    added: '新增的规则',
    removed: '删除的规则',
    changed: '修改的规则',
    onlyCases: '条文没有改动，改动的只是案例或版次。',
    witness: (before: string, after: string) => `结论不同的最小案例：原为“${before}”，改为“${after}”。`,
    parameters: '政策参数',
    columns: { where: '适用地区', name: '参数', before: '原数值', after: '新数值', rules: '结论因此不同的规则' },
    noValue: '—',
    facts: '事实目录有改动。',
    decoding: '品目编码对照或各类别的软件需求有改动。',
    text: '逐行比较',
    clause: (place: number, effect: string) => `第 ${place} 款（${effect}）`,
  },
  review: {
    title: '测试报告',
    says: '规则改动后，其案例须能发现每一处细小的改动，90% 以上合格。',
    columns: { rule: '规则', cases: '案例', failures: '未通过的案例', score: '能发现的改动', sound: '结论' },
    share: (percent: number, caught: number, all: number) => `${percent}%（${caught}/${all}）`,
    sound: '合格',
    unsound: '不合格',
    none: '没有规则需要测试：改动的不是规则。',
    warning: (clause: string, warning: string) => `${clause}：${warning}`,
  },
  withdraw: {
    does: '撤回',
    reason: '撤回原因',
    help: '撤回后编号和内容仍留在存证中，但不会生效。起草人可以撤回自己的草案，审计部门可以撤回任何尚未生效的规则集。',
    done: '已撤回。',
  },
};

const en: Words<typeof zh> = {
  states: statesEn,
  warnings: warningsEn,
  list: {
    title: 'Rule sets',
    back: 'All rule sets',
    none: 'There is no rule set yet.',
    noneMatch: 'No rule set stands so.',
    any: 'all',
    columns: { number: 'Number', state: 'State', from: 'In force from', rules: 'Rules', note: 'What changed' },
    emergency: 'emergency',
  },
  page: {
    title: (number) => `Rule set ${number}`,
    rules: 'Read its rules',
    state: 'State',
    from: 'In force from',
    until: 'Superseded',
    notYet: 'not decided',
    note: 'What changed',
    digest: 'Digest',
    log: 'Index in the log',
    first: 'This is the first rule set; there is none before it to compare with.',
    emergency: 'Emergency',
    confirmBy: (when) => `another person has to confirm it before ${when}, or the set before it is in force again`,
    confirmed: (when) => `confirmed by another person, ${when}`,
  },
  demands: {
    title: 'What it takes to enter into force',
    tests: (rules) => `The tests of these rules do not suffice, so it cannot enter into force: ${rules}.`,
    backtest:
      'It is tried on past orders first, and the signature names the report; not so before the first order, or in an emergency.',
    signatures:
      'Two people sign it with its time, neither its author, one at least of the audit bureau; in an emergency one of the audit bureau.',
    time: (when) => `It is signed, and enters into force by itself at ${when}.`,
  },
  changes: {
    title: (before) => `What is other than in rule set ${before}`,
    none: 'Neither rules nor policy parameters are other.',
    added: 'New rules',
    removed: 'Rules that are gone',
    changed: 'Changed rules',
    onlyCases: 'Its clauses are the same; only cases or the revision differ.',
    witness: (before, after) => `The smallest case that differs: it was "${before}" and is "${after}".`,
    parameters: 'Policy parameters',
    columns: {
      where: 'Region',
      name: 'Parameter',
      before: 'Before',
      after: 'After',
      rules: 'Rules that judge otherwise',
    },
    noValue: '—',
    facts: 'The fact catalogue is another one.',
    decoding: 'The decoding of catalogue codes or the needs per category are others.',
    text: 'Line by line',
    clause: (place, effect) => `clause ${place}, ${effect}`,
  },
  review: {
    title: 'Test report',
    says: 'The cases of a changed rule have to notice small changes to it, 90 % of them at least.',
    columns: { rule: 'Rule', cases: 'Cases', failures: 'Cases that failed', score: 'Changes noticed', sound: 'Result' },
    share: (percent, caught, all) => `${percent} % (${caught} of ${all})`,
    sound: 'sound',
    unsound: 'not sound',
    none: 'No rule has to be tested: what changed is no rule.',
    warning: (clause, warning) => `${clause}: ${warning}`,
  },
  withdraw: {
    does: 'Give it up',
    reason: 'Why it is given up',
    help: 'Its number and its text stay in the log, but it never enters into force. Authors give up their own drafts; the audit bureau whatever is not in force yet.',
    done: 'It was given up.',
  },
};

export const SET_WORDS: BothLanguages<typeof zh> = { zh, en };
