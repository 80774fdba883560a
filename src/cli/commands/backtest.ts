import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type BacktestChange,
  type BacktestQuestion,
  type BacktestReport,
  backtestReport,
  findWindow,
  openReplay,
  type QuestionFault,
  validateQuestion,
} from '../../backtests/index.ts';
import { replayNow } from '../../backtests/run/replay-piece-step.ts';
import { type Database, inSnapshot, type Tx } from '../../db/index.ts';
import { buildDigest } from '../../gate/build-digest.ts';
import {
  type CivilDate,
  civilDate,
  dayOf,
  type Instant,
  isCivilDate,
  NATIONAL_REGION,
  Refusal,
  type Text,
  text,
} from '../../kernel/index.ts';
import { readHead } from '../../log/index.ts';
import { hasDisagreed } from '../../proof/rederive/rederive-in-background.ts';
import {
  BUCKET_WORDS,
  BUCKETS,
  contentOfPack,
  findRuleSet,
  getRuleSetInForce,
  loadPack,
  type RuleSet,
  ruleSetFromContent,
  ruleSetFromStored,
} from '../../rules/index.ts';
import { type CommandBody, EXIT_FAILED, EXIT_OK, type Surroundings } from '../command.ts';
import { withDatabase } from '../local-database.ts';
import { printTable } from '../print/print-table.ts';
import { readOptions, usage } from '../read-options.ts';
import type { Terminal } from '../terminal.ts';

export const backtest: CommandBody = {
  run: async (args, surroundings) => {
    const { values, words } = readOptions(args, OPTIONS, { wordsMax: 1 });
    const [named] = words;
    if (named === undefined) throw usage(text('请给出规则集编号或规则目录', 'name a rule set or a folder of rules'));
    const asked: BacktestRequest = {
      named,
      from: dayIn(values.from, 'from') ?? civilDate('1970-01-01'),
      until: dayIn(values.until, 'until') ?? dayOf(surroundings.io.clock()),
      asIfOn: dayIn(values['as-if'], 'as-if'),
      agencyCode: values.agency ?? null,
      facts: values.derived ? 'derived' : 'recorded',
      isJson: values.json,
    };
    return withDatabase(surroundings.config, (db) => tryRules(db, asked, surroundings));
  },
};

const OPTIONS = {
  from: { type: 'string' },
  until: { type: 'string' },
  agency: { type: 'string' },
  'as-if': { type: 'string' },
  derived: { type: 'boolean' },
  json: { type: 'boolean' },
} as const;

interface BacktestRequest extends Pick<BacktestQuestion, 'from' | 'until' | 'agencyCode' | 'facts'> {
  readonly named: string;
  readonly asIfOn: CivilDate | undefined;
  readonly isJson: boolean;
}

function dayIn(value: string | undefined, option: string): CivilDate | undefined {
  if (value === undefined) return undefined;
  if (!isCivilDate(value))
    throw usage(text(`--${option} 应为日期，如 2026-06-30`, `--${option} takes a day: 2026-06-30`));
  return civilDate(value);
}

const SHOWN_MAX = 20;

const DISTRUSTED = text(
  '本程序版本的编译判定曾与 json-rules-engine 不一致，其筛选结果不可信。',
  'This build was once found to judge otherwise than json-rules-engine: what it screened is not believed.',
);

async function tryRules(db: Database, asked: BacktestRequest, { config, terminal, io }: Surroundings): Promise<number> {
  const { from, until, agencyCode, facts, isJson } = asked;
  const about = { from, until, stages: ['submission'], agencyCode, reach: { region: NATIONAL_REGION } } as const;
  const { ruleSet, window, isTrusted } = await inSnapshot(db, async (tx) => {
    const fault = await validateQuestion(tx, about);
    if (fault) throw usage(faultWords(fault, asked));
    const { size } = (await readHead(tx)).frontier;
    return {
      ruleSet: await candidateNamed(tx, asked.named, io.clock()),
      window: await findWindow(tx, about, { logSize: size }),
      isTrusted: !(await hasDisagreed(tx, buildDigest())),
    };
  });
  const asIfOn = asked.asIfOn ?? ruleSet.inForceFrom;
  const question: BacktestQuestion = { ...about, asIfOn, facts };
  const first: BacktestChange[] = [];
  const tally = await replayNow(
    db,
    { question, window, replay: openReplay({ ruleSet, asIfOn, facts }) },
    {
      pause: async () => undefined,
      onPortion: async (looked, changes) => {
        first.push(...changes.slice(0, SHOWN_MAX - first.length));
        terminal.progress(terminal.say(text(`已试算 ${looked} / ${window.toDo}`, `${looked} of ${window.toDo} tried`)));
        await nextTurn();
      },
    },
  );
  terminal.progress('');
  const named = { number: isNumber(asked.named) ? ruleSet.number : null, digest: ruleSet.digest };
  const maker = { origin: config.origin, build: buildDigest(), isTrusted };
  const report = backtestReport({ ...question, ...window, id: null, ruleSet: named, tally }, maker);
  if (isJson) terminal.print(JSON.stringify(report, null, 2));
  else if (report.decisions === 0) printNothing(terminal);
  else printReport(terminal, report, first);
  if (!report.isValid) return EXIT_FAILED;
  return report.decisions === 0 ? EXIT_NOTHING_TRIED : EXIT_OK;
}

/** A set that was tried on nothing has not passed: a pipeline that may find nothing says so itself. */
const EXIT_NOTHING_TRIED = 2;

function printNothing({ print, say, paint }: Terminal): void {
  const says = text(
    '没有可试算的审核决定：所选日期和单位范围内一项也没有，规则集未经检验。',
    'Nothing to try: there is no decision in these days and agencies, and the rule set was not put to the test.',
  );
  print(paint('yellow', say(says)));
}

function faultWords({ part, says }: QuestionFault, { from, until, agencyCode }: BacktestRequest): Text {
  const given = part === 'until' ? `--from ${from} --until ${until}` : `--agency ${agencyCode}`;
  return text(`${given}：${says['zh-CN']}`, `${given}: ${says.en}`);
}

function isNumber(named: string): boolean {
  return /^[1-9]\d{0,6}$/.test(named);
}

/** A folder is tried as the set that would follow the one in force, from today on. */
async function candidateNamed(tx: Tx, named: string, at: Instant): Promise<RuleSet> {
  if (isNumber(named)) {
    const stored = await findRuleSet(tx, Number(named));
    if (stored) return ruleSetFromStored(stored.digest, stored.content);
    throw new Refusal('not_found', 'rule_set.not_found', text('没有这个规则集。', 'There is no such rule set.'));
  }
  const { number, digest } = await getRuleSetInForce(tx, at);
  const header = { number: number + 1, parent: digest, inForceFrom: dayOf(at), changeNote: named };
  return ruleSetFromContent(contentOfPack(loadPack(named), header));
}

function printReport(terminal: Terminal, report: BacktestReport, first: readonly BacktestChange[]): void {
  const { print, say, paint } = terminal;
  const { decisions, buckets, baseline, reference } = report;
  print(say(text(`试算了 ${decisions} 项审核决定；“本会”：`, `${decisions} decisions tried. They would have been:`)));
  for (const bucket of BUCKETS) print(`  ${String(buckets[bucket]).padStart(8)}  ${say(BUCKET_WORDS[bucket])}`);
  for (const [missing, count] of Object.entries(report.notReplayable))
    print(`  ${String(count).padStart(8)}  – ${missing}`);
  if (first.length > 0) {
    print();
    const rows = first.map(({ decisionId, orderId, recordedOutcome, candidateOutcome, rules }) => {
      return [decisionId, orderId, `${recordedOutcome} → ${candidateOutcome}`, rules.join(' ')];
    });
    printTable(terminal, ['decision', 'order', say(text('结论', 'outcome')), say(text('规则', 'rules'))], rows);
  }
  print();
  const checked = reference.changed + reference.unchanged;
  const valid = text(
    `✔ 报告有效：${baseline.agreed} 项与原记录一致；${checked} 项经 json-rules-engine 复核。`,
    `✔ Valid: ${baseline.agreed} say again what was recorded; json-rules-engine judged ${checked} as well.`,
  );
  const invalid = text(
    `✘ 报告无效：${baseline.differ} 项与原记录不符，${reference.differ} 项与 json-rules-engine 不符。`,
    `✘ Invalid: ${baseline.differ} differ from the record, ${reference.differ} from json-rules-engine.`,
  );
  print(report.isValid ? paint('green', say(valid)) : paint('red', say(invalid)));
  if (!report.evaluator.isTrusted) print(paint('red', `  ${say(DISTRUSTED)}`));
  for (const { decision, ...doubt } of [...baseline.first, ...reference.first]) {
    print(paint('red', `  ${decision} ${Object.values(doubt).join(' ')}`));
  }
}
