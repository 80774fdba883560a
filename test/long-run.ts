import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Random, randomFrom } from './faults/random.ts';

// npm run test:long -- --minutes 30 --seed 7: without minutes everything once, without a seed another one each time.
const { values } = parseArgs({ options: { minutes: { type: 'string' }, seed: { type: 'string' } } });
const minutes = values.minutes === undefined ? undefined : Number(values.minutes);
const firstSeed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);
if (!Number.isSafeInteger(firstSeed) || firstSeed < 0) throw new RangeError('--seed is a whole number');
if (minutes !== undefined && !(minutes > 0)) throw new RangeError('--minutes is a number above nought');

const startedAt = performance.now();
const endsAt = minutes === undefined ? undefined : startedAt + minutes * 60_000;

/** Files that one process of mocha runs. */
type Part = readonly string[];

interface Told {
  readonly what: 'passed' | 'failed' | 'stopped';
  readonly tests: number;
  readonly failures: number;
}

/** Each start of mocha takes seconds, so files that are small are run together. */
const SMALL_FILES_AT_ONCE = 12;

/** What has more to try than `npm test` tries is told by what a file asks for, so no list of them can be out of date. */
function partsOf(random: Random): readonly Part[] {
  const files = readdirSync('test', { recursive: true, encoding: 'utf8' })
    // The console and the cluster have scripts of their own, with other surroundings.
    .filter((name) => name.endsWith('.test.ts') && !/^(browser|cluster)[/\\]/.test(name))
    .map((name) => ({ path: join('test', name), text: readFileSync(join('test', name), 'utf8') }));
  const pathsOf = (pattern: RegExp): readonly string[] =>
    files.filter(({ text }) => pattern.test(text)).map(({ path }) => path);
  const large = pathsOf(/support\/long\.ts'/);
  const small = pathsOf(/\bonOne(?:Engine|OfThem)\(/).filter((path) => !large.includes(path));
  const [model, ...models] = shuffled(pathsOf(/\btellModel\(/), random).map((path) => [path]);
  // The model takes longest: one begins, so that a run of few minutes comes to its end; the rest as chance has it.
  const rest = shuffled([...large.map((path) => [path]), ...inGroups(shuffled(small, random))], random);
  return [...(model ? [model] : []), ...rest, ...models];
}

function shuffled<T>(list: readonly T[], { whole }: Random): readonly T[] {
  return list
    .map((value) => ({ value, rank: whole(0, 2 ** 30) }))
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ value }) => value);
}

function inGroups(files: readonly string[]): readonly Part[] {
  const count = Math.ceil(files.length / SMALL_FILES_AT_ONCE);
  return Array.from({ length: count }, (_, at) =>
    files.slice(at * SMALL_FILES_AT_ONCE, (at + 1) * SMALL_FILES_AT_ONCE),
  );
}

/** A part that is not over when the minutes are is ended, with all processes that it has started. */
async function runPart(part: Part, seed: number): Promise<Told> {
  const env = { ...process.env, LONG_RUN: 'true', LONG_RUN_SEED: String(seed) };
  const child = spawn('npx', ['mocha', ...part], { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child.pid ?? 0);
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => output.push(bytes));
  let isStopped = false;
  const stop = (): void => {
    isStopped = true;
    endGroup(child.pid);
  };
  const timer = endsAt === undefined ? undefined : setTimeout(stop, Math.max(0, endsAt - performance.now()));
  const [code] = await once(child, 'close');
  clearTimeout(timer);
  running.delete(child.pid ?? 0);
  const text = Buffer.concat(output).toString();
  const count = (word: string): number => Number(text.match(new RegExp(`^ *(\\d+) ${word}`, 'm'))?.[1] ?? 0);
  const [tests, failures] = [count('passing'), count('failing')];
  if (isStopped) return { what: 'stopped', tests: 0, failures: 0 };
  if (code === 0) return { what: 'passed', tests, failures };
  console.log(text);
  return { what: 'failed', tests, failures: Math.max(1, failures) };
}

const running = new Set<number>();

function endGroup(pid: number | undefined): void {
  try {
    if (pid) process.kill(-pid, 'SIGTERM');
  } catch {
    // It has ended by itself in this moment.
  }
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    for (const pid of running) endGroup(pid);
    process.exit(1);
  });
}

/** One after the other takes the next part, as many at a time as there are processors. */
async function runRound(seed: number): Promise<readonly Told[]> {
  const parts = [...partsOf(randomFrom(seed))];
  const told: Told[] = [];
  const lane = async (): Promise<void> => {
    for (let part = parts.shift(); part && !isOver(); part = parts.shift()) {
      const from = performance.now();
      const one = await runPart(part, seed);
      told.push(one);
      console.log(`${one.what} after ${secondsSince(from)} s, seed ${seed}: ${part.join(' ')}`);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, availableParallelism()) }, lane));
  return told;
}

function isOver(): boolean {
  return endsAt !== undefined && performance.now() >= endsAt;
}

function secondsSince(moment: number): number {
  return Math.round((performance.now() - moment) / 1_000);
}

console.log(`seed ${firstSeed}${minutes === undefined ? '' : `, ${minutes} minutes`}`);
const all: Told[] = [];
for (let seed = firstSeed; seed === firstSeed || (endsAt !== undefined && !isOver()); seed += 1) {
  all.push(...(await runRound(seed)));
}
const parts = (what: Told['what']): number => all.filter((one) => one.what === what).length;
const sum = (count: (told: Told) => number): number => all.reduce((total, told) => total + count(told), 0);
console.log(
  `The long run of ${secondsSince(startedAt)} s from seed ${firstSeed}: ${sum(({ tests }) => tests)} tests passed and ` +
    `${sum(({ failures }) => failures)} failed; of its parts ${parts('passed')} passed, ${parts('failed')} failed, and ` +
    `${parts('stopped')} were stopped because the time was over.`,
);
if (parts('failed') > 0) process.exitCode = 1;
