import assert from 'node:assert/strict';
import { inSnapshot, type Tx } from '../../src/db/index.ts';
import { allProjections } from '../../src/gate/projections.ts';
import type { LogProjection } from '../../src/log/index.ts';
import { type Gate, startGate } from '../support/gate.ts';

/** Tables of the deciding path first, then reference data, then what is made from both. */
const TABLES = [
  ...['decisions', 'redemptions', 'undertakings', 'moves', 'budget_revisions', 'year_closings'],
  ...['frozen_accounts', 'rule_sets', 'price_percentiles', 'waiver_uses', 'waivers', 'allocations'],
  ...['evidence_files', 'licence_keys', 'proof_uses', 'persons', 'api_keys', 'proposals', 'passwords'],
  ...['sealed_texts', 'agencies', 'responsible_persons', 'budget_lines', 'plan_filings', 'suppliers'],
  ...['debarments', 'products', 'entitlements', 'devices', 'installations', 'software_names', 'products'],
  ...['audit_findings', 'audit_samples', 'audited_orders', 'cursors', 'webhook_endpoints', 'platforms'],
  ...['platform_reports'],
];

/** Some of them look for rows only where a leaf names them, and ask nothing here. */
const PROJECTIONS = 46;

describe('the parts of the gate', () => {
  let gate: Gate;
  before(async () => {
    gate = await startGate({ engine: 'sqlite' });
  });
  after(() => gate.close());

  it('have their tables compared in the order in which faults are reported', async () => {
    const tables = await inSnapshot(gate.db, async (tx) => {
      const asked: string[] = [];
      for (const projection of await allProjections()) asked.push(await firstTableOf(tx, projection));
      return asked;
    });

    assert.deepEqual(
      tables.filter((table) => table !== ''),
      TABLES,
    );
    assert.equal(tables.length, PROJECTIONS);
  });
});

/** The first table that is asked about a log without leaves; none where only leaves say what to look for. */
async function firstTableOf(tx: Tx, { finish }: LogProjection): Promise<string> {
  const asked: string[] = [];
  const note = ({ sql }: { readonly sql: string }): void => {
    const [, table] = /from `(\w+)`/.exec(sql) ?? [];
    if (table !== undefined) asked.push(table);
  };
  tx.on('query', note);
  await finish?.(tx, 0);
  tx.off('query', note);
  return asked[0] ?? '';
}
