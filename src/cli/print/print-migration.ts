import type { MigrationWatch, StepWork } from '../../db/index.ts';
import { text } from '../../kernel/index.ts';
import type { Terminal } from '../terminal.ts';

/** Below this a step without rows has nothing to tell of but its name. */
const LONG_MS = 1_000;

/**
 * A line for each step of the schema as it begins, so that an operator who waits sees at which one, and another for what it did where
 * that is rows or time. Of a new database only `gate migrate` tells: a first start makes all of it in a second.
 */
export function printMigration({ note, say }: Terminal, { ofNew }: { readonly ofNew: boolean }): MigrationWatch {
  return {
    onBegin: ({ name, number, of, isNew }) => {
      if (isNew && !ofNew) return;
      note(`  ${say(text(`第 ${number} 步（共 ${of} 步）`, `step ${number} of ${of}`))}  ${name}`);
    },
    onRows: (_step, rows) => note(`      ${say(text(`已处理 ${rows} 行……`, `${rows} rows so far …`))}`),
    onEnd: ({ isNew }, work) => {
      if (isNew && !ofNew) return;
      if (work.rows > 0 || work.ms >= LONG_MS) note(`      ${say(workText(work))}`);
    },
  };
}

function workText({ rows, ms }: StepWork) {
  const seconds = (ms / 1_000).toFixed(1);
  if (rows === 0) return text(`用时 ${seconds} 秒`, `${seconds} s`);
  return text(`处理 ${rows} 行，用时 ${seconds} 秒`, `${rows} rows in ${seconds} s`);
}
