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

type Rows = readonly (readonly string[])[];

let last: Promise<unknown> = Promise.resolve();

/** Reads a spreadsheet in a thread of its own under limits of memory and time; one at a time. */
export async function* readXlsxRows(task: XlsxTask): AsyncGenerator<Rows> {
  const before = last;
  let end: () => void = () => undefined;
  last = new Promise<void>((resolve) => {
    end = resolve;
  });
  try {
    await before;
    yield* readInThread(task);
  } finally {
    end();
  }
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

const MEMORY_MB_MAX = 256;
const TIME_MS_MAX = 60_000;

/** Only while somebody waits for rows the time runs: what is done with them is no work of the thread's. */
async function* readInThread({ bytes, rowsMax }: XlsxTask): AsyncGenerator<Rows> {
  const resourceLimits = { maxOldGenerationSizeMb: MEMORY_MB_MAX };
  const worker = new Worker(BEGIN, { eval: true, workerData: { bytes, rowsMax }, resourceLimits });
  let msLeft = TIME_MS_MAX;
  try {
    for (;;) {
      const start = performance.now();
      const message = await nextMessage(worker, msLeft);
      msLeft -= performance.now() - start;
      if ('done' in message) return;
      if ('refused' in message) throw refusalOf(message.refused);
      yield message.rows;
      worker.postMessage('more');
    }
  } finally {
    await worker.terminate();
  }
}

function nextMessage(worker: Worker, ms: number): Promise<XlsxMessage> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(tooMuch()), ms);
    worker.removeAllListeners();
    worker.once('message', (message: XlsxMessage) => {
      clearTimeout(timer);
      resolve(message);
    });
    worker.once('error', (error) => reject(isOutOfMemory(error) ? tooMuch() : error));
    worker.once('exit', () => reject(tooMuch()));
  });
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
