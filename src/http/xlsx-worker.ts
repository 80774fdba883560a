import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { Refusal } from '../kernel/index.ts';
import type { XlsxMessage, XlsxTask } from './xlsx-rows.ts';
import { rowsOfXlsx } from './xlsx-sheet.ts';

// Reads one spreadsheet and ends: whatever it takes of memory and time, the gate goes on answering.
const { bytes, rowsMax } = workerData as XlsxTask;
const ROWS_AT_ONCE = 1_000;

function tell(message: XlsxMessage): void {
  parentPort?.postMessage(message);
}

try {
  const rows = await rowsOfXlsx(Buffer.from(bytes), rowsMax);
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    tell({ rows: rows.slice(at, at + ROWS_AT_ONCE) });
    // All at once, they would be taken in one go, and whoever else asks the gate would wait for it.
    if (parentPort) await once(parentPort, 'message');
  }
  tell({ done: true });
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  const { kind, code, text, errors } = error;
  tell({ refused: { kind, code, text, errors } });
}
