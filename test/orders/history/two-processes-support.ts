import assert from 'node:assert/strict';
import { inSnapshot, type Tx } from '../../../src/db/index.ts';
import type { OrderSubmission } from '../../../src/facts/submission.ts';
import { type GateProcess, startGateProcess } from '../../faults/gate-process-control.ts';
import { assertSound } from '../../fulfilment/delivery/acceptance-support.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { type Office, openOffice } from '../../support/office.ts';

interface Race {
  readonly gate: Gate;
  readonly office: Office;
  /** Puts one order to each process at the same moment, and answers what became of them, in the order of the alphabet. */
  readonly submitBoth: (order: () => OrderSubmission) => Promise<readonly string[]>;
  /** How many rows a table of history keeps of the office's orders. */
  readonly countRows: (table: string) => Promise<number>;
}

/** Two processes on one MariaDB, for the tests of a block; each race is of an agency of its own. */
export function twoProcesses(): () => Promise<Race> {
  let gate: Gate;
  let processes: readonly GateProcess[] = [];
  before(async () => {
    gate = await startGate({ engine: 'mysql' });
    const { databaseUrl, dataDir, clock } = gate;
    const bootstrapKey = 'gk_the_bootstrap_key_of_every_test_gate';
    const choice = { databaseUrl, dataDir, bootstrapKey, now: clock.now(), env: { GATE_READERS: '0' } };
    processes = await Promise.all([startGateProcess(choice), startGateProcess(choice)]);
  });
  after(async () => {
    await Promise.all(processes.map(({ stop }) => stop()));
    await assertSound(gate);
    await gate.close();
  });
  return async () => {
    const office = await openOffice(gate);
    return {
      ...{ gate, office },
      submitBoth: async (order) => {
        const outcomes = await Promise.all(processes.map(({ url }) => submitTo(url, office, order())));
        return outcomes.toSorted();
      },
      countRows: (table) => inSnapshot(gate.db, (tx) => countRows(tx, table, office)),
    };
  };
}

async function countRows(tx: Tx, table: string, { agencyCode }: Office): Promise<number> {
  const rows = await tx(table).join('orders', 'orders.id', `${table}.order_id`).where('orders.agency_code', agencyCode);
  return rows.length;
}

async function submitTo(url: string, office: Office, order: OrderSubmission): Promise<string> {
  const headers = { authorization: `Bearer ${office.officer.secret}`, 'content-type': 'application/json' };
  const answer = await fetch(`${url}/v1/orders`, { method: 'POST', headers, body: JSON.stringify(order) });
  const { decision } = (await answer.json()) as { readonly decision?: { readonly outcome: string } };
  assert.ok(decision, String(answer.status));
  return decision.outcome;
}
