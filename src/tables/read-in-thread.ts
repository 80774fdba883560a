import type { Worker } from 'node:worker_threads';
import { Refusal, type RefusalKind, type RefusedField, type Text, text } from '../kernel/index.ts';
import type { Rows } from './cell-limits.ts';
import { createFileQueue } from './file-queue.ts';
import { createIdleThreads, type IdleThreads } from './idle-threads.ts';
import type { TextFile } from './text-file.ts';

export type FileFormat = 'csv' | 'xlsx';

/** What a thread is told: the file and how to read it. */
export interface ReadingTask extends Omit<TextFile, 'bytes'> {
  readonly bytes: Uint8Array;
  readonly rowsMax: number;
  readonly format: FileFormat;
  /** Of a workbook, all of its sheets one after the other; else its first. */
  readonly hasAllSheets?: boolean;
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

/** Reads files, so many at once, each in a thread with limits of memory and time. */
export function createThreadReader({ threadsMax, msMax }: ThreadLimits) {
  const queue = createFileQueue(threadsMax);
  const threads = createIdleThreads();
  return async function* ({ owner, ...file }: FileToRead, format: FileFormat): AsyncGenerator<SheetRows> {
    const end = await queue.enter(owner);
    try {
      yield* readInThread({ ...file, format }, { threads, msMax });
    } finally {
      end();
    }
  };
}

interface Reading {
  readonly threads: IdleThreads;
  readonly msMax: number;
}

/** A thread that has come to the end of a file, or refuses it, is whole; any other is ended with what it was doing. */
async function* readInThread(task: ReadingTask, { threads, msMax }: Reading): AsyncGenerator<SheetRows> {
  const thread = threads.take();
  let isWhole = false;
  let msLeft = msMax;
  try {
    for (let said: ReadingTask | 'more' = task; ; said = 'more') {
      const start = performance.now();
      const message = await answerOf(thread, { said, msLeft, format: task.format });
      msLeft -= performance.now() - start;
      isWhole = 'done' in message || 'refused' in message;
      if ('refused' in message) throw refusalOf(message.refused);
      if ('done' in message) return;
      yield message;
    }
  } finally {
    if (isWhole) threads.giveBack(thread);
    else await thread.terminate();
  }
}

interface Waiting {
  readonly said: ReadingTask | 'more';
  readonly msLeft: number;
  readonly format: FileFormat;
}

function answerOf(thread: Worker, { said, msLeft, format }: Waiting): Promise<ThreadMessage> {
  return new Promise<ThreadMessage>((resolve, reject) => {
    const timer = setTimeout(() => reject(tooMuch(format)), msLeft);
    const refuse = (why: unknown): void => {
      clearTimeout(timer);
      reject(why);
    };
    thread.removeAllListeners();
    thread.once('message', (message: ThreadMessage) => {
      clearTimeout(timer);
      resolve(message);
    });
    thread.once('error', (error) => refuse(isOutOfMemory(error) ? tooMuch(format) : error));
    thread.once('exit', () => refuse(tooMuch(format)));
    thread.postMessage(said);
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
