import {
  type Difference,
  differencesIn,
  type LogProjection,
  type ReadLeaf,
  withoutLeaf,
  withoutRow,
} from '../../log/index.ts';
import { listGateSettings, SET_UP_ENDED } from '../access-repository.ts';

const ENDED = 'set-up.ended';

/**
 * Set-up mode, in which one person counts as two, ended where the log says so and nowhere else: a row that is gone would let
 * the next start make another bootstrap key.
 */
export function setUpProjection(): LogProjection {
  let ended: ReadLeaf | undefined;
  return {
    compare: async (_tx, { leaves }) => {
      ended ??= leaves.find(({ type }) => type === ENDED);
      return [];
    },
    finish: async (tx) => {
      const rows = await listGateSettings(tx);
      const own = rows.find(({ name }) => name === SET_UP_ENDED);
      const strays = rows.filter((row) => row !== own || ended === undefined).map(({ name }) => strayRow(name));
      return [...strays, ...(ended === undefined ? [] : compareEnd(ended, own))];
    },
  };
}

function compareEnd(leaf: ReadLeaf, row: Awaited<ReturnType<typeof listGateSettings>>[number] | undefined) {
  const place = { table: 'gate_settings', key: SET_UP_ENDED, index: leaf.logIndex };
  if (row === undefined) return [withoutRow(place)];
  const logged = { value: JSON.stringify(leaf.at), log_index: leaf.logIndex };
  return differencesIn(place, { value: row.value, log_index: Number(row.log_index) }, logged);
}

function strayRow(name: string): Difference {
  return withoutLeaf({ table: 'gate_settings', key: name, index: null });
}
