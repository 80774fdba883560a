import { countedWarning, type FindWarnings } from '../http/readiness.ts';
import { type Text, text } from '../kernel/index.ts';

/** The kinds themselves are brought by their folders; what is left here is what all imports have in common. */
export const part = {
  warnings: async (): Promise<FindWarnings> => {
    const { listUnfinishedImports } = await import('./append-import.ts');
    return async (tx) => {
      const begun = await listUnfinishedImports(tx);
      return countedWarning('unfinished-imports', begun.length, importsText);
    };
  },
};

function importsText(count: number): Text {
  return text(
    `有 ${count} 个文件只导入了一部分，请重新导入。`,
    `Files that were imported in part: ${count}. Import them again.`,
  );
}
