import type { components } from '../../http/openapi.generated.ts';
import { instant, type Text, text, wallClockOf } from '../../kernel/index.ts';
import { softwareWords } from '../../register/software-words.ts';
import { citedPlace } from '../../rules/index.ts';
import type { Terminal, Tone } from '../terminal.ts';
import { padTo, widthOf, wrap } from './wrap.ts';

type Schemas = components['schemas'];
type Decision = Schemas['CheckedDecision'];
type Finding = Schemas['Finding'];

/** What a rule or a fact is called; undefined when the rules at hand do not know it. */
export type NameLookup = (name: string) => Text | undefined;

export interface PrintedDecision {
  readonly result: Schemas['CheckResult'];
  readonly order: Pick<Schemas['OrderSubmission'], 'reference' | 'agencyCode'>;
  readonly naming: NameLookup;
}

/** A decision for a person at a terminal: what came out, why, on which basis, and what helps. */
export function printDecision(terminal: Terminal, { result, order, naming }: PrintedDecision): void {
  const { decision } = result;
  const { print, paint, say } = terminal;
  const { mark, word, tone } = OUTCOMES[decision.outcome];
  print(`${paint(tone, `${mark} ${say(word)}`)}  ${paint('bold', order.reference)}  ${order.agencyCode}`);
  print(paint('dim', say(countsOf(decision))));
  for (const effect of ['reject', 'refer', 'warn'] as const) {
    printFindings(terminal, effect, decision.findings);
  }
  printIndeterminate(terminal, decision.indeterminate, naming);
  printTaken(terminal, decision);
  print();
  print(paint('dim', say(asOf(result.asOf))));
}

const OUTCOMES: Readonly<Record<Decision['outcome'], { mark: string; word: Text; tone: Tone }>> = {
  approved: { mark: '✔', word: text('通过', 'Approved'), tone: 'green' },
  referred: { mark: '●', word: text('转人工', 'Referred to a person'), tone: 'yellow' },
  rejected: { mark: '✘', word: text('不予通过', 'Rejected'), tone: 'red' },
};

function countsOf({ rules, ruleSet }: Decision): Text {
  const { passed, findings, indeterminate, outOfScope, notInForce } = rules;
  return text(
    `规则集第 ${ruleSet.number} 号：通过 ${passed}，有意见 ${findings}，无法判定 ${indeterminate}，不适用 ${outOfScope}，未施行 ${notInForce}`,
    `Rule set ${ruleSet.number}: ${passed} passed, ${findings} with findings, ${indeterminate} indeterminate, ${outOfScope} out of scope, ${notInForce} not in force`,
  );
}

const EFFECTS: Readonly<Record<Finding['effect'], { heading: Text; tone: Tone }>> = {
  reject: { heading: text('不予通过的理由', 'Reasons to reject'), tone: 'red' },
  refer: { heading: text('须人工处理', 'For a person to decide'), tone: 'yellow' },
  warn: { heading: text('提醒', 'Warnings'), tone: 'cyan' },
};

function printFindings(terminal: Terminal, effect: Finding['effect'], all: readonly Finding[]): void {
  const findings = all.filter((finding) => finding.effect === effect);
  const { heading, tone } = EFFECTS[effect];
  printHeading(terminal, { heading, count: findings.length, tone });
  for (const [index, finding] of findings.entries()) {
    if (index > 0) terminal.print();
    printFinding(terminal, finding);
  }
}

function printHeading({ print, paint, say }: Terminal, part: { heading: Text; count: number; tone: Tone }): void {
  if (part.count === 0) return;
  print();
  const { 'zh-CN': zh, en } = part.heading;
  print(paint(part.tone, say(text(`${zh}（${part.count}）`, `${en} (${part.count})`))));
}

const LABELS = {
  place: text('位置', 'Where'),
  message: text('说明', 'Finding'),
  basis: text('依据', 'Basis'),
  remedy: text('办法', 'Remedy'),
  waiver: text('豁免', 'Waiver'),
  missing: text('缺少', 'Missing'),
  suppliedBy: text('由谁补充', 'Supplied by'),
};

function printFinding(terminal: Terminal, finding: Finding): void {
  const { rule, title, pointer, message, legalBasis, remedy, waiver } = finding;
  const { print, paint, say } = terminal;
  print(`  ${paint('bold', rule)}  ${say(title)}`);
  const rows: readonly (readonly [Text, string])[] = [
    [LABELS.place, pointer || '/'],
    [LABELS.message, say(message)],
    [LABELS.basis, legalBasis.map((basis) => say(citation(basis))).join(say(text('；', '; ')))],
    [LABELS.remedy, say(remedy)],
    ...(waiver ? [[LABELS.waiver, say(waivedBy(waiver))] as const] : []),
  ];
  printRows(terminal, rows);
}

/** A finding that is set aside stays visible, and so does by what. */
function waivedBy({ id, until }: Schemas['WaiverReference']): Text {
  return text(`${id}，有效至 ${until}`, `${id}, until ${until}`);
}

/** Whether a citation was checked is part of it: nobody should lean on one that was not. */
export function citation({ document, article, verified, reading }: Schemas['LegalBasis']): Text {
  const source = citedPlace({ document, article });
  const of = (own: string | undefined): string => [source, own].filter((part) => part).join(' — ');
  const zh = of(reading?.['zh-CN']);
  const en = of(reading?.en);
  return verified ? text(zh, en) : text(`${zh}（待核实）`, `${en} (to be verified)`);
}

function printRows({ print, paint, say, columns }: Terminal, rows: readonly (readonly [Text, string])[]): void {
  const labelWidth = Math.max(...Object.values(LABELS).map((label) => widthOf(say(label)))) + 2;
  const indent = ' '.repeat(4 + labelWidth);
  for (const [label, value] of rows) {
    const [first = '', ...rest] = wrap(value, columns - indent.length);
    print(`    ${paint('dim', padTo(say(label), labelWidth))}${first}`);
    for (const line of rest) print(`${indent}${line}`);
  }
}

function printIndeterminate(terminal: Terminal, rules: readonly Schemas['Indeterminate'][], naming: NameLookup): void {
  const { print, paint, say } = terminal;
  printHeading(terminal, { heading: text('无法判定', 'Could not be judged'), count: rules.length, tone: 'yellow' });
  for (const { rule, pointer, missing, suppliedBy } of rules) {
    const title = naming(rule);
    print(`  ${paint('bold', rule)}${title ? `  ${say(title)}` : ''}`);
    const names = missing.map((name) => {
      const called = naming(name);
      return called ? say(text(`${called['zh-CN']}（${name}）`, `${called.en} (${name})`)) : name;
    });
    printRows(terminal, [
      [LABELS.place, pointer || '/'],
      [LABELS.missing, names.join(say(text('、', ', '))) || say(DISAGREEMENT)],
      [LABELS.suppliedBy, say(SUPPLIERS[suppliedBy ?? 'nobody'])],
    ]);
  }
}

const DISAGREEMENT = text('两个规则引擎的结论不一致', 'nothing: the two evaluators disagree');

const SUPPLIERS: Readonly<Record<Schemas['FactSupplier'] | 'nobody', Text>> = {
  'legalization-office': text('软件正版化工作机构', 'the software legalization office'),
  finance: text('财政部门', 'the finance bureau'),
  audit: text('审计部门', 'the audit bureau'),
  nobody: text('闸口的运维人员', 'those who run the gate'),
};

function printTaken(terminal: Terminal, { budget, register }: Decision): void {
  const { print, say } = terminal;
  printHeading(terminal, {
    heading: text('将预占的资金', 'Money it would reserve'),
    count: budget.length,
    tone: 'bold',
  });
  for (const { budgetLine, amount, availableAfter } of budget) {
    print(
      say(
        text(
          `  ${budgetLine}  ${amount} 元，余 ${availableAfter} 元`,
          `  ${budgetLine}  ${amount} yuan, ${availableAfter} left`,
        ),
      ),
    );
  }
  const { holds, undertakings } = register;
  printHeading(terminal, {
    heading: text('将占用的授权', 'Licences it would hold'),
    count: holds.length,
    tone: 'bold',
  });
  for (const { entitlementId, seats } of holds) {
    print(say(text(`  ${entitlementId}  ${seats} 个`, `  ${entitlementId}  ${seats} seats`)));
  }
  const heading = text('将承诺到位的软件', 'Software it would undertake to deliver');
  printHeading(terminal, { heading, count: undertakings.length, tone: 'bold' });
  for (const { item, category, seats, dueOn } of undertakings) {
    const due = text(dueOn ? `，${dueOn} 前` : '', dueOn ? `, by ${dueOn}` : '');
    const name = softwareWords(category);
    print(
      say(
        text(
          `  第 ${item} 项 ${name['zh-CN']} ${seats} 个${due['zh-CN']}`,
          `  item ${item}: ${seats} seats, ${name.en}${due.en}`,
        ),
      ),
    );
  }
}

function asOf({ at, logIndex }: Schemas['AsOf']): Text {
  const until = logIndex === null ? text('', '') : text(`（日志第 ${logIndex} 条）`, ` (log index ${logIndex})`);
  const clock = wallClockOf(instant(at));
  return text(
    `截至北京时间 ${clock}${until['zh-CN']}的试算，不构成承诺。`,
    `A check as of ${clock} Beijing time, UTC+8${until.en}; it is no promise.`,
  );
}
