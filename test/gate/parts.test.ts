import assert from 'node:assert/strict';
import { inSnapshot, type Rhythm, type Tx } from '../../src/db/index.ts';
import { allProjections } from '../../src/gate/projections.ts';
import type { LogProjection } from '../../src/log/index.ts';
import { type Gate, startGate } from '../support/gate.ts';

/** Tables of the deciding path first, then reference data, then what is made from both. */
const TABLES = [
  ...['decisions', 'redemptions', 'undertakings', 'moves', 'budget_revisions', 'year_closings'],
  ...['frozen_accounts', 'rule_sets', 'price_percentiles', 'waiver_uses', 'order_findings', 'forms', 'forms'],
  'matter_agencies',
  ...['matter_steps', 'waivers', 'allocations'],
  ...['evidence_files', 'licence_keys', 'proof_uses', 'persons', 'gate_settings', 'api_keys', 'proposals', 'passwords'],
  ...[
    'sessions',
    'sealed_texts',
    'agencies',
    'responsible_persons',
    'commitment_letters',
    'budget_lines',
    'plan_filings',
    'suppliers',
  ],
  ...['debarments', 'products', 'entitlements', 'devices', 'installations', 'software_names', 'products'],
  ...[
    'evidence_files',
    'register_statements',
    'unread_names',
    'matters',
    'campaigns',
    'campaign_participants',
    'campaign_figures',
    'filings',
    'filing_revisions',
  ],
  'filing_assessments',
  ...['audit_findings', 'audit_samples', 'audited_orders', 'cursors', 'cursors', 'webhook_endpoints', 'platforms'],
  ...['platform_reports'],
];

/** Some of them look for rows only where a leaf names them, and ask nothing here. */
const PROJECTIONS = 66;

const RHYTHMS = {
  ...{ checkpoints: 5_000, rederive: 1_000, disagreements: 1_000, reconcile: '43 1 * * *' },
  ...{ 'finish-proposals': 30_000, 'negative-lines': 60_000, 'sweep-clearances': 30_000 },
  ...{
    'settle-rule-sets': 20_000,
    'refresh-prices': '17 0 * * *',
    'carry-evidence': 600_000,
    'refresh-statistics': '40 4 * * *',
    'freeze-figures': 60_000,
    'remove-old-drafts': '20 4 * * *',
    'close-years': 5_000,
    backtests: 2_000,
  },
  ...{ 'audit-marks': 5_000, deliveries: 500, 'forget-deliveries': 600_000, 'alert-digests': '37 5 * * *' },
};

const METRICS = [
  ...['gate_queue_waiting', 'gate_budget_lines_negative', 'gate_frozen_accounts', 'gate_log_unsigned_seconds'],
  ...['gate_rederivation_priority_backlog', 'gate_rederivation_backlog', 'gate_receivers_failing'],
  'gate_rederivation_judged_share',
  ...['gate_undelivered_leaves', 'gate_delivery_backlog', 'gate_rights_differed'],
];

const rhythmOf = (when: Rhythm): number | string => ('dailyAt' in when ? when.dailyAt : when.everyMs);

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

  it('bring everything that a gate does by itself, each with its rhythm', async () => {
    const nobody = (): void => undefined;
    const jobs = await gate.jobs({
      ...{ holder: 'process-1', onNegative: nobody, onUnreadable: nobody, onOtherFacts: nobody },
      ...{ onFailing: nobody, onDeliveryError: nobody },
    });

    assert.deepEqual(Object.fromEntries(jobs.map(({ name, when }) => [name, rhythmOf(when)])), RHYTHMS);
    const alone = jobs.filter(({ doneBy }) => doneBy === 'every-process');
    assert.deepEqual(
      alone.map(({ name }) => name),
      ['disagreements', 'negative-lines', 'carry-evidence', 'deliveries', 'forget-deliveries', 'refresh-statistics'],
    );
  });

  it('bring what whoever watches the gate reads of it', async () => {
    const text = await gate.registry.metrics();

    for (const name of METRICS) assert.match(text, new RegExp(`^${name} [0-9.]+$`, 'm'));
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
