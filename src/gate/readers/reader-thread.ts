import type { Worker } from 'node:worker_threads';
import { type ApartAnswer, dropAnswer } from '../../http/apart/answer.ts';
import type { ApartQuestion } from '../../http/apart/question.ts';
import { errorOf, type Thrown } from '../../http/apart/thrown.ts';
import { beginThread, Refusal, text } from '../../kernel/index.ts';

/** What a reader is told when it begins; it takes nothing from the process it runs in. */
export interface ReaderStart {
  readonly databaseUrl: string;
  readonly databaseCaFile: string | undefined;
  /** Where the keys lie that certificates are signed with. */
  readonly dataDir: string;
  readonly origin: string;
}

/** A step of a job, by its name. */
export interface StepOrder {
  readonly step: string;
  readonly input: unknown;
}

/** What a thread loads before it is asked for the first time: what answers questions, or what takes steps. */
export type ToLoad = 'reads' | 'steps';

export type ReaderOrder = { readonly load: ToLoad } | QuestionOrder | StepOrder | 'stop' | 'end';

interface QuestionOrder {
  readonly question: ApartQuestion;
}

/**
 * That it has loaded something; and what came of a question is an answer, and of a step its result, with how many answers were
 * too large to be kept meanwhile.
 */
export type ReaderMessage =
  | { readonly loaded: ToLoad }
  | { readonly done: unknown; readonly unkept: number }
  | { readonly thrown: Thrown };

/** A thread that answers one question at a time, or takes one step of a job. */
export interface ReaderThread {
  /** Aborted, it rejects with the reason, and not before the read has ended. */
  readonly read: (question: ApartQuestion, signal: AbortSignal) => Promise<ApartAnswer>;
  /** The same for a step. */
  readonly take: (step: StepOrder, signal: AbortSignal) => Promise<unknown>;
  /** Whether it may be asked again. */
  readonly isWhole: () => boolean;
  /** Lets the thread close its connection and end. */
  readonly end: () => Promise<void>;
}

const MEMORY_MB_MAX = 512;
/**
 * The first licence position of 2,000 agencies takes as much of the processor as with 192, in 70 MB less; with 48 it takes 3 %
 * more.
 */
const YOUNG_MB_MAX = 96;
/** Statements end within a quarter of a second of being stopped; what goes on then is no statement, and `terminate` ends it. */
const STOP_MS_MAX = 500;
const END_MS_MAX = 500;

export function beginReader(
  { databaseUrl, databaseCaFile, dataDir, origin }: ReaderStart,
  onUnkept: (answers: number) => void = () => undefined,
): ReaderThread {
  const resourceLimits = { maxOldGenerationSizeMb: MEMORY_MB_MAX, maxYoungGenerationSizeMb: YOUNG_MB_MAX };
  const workerData: ReaderStart = { databaseUrl, databaseCaFile, dataDir, origin };
  const thread = beginThread('./reader-worker', import.meta.url, { workerData, resourceLimits });
  const gone = new Promise<void>((resolve) => thread.once('exit', () => resolve()));
  let isWhole = true;
  const fail = (): void => {
    isWhole = false;
  };
  // Between two reads nobody else listens, and an error that nobody hears of would end the process.
  thread.on('error', fail).once('exit', fail).unref();
  const tell = (order: ReaderOrder): void => thread.postMessage(order);
  const terminate = async (): Promise<void> => {
    fail();
    await thread.terminate();
  };

  const load = loadingOf(thread, tell);
  const askLoaded = askingOf({ thread, tell, terminate, onUnkept });
  const ask = async (order: QuestionOrder | StepOrder, signal: AbortSignal): Promise<unknown> => {
    const what = 'question' in order ? 'reads' : 'steps';
    await load(what, signal);
    return askLoaded(order, signal);
  };

  return {
    read: (question, signal) => ask({ question }, signal) as Promise<ApartAnswer>,
    take: ask,
    isWhole: () => isWhole,
    end: async () => {
      tell('end');
      const late = setTimeout(() => void terminate(), END_MS_MAX);
      await gone;
      clearTimeout(late);
    },
  };
}

/**
 * Waits until a thread has loaded what it is to be asked of. Terminated while it loads, it would leave the files that it was
 * reading open in the process: sixty who asked and left at once took as many handles, for good. Who leaves before has asked
 * nothing of it, and it is there for the next.
 */
function loadingOf(thread: Worker, tell: (order: ReaderOrder) => void) {
  const told = new Set<ToLoad>();
  const loaded = new Set<ToLoad>();
  thread.on('message', (message: ReaderMessage) => {
    if ('loaded' in message) loaded.add(message.loaded);
  });
  return async (what: ToLoad, signal: AbortSignal): Promise<void> => {
    if (loaded.has(what)) return;
    await new Promise<void>((resolve, reject) => {
      const settle = (end: () => void): void => {
        signal.removeEventListener('abort', leave);
        thread.off('message', hear).off('error', refuse).off('exit', refuse);
        end();
      };
      const leave = (): void => settle(() => reject(signal.reason));
      const refuse = (error?: unknown): void => settle(() => reject(whyGone(error)));
      const hear = (message: ReaderMessage): void => {
        if ('loaded' in message && message.loaded === what) settle(resolve);
      };
      thread.on('message', hear).once('error', refuse).once('exit', refuse);
      signal.addEventListener('abort', leave);
      if (!told.has(what)) tell({ load: what });
      told.add(what);
      if (signal.aborted) leave();
    });
  };
}

interface Asked {
  readonly thread: Worker;
  readonly tell: (order: ReaderOrder) => void;
  readonly terminate: () => Promise<void>;
  readonly onUnkept: (answers: number) => void;
}

/** Asks a thread that has loaded what it is asked of; one at a time. */
function askingOf({ thread, tell, terminate, onUnkept }: Asked) {
  return (order: QuestionOrder | StepOrder, signal: AbortSignal): Promise<unknown> =>
    new Promise((resolve, reject) => {
      let late: NodeJS.Timeout | undefined;
      const stop = (): void => {
        tell('stop');
        late = setTimeout(() => void terminate(), STOP_MS_MAX);
      };
      const settle = (end: () => void): void => {
        clearTimeout(late);
        signal.removeEventListener('abort', stop);
        thread.off('message', hear).off('error', refuse).off('exit', refuse);
        end();
      };
      const hear = (message: ReaderMessage): void => {
        if ('loaded' in message) return;
        if ('done' in message) onUnkept(message.unkept);
        settle(() => {
          if ('thrown' in message) reject(signal.aborted ? signal.reason : errorOf(message.thrown));
          else if (!signal.aborted) resolve(message.done);
          else void drop(order, message.done).finally(() => reject(signal.reason));
        });
      };
      const refuse = (error?: unknown): void => settle(() => reject(signal.aborted ? signal.reason : whyGone(error)));
      thread.on('message', hear).once('error', refuse).once('exit', refuse);
      signal.addEventListener('abort', stop);
      tell(order);
      if (signal.aborted) stop();
    });
}

async function drop(order: object, done: unknown): Promise<void> {
  if ('question' in order) await dropAnswer(done as ApartAnswer);
}

/** Whatever the thread could not say: it had no memory left, or it ended in an error of ours. */
function whyGone(error: unknown): unknown {
  if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') return tooMuch();
  return error instanceof Error ? error : new Error('a reader has ended by itself');
}

function tooMuch(): Refusal {
  const says = text(
    '该报表占用内存过多，请缩小范围（如地区、年度）后重试。',
    'The report takes too much memory. Ask for less, such as a smaller region or one year.',
  );
  return new Refusal('unavailable', 'read.too_large', says, [], { retryAfterS: 60 });
}
