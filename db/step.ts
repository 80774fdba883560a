import type { DdlEngine } from './columns.ts';

/** One guarded step of a migration: killed after it and before it was noted, it is run again without harm. */
export interface MigrationStep {
  readonly name: string;
  readonly statements: (engine: DdlEngine) => readonly string[];
}

export function step(name: string, statements: (engine: DdlEngine) => readonly string[]): MigrationStep {
  return { name, statements };
}
