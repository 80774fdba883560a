import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { runBacktests } from '../../src/backtests/run/backtests-job.ts';
import { canonicalJson } from '../../src/kernel/index.ts';
import { leafHash } from '../../src/log/index.ts';
import type { Caller, Gate } from '../support/gate.ts';

/** The cap on desktops of Jingzhou as somebody wants it, a month after the orders of the tests. */
export const LOWER_CAP = {
  ...{ name: 'policy.cap.desktop', jurisdiction: '421000', levels: null, value: 480_000, from: '2026-07-01' },
  ...{ until: null, document: null, article: null, verified: false },
};

export const JUNE = { from: '2026-06-01', until: '2026-06-30' };

/** Drafts a rule set and answers its number. */
export async function draft(caller: Caller, changes: object): Promise<number> {
  const drafted = await caller.post('/v1/rule-sets', { changeNote: '测试草案', inForceFrom: '2026-07-01', ...changes });
  assert.equal(drafted.status, 201, JSON.stringify(drafted.body));
  return drafted.body.ruleSet.number;
}

export async function begin(caller: Caller, asked: object): Promise<string> {
  const begun = await caller.post('/v1/backtests', { ...JUNE, ...asked });
  assert.equal(begun.status, 202, JSON.stringify(begun.body));
  assert.equal(begun.headers.location, `/v1/backtests/${begun.body.id}`);
  return begun.body.id;
}

export interface RunWish {
  /** Asked so often until it says no. */
  readonly portionsMax?: number;
  readonly portionsInPiece?: number;
}

/** Lets the job work until it is done, or until it is stopped in the middle. */
export async function run({ db, deps }: Gate, { portionsMax, portionsInPiece }: RunWish = {}): Promise<number> {
  let asked = 0;
  const mayGoOn = async (): Promise<boolean> => {
    asked += 1;
    return portionsMax === undefined || asked <= portionsMax;
  };
  return runBacktests({ db, deps, isIdle: () => true, mayGoOn, ...(portionsInPiece && { portionsInPiece }) });
}

/** Begins one, lets it finish, and answers its report. */
export async function report(
  gate: Gate,
  caller: Caller,
  asked: object,
): Promise<{ id: string; body: Response['body'] }> {
  const id = await begin(caller, asked);
  await run(gate);
  const { status, body } = await caller.get(`/v1/backtests/${id}/report`);
  assert.equal(status, 200, JSON.stringify(body));
  return { id, body };
}

/** The kinds of change that are not zero. */
export function found(buckets: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(buckets).filter(([, count]) => count > 0));
}

interface Changeable {
  evaluator: { derivation: string };
  detail: { readonly results: Record<string, string>; facts: { lines: unknown } };
}

/** What nobody but the owner of the database can do, and what a baseline is for. */
export async function rewrite({ db }: Gate, index: number, change: (record: Changeable) => unknown): Promise<void> {
  await db.writer.raw('drop trigger if exists log_leaves_no_update');
  const row: { bytes: string } = await db.writer('log_leaves').where({ log_index: index }).first();
  const record = JSON.parse(row.bytes);
  const bytes = canonicalJson(change(record) ?? record);
  await db
    .writer('log_leaves')
    .where({ log_index: index })
    .update({ bytes, leaf_hash: leafHash(bytes).toString('hex') });
}
