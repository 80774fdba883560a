import assert from 'node:assert/strict';
import { pino } from 'pino';
import type { Response } from 'supertest';
import { type Engine, inSnapshot } from '../../src/db/index.ts';
import { verifyLog } from '../../src/log/index.ts';
import { gateProjections, parseLeaf } from '../../src/proof/projections/gate-projections.ts';
import { type Caller, type Gate, startGate, type TestClock, testClock } from '../support/gate.ts';
import { type Office, openOffice } from '../support/office.ts';

export const REASON = { reason: '误改计数，已按流水更正' };

/** A change of a counter that nobody recorded, made behind the back of the gate. */
export async function tamper(gate: Gate, code: string, by: number, counter = 'reserved_fen'): Promise<void> {
  await gate.db.writer('budget_lines').where({ code }).increment(counter, by);
}

export async function reconcile(caller: Caller): Promise<Response> {
  const answer = await caller.post('/v1/reconciliations');
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer;
}

/** Proposed by one person and signed by another. */
export async function unfreeze(gate: Gate, path: string, role: 'finance' | 'legalization-office'): Promise<Response> {
  const proposed = await (await gate.as(role, { who: 'maker' })).post(`${path}/unfreezing`, REASON);
  if (proposed.status !== 202) return proposed;
  const { id, digest } = proposed.body;
  return (await gate.as(role, { who: 'signer' })).post(`/v1/proposals/${id}/signatures`, { digest });
}

export function indeterminateIn({ body }: Response): readonly (readonly [string, readonly string[], string])[] {
  const found: { rule: string; missing: string[]; suppliedBy: string }[] = body.decision.indeterminate;
  return found.map(({ rule, missing, suppliedBy }) => [rule, missing, suppliedBy]);
}

export async function freezeLeaves(gate: Gate): Promise<readonly string[]> {
  const leaves: { type: string }[] = await gate.db
    .reader('log_leaves')
    .where('type', 'like', 'account.%')
    .orderBy('log_index');
  return leaves.map(({ type }) => type);
}

/** What verification says of the freezes; it finds the counter as well. */
export async function faultsOf(gate: Gate): Promise<readonly unknown[]> {
  const { differences } = await inSnapshot(gate.db, (tx) =>
    verifyLog(tx, { projections: gateProjections([]), parse: parseLeaf }),
  );
  return differences
    .filter(({ table }) => table === 'frozen_accounts')
    .map(({ table, kind, field }) => [table, kind, field]);
}

export interface WatchedOffice {
  readonly gate: Gate;
  readonly office: Office;
  /** What the gate has told whoever watches its log. */
  readonly alarms: readonly string[];
}

/** A gate and an agency for each test. */
export function officeForEachTest(engine: Engine, openClock: () => TestClock = testClock): WatchedOffice {
  const alarms: string[] = [];
  const logger = pino({ level: 'error' }, { write: (line) => void alarms.push(line) });
  let opened: { readonly gate: Gate; readonly office: Office } | undefined;
  const open = () => {
    if (!opened) throw new Error('the gate is open only while a test runs');
    return opened;
  };
  beforeEach(async () => {
    alarms.length = 0;
    const gate = await startGate({ engine, logger, clock: openClock() });
    opened = { gate, office: await openOffice(gate) };
  });
  afterEach(() => open().gate.close());
  return {
    get gate() {
      return open().gate;
    },
    get office() {
      return open().office;
    },
    alarms,
  };
}

export async function reviseLine(gate: Gate, code: string): Promise<Response> {
  const { etag } = (await gate.installer.get(`/v1/budget-lines/${code}`)).headers;
  const revision = {
    ...{ budgetLine: code, direction: 'increase', amount: '60000.00' },
    ...{ documentNumber: '荆财预〔2026〕88号', reason: '追加办公设备购置经费' },
  };
  return gate.installer.post('/v1/budget-revisions', revision, { 'if-match': String(etag) });
}
