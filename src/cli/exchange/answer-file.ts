import { join } from 'node:path';
import { Refusal, sha256, type Text, text } from '../../kernel/index.ts';
import { NOT_LET_THROUGH, type RemoteGate } from '../remote-gate.ts';
import {
  DONE,
  digestOfFile,
  ensureFolder,
  IN,
  isFreeFor,
  moveAway,
  OUT,
  OWN,
  ownPath,
  REFUSED,
  readContent,
  readJson,
  writeOut,
} from './exchange-folder.ts';
import {
  type AnsweredOrder,
  type CertificateFile,
  type FileResults,
  type OrderResult,
  toResults,
} from './order-results.ts';
import type { ReadOrder } from './read-order.ts';
import { readOrders } from './read-orders.ts';
import { csvOfResults } from './results-csv.ts';
import { type OrderAnswer, type OrderProblem, submitOrders } from './submit-orders.ts';
import { forgetTries, noteUndecided, type TakenFile, type UndecidedNotice } from './undecided-file.ts';

/** What became of a file. */
export type FileAnswer =
  | { readonly kind: 'answered'; readonly results: FileResults; readonly path: string }
  | { readonly kind: 'refused'; readonly text: Text; readonly path: string }
  /** Stays where it is: somebody is still at it, or may read it only. */
  | { readonly kind: 'busy' }
  /** Stays where it is: there are orders that the gate could not decide. */
  | { readonly kind: 'undecided'; readonly problem: OrderProblem; readonly notice: UndecidedNotice | null };

/**
 * Answers a file of `in`: results and certificates are on the disk before it is moved away. Killed anywhere, the next run
 * does the same again, and the gate answers what it has decided before; nothing is moved before everything is decided.
 */
export async function answerFile(folder: string, gate: RemoteGate, name: string): Promise<FileAnswer> {
  const path = join(folder, IN, name);
  const content = await readContent(path, BYTES_MAX);
  const digest = Buffer.isBuffer(content) ? sha256(content).toString('hex') : await digestOfFile(path);
  if (content === 'busy' || digest === undefined) return { kind: 'busy' };
  const taken = { folder, name, digest };
  if (content === 'too-large') return refuse(taken, tooLarge());
  const before = await findResults(taken);
  if (before) return answerAgain(taken, before);
  const orders = await readOrRefusal(name, content);
  if (orders instanceof Refusal) return refuse(taken, orders);
  const answers = await answersTo(gate, orders);
  const undecided = orders.flatMap((order, at) => {
    const answer = answers[at];
    return answer?.kind === 'undecided' ? [{ order, problem: answer.problem }] : [];
  });
  const [first] = undecided;
  if (first) return { kind: 'undecided', problem: first.problem, notice: await noteUndecided(taken, undecided) };
  const answered = orders.flatMap((order, at): readonly AnsweredOrder[] => {
    const answer = answers[at];
    return answer ? [{ order, answer }] : [];
  });
  return finish(taken, answered);
}

/**
 * What stands in front of a gate may refuse one file for what is in it, and a fault of the gate may be met by one file
 * alone: the others do not wait for that.
 */
async function answersTo(gate: RemoteGate, orders: readonly ReadOrder[]): Promise<readonly OrderAnswer[]> {
  try {
    return await submitOrders(gate, orders);
  } catch (error) {
    if (!(error instanceof Refusal && OF_ONE_FILE.includes(error.code))) throw error;
    const problem = { code: error.code, text: error.text, errors: [] };
    return orders.map(() => ({ kind: 'undecided', problem }));
  }
}

const OF_ONE_FILE: readonly string[] = [NOT_LET_THROUGH, 'gate.error'];

async function readOrRefusal(name: string, content: Buffer): Promise<readonly ReadOrder[] | Refusal> {
  try {
    if (!/\.(json|csv|xlsx)$/i.test(name)) throw otherKind();
    return await readOrders(name, content);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

const BYTES_MAX = 32 * 1024 * 1024;

function tooLarge(): Refusal {
  const message = text('文件超过 32 MiB，请拆分。', 'The file is larger than 32 MiB. Split it.');
  return new Refusal('too_large', 'exchange.too_large', message);
}

function otherKind(): Refusal {
  const message = text(
    '只读取 .json、.csv 和 .xlsx 文件；旧格式（.xls）请另存为 .xlsx。',
    'Only .json, .csv and .xlsx files are read; save the old .xls as .xlsx.',
  );
  return new Refusal('unsupported', 'exchange.kind', message);
}

async function finish(taken: TakenFile, answered: readonly AnsweredOrder[]): Promise<FileAnswer> {
  const as = await nameFor(taken, DONE);
  const { results, certificates } = toResults({ name: as, sha256: taken.digest }, answered);
  await writeCertificates(taken.folder, as, certificates);
  await writeResults(taken, results);
  await putAway(taken, DONE, as);
  return { kind: 'answered', results, path: `${OUT}/${resultsOf(as)}` };
}

async function putAway(taken: TakenFile, place: Place, as: string): Promise<void> {
  await moveAway(taken.folder, { ...taken, place, as });
  await forgetTries(taken.folder, taken.name);
}

type Place = typeof DONE | typeof REFUSED;

async function writeCertificates(folder: string, as: string, certificates: readonly CertificateFile[]): Promise<void> {
  if (certificates.length > 0) await ensureFolder(join(folder, OUT, as));
  for (const { name, certificate } of certificates) await writeOut(folder, `${OUT}/${name}`, certificate);
}

/** The JSON is last: where it is, everything is. */
async function writeResults({ folder, digest }: TakenFile, results: FileResults): Promise<void> {
  await writeOut(folder, `${OUT}/${results.file}.results.csv`, csvOfResults(results));
  if (results.sameAs === null) await writeOut(folder, `${OWN}/${digest}.json`, JSON.stringify(results.file));
  await writeOut(folder, `${OUT}/${resultsOf(results.file)}`, `${JSON.stringify(results, null, 2)}\n`);
}

function resultsOf(name: string): string {
  return `${name}.results.json`;
}

/**
 * What was decided of the very same content, where all of it has certificates: what stood in the way of an order may be
 * gone, and what was referred or rejected may have been decided again meanwhile.
 */
async function findResults({ folder, digest }: TakenFile): Promise<FileResults | undefined> {
  const name = await readJson(ownPath(folder, `${digest}.json`));
  const results = typeof name === 'string' ? await readResults(folder, name) : undefined;
  return results?.sha256 === digest && results.orders.every(isSettled) ? results : undefined;
}

function isSettled({ outcome, certificate }: OrderResult): boolean {
  return outcome === 'approved' && certificate !== null;
}

async function answerAgain(taken: TakenFile, before: FileResults): Promise<FileAnswer> {
  const as = await nameFor(taken, DONE);
  const results = as === before.file ? before : { ...before, file: as, sameAs: before.file };
  if (results !== before) await writeResults(taken, results);
  await putAway(taken, DONE, as);
  return { kind: 'answered', results: { ...results, sameAs: before.file }, path: `${OUT}/${resultsOf(as)}` };
}

/** Undefined where there are none; null where something else has their name. */
async function readResults(folder: string, name: string): Promise<FileResults | null | undefined> {
  const results = await readJson(join(folder, OUT, resultsOf(name)));
  return results === undefined || isResults(results) ? results : null;
}

function isResults(value: unknown): value is FileResults {
  return (
    typeof value === 'object' && value !== null && 'sha256' in value && 'orders' in value && Array.isArray(value.orders)
  );
}

/** Its own name; where another file had it before, the same with its digest. */
async function nameFor({ folder, name, digest }: TakenFile, place: Place): Promise<string> {
  const [, stem = name, end = ''] = /^(.+?)(\.[^.]*)?$/s.exec(name) ?? [];
  for (const as of [name, `${stem}.${digest.slice(0, 12)}${end}`, `${stem}.${digest}${end}`]) {
    const isFree = await isFreeFor(join(folder, place, as), digest);
    if (isFree && (place === REFUSED || (await isFreeInOut(folder, as, digest)))) return as;
  }
  throw new Error(`no name is free for ${name}`);
}

async function isFreeInOut(folder: string, as: string, digest: string): Promise<boolean> {
  const results = await readResults(folder, as);
  return results === undefined || results?.sha256 === digest;
}

async function refuse(taken: TakenFile, { code, text: says, errors }: Refusal): Promise<FileAnswer> {
  const as = await nameFor(taken, REFUSED);
  const places = errors.flatMap(({ pointer }) => (pointer === '' ? [] : [pointer]));
  const reason = { file: as, sha256: taken.digest, code, text: says, places };
  const where = places.length > 0 ? `\r\n位置 Where: ${places.join(' ')}` : '';
  const { folder } = taken;
  await writeOut(folder, `${REFUSED}/${as}.reason.txt`, `${says['zh-CN']}\r\n${says.en}${where}\r\n`);
  await writeOut(folder, `${REFUSED}/${as}.reason.json`, `${JSON.stringify(reason, null, 2)}\n`);
  await putAway(taken, REFUSED, as);
  return { kind: 'refused', text: says, path: `${REFUSED}/${as}` };
}
