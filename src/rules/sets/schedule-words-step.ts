import type { SigningWords } from '../../access/index.ts';
import { inSnapshot, type JobStep, type Tx } from '../../db/index.ts';
import { type Instant, type Language, type Text, text, wallClockOf } from '../../kernel/index.ts';
import { findLastLeaves } from '../../log/index.ts';
import { BUCKET_WORDS, BUCKETS } from '../review/bucket.ts';
import { changesInWords, type WordedSection } from '../review/change-words.ts';
import { ruleSetDiffs } from '../review/document-diffs.ts';
import type { RuleSetReview } from '../review/rule-set-review.ts';
import { getRuleSet, loadByDigest } from './find-rule-set.ts';
import { type PackChanges, packChanges } from './pack-changes.ts';
import { type RuleSet, ruleSetFromStored } from './rule-set.ts';
import type { BacktestLeaf, RuleSetSchedule } from './schedule-rule-set.ts';
import type { StoredRuleSet } from './stored-rule-set.ts';

export type ScheduleToWord = Pick<RuleSetSchedule, 'number' | 'at' | 'backtest' | 'emergencyReason'>;

/**
 * Puts a rule set into words for those who sign it: what changes, a case for each changed rule, what its tests prove, and what
 * it would have changed of past decisions. All of it follows from texts that never change, so it can be made again.
 */
export const WORDS_OF_SCHEDULE: JobStep<ScheduleToWord, SigningWords> = {
  name: 'words-of-schedule',
  open:
    ({ db, pause }) =>
    async (asked) => {
      const read = await inSnapshot(db, (tx) => readSchedule(tx, asked));
      await pause();
      return inBothLanguages(sectionsOf(asked, read));
    },
};

interface ReadSchedule {
  readonly stored: StoredRuleSet;
  readonly before: RuleSet;
  readonly after: RuleSet;
  readonly tried: BacktestLeaf | undefined;
}

async function readSchedule(tx: Tx, { number, backtest }: ScheduleToWord): Promise<ReadSchedule> {
  const stored = await getRuleSet(tx, number);
  const after = ruleSetFromStored(stored.digest, stored.content);
  const before = await loadByDigest(tx, stored.parentDigest ?? stored.digest);
  const subject = `backtest/${backtest?.id}`;
  const leaf = backtest ? (await findLastLeaves(tx, [subject])).get(subject) : undefined;
  return { stored, before, after, tried: leaf && (JSON.parse(leaf.bytes) as BacktestLeaf) };
}

function sectionsOf(asked: ScheduleToWord, { stored, before, after, tried }: ReadSchedule): readonly WordedSection[] {
  const changes = packChanges(before.content, after.content);
  const texts = ruleSetDiffs(before, after);
  const { catalogue, rules } = after;
  return [
    summarySection(asked, { before, after, changes }),
    testsSection(stored),
    backtestSection(asked, tried),
    ...changesInWords({ ...changes, catalogue, rules, texts }),
  ];
}

interface SummarizedSets {
  readonly before: RuleSet;
  readonly after: RuleSet;
  readonly changes: PackChanges;
}

function summarySection(
  { at, emergencyReason }: ScheduleToWord,
  { before, after, changes }: SummarizedSets,
): WordedSection {
  const { added, removed, changed, parameters } = changes;
  const counts = text(
    `共 ${after.rules.length} 条规则：修改 ${changed.length} 条，新增 ${added.length} 条，删除 ${removed.length} 条；政策参数变化 ${parameters.length} 项。`,
    `${many(after.rules.length, 'rule', 'rules')}: ${changed.length} changed, ${added.length} new, ${removed.length} removed; ${many(parameters.length, 'entry', 'entries')} of policy parameters changed.`,
  );
  return {
    heading: text(
      `规则集 ${after.number} 接替规则集 ${before.number}`,
      `Rule set ${after.number} takes the place of rule set ${before.number}`,
    ),
    lines: [
      momentLine(at),
      ...(emergencyReason === null ? [] : [emergencyLine(emergencyReason)]),
      counts,
      text(`起草说明：${after.changeNote}`, `Note of the draft: ${after.changeNote}`),
      text(`规则集校验码：${after.digest}`, `Digest of the rule set: ${after.digest}`),
    ],
  };
}

function momentLine(at: Instant | null): Text {
  if (at === null) return text('签署齐备时立即生效。', 'In force as soon as the last signature is given.');
  return text(`自 ${wallClockOf(at)}（北京时间）起生效。`, `In force from ${wallClockOf(at)} (Beijing time).`);
}

function emergencyLine(reason: string): Text {
  return text(
    `紧急变更：一人签署即可，七日内无他人确认则恢复原规则集。理由：${reason}`,
    `An emergency: one signature is enough, and unless another person confirms it within seven days the set before it is in force again. Because: ${reason}`,
  );
}

function testsSection({ review, reviewDigest }: StoredRuleSet): WordedSection {
  const heading = text('规则自带测试的审查', 'What the tests inside the rules prove');
  if (review === null) return { heading, lines: [text('没有审查报告。', 'There is no review.')] };
  const { rules, isSound } = JSON.parse(review) as RuleSetReview;
  const sum = (of: (rule: RuleSetReview['rules'][number]) => number): number =>
    rules.reduce((total, rule) => total + of(rule), 0);
  const [tests, failures] = [sum((rule) => rule.tests), sum((rule) => rule.failures.length)];
  const [mutants, survivors] = [sum((rule) => rule.mutants), sum((rule) => rule.survivors.length)];
  return {
    heading,
    lines: [
      text(
        `审查 ${rules.length} 条规则，运行测试 ${tests} 个，未通过 ${failures} 个；试着改动规则 ${mutants} 处，测试没有发现的 ${survivors} 处。`,
        `${many(rules.length, 'rule was', 'rules were')} reviewed: ${many(tests, 'test', 'tests')}, of which ${failures} failed; of ${many(mutants, 'trial change', 'trial changes')} the tests missed ${survivors}.`,
      ),
      isSound ? text('审查合格。', 'The review has passed.') : text('审查不合格。', 'The review has not passed.'),
      text(`审查报告校验码：${reviewDigest}`, `Digest of the review: ${reviewDigest}`),
    ],
  };
}

function backtestSection({ backtest }: ScheduleToWord, tried: BacktestLeaf | undefined): WordedSection {
  const heading = text('以往决定的回测', 'What would have changed of past decisions');
  if (!backtest || !tried) return { heading, lines: [text('没有回测。', 'There is no back-test.')] };
  const { from, until, decisions, buckets, isValid } = tried;
  const counts = BUCKETS.filter((bucket) => buckets[bucket] > 0).map((bucket) => {
    const words = BUCKET_WORDS[bucket];
    return text(`${words['zh-CN']} ${buckets[bucket]} 项`, `${buckets[bucket]} ${words.en.toLowerCase()}`);
  });
  return {
    heading,
    lines: [
      text(
        `申报日 ${from} 至 ${until} 的 ${decisions} 项决定${told(
          counts.map((count) => count['zh-CN']),
          '：',
          '；',
        )}。`,
        `${many(decisions, 'decision', 'decisions')} on orders submitted from ${from} to ${until}${told(
          counts.map(({ en }) => en),
          ': ',
          '; ',
        )}.`,
      ),
      isValid ? text('回测有效。', 'The back-test is valid.') : text('回测无效。', 'The back-test is not valid.'),
      text(
        `回测 ${backtest.id}，报告校验码：${backtest.digest}`,
        `Back-test ${backtest.id}, digest of its report: ${backtest.digest}`,
      ),
    ],
  };
}

function told(counts: readonly string[], before: string, between: string): string {
  return counts.length === 0 ? '' : `${before}${counts.join(between)}`;
}

function many(count: number, one: string, more: string): string {
  return `${count} ${count === 1 ? one : more}`;
}

function inBothLanguages(sections: readonly WordedSection[]): SigningWords {
  const wordsIn = (language: Language) =>
    sections.map(({ heading, lines }) => ({ heading: heading[language], lines: lines.map((line) => line[language]) }));
  return { 'zh-CN': wordsIn('zh-CN'), en: wordsIn('en') };
}
