import { setPriority } from 'node:os';
import { parentPort, type TransferListItem, workerData } from 'node:worker_threads';
import { type AnyJobStep, openReadingDatabase, openStoppableReads, StoppedRead, stepsHere } from '../../db/index.ts';
import { type ApartAnswer, recordAnswer } from '../../http/apart/answer.ts';
import { type ApartQuestion, requestOf } from '../../http/apart/question.ts';
import { thrownOf } from '../../http/apart/thrown.ts';
import { once } from '../../http/once.ts';
import { instant, yieldWhenBusy } from '../../kernel/index.ts';
import { keyFolder } from '../../log/index.ts';
import { keptAnswersOf } from '../../reports/index.ts';
import { readsOfParts, stepsOfParts } from '../serve-parts.ts';
import type { ReaderMessage, ReaderOrder, ReaderStart, StepOrder, ToLoad } from './reader-thread.ts';

// Answers one question after the other, or takes one step of a job after the other, out of a database that it can only read.
// Nothing is decided here.
const PRIORITY = 10;
// Of this thread alone on Linux; elsewhere it would be that of the thread that decides as well.
if (process.platform === 'linux') setPriority(PRIORITY);

const { databaseUrl, databaseCaFile, dataDir, origin }: ReaderStart = workerData;
const reads = openStoppableReads();
const db = openReadingDatabase(databaseUrl, reads, databaseCaFile);
let at = instant('1970-01-01T00:00:00.000Z');
const handlers = once(async () => {
  const deps = { db, origin, clock: () => at, keys: keyFolder(dataDir) };
  return new Map<string, unknown>(Object.entries(await readsOfParts(deps)));
});
const steps = once(async () => new Map(await namedSteps()));
const takeTurn = yieldWhenBusy();
const takeStep = stepsHere({ db, pause });

parentPort?.on('message', (order: ReaderOrder) => {
  if (order === 'stop') void reads.stop();
  else if (order === 'end') void end();
  else if ('load' in order) void load(order.load);
  else void tell(order);
});

type AnyHandler = (req: object, res: object) => Promise<void> | void;

async function load(what: ToLoad): Promise<void> {
  await (what === 'reads' ? handlers() : steps());
  say({ loaded: what });
}

async function tell(order: Exclude<ReaderOrder, string | { readonly load: ToLoad }>): Promise<void> {
  try {
    await reads.begin();
    if ('step' in order) return say({ done: await resultOf(order), unkept: unkept() });
    const answer = await answerTo(order.question);
    say({ done: answer, unkept: unkept() }, givenAway(answer));
  } catch (error) {
    say({ thrown: thrownOf(error) });
  }
}

function unkept(): number {
  return keptAnswersOf(db).takeUnkept();
}

async function namedSteps(): Promise<readonly (readonly [string, AnyJobStep])[]> {
  return (await stepsOfParts()).map((step) => [step.name, step] as const);
}

async function resultOf({ step: name, input }: StepOrder): Promise<unknown> {
  const step = (await steps()).get(name);
  if (!step) throw new Error(`no part has a step ${name}`);
  return takeStep(step, input as never);
}

/** In a long comparison nothing else would hear that it is to stop. */
async function pause(): Promise<void> {
  await takeTurn();
  if (reads.isStopped()) throw new StoppedRead();
}

async function answerTo(question: ApartQuestion): Promise<ApartAnswer> {
  at = question.at;
  const { res, answer } = recordAnswer();
  const handler = (await handlers()).get(question.operation) as AnyHandler;
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
