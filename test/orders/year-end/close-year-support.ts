import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Response } from 'supertest';
import { inSnapshot } from '../../../src/db/index.ts';
import type { OrderSubmission } from '../../../src/facts/submission.ts';
import { type Actor, fen, formatYuan } from '../../../src/kernel/index.ts';
import { type Verification, verifyLog } from '../../../src/log/index.ts';
import type { ActResult, OrderAct } from '../../../src/orders/act.ts';
import { contractStep } from '../../../src/orders/contract/contract-step.ts';
import { closeYears } from '../../../src/orders/year-end/close-years-job.ts';
import { gateProjections, parseLeaf } from '../../../src/proof/projections/gate-projections.ts';
import { reconcileGate } from '../../../src/proof/reconcile/reconcile-gate.ts';
import { openRederivationRun } from '../../../src/proof/rederive/rederive-all.ts';
import { built } from '../../cli/built-gate.ts';
import { SHORT_LIVED } from '../../cli/other-clock.ts';
import { contractFor } from '../../fulfilment/fulfilment-support.ts';
import type { Gate } from '../../support/gate.ts';
import * as given from '../../support/given.ts';
import type { Office } from '../../support/office.ts';
import { proposed, sign } from '../../two-people/two-people.ts';

/** The line of the next year for the same purpose as one of this year. */
export async function nextLineOf(gate: Gate, code: string, own: Record<string, unknown> = {}): Promise<string> {
  const { agencyCode, project, projectKind, economicClass } = (await gate.installer.get(`/v1/budget-lines/${code}`))
    .body;
  const next = `JZ-2027-${economicClass}-${given.nextNumber()}`;
  const answer = await gate.installer.post('/v1/budget-lines', {
    ...{ code: next, agencyCode, fiscalYear: 2027, project, projectKind, economicClass },
    ...{ governmentProcurement: true, appropriation: '100.00', ...own },
  });
  assert.equal(answer.status, 201, JSON.stringify(answer.body));
  return next;
}

/** Begins to close a year by two people of the finance bureau. */
export async function closedByTwo(gate: Gate, body: object, year = 2026): Promise<Response> {
  const maker = await gate.as('finance', { who: 'the maker' });
  const signer = await gate.as('finance', { who: 'the signer' });
  const proposal = await proposed(maker, `/v1/fiscal-years/${year}/close`, body);
  return sign(signer, proposal.body);
}

export async function planOf(gate: Gate, body: object, year = 2026): Promise<Response> {
  const finance = await gate.as('finance', { who: 'the maker' });
  // Or the plan would say that nobody is there to sign it.
  await gate.as('finance', { who: 'the signer' });
  const answer = await finance.post(`/v1/fiscal-years/${year}/close?dryRun=true`, body);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer;
}

export async function yearOf(gate: Gate, year = 2026) {
  return (await (await gate.as('finance')).get(`/v1/fiscal-years/${year}`)).body;
}

/** What the job does until it is done, or for so many chunks. */
export function goOn(
  gate: Gate,
  chunks = Number.POSITIVE_INFINITY,
  queue: Pick<Gate['queue'], 'putAll'> = gate.queue,
): Promise<number> {
  let left = chunks;
  return closeYears({
    db: gate.db,
    deps: gate.deps,
    queue,
    mayGoOn: async () => {
      left -= 1;
      return left >= 0;
    },
  });
}

function officerOf({ agencyCode }: Office): Actor {
  const grant = { agencies: [agencyCode] };
  return { keyId: 'key_local', personId: null, role: 'procurement-officer', grant, scopes: [] };
}

/** So few that a busy machine decides them within the queue's ten seconds, and leaves no transaction idle for three. */
const AT_ONCE = 50;

async function putAll(gate: Gate, acts: readonly OrderAct[]): Promise<readonly ActResult[]> {
  const results: ActResult[] = [];
  for (let start = 0; start < acts.length; start += AT_ONCE) {
    results.push(...(await gate.queue.putAll(acts.slice(start, start + AT_ONCE))));
  }
  return results;
}

/** Many approved orders through the queue; as many of them as are told are put under contract. */
export async function manyOrders(
  gate: Gate,
  office: Office,
  { approved, contracted, order }: { approved: number; contracted: number; order: () => OrderSubmission },
): Promise<void> {
  const actor = officerOf(office);
  const bodies = Array.from({ length: approved + contracted }, order);
  const results = await putAll(
    gate,
    bodies.map((body) => ({ kind: 'submit', actor, body })),
  );
  const acts = results.flatMap((result, index): OrderAct[] => {
    const body = bodies[index];
    assert.ok(isApproved(result) && body);
    if (index >= contracted) return [];
    const { id: orderId, logIndex: ifMatch } = result.order.order;
    const asking = { operation: 'contractOrder', actor, key: undefined, inputDigest: '' };
    const step = contractStep(actor, contractFor(body));
    return [{ kind: 'fulfil', ...step, ...{ actor, orderId, ifMatch, asking } }];
  });
  for (const result of await putAll(gate, acts)) assert.ok(isApproved(result));
}

type Decided = Extract<ActResult, { readonly kind: 'decided' }>;

/** Says what it was instead, where it was: written out for hundreds that are approved, it took longer than their rules. */
function isApproved(result: ActResult): result is Decided {
  if (result.kind !== 'decided') assert.fail(JSON.stringify(result));
  if (result.record.outcome !== 'approved') assert.fail(JSON.stringify(result.record.detail.findings));
  return true;
}

/** Nothing is found by reconciling, by verifying the log, or by deriving every decision anew. */
export async function assertSound(gate: Gate): Promise<void> {
  assert.deepEqual((await inSnapshot(gate.db, reconcileGate)).unreconciled, []);
  const { faults, differences } = await verified(gate);
  assert.deepEqual({ faults, differences }, { faults: [], differences: [] });
  const rederiving = openRederivationRun();
  while (await inSnapshot(gate.db, rederiving.step));
  assert.deepEqual(rederiving.result().differences, []);
}

export function verified(gate: Gate): Promise<Verification> {
  return inSnapshot(gate.db, (tx) => verifyLog(tx, { parse: parseLeaf, projections: gateProjections() }));
}

/**
 * Each commitment of the gate by order and line, in fen: what came to it (reserved for it, or carried to it) is what it still
 * has, has spent, gave back and was carried away. Answers the sums over all.
 */
export async function commitmentSums(gate: Gate) {
  const moves = await gate.db.reader('moves').where({ account_kind: 'budget-line' }).whereNotNull('order_id');
  const commitments = new Map<string, Record<'came' | 'open' | 'spent' | 'released' | 'carried', number>>();
  for (const { order_id: order, account, from_bucket: from, to_bucket: to, quantity } of moves) {
    const key = `${order}/${account}`;
    const of = commitments.get(key) ?? { came: 0, open: 0, spent: 0, released: 0, carried: 0 };
    const amount = Number(quantity);
    if (from === 'available' || from === 'outside') of.came += amount;
    if (to === 'available') of.released += amount;
    if (to === 'outside') of.carried += amount;
    if (to === 'spent') of.spent += amount;
    if (from === 'spent') of.spent -= amount;
    if (['reserved', 'encumbered'].includes(to)) of.open += amount;
    if (['reserved', 'encumbered'].includes(from)) of.open -= amount;
    commitments.set(key, of);
  }
  for (const [key, { came, open, spent, released, carried }] of commitments) {
    assert.equal(open + spent + released + carried, came, key);
  }
  const sum = (name: 'open' | 'released' | 'carried'): string =>
    formatYuan(fen([...commitments.values()].reduce((total, of) => total + of[name], 0)));
  return { open: sum('open'), released: sum('released'), carried: sum('carried') };
}

const PROCESS = fileURLToPath(new URL('./close-year-process.ts', import.meta.url));

/** Lets another process go on with the closing, and kills it as soon as it is seen to have come further. */
export async function killedOnItsWay(gate: Gate): Promise<void> {
  await built();
  const before = (await yearOf(gate)).progress.done;
  const env = {
    ...process.env,
    DATABASE_URL: gate.databaseUrl,
    GATE_DATA_DIR: gate.dataDir,
    GATE_BOOTSTRAP_KEY: gate.installer.secret,
    // Between two pieces it rests long enough for a busy machine to see the first and kill it before the second.
    REST_MS: '1000',
  };
  const child = spawn(process.execPath, [...SHORT_LIVED, '--import', 'tsx', PROCESS], {
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ended = once(child, 'exit');
  while (child.exitCode === null && (await yearOf(gate)).progress.done === before) await sleep(5);
  child.kill('SIGKILL');
  await ended;
}
