import type { Tx } from '../../db/index.ts';
import type { CivilDate } from '../../kernel/index.ts';
import type { RegisterKind } from './register-kinds.ts';
import type { RegisterStatement } from './register-statement.ts';
import { listStatements, listUnreadNames } from './statements-repository.ts';

/** What is known of the lists of a unit by a day. */
export interface StatedKinds {
  /** Of which it has said that they are whole, or that there is nothing to list. */
  readonly stated: ReadonlySet<RegisterKind>;
  /** Names that an import could not read: what is called so is missing in the list, whatever the unit has said. */
  readonly unread: ReadonlyMap<RegisterKind, readonly string[]>;
}

interface FoundKinds extends StatedKinds {
  readonly stated: Set<RegisterKind>;
  readonly unread: Map<RegisterKind, string[]>;
}

/** What units have stated by a day and what was not read, by agency; two statements, however many they are. */
export async function findStatedKinds(
  tx: Tx,
  agencyCodes: readonly string[],
  on: CivilDate,
): Promise<ReadonlyMap<string, StatedKinds>> {
  const found = new Map(
    agencyCodes.map((code): [string, FoundKinds] => [code, { stated: new Set(), unread: new Map() }]),
  );
  for (const { agency_code: code, kinds } of await listStatements(tx, agencyCodes, on)) {
    const stated = found.get(String(code))?.stated;
    const words = Object.entries(JSON.parse(String(kinds)) as RegisterStatement['kinds']);
    for (const [kind, of] of words) {
      if (of === 'partial') stated?.delete(kind as RegisterKind);
      else stated?.add(kind as RegisterKind);
    }
  }
  for (const { agency_code: code, kind, name } of await listUnreadNames(tx, agencyCodes, on)) {
    const unread = found.get(String(code))?.unread;
    unread?.set(kind as RegisterKind, [...(unread.get(kind as RegisterKind) ?? []), String(name)]);
  }
  return found;
}

/** Of some kinds those whose list is not known to be whole. */
export function unknownAmong(kinds: readonly RegisterKind[], known: StatedKinds | undefined): readonly RegisterKind[] {
  return kinds.filter((kind) => !known?.stated.has(kind) || known.unread.has(kind));
}
