import { toDecisionBody } from '../decisions/index.ts';
import { actorOf } from '../http/actor-of.ts';
import { languageOf } from '../http/language.ts';
import type { AnswerOf, Handler } from '../http/operation.ts';
import { problemOf } from '../http/problem.ts';
import { malformed } from '../http/validate.ts';
import { validateOrderSubmission } from '../http/validator.ts';
import { type Actor, type Language, Refusal } from '../kernel/index.ts';
import type { ActResult } from './act.ts';
import { toOrderBody } from './order-body.ts';
import type { OrderSubmission } from './submission.ts';
import type { SubmissionQueue } from './submission-queue.ts';

type BatchResult = AnswerOf<'submitOrders', 200>['results'][number];

/**
 * Up to 500 orders of one request: each is validated and answered alone, and a malformed one does not hold up the others.
 * They are decided in their order.
 */
export function batchHandler(queue: SubmissionQueue): Handler<'submitOrders'> {
  return async (req, res) => {
    const actor = actorOf(req);
    const language = languageOf(req.get('accept-language'));
    const checked = req.body.orders.map((order) => checkOne(order, language));
    const acts = checked.flatMap((order) =>
      order instanceof Refusal ? [] : [{ kind: 'submit' as const, actor, body: order }],
    );
    const decided = await queue.putAll(acts);
    const answers = decided.values();
    const results = checked.map((order): BatchResult => {
      if (order instanceof Refusal) return problemResult(order, language);
      return toResult({ result: answers.next().value, actor, language });
    });
    res.status(200).json({ results });
  };
}

function checkOne(order: unknown, language: Language): OrderSubmission | Refusal {
  const errors = validateOrderSubmission(order, language);
  return errors.length > 0 ? malformed(errors) : (order as OrderSubmission);
}

interface Answering {
  readonly result: ActResult | undefined;
  readonly actor: Actor;
  readonly language: Language;
}

function toResult({ result, actor, language }: Answering): BatchResult {
  if (result?.kind === 'refused') return problemResult(result.refusal, language);
  if (result?.kind !== 'decided') throw new Error('a submitted order was neither decided nor refused');
  return {
    status: result.isRecalled ? 200 : 201,
    order: toOrderBody(result.order, actor),
    decision: toDecisionBody(result.record, result.ruleSet, actor),
  };
}

function problemResult(refusal: Refusal, language: Language): BatchResult {
  const problem = problemOf(refusal, { language });
  return { status: problem.status, problem };
}
