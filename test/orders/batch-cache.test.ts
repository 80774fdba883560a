import assert from 'node:assert/strict';
import { pino } from 'pino';
import supertest from 'supertest';
import { loadConfig } from '../../src/gate/config.ts';
import { openGate } from '../../src/gate/gate.ts';
import type { Actor } from '../../src/kernel/index.ts';
import { type BatchCacheKeeper, keepBatchCache } from '../../src/orders/batch/batch-cache.ts';
import { act } from '../register/holdings-support.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { type Office, openOffice, rulesIn } from '../support/office.ts';

const BOOTSTRAP_KEY = 'gk_the_bootstrap_key_of_every_test_gate';

const listed = ({ supplier }: Office) => {
  return { supplier, source: 'mof', reason: '提供虚假材料谋取中标', from: '2026-05-01', until: null };
};

describe('what orders are judged by and do not change', () => {
  forEachEngine('locks', (engine) => {
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

  forEachEngine('locks', (engine) => {
    let gate: Gate;
    let keeper: BatchCacheKeeper;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());
    beforeEach(async () => {
      keeper = keepBatchCache();
      await act(gate, async (entry) => {
        const known = await keeper.asOf(entry);
        known.prices.set('421000', null);
        known.owedFilings.set('11421000MB1234562Q', null);
      });
    });

    const happens = (...types: readonly string[]): Promise<void> =>
      act(gate, async (entry) => {
        for (const type of types) entry.append({ type, subject: 'thing/1', by: null, body: {} });
      });
    const decide = (acts: readonly { readonly kind: string }[]): Promise<void> =>
      act(gate, async (entry) => {
        await keeper.asOf(entry);
        entry.append({ type: 'order.decided', subject: 'order/1', by: null, body: {} });
        keeper.carryTo(entry, acts);
      });
    /** How many prices are known still, and of how many agencies what they owe. */
    const known = (): Promise<readonly number[]> =>
      act(gate, async (entry) => {
        const { prices, owedFilings } = await keeper.asOf(entry);
        return [prices.size, owedFilings.size];
      });

    it('goes on to the log that its own decisions have made', async () => {
      await decide([withdrawal]);

      assert.deepEqual(await known(), [1, 1]);
    });

    it('goes on while others propose, sign in and file, but for what agencies owe', async () => {
      await happens('proposal.made', 'session.opened', 'proposal.signed');
      await decide([withdrawal]);
      const proposed = await known();
      await happens('proposal.made', 'filing.filed', 'proposal.made');

      assert.deepEqual(
        [proposed, await known()],
        [
          [1, 1],
          [1, 0],
        ],
      );
    });

    it('is forgotten after any other leaf, also one that nobody has thought of, wherever it stands', async () => {
      await happens('proposal.made', 'thing.nobody-knows', 'proposal.made');

      assert.deepEqual(await known(), [0, 0]);
    });

    it('is forgotten where another process has decided', async () => {
      await happens('order.decided');

      assert.deepEqual(await known(), [0, 0]);
    });

    it('is forgotten when the batch was rolled back, whatever stands in its place', async () => {
      const rolledBack = act(gate, async (entry) => {
        await keeper.asOf(entry);
        entry.append({ type: 'order.decided', subject: 'order/2', by: null, body: {} });
        keeper.carryTo(entry, [withdrawal]);
        throw new Error('rolled back');
      });
      await assert.rejects(rolledBack, /rolled back/);
      await happens('proposal.made', 'proposal.made');

      assert.deepEqual(await known(), [0, 0]);
    });

    it('is forgotten after an act that does more than decide', async () => {
      await decide([withdrawal, fulfilment]);

      assert.deepEqual(await known(), [0, 0]);
    });

    it('is forgotten after so many leaves that looking at them is no saving', async () => {
      await happens(...new Array<string>(501).fill('proposal.made'));

      assert.deepEqual(await known(), [0, 0]);
    });
  });
});
