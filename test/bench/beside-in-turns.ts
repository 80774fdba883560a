import { setTimeout as sleep } from 'node:timers/promises';
import type { Child } from './child.ts';
import { quantile } from './quantile.ts';
import { makeOrders, type World } from './world.ts';

/** What one caller asks again and again, while others ask for little. */
export interface Busy {
  readonly what: string;
  readonly callers: number;
  readonly ask: (body: string) => Promise<Response>;
  /** The next request's; made beforehand, because whoever makes it measures late. */
  readonly body?: () => string;
}

export interface InTurns {
  readonly 'asked again and again': string;
  readonly answers: string;
  readonly 'orders a second': number;
  /** While nobody is busy. */
  readonly alone: number;
  /** The middle one of the turns: orders a second beside whoever is busy, of those just before and just after. */
  readonly 'share %': number;
  /** Of the turns, the lowest and the highest. */
  readonly 'from, to': string;
  readonly 'order p99 ms': number;
  /** How late the turns of the gate's event loop were. */
  readonly 'loop p99 ms': number;
  readonly 'alone, loop': number;
  readonly '/healthz p50 ms': number;
  readonly '/healthz p99 ms': number;
  readonly '/healthz max ms': number;
  /** Of whoever asked for whatever. */
  readonly 'connections lost': number;
  /** Of the gate's process, readers and jobs within; null where the system does not tell. */
  readonly 'peak MB': number | null;
}

export interface BesideWish {
  readonly world: World;
  readonly busy: Busy;
  /** How long the busy caller asks, all turns together. */
  readonly forMs: number;
}

const TURNS = 5;
/** For so much of the time nobody is busy, before the first turn, between them and after the last. */
const ALONE_SHARE = 0.375;
const PROBE_EVERY_MS = 20;
const BODIES_MAX = 250;
const SINGLES_MAX = 6_000;
const WARM_UP_MS_MAX = 2_000;
const IDLE_NOTICED_MS = 200;

/**
 * A machine does more in one second than in the next, and a gate is faster once it is warm: rates that are measured minutes
 * apart say little about each other. So the caller who is busy and nobody take turns of a second or so.
 */
export async function measureInTurns(child: Child, { world, busy, forMs }: BesideWish): Promise<InTurns> {
  const singles = makeOrders(world.offices.slice(1), SINGLES_MAX).map((order) => JSON.stringify(order));
  const bodies = Array.from({ length: busy.body ? BODIES_MAX : 0 }, () => busy.body?.() ?? '');
  // Making them takes longer than the gate keeps a connection that says nothing: it is noticed here, and not by a request.
  await sleep(IDLE_NOTICED_MS);
  const turn = (asked: Busy | null, ms: number): Promise<Turn> =>
    measureTurn(child.url, { world, asked, ms, singles, bodies });
  // What runs for the first time is compiled, which is no matter of who waits for whom.
  await turn(busy, Math.min(WARM_UP_MS_MAX, forMs));
  child.forgetPeak();
  const aloneMs = (forMs * ALONE_SHARE) / (TURNS + 1);
  const alone = [await turn(null, aloneMs)];
  const beside: Turn[] = [];
  for (let at = 0; at < TURNS; at += 1) {
    beside.push(await turn(busy, forMs / TURNS));
    alone.push(await turn(null, aloneMs));
  }
  return { 'asked again and again': busy.what, ...figuresOf(beside, alone), 'peak MB': child.peakMb() };
}

/** A moment of the gate, with or without a busy caller. */
interface Turn {
  readonly ms: number;
  readonly orders: readonly number[];
  readonly health: readonly number[];
  readonly loopP99: number;
  readonly statuses: readonly string[];
}

function figuresOf(
  beside: readonly Turn[],
  alone: readonly Turn[],
): Omit<InTurns, 'asked again and again' | 'peak MB'> {
  const shares = beside.map((turn, at) => (100 * rateOf([turn])) / rateOf(alone.slice(at, at + 2)));
  const statuses = beside.flatMap((turn) => turn.statuses);
  const [health, orders] = [beside.flatMap((turn) => turn.health), beside.flatMap((turn) => turn.orders)];
  const loopOf = (turns: readonly Turn[]): number => middle(turns.map(({ loopP99 }) => loopP99));
  return {
    answers: [...new Set(statuses)]
      .map((said) => `${statuses.filter((one) => one === said).length} × ${said}`)
      .join(', '),
    'orders a second': rounded(rateOf(beside)),
    alone: rounded(rateOf(alone)),
    'share %': Math.round(middle(shares)),
    'from, to': `${Math.round(Math.min(...shares))}, ${Math.round(Math.max(...shares))}`,
    'order p99 ms': rounded(quantile(orders, 0.99)),
    'loop p99 ms': rounded(loopOf(beside)),
    'alone, loop': rounded(loopOf(alone)),
    '/healthz p50 ms': rounded(quantile(health, 0.5)),
    '/healthz p99 ms': rounded(quantile(health, 0.99)),
    '/healthz max ms': rounded(quantile(health, 1)),
    'connections lost': [...health, ...orders].filter((ms) => ms === LOST).length + statuses.filter(isLost).length,
  };
}

function rateOf(turns: readonly Turn[]): number {
  const orders = turns.reduce((count, turn) => count + turn.orders.length, 0);
  return (orders * 1_000) / turns.reduce((sum, { ms }) => sum + ms, 0);
}

interface TurnWish {
  readonly world: World;
  readonly asked: Busy | null;
  readonly ms: number;
  /** Both are used up. */
  readonly singles: string[];
  readonly bodies: string[];
}

async function measureTurn(url: string, { world, asked, ms, singles, bodies }: TurnWish): Promise<Turn> {
  await fetch(`${url}/bench/loop`).then((answer) => answer.text());
  const statuses: string[] = [];
  const begun = performance.now();
  const goesOn = (): boolean => performance.now() < begun + ms;
  const callers = Array.from({ length: asked?.callers ?? 0 }, async () => {
    while (asked && goesOn() && !(asked.body && bodies.length === 0)) {
      statuses.push(await statusOf(asked.ask(bodies.pop() ?? '')));
    }
  });
  let ended = begun;
  const [health, orders, loop] = await Promise.all([
    probe(url, goesOn),
    submitSingle(url, { world, singles, goesOn }).finally(() => {
      ended = performance.now();
    }),
    sleep(ms).then(() => lateness(url)),
    ...callers,
  ]);
  return { ms: ended - begun, orders, health, loopP99: loop, statuses };
}

async function lateness(url: string): Promise<number> {
  const { p99 } = (await (await fetch(`${url}/bench/loop`)).json()) as { readonly p99: number };
  return p99;
}
async function probe(url: string, goesOn: () => boolean): Promise<readonly number[]> {
  const times: number[] = [];
  while (goesOn()) {
    times.push(await timeOf(() => fetch(`${url}/healthz`)));
    await sleep(PROBE_EVERY_MS);
  }
  return times;
}

/** Another caller's, one after the other. */
async function submitSingle(
  url: string,
  { world, singles, goesOn }: Pick<TurnWish, 'world' | 'singles'> & { goesOn: () => boolean },
): Promise<readonly number[]> {
  const times: number[] = [];
  const headers = { authorization: `Bearer ${world.otherKey}`, 'content-type': 'application/json' };
  while (goesOn()) {
    const body = singles.pop();
    if (body === undefined) throw new Error('more orders were decided than were made');
    times.push(await timeOf(() => fetch(`${url}/v1/orders`, { method: 'POST', headers, body })));
  }
  return times;
}

const LOST = Number.POSITIVE_INFINITY;

async function timeOf(ask: () => Promise<Response>): Promise<number> {
  const start = performance.now();
  return isLost(await statusOf(ask())) ? LOST : performance.now() - start;
}

/** The answer's, once it has come whole; `lost` where its connection was. */
async function statusOf(asked: Promise<Response>): Promise<string> {
  const answer = await asked.then(
    async (came) => ({ status: came.status, said: await came.text() }),
    () => undefined,
  );
  if (!answer) return 'lost';
  if (answer.status >= 500 && answer.status !== 503) throw new Error(answer.said);
  return String(answer.status);
}

function isLost(said: string): boolean {
  return said === 'lost';
}

function middle(figures: readonly number[]): number {
  return quantile(figures, 0.5);
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
