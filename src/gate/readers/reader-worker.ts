import { setPriority } from 'node:os';
import { parentPort, type TransferListItem, workerData } from 'node:worker_threads';
import { openReadingDatabase, openStoppableReads } from '../../db/index.ts';
import { type ApartAnswer, recordAnswer } from '../../http/apart/answer.ts';
import { type ApartQuestion, requestOf } from '../../http/apart/question.ts';
import { thrownOf } from '../../http/apart/thrown.ts';
import { instant } from '../../kernel/index.ts';
import { keyFolder } from '../../log/index.ts';
import { readsOfParts } from '../serve-parts.ts';
import type { ReaderMessage, ReaderOrder, ReaderStart } from './reader-thread.ts';

// Answers one question after the other out of a database that it can only read. Nothing is decided here.
const PRIORITY = 10;
// Of this thread alone on Linux; elsewhere it would be that of the thread that decides as well.
if (process.platform === 'linux') setPriority(PRIORITY);

const { databaseUrl, databaseCaFile, dataDir, origin }: ReaderStart = workerData;
const reads = openStoppableReads();
const db = openReadingDatabase(databaseUrl, reads, databaseCaFile);
let at = instant('1970-01-01T00:00:00.000Z');
const handlers = new Map<string, unknown>(
  Object.entries(await readsOfParts({ db, origin, clock: () => at, keys: keyFolder(dataDir) })),
);

parentPort?.on('message', (order: ReaderOrder) => {
  if (order === 'stop') void reads.stop();
  else if (order === 'end') void end();
  else void tell(order.question);
});

type AnyHandler = (req: object, res: object) => Promise<void> | void;

async function tell(question: ApartQuestion): Promise<void> {
  try {
    const answer = await answerTo(question);
    say({ answer }, givenAway(answer));
  } catch (error) {
    say({ thrown: thrownOf(error) });
  }
}

async function answerTo(question: ApartQuestion): Promise<ApartAnswer> {
  reads.begin();
  at = question.at;
  const { res, answer } = recordAnswer();
  const handler = handlers.get(question.operation) as AnyHandler;
  await handler(requestOf(question), res);
  return answer();
}

function say(message: ReaderMessage, given: readonly TransferListItem[] = []): void {
  parentPort?.postMessage(message, given);
}

function givenAway({ body }: ApartAnswer): readonly TransferListItem[] {
  return 'json' in body ? [body.json.buffer as ArrayBuffer] : [];
}

async function end(): Promise<void> {
  await reads.stop();
  await db.close();
  parentPort?.close();
}
