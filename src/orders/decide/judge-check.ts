import type { Judgement } from '../../decisions/index.ts';
import type { KnownOrder } from '../batch/batch.ts';
import { gatheredContract } from '../contract/contract-stage.ts';
import { supplementTo } from '../contract/decide-contract.ts';
import { judgeOrder, type Question } from './judge-order.ts';

export interface JudgedCheck {
  readonly stage: Question['stage'];
  readonly judgement: Judgement;
}

/** Judges a submission; what amends an order under contract goes on to the contract's stage, as the supplement itself would. */
export async function judgeCheck(
  question: Omit<Question, 'stage'>,
  amended: KnownOrder | undefined,
): Promise<JudgedCheck> {
  const { judgement } = await judgeOrder({ ...question, stage: 'submission' });
  if (amended?.order.state !== 'contracted' || judgement.outcome !== 'approved') {
    return { stage: 'submission', judgement };
  }
  const gathered = { ...question.gathered, contract: gatheredContract(supplementTo(amended)) };
  return { stage: 'contract', judgement: (await judgeOrder({ ...question, gathered, stage: 'contract' })).judgement };
}
