import type { Schemas } from '../client/operation.ts';

type Slot = Schemas['ProposalSlot'];

export interface AwaitedSigners {
  /** Each of them may sign. */
  readonly able: Slot['roles'];
  readonly count: number;
}

/** The signatures that are missing, those of the same roles together. */
export function awaitedSigners(slots: readonly Slot[]): readonly AwaitedSigners[] {
  const awaited = new Map<string, AwaitedSigners>();
  for (const { roles, signature } of slots) {
    if (signature !== null) continue;
    const key = roles.join(' ');
    awaited.set(key, { able: roles, count: (awaited.get(key)?.count ?? 0) + 1 });
  }
  return [...awaited.values()];
}
