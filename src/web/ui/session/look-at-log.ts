import { call } from '../../client/call.ts';
import { getConsistencyProof, listLogCheckpoints, listLogKeys } from '../../client/operations.generated.ts';
import { compareWithSeen, type LogLook } from '../../proof/seen-checkpoint.ts';
import { changePreferences, currentPreferences } from '../appearance/preferences.ts';

/**
 * Remembers the newest checkpoint if it continues the one that is remembered. One that does not leaves the memory as it was:
 * what the gate signed once is the evidence.
 */
export async function lookAtLog(): Promise<LogLook> {
  const [newest, { data }] = await Promise.all([
    call(listLogCheckpoints, { query: { sort: '-size', limit: 1 } }),
    call(listLogKeys, {}),
  ]);
  const prove = async (from: number, to: number): Promise<readonly string[]> =>
    (await call(getConsistencyProof, { query: { from, to } })).data.hashes;
  const notes = { seen: currentPreferences().seenCheckpoint, now: newest.data.items[0]?.note ?? '', prove };
  const look = await compareWithSeen(notes, { certificate: [], log: data.items, witnesses: data.witnesses });
  if (['first', 'same', 'grown'].includes(look.found)) trustNow(look);
  return look;
}

/** From now on the log is held against this checkpoint. */
export function trustNow({ now }: LogLook): void {
  changePreferences({ seenCheckpoint: now });
}
