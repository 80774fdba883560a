import { toDecisionBody } from '../../decisions/index.ts';
import type { OrderSubmission } from '../../facts/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { languageOf } from '../../http/language.ts';
import type { AnswerOf, Handler } from '../../http/operation.ts';
import { type Problem, problemOfError, unavailable } from '../../http/problem.ts';
import { malformed } from '../../http/validate/validate.ts';
import { validateOrderSubmission } from '../../http/validate/validator.ts';
import { type Actor, type Language, Refusal, yieldWhenBusy } from '../../kernel/index.ts';
import type { ActResult } from '../act.ts';
import type { Certifier } from '../certificates/certificates-routes.ts';
import { toOrderBody } from '../order-body.ts';
import type { SubmissionQueue } from './submission-queue.ts';

type BatchResult = AnswerOf<'submitOrders', 200>['results'][number];

/**
 * Up to 500 orders of one request, decided in their order. Each is validated, decided and answered alone: one that is
 * malformed, or that meets an error nobody foresaw, does not take their answers from the others.
 */
export function batchHandler(queue: SubmissionQueue, certifier: Certifier): Handler<'submitOrders'> {
  return async (req, res) => {
    const actor = actorOf(req);
    const language = languageOf(req.get('accept-language'));
    const checked = await validateEach(req.body.orders, language);
    const acts = checked.flatMap((order) => toAct(order, actor));
    const decided = queue.putEach<BatchResult>(acts, (result) => toResult(result, actor, certifier)).values();
    const problemOf = oncePerError((error) => problemOfError(error, req));
    const answers = checked.map((order) => (order instanceof Refusal ? Promise.reject(order) : decided.next().value));
    const results = await Promise.all(
      answers.map(async (answer): Promise<BatchResult> => {
        try {
          const result = await answer;
          if (!result) throw new Error('a submitted order has no answer');
          return result;
        } catch (error) {
          const problem = problemOf(error);
          return { status: problem.status, problem };
        }
      }),
    );
    // Of an outage the caller learns by the status of the request, and when to come back.
    if (results.every(({ status }) => status === 503)) throw unavailable();
    res.status(200).json({ results });
  };
}

async function validateEach(
  orders: readonly unknown[],
  language: Language,
): Promise<readonly (OrderSubmission | Refusal)[]> {
  const yielded = yieldWhenBusy();
  const checked: (OrderSubmission | Refusal)[] = [];
  for (const order of orders) {
    checked.push(validateOne(order, language));
    await yielded();
  }
  return checked;
}

function validateOne(order: unknown, language: Language): OrderSubmission | Refusal {
  const errors = validateOrderSubmission(order, language);
  return errors.length > 0 ? malformed(errors) : (order as OrderSubmission);
}

function toAct(order: OrderSubmission | Refusal, actor: Actor) {
  return order instanceof Refusal ? [] : [{ kind: 'submit' as const, actor, body: order }];
}

/** Orders that failed together share one error, and it is logged once, not five hundred times. */
function oncePerError(problemOf: (error: unknown) => Problem): (error: unknown) => Problem {
  const known = new Map<unknown, Problem>();
  return (error) => {
    const problem = known.get(error) ?? problemOf(error);
    known.set(error, problem);
    return problem;
  };
}

async function toResult(result: ActResult, actor: Actor, certifier: Certifier): Promise<BatchResult> {
  if (result.kind === 'refused') throw result.refusal;
  if (result.kind !== 'decided') throw new Error('a submitted order was neither decided nor refused');
  return {
    status: result.isRecalled ? 200 : 201,
    order: toOrderBody(result.order, actor),
    decision: {
      ...toDecisionBody(result.record, result.ruleSet, actor),
      certificate: await certifier.certify(result),
    },
  };
}
