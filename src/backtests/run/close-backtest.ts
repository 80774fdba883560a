import { type Actor, Refusal, text } from '../../kernel/index.ts';
import type { Governed } from '../../log/index.ts';
import { hasDisagreed } from '../../proof/index.ts';
import { type Backtest, backtestSubject } from '../backtest.ts';
import { endBacktest, takeBacktestRow } from '../backtests-repository.ts';
import { backtestReport, type Maker, reportBytes } from '../report/backtest-report.ts';

/**
 * Writes the report of a back-test that has looked at everything, and its digest into the log. False when it has ended
 * already, or when another build has begun it again: the report would name a build that did not find what it says.
 */
export async function finishBacktest(
  entry: Governed,
  id: string,
  { origin, build }: Omit<Maker, 'isTrusted'>,
): Promise<boolean> {
  const backtest = await takeBacktestRow(entry.tx, id);
  if (backtest?.state !== 'running' || backtest.build !== build || backtest.nextIndex < backtest.logSize) return false;
  const isTrusted = !(await hasDisagreed(entry.tx, build));
  const report = backtestReport(backtest, { origin, build, isTrusted });
  const { bytes, digest } = reportBytes(report);
  const { ruleSet, from, until, stages, agencyCode } = backtest;
  const { isValid, decisions, buckets, changes } = report;
  const { logIndex } = entry.append({
    type: 'backtest.finished',
    subject: backtestSubject(id),
    by: null,
    body: { ruleSet, from, until, stages, agencyCode, decisions, buckets, isValid, report: digest, changes },
  });
  await endBacktest(entry.tx, {
    ...{ id, state: 'finished', endedAt: entry.at, report: bytes, reportDigest: digest, isValid, logIndex },
  });
  return true;
}

/** Stops a back-test for good; what it has found until then can be read. */
export async function cancelBacktest(entry: Governed, found: Backtest, actor: Actor): Promise<Backtest> {
  const { id } = found;
  const backtest = (await takeBacktestRow(entry.tx, id)) ?? found;
  if (backtest.state !== 'running') throw wrongState(backtest);
  const { looked, changes } = backtest.tally;
  const { logIndex } = entry.append({
    type: 'backtest.cancelled',
    subject: backtestSubject(id),
    by: actor,
    body: { ruleSet: backtest.ruleSet, looked, changes },
  });
  const ending = { state: 'cancelled', endedAt: entry.at, reportDigest: null, isValid: null, logIndex } as const;
  await endBacktest(entry.tx, { id, report: null, ...ending });
  return { ...backtest, ...ending };
}

function wrongState({ state }: Backtest): Refusal {
  const says = text(
    state === 'finished' ? '该回测已经完成。' : '该回测已经取消。',
    `The back-test is ${state} already.`,
  );
  return new Refusal('conflict', 'backtest.state', says);
}
