import { inSnapshot, type JobStep, type Tx } from '../../db/index.ts';
import type { AnswerOf } from '../../http/operation.ts';
import { addDays, civilDate, fen, formatYuan, Refusal, startOfDay, text } from '../../kernel/index.ts';
import { findLeafIndexAt, readHead } from '../../log/index.ts';
import { hasDisagreed } from '../../proof/index.ts';
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

/** Law is that of the order's own days: the value is as if it had always been so. */
export const LONG_AGO = civilDate('1970-01-01');

export interface PreviewWish {
  readonly question: BacktestQuestion;
  readonly parameter: TriedParameter;
  /** Of the gate that asks: whether its evaluators agree. */
  readonly build: string;
}

type PolicyPreview = AnswerOf<'previewPolicyChange', 200>;

/** Tries one other value of a parameter on past submissions, each under the set that judged it but for this value. */
export const PREVIEW_POLICY_CHANGE: JobStep<PreviewWish, PolicyPreview> = {
  name: 'preview-policy-change',
  open:
    ({ db, pause }) =>
    async (wish) => {
      const { window, isTrusted } = await inSnapshot(db, (tx) => findWindowOf(tx, wish));
      if (window.toDo > DECISIONS_MAX) throw tooLarge();
      const changes: BacktestChange[] = [];
      const watching = {
        pause,
        onPortion: async (_looked: number, found: readonly BacktestChange[]) => {
          changes.push(...found);
        },
      };
      const task = { question: wish.question, window, replay: replayWith(wish.parameter) };
      const counts = await replayNow(db, task, watching);
      return {
        decisions: counts.decisions,
        counts: { ...counts.buckets },
        total: totalOf(changes),
        agencies: agenciesIn(changes),
        items: changes.slice(0, ITEMS_MAX).map(toChangeBody),
        isValid: isTrusted && counts.baseline.differ === 0 && counts.reference.differ === 0,
      };
    },
};

async function findWindowOf(tx: Tx, { question, parameter, build }: PreviewWish) {
  await requireGoodQuestion(tx, question);
  // A value that does not follow the profile is refused also where there is no order to try it on.
  const { at, frontier } = await readHead(tx);
  withTriedParameter(await getRuleSetInForce(tx, at), parameter);
  const { size } = frontier;
  const last = await findLeafIndexAt(tx, { at: startOfDay(addDays(question.until, 1)), size });
  const logSize = last === undefined ? 0 : last + 1;
  return { window: await findWindow(tx, question, { logSize }), isTrusted: !(await hasDisagreed(tx, build)) };
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
