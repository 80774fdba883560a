import type { DecisionRecord, Judgement } from '../../decisions/index.ts';
import type { Batch } from '../batch/batch.ts';

interface JudgedOrder {
  readonly orderId: string;
  readonly judgement: Judgement;
}

/** The order was referred, because a rule nobody agrees on is indeterminate; the log and the operator must know why. */
export function reportDisagreements(
  { entry, deps }: Batch,
  { orderId, judgement }: JudgedOrder,
  { isClassified }: DecisionRecord,
): void {
  const { disagreements } = judgement;
  if (disagreements.length === 0) return;
  const body = { build: deps.build, order: orderId, ...(!isClassified && { disagreements }) };
  entry.append({ type: 'evaluator.disagreed', subject: `evaluator/${orderId}`, by: null, body });
  deps.onDisagreement(disagreements);
}
