import { type ApartAnswer, dropAnswer } from '../../http/apart/answer.ts';
import type { ApartQuestion } from '../../http/apart/question.ts';
import type { ReadsApart } from '../../http/apart/reads-apart.ts';
import { text } from '../../kernel/index.ts';
import { type KeptThreads, keepThreads } from './kept-threads.ts';
import { openReadTurns, type ReadCaller, stopping, type TurnLimits } from './read-turns.ts';
import type { ReaderThread } from './reader-thread.ts';

/** Threads that answer long reads, so that the one that decides goes on deciding. */
export interface Readers extends ReadsApart {
  readonly counts: () => ReaderCounts;
  /** Begins nothing any more, gives what runs a moment, and then stops it. */
  readonly close: () => Promise<void>;
}

export interface ReaderCounts {
  readonly running: number;
  readonly waiting: number;
  /** Since the start, whatever the answer was. */
  readonly answered: number;
  /** Since the start: whose caller had left, that took too long, or that the end of the gate came before. */
  readonly stopped: number;
}

export interface ReadersParts {
  readonly operations: ReadonlySet<string>;
  /** Those of them of which they answer a page where orders are coming and one of them is free. */
  readonly pages: ReadonlySet<string>;
  readonly areOrdersComing: () => boolean;
  readonly begin: () => ReaderThread;
  readonly limits: ReaderLimits;
}

export interface ReaderLimits extends TurnLimits {
  /** The log of a SQLite file cannot begin anew while a snapshot of it is read. */
  readonly readMsMax: number;
  /** So long a read may go on when the gate is stopped. */
  readonly graceMs: number;
  /** With the thread goes what it has worked out, so it outlives the time that somebody takes to read a page. */
  readonly idleMsMax: number;
}

export const READER_LIMITS: Omit<ReaderLimits, 'threadsMax'> = {
  ...{ waitingMax: 32, waitMsMax: 10_000, readMsMax: 60_000 },
  ...{ graceMs: 500, idleMsMax: 600_000 },
};

/** A reader is made when it is first needed, and ends when nobody has needed it for a while. */
export function openReaders({ operations, pages, areOrdersComing, begin, limits }: ReadersParts): Readers {
  const turns = openReadTurns(limits);
  const threads = keepThreads(begin, limits.idleMsMax);
  const reads = openReads(threads, limits);

  const answerInTurn = async (question: ApartQuestion, caller: ReadCaller): Promise<ApartAnswer> => {
    const about = pages.has(question.operation) ? undefined : agenciesIn(question);
    const leaveTurn = await turns.enter(caller);
    return reads.read(question, { about, signal: caller.signal }).finally(leaveTurn);
  };
  /** A thread loads the program before its first answer, longer than any page takes: it does so for the pages that follow. */
  const warmUp = (question: ApartQuestion): void => {
    const caller = { name: NOBODY, signal: new AbortController().signal };
    // Whatever is refused or fails here is so again where it is answered, and told there.
    if (turns.isFreeFor(NOBODY)) void answerInTurn(question, caller).then(dropAnswer, () => undefined);
  };

  return {
    has: (operation) => operations.has(operation) && (!pages.has(operation) || areOrdersComing()),
    answer: (question, caller) => {
      if (!pages.has(question.operation)) return answerInTurn(question, caller);
      if (!turns.isFreeFor(caller.name)) return undefined;
      if (threads.hasIdle()) return answerInTurn(question, caller);
      warmUp(question);
      return undefined;
    },
    counts: () => ({ running: turns.running(), waiting: turns.waiting(), ...reads.counts() }),
    close: async () => {
      turns.close();
      await reads.end();
      await threads.close();
    },
  };
}

interface Reading {
  readonly about: string | undefined;
  readonly signal: AbortSignal;
}

/** What is being read, until it is answered, its caller leaves, it has taken too long, or the gate ends. */
function openReads(threads: KeptThreads, { readMsMax, graceMs }: ReaderLimits) {
  const reading = new Map<AbortController, Promise<unknown>>();
  let [answered, stopped] = [0, 0];
  return {
    read: async (question: ApartQuestion, { about, signal }: Reading): Promise<ApartAnswer> => {
      const stop = new AbortController();
      const leave = (): void => stop.abort(stopping());
      signal.addEventListener('abort', leave);
      stop.signal.addEventListener('abort', () => (stopped += 1));
      const ask = (thread: ReaderThread, until: AbortSignal) => thread.read(question, until);
      const answer = threads.use({ ask, stop, about, msMax: readMsMax, tooLong: TOO_LONG });
      reading.set(
        stop,
        answer.catch(() => undefined),
      );
      try {
        return await answer;
      } finally {
        signal.removeEventListener('abort', leave);
        reading.delete(stop);
        answered += stop.signal.aborted ? 0 : 1;
      }
    },
    counts: () => ({ answered, stopped }),
    end: async (): Promise<void> => {
      const grace = setTimeout(() => {
        for (const stop of reading.keys()) stop.abort(stopping());
      }, graceMs);
      await Promise.all(reading.values());
      clearTimeout(grace);
    },
  };
}

/** Has one turn at a time as everybody has, and no name of a caller. */
const NOBODY = '';

/** What a thread has worked out of some agencies serves several reports of them. */
function agenciesIn({ actor, query }: ApartQuestion): string {
  const { region, agencyCode, subtree } = query;
  return JSON.stringify([actor.grant, region, agencyCode, subtree]);
}

const TOO_LONG = text(
  '该报表耗时过长，已停止。请缩小范围（如地区、年度）后重试。',
  'The report took too long and was stopped. Ask for less, such as a smaller region or one year.',
);
