import type { Actor, CivilDate } from '../../../kernel/index.ts';
import type { Move } from '../../../ledger/index.ts';
import {
  addToBooks,
  type Batch,
  type Contribution,
  type KnownOrder,
  keepOrder,
  MOVES_POINTER,
  RETURNED,
  removeFromBooks,
} from '../../../orders/index.ts';
import type { AcceptedMachine } from '../acceptances-repository.ts';

export interface ReturnToKeep {
  readonly id: string;
  readonly actor: Actor;
  readonly returnedOn: CivilDate;
  readonly reason: string;
  readonly machines: readonly AcceptedMachine[];
  /** Seats by entitlement that the machines had of what the order held, and that it holds again. */
  readonly heldAgain: ReadonlyMap<string, number>;
}

/** Records that machines went back: the order waits for others in their place, and holds their spare seats for them. */
export function recordReturned(batch: Batch, known: KnownOrder, returned: ReturnToKeep): KnownOrder {
  const { entry, books, writes } = batch;
  const { order, contribution } = known;
  const { actor, heldAgain } = returned;
  const own = { orderId: order.id, agencyCode: order.agencyCode };
  const after = contribution && withHeldAgain(contribution, heldAgain);
  removeFromBooks(books, { ...own, contribution });
  addToBooks(books, { ...own, contribution: after });
  const moves = [...heldAgain].map(([account, quantity]): Move => {
    return {
      accountKind: 'entitlement',
      account,
      orderId: order.id,
      from: 'free',
      to: 'held',
      quantity,
      cause: 'hold-again',
    };
  });
  const { logIndex } = entry.append({
    type: RETURNED,
    subject: `order/${order.id}`,
    by: actor,
    body: {
      ...{ order: order.id, agency: order.agencyCode, revision: order.standingRevision },
      ...{ return: returned.id, returnedOn: returned.returnedOn },
      devices: returned.machines.map(({ deviceId, line }) => ({ deviceId, line })),
      ...(!order.isClassified && { moves }),
    },
    sealed: { '/reason': returned.reason, ...(order.isClassified && { [MOVES_POINTER]: moves }) },
  });
  writes.moves.push({ logIndex, keyId: actor.keyId, moves });
  const waiting: KnownOrder = { ...known, contribution: after, order: { ...order, state: 'contracted', logIndex } };
  keepOrder(batch, waiting);
  return waiting;
}

function withHeldAgain(before: Contribution, heldAgain: ReadonlyMap<string, number>): Contribution {
  const seats = new Map(before.seats);
  const allocated = new Map(before.allocated);
  for (const [id, count] of heldAgain) {
    seats.set(id, (seats.get(id) ?? 0) + count);
    allocated.set(id, (allocated.get(id) ?? 0) - count);
  }
  return { ...before, seats, allocated };
}
