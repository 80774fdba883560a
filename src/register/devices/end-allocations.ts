import { type Actor, groupBy } from '../../kernel/index.ts';
import { type Move, moveUnits } from '../../ledger/index.ts';
import { type Governed, selectIn } from '../../log/index.ts';
import {
  type RecordedKind,
  type RecordedState,
  type ReferenceRecord,
  readKindRow,
  recordChanged,
} from '../../reference/index.ts';
import { ENTITLEMENT, type Entitlement, endsWithDevice } from '../entitlements/entitlement.ts';
import { listOpenAllocations } from '../register-repository.ts';
import { ALLOCATION, type Allocation, type AllocationEnd } from './allocation.ts';
import { type EndingSeats, findEndingSeats } from './find-seats-of-users.ts';
import { movesBy } from './record-allocations.ts';

export interface EndedAllocations {
  readonly which: { readonly ids: readonly string[] } | { readonly deviceIds: readonly string[] };
  readonly because: AllocationEnd;
  readonly reason?: string;
  readonly actor: Actor;
}

/**
 * Ends open allocations. Their seats are free again, or stay with another machine of their user; a right that is bound to its device ends with it. What ended
 * already is left alone.
 */
export async function endAllocations(
  entry: Governed,
  { which, because, reason, actor }: EndedAllocations,
): Promise<readonly RecordedState<Allocation>[]> {
  const asked = await listOpenAllocations(entry.tx, which);
  if (asked.length === 0) return [];
  const { freed, along, heirs } = await findEndingSeats(entry.tx, asked);
  const open = [...asked, ...along];
  const byEntitlement = groupBy(open, ({ state }) => state.entitlementId);
  const rows = await selectIn(entry.tx, 'entitlements', 'id', [...byEntitlement.keys()]);
  const ending = rows
    .map((row) => readKindRow(ENTITLEMENT, row))
    .filter(({ state }) => because !== 'reallocation' && endsWithDevice(state));
  const why = { effectiveOn: entry.on, ...(reason !== undefined && { reason }) };
  const ended = await recordChanged(entry, allocationsEnding(because, { ending, freed }), {
    ...{ act: 'changed', actor, why },
    drafts: open.map((before) => ({
      ...{ key: before.key, before, changes: null },
      after: { ...before.state, until: entry.on, endedBecause: along.includes(before) ? 'reallocation' : because },
    })),
  });
  await recordChanged(entry, ALLOCATION, {
    ...{ act: 'changed', actor, why },
    drafts: heirs.map(({ before, sharesSeatOf }) => ({
      ...{ key: before.key, before, changes: null },
      after: { ...before.state, sharesSeatOf },
    })),
  });
  await endEntitlements(entry, ending, {
    ...{ because, why, actor },
    seatsOf: (id) => byEntitlement.get(id)?.length ?? 0,
  });
  return ended;
}

interface SeatsAtEnd extends Pick<EndingSeats, 'freed'> {
  /** Entitlements that end with their device. */
  readonly ending: readonly ReferenceRecord<Entitlement>[];
}

/** Whose seats go back to the free ones; those of the others leave with their entitlement. */
function allocationsEnding(because: AllocationEnd, { ending, freed }: SeatsAtEnd): RecordedKind<Allocation> {
  const bound = new Set(ending.map(({ key }) => key));
  const free = new Set(freed.map(({ key }) => key));
  const movesOf = ({ after }: { readonly after: Allocation }): readonly Move[] => {
    const { entitlementId: account } = after;
    if (bound.has(account) || !free.has(after.id)) return [];
    const way = { from: 'allocated', to: 'free', quantity: 1, cause: because } as const;
    // What an order gave out of its hold comes back to it with the machine.
    const orderId = because === 'return' && after.takenFrom === 'held' ? after.orderId : null;
    return [{ accountKind: 'entitlement', account, orderId, ...way }];
  };
  return {
    ...ALLOCATION,
    movesOf,
    write: ({ tx }, recorded, actor) => moveUnits(tx, movesBy(recorded, movesOf, actor.keyId)),
  };
}

interface EndedSeats {
  readonly because: AllocationEnd;
  readonly why: Readonly<Record<string, string>>;
  readonly actor: Actor;
  readonly seatsOf: (entitlementId: string) => number;
}

/** Its own leaf says how many seats are left, so that the row and the log agree. */
async function endEntitlements(
  entry: Governed,
  ending: readonly ReferenceRecord<Entitlement>[],
  { because, why, actor, seatsOf }: EndedSeats,
): Promise<void> {
  if (ending.length === 0) return;
  const movesOf = ({ key }: { readonly key: string }): readonly Move[] => {
    const way = { from: 'allocated', to: 'outside', quantity: seatsOf(key), cause: because } as const;
    return [{ accountKind: 'entitlement', account: key, orderId: null, ...way }];
  };
  const kind: RecordedKind<Entitlement> = {
    ...ENTITLEMENT,
    movesOf,
    write: ({ tx }, recorded) => moveUnits(tx, movesBy(recorded, movesOf, actor.keyId)),
  };
  const drafts = ending.map((before) => ({
    ...{ key: before.key, before, changes: null },
    after: { ...before.state, seats: (before.state.seats ?? 0) - seatsOf(before.key) },
  }));
  await recordChanged(entry, kind, { drafts, act: 'changed', actor, why });
}
