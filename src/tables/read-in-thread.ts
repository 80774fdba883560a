import { Worker } from 'node:worker_threads';
import { Refusal, type RefusalKind, type RefusedField, type Text, text } from '../kernel/index.ts';
import type { Rows } from './cell-limits.ts';
import { createFileQueue } from './file-queue.ts';
import type { TextFile } from './text-file.ts';

export type FileFormat = 'csv' | 'xlsx';

/** What a thread is told: the file and how to read it. */
export interface ReadingTask extends Omit<TextFile, 'bytes'> {
  readonly bytes: Uint8Array;
  readonly rowsMax: number;
  readonly format: FileFormat;
}

/** Some rows, and the sheet they stand in. */
export interface SheetRows {
  readonly rows: Rows;
  readonly sheet?: string | undefined;
}

/** A refusal does not survive the way between two threads; what it says does. */
export type ThreadMessage =
  | SheetRows
  | { readonly done: true }
  | {
      readonly refused: {
        readonly kind: RefusalKind;
        readonly code: string;
        readonly text: Text;
        readonly errors: readonly RefusedField[];
      };
    };

export interface ThreadLimits {
  readonly threadsMax: number;
  /** Of one file; only while somebody waits for its rows: what is done with them is no work of the thread's. */
  readonly msMax: number;
}

type FileToRead = Omit<ReadingTask, 'format'> & { readonly owner: string };

/** Reads files, each in a thread of its own under limits of memory and time. */
export function createThreadReader({ threadsMax, msMax }: ThreadLimits) {
  const queue = createFileQueue(threadsMax);
  return async function* (file: FileToRead, format: FileFormat): AsyncGenerator<SheetRows> {
    const end = await queue.enter(file.owner);
    try {
      yield* readInThread({ ...file, format }, msMax);
    } finally {
      end();
    }
  };
}

/**
 * After the build the thread runs JavaScript. In development the sources run as they are, and the loader that makes that
 * possible has to be there in the thread as well.
 */
const IS_SOURCE = import.meta.url.endsWith('.ts');
const WORKER = JSON.stringify(new URL(IS_SOURCE ? './table-worker.ts' : './table-worker.js', import.meta.url).href);
const BEGIN = IS_SOURCE
  ? `import('tsx/esm/api').then(({ register }) => { register(); return import(${WORKER}); })`
  : `import(${WORKER})`;

const MEMORY_MB_MAX = 256;

async function* readInThread(
  { bytes, encoding, contentType, rowsMax, format }: ReadingTask,
  msMax: number,
): AsyncGenerator<SheetRows> {
  const workerData: ReadingTask = { bytes, encoding, contentType, rowsMax, format };
  const resourceLimits = { maxOldGenerationSizeMb: MEMORY_MB_MAX };
  const worker = new Worker(BEGIN, { eval: true, workerData, resourceLimits });
  let msLeft = msMax;
  try {
    for (;;) {
      const start = performance.now();
      const message = await nextMessage(worker, { msLeft, format });
      msLeft -= performance.now() - start;
      if ('done' in message) return;
      if ('refused' in message) throw refusalOf(message.refused);
      yield message;
      worker.postMessage('more');
    }
  } finally {
    await worker.terminate();
  }
}

interface Waiting {
  readonly msLeft: number;
  readonly format: FileFormat;
}

function nextMessage(worker: Worker, { msLeft, format }: Waiting): Promise<ThreadMessage> {
  return new Promise<ThreadMessage>((resolve, reject) => {
    const timer = setTimeout(() => reject(tooMuch(format)), msLeft);
    const refuse = (why: unknown): void => {
      clearTimeout(timer);
      reject(why);
    };
    worker.removeAllListeners();
    worker.once('message', (message: ThreadMessage) => {
      clearTimeout(timer);
      resolve(message);
    });
    worker.once('error', (error) => refuse(isOutOfMemory(error) ? tooMuch(format) : error));
    worker.once('exit', () => refuse(tooMuch(format)));
  });
}

function refusalOf({
  kind,
  code,
  text: message,
  errors,
}: Extract<ThreadMessage, { refused: unknown }>['refused']): Refusal {
  return new Refusal(kind, code, message, errors);
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}

function tooMuch(format: FileFormat): Refusal {
  const message =
    format === 'csv'
      ? text('该文件过大或过于复杂，请拆分后导入。', 'The file takes too long to read or too much memory. Split it.')
      : text(
          '该电子表格过大或过于复杂，请拆分或另存为 CSV 后导入。',
          'The spreadsheet takes too long to read or too much memory. Split it, or save it as CSV.',
        );
  return new Refusal('too_large', 'import.spreadsheet_too_large', message);
}
