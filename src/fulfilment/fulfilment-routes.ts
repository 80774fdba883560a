import { actorOf } from '../http/actor-of.ts';
import { etagOf } from '../http/etag.ts';
import type { Handler, Handlers } from '../http/operation.ts';
import {
  contractStep,
  decided,
  orderTarget,
  type SubmissionQueue,
  terminationStep,
  toOrderBody,
} from '../orders/index.ts';

/** What follows an approval, through the same queue as everything that decides or frees. */
export function fulfilmentRoutes(queue: SubmissionQueue): Handlers {
  const contract: Handler<'contractOrder'> = async (req, res) => {
    const actor = actorOf(req);
    const step = contractStep(actor, req.body);
    const result = await queue.put({ kind: 'fulfil', ...step, ...orderTarget('contractOrder', req, actor) });
    const { body, etag, location } = decided(actor, result);
    res.status(201).set('ETag', etag).set('Location', location).json(body);
  };

  const terminate: Handler<'terminateOrder'> = async (req, res) => {
    const actor = actorOf(req);
    const step = terminationStep(actor, req.body.reason);
    const result = await queue.put({ kind: 'fulfil', ...step, ...orderTarget('terminateOrder', req, actor) });
    if (result.kind === 'refused') throw result.refusal;
    res.status(200).set('ETag', etagOf(result.order.order.logIndex)).json(toOrderBody(result.order, actor));
  };

  return { contractOrder: contract, terminateOrder: terminate };
}
