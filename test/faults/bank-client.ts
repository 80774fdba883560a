import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { canonicalJson, digestOf } from '../../src/kernel/index.ts';
import type { BenchOffice } from '../bench/world.ts';
import { type Answer, ask, type FaultRequest, read } from './ask.ts';
import { type BankAct, type Lane, nextAct, orderIn, submission } from './bank-acts.ts';
import { type BankOrder, bookedBy, type LineSums } from './bank-order.ts';
import { randomFrom } from './random.ts';

/** A client of the bank checker, in a process of its own: it asks until it is answered, and knows what it was promised. */
export interface BankWork {
  readonly kind: 'work';
  readonly url: string;
  readonly name: string;
  readonly seed: number;
  readonly lanes: number;
  readonly orders: number;
  readonly offices: readonly BenchOffice[];
  readonly keys: Readonly<Record<BankAct['by'] | 'maker' | 'signer', string>>;
}

/** What the checker tells a client. */
export type ToClient = BankWork | { readonly kind: 'moved'; readonly url: string } | { readonly kind: 'check' };

/** What a client tells the checker. */
export type FromClient =
  | { readonly kind: 'progress'; readonly submitted: number }
  | { readonly kind: 'worked' }
  | { readonly kind: 'failed'; readonly error: string }
  | ({ readonly kind: 'checked' } & ClientReport);

export interface ClientReport {
  readonly acts: number;
  /** Acts that were asked again, because no answer came or it was 503. */
  readonly askedAgain: number;
  readonly decisions: number;
  /** What its orders have set aside and spent, in fen, as it was promised. */
  readonly lines: Readonly<Record<string, LineSums>>;
  /** Of the machines that were accepted, and of what was paid. */
  readonly serials: readonly string[];
  readonly invoices: readonly string[];
  readonly transfers: readonly Transfer[];
}

export interface Transfer {
  readonly documentNumber: string;
  readonly from: string;
  readonly to: string;
  readonly fen: number;
}

interface Client extends Omit<BankWork, 'kind' | 'url'> {
  url: string;
  acts: number;
  askedAgain: number;
  submitted: number;
  /** The digest of each decision as it was answered. */
  readonly decisions: Map<string, string>;
  readonly known: Map<string, BankOrder>;
  /** The digest of each order as it was answered last. */
  readonly answered: Map<string, string>;
  readonly transfers: Transfer[];
}

const RETRY_MS = 250;
const PATIENCE_MS = 120_000;
/** Of its own orders a lane goes on with the latest ones. */
const OPEN_MAX = 20;

async function runLane(client: Client, lane: Lane): Promise<void> {
  const open: string[] = [];
  for (let count = 1; client.submitted < client.orders || !hasTriedAll(client); count += 1) {
    const dice = lane.random.whole(1, 20);
    const reference = open[lane.random.whole(0, open.length - 1)];
    const order = reference === undefined ? undefined : client.known.get(reference);
    if (dice === 1) await transfer(client, lane, count);
    else if (!order || dice <= 11) await submit(client, lane, { open, count });
    else await goOn(client, lane, { open, order, count });
    if (open.length > OPEN_MAX) open.shift();
  }
}

/** Few orders may end by chance without a payment; a client goes on until it has made one of each. */
function hasTriedAll({ transfers, known }: Client): boolean {
  const orders = [...known.values()];
  return transfers.length > 0 && orders.some(({ serials, invoices }) => serials.length > 0 && invoices.length > 0);
}

async function submit(client: Client, lane: Lane, { open, count }: { open: string[]; count: number }): Promise<void> {
  const act = submission(lane, count);
  client.submitted += 1;
  if (client.submitted % 10 === 0) tell({ kind: 'progress', submitted: client.submitted });
  await carryOut(client, act);
  open.push(act.after.submission.reference);
}

async function goOn(
  client: Client,
  lane: Lane,
  { open, order, count }: { open: string[]; order: BankOrder; count: number },
): Promise<void> {
  const act = nextAct(lane, order, count);
  const { reference } = order.submission;
  if (act) await carryOut(client, act);
  const { state } = act?.after ?? order;
  if (state === 'withdrawn' || state === 'terminated' || state === 'closed') open.splice(open.indexOf(reference), 1);
}

async function carryOut(client: Client, { asking, after, by }: BankAct): Promise<void> {
  const answer = await answerTo(client, client.keys[by], asking);
  const order = orderIn(answer);
  assert.equal(order.state, after.state, `${asking.path}: ${JSON.stringify(answer.body)}`);
  const { reference } = after.submission;
  client.known.set(reference, { ...after, id: String(order.id), etag: answer.headers.get('etag') ?? '' });
  client.answered.set(reference, digestOf(canonicalJson(order)));
  const { decision } = answer.body;
  // Reading a decision does not give its certificate.
  const { id } = decision ?? {};
  if (decision) client.decisions.set(String(id), digestOf(canonicalJson({ ...decision, certificate: null })));
}

/** Asks, with the same reference or key, until there is an answer that is not 503. */
async function answerTo(client: Client, key: string, asking: FaultRequest): Promise<Answer> {
  const until = performance.now() + PATIENCE_MS;
  client.acts += 1;
  for (;;) {
    const answer = await ask(client.url, key, asking);
    if (answer && answer.status !== 503) return answer;
    if (performance.now() > until) throw new Error(`nobody has answered ${asking.path} for two minutes`);
    client.askedAgain += 1;
    await sleep(RETRY_MS);
  }
}

/** One person of finance proposes, another signs; whoever signs again may find it done. */
async function transfer(client: Client, { random, offices, name }: Lane, count: number): Promise<void> {
  const lines = offices.flatMap(({ hardwareLine, softwareLine }) => [hardwareLine, softwareLine]);
  const from = random.whole(0, lines.length - 1);
  const to = (from + random.whole(1, lines.length - 1)) % lines.length;
  const made = { from: lines[from] ?? '', to: lines[to] ?? '', fen: random.whole(1, 10_000_000) };
  const documentNumber = `调 ${name}-${count}`;
  const body = { from: made.from, to: made.to, amount: (made.fen / 100).toFixed(2), documentNumber, reason: '调剂' };
  const headers = { 'idempotency-key': documentNumber.replace('调 ', 'transfer-') };
  const proposal = await answerTo(client, client.keys.maker, { path: '/v1/budget-transfers', headers, body });
  assert.equal(proposal.status, 202, JSON.stringify(proposal.body));
  const { id, digest } = proposal.body as unknown as { id: string; digest: string };
  const path = `/v1/proposals/${id}`;
  const signed = await answerTo(client, client.keys.signer, {
    path: `${path}/signatures`,
    headers: {},
    body: { digest },
  });
  const { state, code } = signed.body as unknown as { state?: string; code?: string };
  assert.ok(state === 'executed' || code === 'proposal.state', JSON.stringify(signed.body));
  client.transfers.push({ documentNumber, ...made });
}

const READERS = 4;

/**
 * Reads everything again that was acknowledged: each decision as it was, each order as its last answer showed it. Reading a
 * decision tells who acted as well, and reading an order what is left to others, which the answer to that very person does not.
 */
async function checkAll(client: Client): Promise<void> {
  const { url, keys, decisions, known: orders, answered } = client;
  const check = async (path: string, digest: string | undefined): Promise<void> => {
    const { status, body: told } = await read(url, keys.orders, path);
    const { actedBy, leftToOthers, ...body } = told as { readonly actedBy?: unknown; readonly leftToOthers?: unknown };
    assert.deepEqual([status, digestOf(canonicalJson(body))], [200, digest], `${path} is not what was acknowledged`);
  };
  const asked = [
    ...[...decisions].map(([id, digest]) => [`/v1/decisions/${id}`, digest] as const),
    ...[...orders].map(([reference, { id }]) => [`/v1/orders/${id}`, answered.get(reference)] as const),
  ].values();
  const reader = async (): Promise<void> => {
    for (const [path, digest] of asked) await check(path, digest);
  };
  await Promise.all(Array.from({ length: READERS }, reader));
}

function reportOf({ acts, askedAgain, decisions, known, transfers }: Client): ClientReport {
  const lines: Record<string, LineSums> = {};
  const orders = [...known.values()];
  for (const order of orders) {
    for (const [code, booked] of bookedBy(order)) {
      const { reserved, encumbered, spent } = lines[code] ?? { reserved: 0, encumbered: 0, spent: 0 };
      lines[code] = {
        reserved: reserved + booked.reserved,
        encumbered: encumbered + booked.encumbered,
        spent: spent + booked.spent,
      };
    }
  }
  return {
    ...{ acts, askedAgain, decisions: decisions.size, lines, transfers },
    serials: orders.flatMap(({ serials }) => serials),
    invoices: orders.flatMap(({ invoices }) => invoices),
  };
}

function tell(message: FromClient): void {
  process.send?.(message);
}

let client: Client | undefined;

async function take(message: ToClient): Promise<void> {
  if (message.kind === 'work') {
    const { kind: _kind, ...work } = message;
    const opened: Client = {
      ...{ ...work, acts: 0, askedAgain: 0, submitted: 0, decisions: new Map(), known: new Map() },
      ...{ answered: new Map(), transfers: [] },
    };
    client = opened;
    const lanes = Array.from({ length: work.lanes }, (_, index): Lane => {
      return { random: randomFrom(work.seed + index), offices: work.offices, name: `${work.name}-${index}` };
    });
    await Promise.all(lanes.map((lane) => runLane(opened, lane)));
    tell({ kind: 'worked' });
    return;
  }
  if (!client) throw new Error('a client is told to work first');
  if (message.kind === 'moved') {
    client.url = message.url;
    return;
  }
  await checkAll(client);
  tell({ kind: 'checked', ...reportOf(client) });
}

process.on('message', (message: ToClient) => {
  void take(message).catch((error: unknown) => tell({ kind: 'failed', error: String(error) }));
});
