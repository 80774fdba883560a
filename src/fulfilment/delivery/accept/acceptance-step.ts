import { deliveredBody } from '../../../facts/index.ts';
import type { Actor } from '../../../kernel/index.ts';
import type { Fulfilment } from '../../../orders/index.ts';
import { type PutDelivery, recordAcceptance } from './record-acceptance.ts';

/** Accepts a delivery of an order under contract. */
export function acceptanceStep(actor: Actor, put: PutDelivery): Fulfilment {
  return {
    step: 'accept',
    bodyFor: ({ standing }) => standing && deliveredBody(standing.body, put.statement),
    perform: (batch, known) => recordAcceptance(batch, { known, actor, put }),
  };
}
