import type { Actor } from '../../kernel/index.ts';
import type { Fulfilment } from '../act.ts';
import { endOrder } from '../batch/expire-order.ts';

/** Ends a contract that will not be fulfilled: its money goes back to the budget, its seats become free. */
export function terminationStep(actor: Actor, reason: string): Fulfilment {
  return {
    step: 'terminate',
    bodyFor: () => null,
    perform: (batch, known) => {
      const order = endOrder(batch, known, {
        state: 'terminated',
        type: 'order.terminated',
        cause: 'termination',
        by: actor,
        sealed: { '/reason': reason },
      });
      return { kind: 'changed', order };
    },
  };
}
