import type { ActStep, StepResult } from '../../access/index.ts';
import type { Governed } from '../../log/index.ts';
import { keptAnswer, type ProposalContent, type ProposalSignature } from '../proposals/proposal.ts';
import { findExecution, updateExecuted, updateExecuting } from '../proposals/proposals-repository.ts';
import { signedBy } from './signed-entry.ts';

export interface FurtherStep {
  readonly id: string;
  readonly content: ProposalContent;
  /** All of them: nobody signs what is being carried out. */
  readonly signatures: readonly ProposalSignature[];
  /** How many steps are done before it. */
  readonly after: number;
  readonly step: ActStep<Governed>;
}

/**
 * Does a further step of what two people have agreed to. Undefined when it is done already: two who go on with one act,
 * as after a lost answer, never count a step twice.
 */
export async function takeFurtherStep(entry: Governed, further: FurtherStep): Promise<StepResult | undefined> {
  const { id, content, signatures, after, step } = further;
  const { tx, at } = entry;
  const execution = await findExecution(tx, id);
  if (execution?.result.steps !== after) return undefined;
  const { digest, logIndex } = execution;
  const within = signedBy(entry, { id, digest, maker: content.maker, signatures });
  const stepped = await step.take(within);
  const done = { id, at, logIndex, result: keptAnswer(stepped.answer) };
  if (step.isLast) {
    const body = { answer: done.result.body };
    within.append({ type: 'proposal.executed', subject: `proposal/${id}`, by: content.maker, body });
    await updateExecuted(tx, done);
  } else await updateExecuting(tx, { ...done, result: { ...done.result, steps: after + 1 } });
  return stepped;
}
