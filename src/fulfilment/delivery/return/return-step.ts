import type { Actor } from '../../../kernel/index.ts';
import type { Fulfilment } from '../../../orders/index.ts';
import { recordReturn } from './record-return.ts';
import type { ReturnStatement } from './return-body.ts';

/** Takes back accepted machines of an order. */
export function returnStep(actor: Actor, statement: ReturnStatement): Fulfilment {
  return {
    step: 'return',
    bodyFor: ({ standing }) => standing?.body ?? null,
    perform: (batch, known) => recordReturn(batch, { known, actor, statement }),
  };
}
