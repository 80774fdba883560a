import { Worker } from 'node:worker_threads';
import { Refusal, type RefusalKind, type RefusedField, type Text, text } from '../kernel/index.ts';

export interface XlsxTask {
  readonly bytes: Uint8Array;
  readonly rowsMax: number;
}

/** A refusal does not survive the way between two threads; what it says does. */
export type XlsxMessage =
  | { readonly rows: readonly (readonly string[])[] }
  | { readonly done: true }
  | {
      readonly refused: {
        readonly kind: RefusalKind;
        readonly code: string;
        readonly text: Text;
        readonly errors: readonly RefusedField[];
      };
    };

/** Takes some rows; the first that are given are the first of the sheet. */
export type TakeRows = (rows: readonly (readonly string[])[]) => void;

let last: Promise<unknown> = Promise.resolve();

/** Reads a spreadsheet in a thread of its own under limits of memory and time; one at a time. */
export function readXlsxRows(task: XlsxTask, take: TakeRows): Promise<void> {
  const reading = last.then(() => readInThread(task, take));
  last = reading.catch(() => undefined);
  return reading;
}

/**
 * After the build the thread runs JavaScript. In development the sources run as they are, and the loader that makes that
 * possible has to be there in the thread as well.
 */
const IS_SOURCE = import.meta.url.endsWith('.ts');
const WORKER = JSON.stringify(new URL(IS_SOURCE ? './xlsx-worker.ts' : './xlsx-worker.js', import.meta.url).href);
const BEGIN = IS_SOURCE
  ? `import('tsx/esm/api').then(({ register }) => { register(); return import(${WORKER}); })`
  : `import(${WORKER})`;

const MEMORY_MB_MAX = 512;
const TIME_MS_MAX = 60_000;

async function readInThread(task: XlsxTask, take: TakeRows): Promise<void> {
  const resourceLimits = { maxOldGenerationSizeMb: MEMORY_MB_MAX };
  const worker = new Worker(BEGIN, { eval: true, workerData: task, resourceLimits });
  const deadline = setTimeout(() => void worker.terminate(), TIME_MS_MAX);
  try {
    await new Promise<void>((resolve, reject) => {
      worker.on('message', (message: XlsxMessage) => {
        if ('done' in message) return resolve();
        if ('refused' in message) return reject(refusalOf(message.refused));
        try {
          take(message.rows);
          setImmediate(() => worker.postMessage('more'));
        } catch (error) {
          reject(error);
        }
      });
      worker.on('error', (error) => reject(isOutOfMemory(error) ? tooMuch() : error));
      worker.on('exit', () => reject(tooMuch()));
    });
  } finally {
    clearTimeout(deadline);
    await worker.terminate();
  }
}

function refusalOf({
  kind,
  code,
  text: message,
  errors,
}: Extract<XlsxMessage, { refused: unknown }>['refused']): Refusal {
  return new Refusal(kind, code, message, errors);
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function tooMuch(): Refusal {
  const message = text(
    '该电子表格过大或过于复杂，请拆分或另存为 CSV 后导入。',
    'The spreadsheet takes too long to read or too much memory. Split it, or save it as CSV.',
  );
  return new Refusal('too_large', 'import.spreadsheet_too_large', message);
}
