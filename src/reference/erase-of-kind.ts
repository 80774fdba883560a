import type { CivilDate } from '../kernel/index.ts';
import type { ErasableKind } from '../log/index.ts';
import { type ReferenceKind, readKindRow } from './reference-kind.ts';
import { findKindRow, updateKindRows } from './reference-repository.ts';

interface ErasureTerms<S extends object> {
  readonly isOver: (state: S, on: CivilDate) => boolean;
  /** What stands in the fields of one that is over, once its texts are erased. */
  readonly cleared: Partial<S>;
}

/** Reference data whose kind seals what is about people. */
export function erasableKind<S extends object>(
  kind: ReferenceKind<S>,
  { isOver, cleared }: ErasureTerms<S>,
): ErasableKind {
  return {
    type: kind.type,
    pointers: kind.seals ?? [],
    find: async (tx, key, on) => {
      const row = await findKindRow(tx, kind, key);
      if (!row) return undefined;
      const { state, logIndex } = readKindRow(kind, row);
      const agency = kind.agency === null ? null : String(state[kind.agency]);
      return { agency, rights: [], logIndex, isOver: isOver(state, on) };
    },
    clear: async (tx, key) => {
      const fields = Object.entries(cleared) as [keyof S, unknown][];
      const columns = fields.map(([name, value]) => [
        kind.fields[name].column,
        kind.fields[name].toCell(value as never),
      ]);
      await updateKindRows(tx, kind, new Map([[key, Object.fromEntries(columns)]]));
    },
  };
}
