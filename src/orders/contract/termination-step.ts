import type { Actor } from '../../kernel/index.ts';
import type { OpenUndertaking } from '../../register/index.ts';
import type { Fulfilment } from '../act.ts';
import type { Batch, KnownOrder } from '../batch/batch.ts';
import { addUndertaking } from '../batch/books.ts';
import { endOrder } from '../batch/expire-order.ts';
import { listOwedUndertakings } from './list-owed-undertakings.ts';

/**
 * Ends a contract that will not be fulfilled: its money goes back to the budget, its seats become free. What its plan still
 * owes to the machines that stay is owed on.
 */
export function terminationStep(actor: Actor, reason: string): Fulfilment {
  return {
    step: 'terminate',
    bodyFor: () => null,
    perform: async (batch, known) => {
      const owed = await listOwedUndertakings(batch, known);
      const named = owed.map(({ id, seats }) => ({ id, seats }));
      const order = endOrder(batch, known, {
        state: 'terminated',
        type: 'order.terminated',
        cause: 'termination',
        by: actor,
        // How many machines a classified order has is nobody's to read.
        ...(named.length > 0 && { told: { owed: known.order.isClassified ? named.map(({ id }) => ({ id })) : named } }),
        sealed: { '/reason': reason, ...(known.order.isClassified && { '/owedSeats': named }) },
      });
      oweOn(batch, order, owed);
      return { kind: 'changed', order };
    },
  };
}

function oweOn({ books, writes }: Batch, { order }: KnownOrder, owed: readonly OpenUndertaking[]): void {
  const { id: orderId, agencyCode, logIndex } = order;
  for (const { id, seats, item, dueOn } of owed) {
    writes.owed.push({ id, seats, logIndex });
    addUndertaking(books, { agencyCode, orderId, item, dueOn });
  }
}
