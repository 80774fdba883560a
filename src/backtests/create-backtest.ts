import { type Actor, type CivilDate, Refusal, text } from '../kernel/index.ts';
import type { Governed } from '../log/index.ts';
import { findRuleSet, type StoredRuleSet } from '../rules/index.ts';
import { type Backtest, type BacktestQuestion, backtestSubject } from './backtest.ts';
import { insertBacktest, listRunningBacktests } from './backtests-repository.ts';
import { NOTHING_COUNTED } from './report/tally.ts';
import { findWindow } from './run/find-window.ts';
import { requireGoodQuestion } from './validate-question.ts';

export interface BacktestWish extends Omit<BacktestQuestion, 'reach' | 'asIfOn'> {
  readonly ruleSet: number;
  readonly asIfOn: CivilDate | null;
  readonly actor: Actor;
  readonly id: string;
}

/** They share the time that nobody else needs; more would only all be late. */
const RUNNING_MAX = 5;

/** Begins a back-test: the part of the log that it looks through is fixed by its first leaf. A job does the rest. */
export async function createBacktest(entry: Governed, wish: BacktestWish): Promise<Backtest> {
  const { actor, id, from, until, stages, agencyCode, facts } = wish;
  await requireGoodQuestion(entry.tx, { from, until, agencyCode, reach: actor.grant });
  const stored = await findRuleSet(entry.tx, wish.ruleSet);
  if (!stored) throw noSuchSet();
  if ((await listRunningBacktests(entry.tx)).length >= RUNNING_MAX) throw tooMany();
  const asIfOn = wish.asIfOn ?? inForceFromOf(stored);
  const question: BacktestQuestion = { from, until, stages, agencyCode, reach: actor.grant, asIfOn, facts };
  const logSize = entry.nextIndex();
  const { fromIndex, toDo, asked } = await findWindow(entry.tx, question, { logSize });
  const ruleSet = { number: stored.number, digest: stored.digest };
  const { logIndex } = entry.append({
    type: 'backtest.started',
    subject: backtestSubject(id),
    by: actor,
    body: { ruleSet, ...question, fromIndex, logSize },
  });
  const backtest: Backtest = {
    ...{ id, ruleSet, ...question, fromIndex, logSize, nextIndex: fromIndex, toDo, asked, logIndex },
    ...{ state: 'running', startedBy: actor.personId, startedAt: entry.at, tally: NOTHING_COUNTED },
    ...{ build: null, endedAt: null, reportDigest: null, isValid: null },
  };
  await insertBacktest(entry.tx, backtest);
  return backtest;
}

/** The day that the set itself names, so that a cap which begins next month is tried on the orders of last month. */
function inForceFromOf({ content }: StoredRuleSet): CivilDate {
  return (JSON.parse(content) as { readonly inForceFrom: CivilDate }).inForceFrom;
}

function noSuchSet(): Refusal {
  const says = text('没有这个规则集。', 'There is no such rule set.');
  return new Refusal('unprocessable', 'backtest.rule_set', says, [{ pointer: '/ruleSet', message: '' }]);
}

function tooMany(): Refusal {
  const says = text(
    `已有 ${RUNNING_MAX} 项回测在运行，请等待或取消其中一项。`,
    `${RUNNING_MAX} back-tests are running; wait, or cancel one of them.`,
  );
  return new Refusal('conflict', 'backtest.too_many', says);
}
