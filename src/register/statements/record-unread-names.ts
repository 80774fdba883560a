import { type Governed, selectIn } from '../../log/index.ts';
import { type RecordingContext, recordCreated } from '../../reference/index.ts';
import type { TakenComputer } from '../inventory/lists/computer-outcome.ts';
import { nameKey } from '../products/name-key.ts';
import { kindOfCopy } from './register-kinds.ts';
import { UNREAD_NAME, type UnreadName } from './unread-name.ts';

type ReadComputer = Pick<TakenComputer, 'device' | 'unknown' | 'computer'>;

/** Keeps the names of a piece that were not read, once for each agency and kind: the same file again changes nothing. */
export async function recordUnreadNames(
  entry: Governed,
  taken: readonly ReadComputer[],
  { actor, newId, on }: Pick<RecordingContext, 'actor' | 'newId' | 'on'>,
): Promise<void> {
  const names = new Map(
    taken
      .flatMap((each) => unreadOn(each, on))
      .map((name) => [placeOf(name.agencyCode, name.nameKey, name.kind), name]),
  );
  if (names.size === 0) return;
  const keys = [...new Set([...names.values()].map(({ nameKey: key }) => key))];
  for (const row of await selectIn(entry.tx, 'unread_names', 'name_key', keys)) {
    names.delete(placeOf(String(row.agency_code), String(row.name_key), String(row.kind)));
  }
  const drafts = [...names.values()].map((name) => {
    const after: UnreadName = { id: newId('unr'), ...name };
    return { key: after.id, before: null, changes: null, after };
  });
  await recordCreated(entry, UNREAD_NAME, { drafts, actor });
}

/** A name whose kind the file does not say may be anything, and most such names are drivers: it is not held against a list. */
function unreadOn(
  { device, unknown, computer }: ReadComputer,
  on: RecordingContext['on'],
): readonly Omit<UnreadName, 'id'>[] {
  return unknown.flatMap(({ software: { name, category } }) => {
    const kind = category === null ? undefined : kindOfCopy(category, device.category === 'server');
    if (category === null || kind === undefined) return [];
    const { agencyCode } = device;
    return [{ agencyCode, name, nameKey: nameKey(name), category, kind, seenOn: computer.seenOn ?? on }];
  });
}

function placeOf(agencyCode: string, key: string, kind: string): string {
  return `${agencyCode}/${kind}/${key}`;
}
