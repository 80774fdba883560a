import { type Database, inSnapshot, type Tx } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import type { AnswerOf, Handler } from '../../http/operation.ts';
import { type Actor, Refusal } from '../../kernel/index.ts';
import { type ActResult, decided, orderTarget, type SubmissionQueue } from '../../orders/index.ts';
import { toAcceptanceBody, toPlannedBody } from './accept/acceptance-body.ts';
import { acceptanceStep } from './accept/acceptance-step.ts';
import { type PreviewDeps, previewAcceptance } from './accept/preview-acceptance.ts';
import { findAcceptance } from './acceptances-repository.ts';

export interface AcceptanceDeps extends PreviewDeps {
  readonly db: Database;
  readonly queue: SubmissionQueue;
}

/** A delivery, decided and registered; with `dryRun` only what would become of it. */
export function acceptDeliveryHandler(deps: AcceptanceDeps): Handler<'acceptDelivery'> {
  const { db, queue } = deps;
  return async (req, res) => {
    const actor = actorOf(req);
    const put = { statement: req.body };
    if (req.query.dryRun) {
      const question = { actor, orderId: req.params.id, put };
      const check = await inSnapshot(db, (tx) => previewAcceptance(tx, deps, question));
      if (check instanceof Refusal) throw check;
      res.status(200).json(toPlannedBody(check, actor));
      return;
    }
    const act = {
      kind: 'fulfil',
      ...acceptanceStep(actor, put),
      ...orderTarget('acceptDelivery', req, actor),
    } as const;
    const result = await queue.put(act);
    const { etag, location, body } = await inSnapshot(db, (tx) => decidedAcceptance(tx, actor, result));
    res.status(201).set('ETag', etag).set('Location', location).json(body);
  };
}

/** A decided delivery with what was registered; a refusal of the queue becomes the problem of this request. */
export async function decidedAcceptance(tx: Tx, actor: Actor, result: ActResult) {
  const { body: decidedBody, ...answer } = decided(actor, result);
  const acceptance = await findAcceptance(tx, decidedBody.decision.id);
  if (!acceptance) throw new Error(`the decision ${decidedBody.decision.id} is about no delivery`);
  const reading = { isClassified: decidedBody.order.classified, reader: actor };
  const body: AnswerOf<'acceptDelivery', 201> = { ...decidedBody, acceptance: toAcceptanceBody(acceptance, reading) };
  return { ...answer, body, acceptance };
}
