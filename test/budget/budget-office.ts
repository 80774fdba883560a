import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { inSnapshot } from '../../src/db/index.ts';
import { reconcileCounters } from '../../src/ledger/index.ts';
import { bureau, given, LIBRARY, library } from '../agencies/agency-examples.ts';
import type { Caller, Gate } from '../support/gate.ts';

export const REVISIONS = '/v1/budget-revisions';
export const TRANSFERS = '/v1/budget-transfers';

export interface LineWish {
  readonly code: string;
  readonly agencyCode: string;
  readonly fiscalYear?: number;
  readonly appropriation?: string;
  readonly elsewhere?: string;
  readonly warnPercent?: number | null;
}

export async function givenLine(gate: Gate, wish: LineWish): Promise<string> {
  const usual = { fiscalYear: 2026, project: '办公设备更新', economicClass: '31002', governmentProcurement: true };
  return (await given(gate, '/v1/budget-lines', { ...usual, appropriation: '100000.00', ...wish })).tag;
}

/** The bureau's line A and the library's lines B and C, of which C is of the next year. */
export async function givenThreeLines(gate: Gate, bureauCode: string): Promise<void> {
  await given(gate, '/v1/agencies', bureau());
  await given(gate, '/v1/agencies', library());
  await givenLine(gate, { code: 'A', agencyCode: bureauCode });
  await givenLine(gate, { code: 'B', agencyCode: LIBRARY, appropriation: '5000.00' });
  await givenLine(gate, { code: 'C', agencyCode: LIBRARY, fiscalYear: 2027 });
}

const DOCUMENT = { documentNumber: '荆财预〔2026〕91号', reason: '调剂' };

export function transfer(caller: Caller, different: object = {}): Promise<Response> {
  return caller.post(TRANSFERS, { from: 'A', to: 'B', amount: '1000.00', ...DOCUMENT, ...different });
}

export function revise(caller: Caller, different: object = {}): Promise<Response> {
  return caller.post(REVISIONS, {
    ...{ budgetLine: 'A', direction: 'increase', amount: '1000.00', ...DOCUMENT },
    ...different,
  });
}

export async function amountsOf(gate: Gate, ...codes: readonly string[]): Promise<readonly string[]> {
  const lines = await Promise.all(codes.map((code) => gate.installer.get(`/v1/budget-lines/${code}`)));
  return lines.map(({ body }) => `${body.appropriation} ${body.available}`);
}

/** Everything that a refused act may not have touched. */
export async function stateOf(gate: Gate): Promise<unknown> {
  const tables = ['budget_lines', 'moves', 'budget_revisions', 'budget_transfers', 'log_leaves'];
  return Promise.all(tables.map(async (table) => gate.db.reader(table).select()));
}

export async function assertReconciled(gate: Gate): Promise<void> {
  assert.deepEqual((await inSnapshot(gate.db, reconcileCounters)).mismatches, []);
}
