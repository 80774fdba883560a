import { Refusal } from '../../src/kernel/index.ts';
import type { RuleSet } from '../../src/rules/index.ts';
import { type MutationScore, mutationScore } from './mutations.ts';
import { packUnderTest } from './pack-under-test.ts';
import { coverageOf, type RuleCoverage } from './rule-coverage.ts';

/** `npm run rules:test`: every rule's own tests on both evaluators, what they cover, and which changes they would not notice. */

/** Below it a rule set may not leave review. */
const SCORE_MIN_PERCENT = 90;

interface RuleReport {
  readonly coverage: RuleCoverage;
  readonly mutation: MutationScore;
}

const isVerbose = process.argv.includes('--verbose');

const pack = loadOrExplain();
if (pack) {
  const reports: RuleReport[] = [];
  for (const rule of pack.rules) {
    const coverage = await coverageOf(rule, pack.catalogue);
    reports.push({ coverage, mutation: mutationScore(rule, pack.catalogue) });
  }
  printTable(reports);
  printComplaints(reports);
  printTotals(reports);
  if (reports.some(({ coverage }) => isUnsound(coverage))) process.exitCode = 1;
}

function loadOrExplain(): RuleSet | undefined {
  try {
    return packUnderTest();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    for (const { pointer, message } of error.errors) console.log(`${pointer}  ${message}`);
    process.exitCode = 1;
    return undefined;
  }
}

function isUnsound(coverage: RuleCoverage): boolean {
  return coverage.failures.length > 0 || coverage.leavesUnseen.length > 0 || coverage.clausesUnfired.length > 0;
}

function printTable(reports: readonly RuleReport[]): void {
  console.log('rule    tests  leaf sides  clauses  mutants  score');
  for (const { coverage, mutation } of reports) {
    const { rule, leafSides, clausesUnfired } = coverage;
    const fired = rule.clauses.length - clausesUnfired.length;
    const mutants = mutation.killed + mutation.survivors.length;
    console.log(
      [
        rule.id.padEnd(7),
        String(rule.tests.length).padStart(5),
        `${leafSides.seen}/${leafSides.all}`.padStart(11),
        `${fired}/${rule.clauses.length}`.padStart(8),
        `${mutation.killed}/${mutants}`.padStart(8),
        `${percent(mutation).toFixed(0)} %`.padStart(6),
        percent(mutation) < SCORE_MIN_PERCENT ? ' low' : '',
        coverage.failures.length > 0 ? ' FAILS' : '',
      ].join(' '),
    );
  }
}

function printComplaints(reports: readonly RuleReport[]): void {
  for (const { coverage, mutation } of reports) {
    const { id } = coverage.rule;
    for (const failure of coverage.failures) console.log(`${id}: ${failure}`);
    for (const leaf of coverage.leavesUnseen) console.log(`${id}: ${leaf}`);
    for (const clause of coverage.clausesUnfired) console.log(`${id}: the clause ${clause} never fires`);
    if (isVerbose) for (const survivor of mutation.survivors) console.log(`${id}: nobody notices: ${survivor}`);
  }
}

function printTotals(reports: readonly RuleReport[]): void {
  const tests = reports.reduce((sum, { coverage }) => sum + coverage.rule.tests.length, 0);
  const killed = reports.reduce((sum, { mutation }) => sum + mutation.killed, 0);
  const survivors = reports.reduce((sum, { mutation }) => sum + mutation.survivors.length, 0);
  const low = reports.filter(({ mutation }) => percent(mutation) < SCORE_MIN_PERCENT).length;
  const score = percent({ killed, survivors: Array.from({ length: survivors }, () => '') }).toFixed(1);
  console.log(
    `${reports.length} rules, ${tests} tests, ${killed} of ${killed + survivors} mutants noticed (${score} %)`,
  );
  console.log(`${low} rules below ${SCORE_MIN_PERCENT} %${isVerbose ? '' : '; --verbose lists what nobody notices'}`);
}

function percent({ killed, survivors }: MutationScore): number {
  const all = killed + survivors.length;
  return all === 0 ? 100 : (killed / all) * 100;
}
