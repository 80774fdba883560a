import { type Text, text } from '../../kernel/index.ts';
import {
  type FactCatalogue,
  MUTATION_SCORE_MIN_PERCENT,
  type RuleDocument,
  type RuleReview,
  reviewRule,
} from '../../rules/index.ts';
import type { Terminal } from '../terminal.ts';
import { printTable } from './print-table.ts';

/** What the tests inside rules prove, as a table with complaints and totals. Answers whether all of them are sound. */
export async function printRuleReviews(
  terminal: Terminal,
  rules: readonly RuleDocument[],
  catalogue: FactCatalogue,
  { isVerbose }: { readonly isVerbose: boolean },
): Promise<boolean> {
  const reviews: RuleReview[] = [];
  for (const rule of rules) reviews.push(await reviewRule(rule, catalogue));
  printTable(terminal, HEADING.map(terminal.say), reviews.map(rowOf));
  for (const review of reviews) printComplaints(terminal, review, isVerbose);
  printTotals(terminal, reviews, isVerbose);
  return reviews.every(({ isSound }) => isSound);
}

const HEADING = [
  text('规则', 'rule'),
  text('测试', 'tests'),
  text('条件两面', 'leaf sides'),
  text('情形', 'clauses'),
  text('变异', 'mutants'),
  text('得分', 'score'),
];

function rowOf({ coverage, mutation, scorePercent }: RuleReview): readonly string[] {
  const { rule, leafSides, clausesUnfired } = coverage;
  const clauses = rule.clauses.length;
  const mutants = mutation.killed + mutation.survivors.length;
  return [
    rule.id,
    String(rule.tests.length),
    `${leafSides.seen}/${leafSides.all}`,
    `${clauses - clausesUnfired.length}/${clauses}`,
    `${mutation.killed}/${mutants}`,
    `${scorePercent.toFixed(0)} %`,
  ];
}

function printComplaints({ print, say, paint }: Terminal, review: RuleReview, isVerbose: boolean): void {
  const { coverage, mutation, scorePercent } = review;
  const complain = (complaint: Text): void => print(paint('red', `${coverage.rule.id}: ${say(complaint)}`));
  for (const failure of coverage.failures) complain(text(`测试不符：${failure}`, failure));
  for (const leaf of coverage.leavesUnseen) complain(text(`条件未测全：${leaf}`, leaf));
  for (const clause of coverage.clausesUnfired)
    complain(text(`情形 ${clause} 从未触发`, `the clause ${clause} never fires`));
  if (scorePercent < MUTATION_SCORE_MIN_PERCENT)
    complain(
      text(
        `变异得分低于 ${MUTATION_SCORE_MIN_PERCENT} %`,
        `the mutation score is below ${MUTATION_SCORE_MIN_PERCENT} %`,
      ),
    );
  if (!isVerbose) return;
  for (const survivor of mutation.survivors)
    print(`${coverage.rule.id}: ${say(text(`无测试察觉：${survivor}`, `nobody notices: ${survivor}`))}`);
}

function printTotals({ print, say, paint }: Terminal, reviews: readonly RuleReview[], isVerbose: boolean): void {
  const sum = (of: (review: RuleReview) => number): number => reviews.reduce((total, review) => total + of(review), 0);
  const tests = sum(({ coverage }) => coverage.rule.tests.length);
  const killed = sum(({ mutation }) => mutation.killed);
  const mutants = killed + sum(({ mutation }) => mutation.survivors.length);
  const unsound = reviews.filter(({ isSound }) => !isSound).length;
  const score = mutants === 0 ? '100.0' : ((killed / mutants) * 100).toFixed(1);
  const totals = text(
    `${reviews.length} 条规则，${tests} 项测试，${mutants} 个变异中察觉 ${killed} 个（${score} %）；${unsound} 条不合格。`,
    `${reviews.length} rules, ${tests} tests, ${killed} of ${mutants} mutants noticed (${score} %); ${unsound} rules not sound.`,
  );
  print(paint(unsound === 0 ? 'green' : 'red', say(totals)));
  if (!isVerbose && killed < mutants)
    print(say(text('--verbose 列出未被察觉的变异。', '--verbose lists what nobody notices.')));
}
