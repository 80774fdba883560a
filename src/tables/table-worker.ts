import { once } from 'node:events';
import { parentPort } from 'node:worker_threads';
import { Refusal } from '../kernel/index.ts';
import { type Rows, refuseBeyondLimits } from './cell-limits.ts';
import { csvRows } from './csv-rows.ts';
import { inPiecesOf } from './in-pieces.ts';
import type { ReadingTask, ThreadMessage } from './read-in-thread.ts';
import { openWorkbook } from './xlsx-workbook.ts';

// Reads one file after the other: whatever one takes of memory and time, the gate goes on answering.
const ROWS_AT_ONCE = 1_000;

for (;;) tell(await answerTo(await heard<ReadingTask>()));

async function heard<Message>(): Promise<Message> {
  if (!parentPort) throw new Error('this file runs in a thread only');
  const [message] = await once(parentPort, 'message');
  return message;
}

function tell(message: ThreadMessage): void {
  parentPort?.postMessage(message);
}

/** How the reading of a file ends. */
async function answerTo(task: ReadingTask): Promise<ThreadMessage> {
  try {
    await tellRows(task);
    return { done: true };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { kind, code, text, errors } = error;
    return { refused: { kind, code, text, errors } };
  }
}

async function tellRows(task: ReadingTask): Promise<void> {
  for (const { sheet, source } of opened(task)) {
    let row = 0;
    for await (const rows of inPiecesOf(ROWS_AT_ONCE, source)) {
      // Here already: a row that is too wide or too long is not copied to the thread that everybody waits for.
      for (const cells of rows) refuseBeyondLimits({ row: ++row, cells, sheet });
      tell({ rows, sheet });
      // All at once, they would be taken in one go, and whoever else asks the gate would wait for it.
      await heard();
    }
  }
}

interface OpenSource {
  readonly sheet?: string;
  readonly source: AsyncIterable<Rows>;
}

function opened(task: ReadingTask): readonly OpenSource[] {
  const bytes = Buffer.from(task.bytes);
  if (task.format === 'csv') return [{ source: csvRows({ ...task, bytes }) }];
  const sheets = openWorkbook(bytes);
  const wanted = task.hasAllSheets ? sheets : sheets.slice(0, 1);
  return wanted.map(({ name, rows }) => ({ sheet: name, source: rows(task.rowsMax) }));
}
