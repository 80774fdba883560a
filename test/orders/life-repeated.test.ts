import assert from 'node:assert/strict';
import { type Actor, digestOf } from '../../src/kernel/index.ts';
import type { OrderAct } from '../../src/orders/act.ts';
import { decideOrders } from '../../src/orders/batch/decide-orders.ts';
import { openQueue } from '../../src/orders/queue/submission-queue.ts';
import { contractFor, stepsOf } from '../fulfilment/fulfilment-support.ts';
import { onOneEngine } from '../support/databases.ts';
import type { Caller } from '../support/gate.ts';
import { nextNumber } from '../support/given.ts';
import { openOffice } from '../support/office.ts';
import {
  actsOf,
  assertRefused,
  assertStands,
  everyAct,
  idOf,
  movesOf,
  officeForEachTest,
  withThinEvidence,
} from './life-support.ts';

describe('an act whose request is sent again with its Idempotency-Key', () => {
  onOneEngine('what is asked twice is found by statements that life runs on each', (engine) => {
    const here = officeForEachTest(engine);

    const keyed = (key = `key-${nextNumber()}`) => ({ 'idempotency-key': key });
    const logSize = async () => (await here.gate.installer.get('/v1/log/head')).body.size;

    for (const name of ['amendments', 'withdrawal', 'decisions'] as const) {
      it(`by ${name} gets the first answer again, and has one effect`, async () => {
        const order = withThinEvidence(here.office.order());
        const last = await here.office.submit(order);
        const act = everyAct(here.office.officer, { ...order, justification: '更正说明' })[name];
        const key = keyed();
        const first = await act(last, key);
        const size = await logSize();
        const moves = await movesOf(here.gate, here.office.hardwareLine, first);

        const again = await act(last, key);

        assert.ok(first.ok, JSON.stringify(first.body));
        assert.equal(again.status, first.status);
        assert.deepEqual(again.body, first.body);
        assert.equal(again.headers.etag, first.headers.etag);
        assert.equal(await logSize(), size);
        assert.deepEqual(await movesOf(here.gate, here.office.hardwareLine, first), moves);
      });

      it(`by ${name}, twenty times at once, has one effect and one answer`, async () => {
        const order = withThinEvidence(here.office.order());
        const last = await here.office.submit(order);
        const act = everyAct(here.office.officer, { ...order, justification: '更正说明' })[name];
        const size = await logSize();
        const key = keyed();

        const answers = await Promise.all(Array.from({ length: 20 }, () => act(last, key)));

        const [first] = answers;
        assert.ok(first?.ok, JSON.stringify(first?.body));
        for (const answer of answers) assert.deepEqual(answer.body, first.body);
        assert.equal(await logSize(), size + 1);
      });
    }

    it('twice in one batch is done once, and its neighbours are not decided a second time', async () => {
      const order = withThinEvidence(here.office.order());
      const last = await here.office.submit(order);
      const grant = { agencies: [here.office.agencyCode] };
      const actor: Actor = { keyId: 'key_test', personId: null, role: 'procurement-officer', grant, scopes: [] };
      const asking = { operation: 'decideOrderAgain', actor, key: 'twice', inputDigest: digestOf('twice') };
      const [orderId, ifMatch] = [idOf(last), Number(last.body.decision.log.index)];
      const again: OrderAct = { kind: 'decide-again', actor, orderId, ifMatch, asking };
      const batches: number[] = [];
      const queue = openQueue(here.gate.db, {
        ...{ waitingMax: 100, batchMax: 100, deadlineMs: 10_000 },
        decide: (tx, acts) => {
          batches.push(acts.length);
          return decideOrders(tx, here.gate.deps, acts);
        },
      });

      const [first, second] = await queue.putAll([again, again, { kind: 'submit', actor, body: here.office.order() }]);

      assert.deepEqual(batches, [3]);
      assert.ok(first?.kind === 'decided' && second?.kind === 'decided');
      assert.deepEqual(second.record, first.record);
    });

    it('with other content is refused and does nothing', async () => {
      const order = here.office.order();
      const last = await here.office.submit(order);
      const { amend, withdraw } = actsOf(here.office.officer);
      const [amending, withdrawing] = [keyed(), keyed()];
      const amended = await amend(last, { ...order, justification: '更正说明' }, amending);
      const withdrawn = await withdraw(amended, withdrawing);
      const size = await logSize();

      assertRefused(await amend(withdrawn, order, amending), 422, 'idempotency_key.reused');
      assertRefused(await withdraw(withdrawn, withdrawing, '另一个理由'), 422, 'idempotency_key.reused');
      assert.equal(await logSize(), size);
    });

    it('for another order is other content too', async () => {
      const [one, other] = [
        await here.office.submit(here.office.order()),
        await here.office.submit(here.office.order()),
      ];
      const { withdraw } = actsOf(here.office.officer);
      const key = keyed();
      await withdraw(one, key);

      assertRefused(await withdraw(other, key), 422, 'idempotency_key.reused');
      assert.equal((await here.office.officer.get(`/v1/orders/${idOf(other)}`)).body.state, 'approved');
    });

    it('gets the decision of then, with the order as it stands now', async () => {
      const order = here.office.order();
      const last = await here.office.submit(order);
      const { amend, withdraw } = actsOf(here.office.officer);
      const [key, changed] = [keyed(), { ...order, justification: '更正说明' }];
      const amended = await amend(last, changed, key);
      await withdraw(amended);

      const again = await amend(last, changed, key);

      assert.equal(again.status, 201);
      assert.deepEqual(again.body.decision, { ...amended.body.decision, certificate: null });
      assertStands(again, { state: 'withdrawn', outcome: 'approved', revision: null, latestRevision: 2 });
    });

    it('was not used up by a refusal: with the right tag it works', async () => {
      const order = withThinEvidence(here.office.order());
      const stale = await here.office.submit(order);
      const { decideAgain, withdraw } = actsOf(here.office.officer);
      const current = await decideAgain(stale);
      const key = keyed();

      assertRefused(await withdraw(stale, key), 412, 'order.stale');
      assert.equal((await withdraw(current, key)).status, 200);
    });

    describe('by another key of the same person', () => {
      const keysOf = async (grant: object) => {
        const person = await here.gate.installer.post('/v1/persons', {
          ...{ name: '两处任职', email: `both.${nextNumber()}@jingzhou.gov.test` },
          roles: [
            { role: 'procurement-officer', grant },
            { role: 'system-administrator', grant },
          ],
        });
        return async (role: string, reach: object): Promise<Caller> => {
          const wish = { label: 'one of two', owner: person.body.id, role, grant: reach, scopes: [], expiresAt: null };
          const made = await here.gate.installer.post('/v1/api-keys', wish);
          assert.equal(made.status, 201, JSON.stringify(made.body));
          return here.gate.withKey(made.body.secret);
        };
      };

      it('with a narrower reach is answered as if there were no such order', async () => {
        const [near, far] = [here.office.agencyCode, (await openOffice(here.gate)).agencyCode];
        const keyFor = await keysOf({ agencies: [near, far] });
        const wide = await keyFor('procurement-officer', { agencies: [near, far] });
        const narrow = await keyFor('procurement-officer', { agencies: [far] });
        const last = await here.office.submit(withThinEvidence(here.office.order()));
        const key = keyed();
        const first = await actsOf(wide).decideAgain(last, key);

        const byNarrow = await actsOf(narrow).decideAgain(last, key);

        assert.equal(first.status, 201, JSON.stringify(first.body));
        assertRefused(byNarrow, 404, 'order.not_found');
        assert.deepEqual((await actsOf(wide).decideAgain(last, key)).body, first.body);
      });

      it('in a role that no longer sees the order is answered as if there were no such order', async () => {
        const grant = { agencies: [here.office.agencyCode] };
        const keyFor = await keysOf(grant);
        const [officer, platform] = [await keyFor('procurement-officer', grant), await keyFor('platform', grant)];
        const order = here.office.order();
        const approved = await here.office.submit(order);
        const operatingSystem = { ...order.lines[0]?.computer?.operatingSystem, evidence: [] };
        const statement = contractFor(order, { lines: [{ line: 1, operatingSystem }] });
        const key = keyed();
        const first = await stepsOf(officer).contract(approved, statement, key);
        const seen = await stepsOf(platform).contract(approved, statement, key);
        await actsOf(officer).withdraw(first);

        const unseen = await stepsOf(platform).contract(approved, statement, key);

        assert.deepEqual([first.body.order.state, seen.status], ['approved', first.status], JSON.stringify(seen.body));
        assertRefused(unseen, 404, 'order.not_found');
      });
    });

    it('means nothing to another act, nor to another person', async () => {
      const order = withThinEvidence(here.office.order());
      const approver = await here.gate.as('agency-approver', { grant: { agencies: [here.office.agencyCode] } });
      const last = await here.office.submit(order);
      const key = keyed();

      const byOfficer = await actsOf(here.office.officer).decideAgain(last, key);
      const byApprover = await actsOf(approver).decideAgain(byOfficer, key);
      const withdrawn = await actsOf(here.office.officer).withdraw(byApprover, key);

      assert.notEqual(byApprover.body.decision.id, byOfficer.body.decision.id);
      assert.equal(withdrawn.body.state, 'withdrawn');
    });
  });
});
