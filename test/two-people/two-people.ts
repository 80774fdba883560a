import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { hashOfSecret } from '../../src/access/index.ts';
import type { Caller, Gate } from '../support/gate.ts';
import * as given from '../support/given.ts';

const NATION = { region: '000000' };

/** Posts something that takes two people, and answers the proposal that came of it. */
export async function proposed(
  caller: Caller,
  path: string,
  body?: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const answer = await caller.post(path, body, headers);
  assert.equal(answer.status, 202, JSON.stringify(answer.body));
  return answer;
}

/** Signs what was read. */
export function sign(caller: Caller, proposal: { readonly id: string; readonly digest: string }): Promise<Response> {
  return caller.post(`/v1/proposals/${proposal.id}/signatures`, { digest: proposal.digest });
}

export function supplier(changes: object = {}): { readonly [member: string]: unknown } {
  return { creditCode: given.creditCode('supplier'), name: '测试供应商', affiliates: [], ...changes };
}

/** Five yuan more for a budget line. */
export function revision(budgetLine: string): object {
  return { budgetLine, direction: 'increase', amount: '5.00', documentNumber: '荆财〔2026〕1号', reason: '追加' };
}

export function officer(changes: object = {}): object {
  const roles = [{ role: 'finance', grant: NATION }];
  return { name: '王建国', email: `wang.${given.nextNumber()}@jingzhou.gov.test`, roles, ...changes };
}

export interface Leaf {
  readonly type: string;
  readonly subject: string;
  readonly [member: string]: unknown;
}

/** Every leaf that names a proposal, in the order of the log. */
export async function leavesOf(gate: Gate, proposalId: string): Promise<readonly Leaf[]> {
  const rows: { bytes: string }[] = await gate.db.reader('log_leaves').select('bytes').orderBy('log_index');
  const leaves = rows.map(({ bytes }) => JSON.parse(bytes));
  return leaves.filter(({ signed }) => signed?.proposal === proposalId);
}

export async function sizeOfLog(gate: Gate): Promise<number> {
  const [row] = await gate.db.reader('log_head').select('size');
  return Number(row.size);
}

export async function countRows(gate: Gate, table: string): Promise<number> {
  const [row] = await gate.db.reader(table).count({ rows: '*' });
  return Number(row?.rows);
}

/** Which person a caller is, as the gate knows it. */
export async function personOf(gate: Gate, { secret = '' }: Caller): Promise<{ person: string; key: string }> {
  const row = await gate.db
    .reader('api_keys')
    .where({ secret_hash: hashOfSecret(secret) })
    .first();
  return { person: row.owner, key: row.id };
}
