import assert from 'node:assert/strict';
import { pino } from 'pino';
import supertest from 'supertest';
import { loadConfig } from '../../src/gate/config.ts';
import { openGate } from '../../src/gate/gate.ts';
import type { Actor } from '../../src/kernel/index.ts';
import { keepBatchCache } from '../../src/orders/batch/batch-cache.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { type Office, openOffice, rulesIn } from '../support/office.ts';

const BOOTSTRAP_KEY = 'gk_the_bootstrap_key_of_every_test_gate';

const listed = ({ supplier }: Office) => {
  return { supplier, source: 'mof', reason: '提供虚假材料谋取中标', from: '2026-05-01', until: null };
};

describe('what orders are judged by and do not change', () => {
  forEachEngine((engine) => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    it('is seen by the next order when it has changed', async () => {
      const office = await openOffice(gate);

      const before = await office.submit(office.order());
      const change = await gate.installer.post('/v1/debarments', listed(office));
      const after = await office.submit(office.order());

      assert.equal(before.body.decision.outcome, 'approved');
      assert.equal(change.status, 201);
      assert.deepEqual([after.body.decision.outcome, rulesIn(after)], ['rejected', ['SUP-01']]);
    });

    it('is seen by the next order also when another process has changed it', async () => {
      const office = await openOffice(gate);
      const other = await openGate({
        config: loadConfig({
          DATABASE_URL: gate.databaseUrl,
          GATE_DATA_DIR: gate.dataDir,
          GATE_BOOTSTRAP_KEY: BOOTSTRAP_KEY,
        }),
        logger: pino({ level: 'error' }),
        clock: gate.clock.now,
      });

      const before = await office.submit(office.order());
      const change = await supertest(other.app)
        .post('/v1/debarments')
        .set('Authorization', `Bearer ${BOOTSTRAP_KEY}`)
        .send(listed(office));
      await other.close();
      const after = await office.submit(office.order());

      assert.equal(before.body.decision.outcome, 'approved');
      assert.equal(change.status, 201);
      assert.deepEqual([after.body.decision.outcome, rulesIn(after)], ['rejected', ['SUP-01']]);
    });
  });
});

describe('what a process remembers between batches', () => {
  const actor: Actor = { keyId: 'key_1', personId: null, role: 'machine', grant: { agencies: [] }, scopes: [] };
  const asking = { operation: 'withdrawOrder', actor, key: 'k', inputDigest: 'sha256:0' };
  const onOrder = { actor, orderId: 'ord_1', ifMatch: 1, asking };
  const withdrawal = { kind: 'withdraw', ...onOrder, reason: '不再需要' } as const;
  const perform = () => assert.fail('nothing is performed here');
  const fulfilment = { kind: 'fulfil', ...onOrder, step: 'contract', bodyFor: () => null, perform } as const;

  it('goes on to the log that its own decisions have made', () => {
    const keeper = keepBatchCache();
    const known = keeper.asOf('a');

    keeper.carryTo('b', [withdrawal]);

    assert.equal(keeper.asOf('b'), known);
  });

  it('is forgotten when the log is another one: somebody else has written, or the batch was rolled back', () => {
    const keeper = keepBatchCache();
    const known = keeper.asOf('a');
    known.prices.set('421000', null);

    keeper.carryTo('b', [withdrawal]);

    assert.equal(keeper.asOf('a').prices.size, 0);
  });

  it('is forgotten after an act that does more than decide', () => {
    const keeper = keepBatchCache();
    const known = keeper.asOf('a');
    known.prices.set('421000', null);

    keeper.carryTo('b', [withdrawal, fulfilment]);

    assert.equal(keeper.asOf('b').prices.size, 0);
  });
});
