import type { Tx } from '../../db/index.ts';
import { type LeafMoves, type Move, moveUnits } from '../../ledger/index.ts';
import type { Draft, RecordedKind, RecordedState } from '../../reference/index.ts';
import { ALLOCATION, type Allocation } from './allocation.ts';
import { findSeatsOfUsers } from './find-seats-of-users.ts';

/** Allocations as they are recorded: each takes its seat by a move, out of what is free or what an order holds. */
export const ALLOCATIONS: RecordedKind<Allocation> = {
  ...ALLOCATION,
  settle: sharedAmong,
  movesOf: movesOfTaking,
  write: ({ tx }, recorded, actor) => moveUnits(tx, movesBy(recorded, movesOfTaking, actor.keyId)),
};

/** Who gives a seat by hand takes none where the user of the machine has one already. */
async function sharedAmong(tx: Tx, drafts: readonly Draft<Allocation>[]): Promise<readonly Draft<Allocation>[]> {
  const asked = drafts.filter(({ after }) => after.takenFrom === 'free').map(({ after }) => after);
  const seats = await findSeatsOfUsers(tx, asked);
  return drafts.map((draft) => {
    const sharesSeatOf = draft.after.takenFrom === 'free' ? (seats.holderFor(draft.after) ?? null) : null;
    const after = { ...draft.after, sharesSeatOf };
    seats.take(after);
    return { ...draft, after };
  });
}

function movesOfTaking({ before, after }: Draft<Allocation>): readonly Move[] {
  if (before !== null || after.sharesSeatOf !== null) return [];
  const { entitlementId: account, orderId, takenFrom: from } = after;
  return [
    {
      ...{ accountKind: 'entitlement', account, from, to: 'allocated', quantity: 1, cause: 'allocation' },
      orderId: from === 'held' ? orderId : null,
    },
  ];
}

/** The moves of each leaf, without leaves that move nothing. */
export function movesBy<S extends object>(
  recorded: readonly RecordedState<S>[],
  movesOf: (draft: Draft<S>) => readonly Move[],
  keyId: string,
): readonly LeafMoves[] {
  return recorded
    .map((draft): LeafMoves => ({ logIndex: draft.logIndex, keyId, moves: movesOf(draft) }))
    .filter(({ moves }) => moves.length > 0);
}
