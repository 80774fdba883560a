import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { runBacktests } from '../../../src/backtests/run/backtests-job.ts';
import { inSnapshot, type Tx } from '../../../src/db/index.ts';
import { type Verification, verifyLog } from '../../../src/log/index.ts';
import { gateProjections, parseLeaf } from '../../../src/proof/projections/gate-projections.ts';
import type { Caller, Gate } from '../../support/gate.ts';

/** The cap on a desktop of Jingzhou, in fen, from the day on which the clock of the tests starts. */
export const LOWER_CAP = {
  ...{ name: 'policy.cap.desktop', jurisdiction: '421000', levels: null, value: 480_000, from: '2026-06-01' },
  ...{ until: null, document: null, article: null, verified: false },
};

const CHANGE = { changeNote: '台式计算机单价上限由 5000 元调整为 4800 元。', inForceFrom: '2026-06-01' };

/** A draft as it is named by whoever signs for it. */
export interface Draft {
  readonly number: number;
  readonly digest: string;
  readonly reviewDigest: string;
}

export async function drafted(author: Caller, change: object = { parameters: [LOWER_CAP] }): Promise<Draft> {
  const { status, body } = await author.post('/v1/rule-sets', { ...CHANGE, ...change });
  assert.equal(status, 201, JSON.stringify(body));
  const { number, digest } = body.ruleSet;
  return { number, digest, reviewDigest: body.review.digest };
}

/** An hour after the clock of the tests starts. */
export const IN_AN_HOUR = '2026-06-01T02:00:00.000Z';

export function schedule(maker: Caller, { number, ...digests }: Draft, own: object = {}): Promise<Response> {
  return maker.post(`/v1/rule-sets/${number}/schedule`, { at: IN_AN_HOUR, ...digests, ...own });
}

export function sign(signer: Caller, { body }: Response): Promise<Response> {
  return signer.post(`/v1/proposals/${body.id}/signatures`, { digest: body.digest });
}

/** Whoever drafts a set, and those who sign for it. */
export interface Bureaus {
  readonly author: Caller;
  readonly audit: Caller;
  readonly auditToo: Caller;
  readonly finance: Caller;
}

export async function bureausOf(gate: Gate): Promise<Bureaus> {
  return {
    author: await gate.as('finance', { who: 'the author' }),
    audit: await gate.as('audit', { who: 'the first' }),
    auditToo: await gate.as('audit', { who: 'the second' }),
    finance: await gate.as('finance', { who: 'the signer' }),
  };
}

/** The back-test that a set needs as soon as anything was decided. */
export async function triedOnPast(gate: Gate, { number }: Pick<Draft, 'number'>): Promise<object> {
  const decided = await gate.db.reader('log_leaves').where({ type: 'order.decided' }).first('log_index');
  if (!decided) return {};
  const audit = await gate.as('audit');
  const asked = { from: '2000-01-01', until: '2099-12-31', ruleSet: number };
  const { body } = await audit.post('/v1/backtests', asked);
  await runBacktests({ ...gate, isIdle: () => true, mayGoOn: async () => true });
  const digest = (await audit.get(`/v1/backtests/${body.id}`)).body.reportDigest;
  return { backtest: { id: body.id, digest } };
}

/** Drafted by one person and signed for by two others. */
export async function scheduled(gate: Gate, own: object = {}, change?: object): Promise<Draft> {
  const { author, audit, finance } = await bureausOf(gate);
  const draft = await drafted(author, change);
  const proposed = await schedule(author, draft, { ...(await triedOnPast(gate, draft)), ...own });
  assert.equal(proposed.status, 202, JSON.stringify(proposed.body));
  await sign(audit, proposed);
  const signed = await sign(finance, proposed);
  assert.equal(signed.body.state, 'executed', JSON.stringify(signed.body));
  return draft;
}

export async function stateOf(reader: Caller, { number }: Pick<Draft, 'number'>): Promise<string> {
  return (await reader.get(`/v1/rule-sets/${number}`)).body.state;
}

export interface LeafOfRules {
  readonly logIndex: number;
  readonly type: string;
  readonly subject: string;
  readonly [member: string]: unknown;
}

/** What the log says about rule sets, in its order. */
export async function leavesOfRules(gate: Gate): Promise<readonly LeafOfRules[]> {
  const rows: { log_index: number; bytes: string }[] = await gate.db
    .reader('log_leaves')
    .select('log_index', 'bytes')
    .where('type', 'like', 'rule-set.%')
    .orderBy('log_index');
  return rows.map((row) => ({ logIndex: Number(row.log_index), ...JSON.parse(row.bytes) }));
}

export const verify = (tx: Tx): Promise<Verification> =>
  verifyLog(tx, { parse: parseLeaf, projections: gateProjections([]) });

export async function assertVerified(gate: Gate): Promise<void> {
  const verification = await inSnapshot(gate.db, verify);
  assert.deepEqual([verification.isSound, verification.differences], [true, []]);
}
