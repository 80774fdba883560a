import { type Database, inSnapshot } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import type { BodyOf, Handler } from '../../http/operation.ts';
import {
  type Actor,
  addDays,
  type CivilDate,
  civilDate,
  fen,
  formatYuan,
  Refusal,
  startOfDay,
  text,
} from '../../kernel/index.ts';
import { findLeafIndexAt, readHead } from '../../log/index.ts';
import { hasDisagreed, openPause } from '../../proof/index.ts';
import { getRuleSetInForce, type RuleSet, type TriedParameter, withTriedParameter } from '../../rules/index.ts';
import type { BacktestQuestion } from '../backtest.ts';
import { toChangeBody } from '../backtest-body.ts';
import type { BacktestChange } from '../report/backtest-change.ts';
import { requireGoodQuestion } from '../validate-question.ts';
import { findWindow } from './find-window.ts';
import { openReplay, type Replay } from './replay-decision.ts';
import { replayNow } from './replay-piece-step.ts';

/** Two seconds of work, which is as long as somebody should wait for an answer. */
const DECISIONS_MAX = 5_000;
const ITEMS_MAX = 100;

export interface PreviewDeps {
  readonly isIdle: () => boolean;
  readonly build: string;
}

/** Tries one other value of a parameter on past submissions, each under the set that judged it but for this value. */
export function previewHandler(db: Database, { isIdle, build }: PreviewDeps): Handler<'previewPolicyChange'> {
  return async (req, res) => {
    const { body } = req;
    const question = questionIn(body, actorOf(req));
    const { levels = null } = body;
    const tried = { name: body.parameter, jurisdiction: body.jurisdiction, levels, value: body.value };
    const parameter = tried as TriedParameter;
    const { window, isTrusted } = await inSnapshot(db, async (tx) => {
      await requireGoodQuestion(tx, question);
      // A value that does not follow the profile is refused also where there is no order to try it on.
      const { at, frontier } = await readHead(tx);
      withTriedParameter(await getRuleSetInForce(tx, at), parameter);
      const { size } = frontier;
      const last = await findLeafIndexAt(tx, { at: startOfDay(addDays(question.until, 1)), size });
      const logSize = last === undefined ? 0 : last + 1;
      return { window: await findWindow(tx, question, { logSize }), isTrusted: !(await hasDisagreed(tx, build)) };
    });
    if (window.toDo > DECISIONS_MAX) throw tooLarge();
    const changes: BacktestChange[] = [];
    const watching = {
      pause: openPause(isIdle),
      onPortion: async (_looked: number, found: readonly BacktestChange[]) => {
        changes.push(...found);
      },
    };
    const counts = await replayNow(db, { question, window, replay: replayWith(parameter) }, watching);
    res.status(200).json({
      decisions: counts.decisions,
      counts: { ...counts.buckets },
      total: totalOf(changes),
      agencies: agenciesIn(changes),
      items: changes.slice(0, ITEMS_MAX).map(toChangeBody),
      isValid: isTrusted && counts.baseline.differ === 0 && counts.reference.differ === 0,
    });
  };
}

/** Law is that of the order's own days: the value is as if it had always been so. */
const LONG_AGO = civilDate('1970-01-01');

function questionIn({ from, until }: BodyOf<'previewPolicyChange'>, { grant }: Actor): BacktestQuestion {
  const days = { from: civilDate(from), until: civilDate(until) as CivilDate, asIfOn: LONG_AGO };
  return { ...days, stages: ['submission'], agencyCode: null, reach: grant, facts: 'recorded' };
}

function replayWith(parameter: TriedParameter): Replay {
  const bySet = new Map<RuleSet, Replay>();
  const replayOf = (recorded: RuleSet): Replay => {
    const known = bySet.get(recorded);
    if (known) return known;
    const ruleSet = withTriedParameter(recorded, parameter);
    const replay = openReplay({ ruleSet, asIfOn: LONG_AGO, facts: 'recorded' });
    bySet.set(recorded, replay);
    return replay;
  };
  return {
    glance: (silent, ruleSet) => replayOf(ruleSet).glance(silent, ruleSet),
    glanceAt: (record, ruleSet) => replayOf(ruleSet).glanceAt(record, ruleSet),
    look: (opened, glance) => replayOf(opened.ruleSet).look(opened, glance),
  };
}

function totalOf(changes: readonly BacktestChange[]): string {
  return formatYuan(fen(changes.reduce((sum, { totalFen }) => sum + (totalFen ?? 0), 0)));
}

function agenciesIn(changes: readonly BacktestChange[]) {
  const codes = [...new Set(changes.map(({ agencyCode }) => agencyCode))].sort();
  return codes.map((agencyCode) => {
    const own = changes.filter((change) => change.agencyCode === agencyCode);
    return { agencyCode, decisions: own.length, total: totalOf(own) };
  });
}

function tooLarge(): Refusal {
  const says = text(
    `该期间超过 ${DECISIONS_MAX} 项审核决定，请缩短期间，或起草规则集后发起回测。`,
    `There are more than ${DECISIONS_MAX} decisions in these days; ask for fewer, or draft a rule set and back-test it.`,
  );
  return new Refusal('unprocessable', 'policy_preview.too_large', says, [{ pointer: '/from', message: '' }]);
}
