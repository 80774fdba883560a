import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { Refusal } from '../kernel/index.ts';
import { inPiecesOf } from './in-pieces.ts';
import type { XlsxMessage, XlsxTask } from './xlsx-rows.ts';
import { rowsOfXlsx } from './xlsx-sheet.ts';

// Reads one spreadsheet and ends: whatever it takes of memory and time, the gate goes on answering.
const { bytes, rowsMax } = workerData as XlsxTask;
const ROWS_AT_ONCE = 1_000;

function tell(message: XlsxMessage): void {
  parentPort?.postMessage(message);
}

try {
  for await (const rows of inPiecesOf(ROWS_AT_ONCE, rowsOfXlsx(Buffer.from(bytes), rowsMax))) {
    tell({ rows });
    // All at once, they would be taken in one go, and whoever else asks the gate would wait for it.
    if (parentPort) await once(parentPort, 'message');
  }
  tell({ done: true });
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  const { kind, code, text, errors } = error;
  tell({ refused: { kind, code, text, errors } });
}
