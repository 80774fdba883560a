import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { Refusal } from '../kernel/index.ts';
import { type Rows, refuseBeyondLimits } from './cell-limits.ts';
import { csvRows } from './csv-rows.ts';
import { inPiecesOf } from './in-pieces.ts';
import type { ReadingTask, ThreadMessage } from './read-in-thread.ts';
import { openFirstSheet } from './xlsx-sheet.ts';

// Reads one file and ends: whatever it takes of memory and time, the gate goes on answering.
const task = workerData as ReadingTask;
const ROWS_AT_ONCE = 1_000;

function tell(message: ThreadMessage): void {
  parentPort?.postMessage(message);
}

function opened(bytes: Buffer): { readonly sheet?: string; readonly source: AsyncIterable<Rows> } {
  if (task.format === 'csv') return { source: csvRows({ ...task, bytes }) };
  const { name, rows } = openFirstSheet(bytes);
  return { sheet: name, source: rows(task.rowsMax) };
}

try {
  const { sheet, source } = opened(Buffer.from(task.bytes));
  let row = 0;
  for await (const rows of inPiecesOf(ROWS_AT_ONCE, source)) {
    // Here already: a row that is too wide or too long is not copied to the thread that everybody waits for.
    for (const cells of rows) refuseBeyondLimits({ row: ++row, cells, sheet });
    tell({ rows, sheet });
    // All at once, they would be taken in one go, and whoever else asks the gate would wait for it.
    if (parentPort) await once(parentPort, 'message');
  }
  tell({ done: true });
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  const { kind, code, text, errors } = error;
  tell({ refused: { kind, code, text, errors } });
}
