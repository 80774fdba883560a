import { countedWarning, type FindWarnings } from '../http/readiness.ts';

/** The kinds themselves are brought by their folders; what is left here is what all imports have in common. */
export const part = {
  warnings: async (): Promise<FindWarnings> => {
    const { listUnfinishedImports } = await import('./append-import.ts');
    return async (tx) => {
      const begun = await listUnfinishedImports(tx);
      return countedWarning('unfinished-imports', begun.length, 'files are imported in part');
    };
  },
};
