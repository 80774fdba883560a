import assert from 'node:assert/strict';
import { closeYears } from '../../src/orders/year-end/close-years-job.ts';
import { closeYear } from './close-year.ts';
import type { Desk } from './desk.ts';
import { at } from './plan-orders.ts';
import { type Step, YEAR } from './steps.ts';

const TURNS_MAX = 20;

/** Two people close the year; the job that does it is stopped in the middle, and goes on with its next turn. */
export async function driveClosing(desk: Desk, { who }: Step): Promise<string> {
  const { gate, world, faults } = desk;
  const [maker, signer] = [at(desk.bureaus.finance, who), at(desk.bureaus.finance, who + 1)];
  const lines = desk.keptOpen.map((budgetLine) => ({ budgetLine, encumbered: 'keep-open' }));
  faults.disarm();
  const body = { region: '421000', encumbered: 'carry-over', lines };
  const { caller } = maker;
  const proposed = await caller.post(`/v1/fiscal-years/${YEAR}/close`, body, { 'idempotency-key': 'closing' });
  assert.equal(proposed.status, 202, JSON.stringify(proposed.body));
  const { id, digest } = proposed.body;
  const signed = await signer.caller.post(`/v1/proposals/${id}/signatures`, { digest });
  assert.equal(signed.body.state, 'executed', JSON.stringify(signed.body));
  for (let turn = 0; turn < TURNS_MAX; turn += 1) {
    let chunks = 0;
    const mayGoOn = async (): Promise<boolean> => ++chunks <= turn;
    faults.arm(turn % 2 === 0 ? 'lost' : 'outage', turn);
    const { db, deps, queue } = gate;
    try {
      if ((await closeYears({ db, deps, queue, mayGoOn })) > 0) break;
    } catch {
      // The next turn goes on with what is still open.
    } finally {
      faults.disarm();
    }
  }
  closeYear(world, YEAR);
  const { state } = (await caller.get(`/v1/fiscal-years/${YEAR}?region=421000`)).body;
  assert.equal(state, 'closed');
  return `closed ${YEAR}`;
}
