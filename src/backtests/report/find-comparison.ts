import type { Tx } from '../../db/index.ts';
import { findDecision } from '../../decisions/index.ts';
import { Refusal, text } from '../../kernel/index.ts';
import { loadRuleSet, type RuleSet } from '../../rules/index.ts';
import type { Backtest } from '../backtest.ts';
import { loadItemsAt, loadJudged, openRun } from '../run/load-portion.ts';
import { openReplay } from '../run/replay-decision.ts';
import { changeOf, openItem, openOrder } from '../run/replay-portion.ts';
import type { Sides } from '../run/replay-sides.ts';
import type { BacktestChange } from './backtest-change.ts';

/** What both sets say of a decision, made anew: texts of orders are kept in one place, where they can be erased. */
export interface Comparison {
  readonly change: BacktestChange;
  readonly sides: Sides;
  readonly recorded: RuleSet;
  readonly candidate: RuleSet;
  readonly isClassified: boolean;
}

/** Of any decision that the back-test is about, changed or not. */
export async function findComparison(tx: Tx, backtest: Backtest, decision: string): Promise<Comparison> {
  const found = await findDecision(tx, decision);
  const isInPart = found !== undefined && found.logIndex >= backtest.fromIndex && found.logIndex < backtest.logSize;
  const [item] = isInPart ? await loadItemsAt(tx, openRun(backtest, backtest), [found.logIndex]) : [];
  if (!item) throw notOfBacktest();
  const opened = openItem(item);
  if (opened.kind !== 'open') throw erased();
  const { record, ruleSet } = opened;
  const order = openOrder(opened, (await loadJudged(tx, [item])).get(item.row.logIndex));
  if (order.kind !== 'open') throw erased();
  const candidate = await loadRuleSet(tx, backtest.ruleSet);
  const { glanceAt, look } = openReplay({ ruleSet: candidate, asIfOn: backtest.asIfOn, facts: backtest.facts });
  const replayed = look(order.rederivable, glanceAt(record, ruleSet));
  const change = changeOf(item, record, { ruleSet, replayed });
  return { change, sides: replayed.sides(), recorded: ruleSet, candidate, isClassified: record.isClassified };
}

function notOfBacktest(): Refusal {
  const says = text('该回测不涉及这项审核决定。', 'The back-test is not about such a decision.');
  return new Refusal('not_found', 'backtest.decision_not_found', says);
}

function erased(): Refusal {
  const says = text(
    '该决定的明细已删除，无法对照。',
    'The detail of this decision was erased; nothing can be compared.',
  );
  return new Refusal('conflict', 'backtest.erased', says);
}
