import type { GovernedDeps, LogProjection } from '../log/index.ts';
import type { CsvColumn } from './csv-import.ts';
import { columnsOf, type ImportSource, type ReferenceImport, referenceImport } from './reference-import-routes.ts';
import { referenceProjection } from './reference-projection.ts';
import type { RecordedKind } from './write-of-kind.ts';

/** A kind of reference data as commands see it, whatever its fields. */
export interface ImportableKind {
  readonly type: string;
  readonly columns: readonly CsvColumn[];
  readonly importOf: (deps: GovernedDeps, asked: ImportSource) => ReferenceImport;
  readonly projection: LogProjection;
}

export function importableKind<S extends object>(kind: RecordedKind<S>, creation: string): ImportableKind {
  return {
    type: kind.type,
    columns: columnsOf(kind),
    importOf: (deps, asked) => referenceImport(deps, { kind, creation }, asked),
    projection: referenceProjection(kind),
  };
}
