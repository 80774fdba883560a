import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { wordsOf } from '../../src/audit/samples/risk-score.ts';
import { inTrial } from '../../src/db/index.ts';
import type { OrderSubmission } from '../../src/facts/submission.ts';
import { allProjections, parseLeaf } from '../../src/gate/main.ts';
import { verifyLog } from '../../src/log/index.ts';
import { assertDelivered, deliveriesOf, everything } from '../fulfilment/delivery/acceptance-support.ts';
import { contracted } from '../fulfilment/fulfilment-support.ts';
import { livedGate } from '../orders/history/history-support.ts';
import { actsOf } from '../orders/life-support.ts';
import { download, read } from '../reports/reports-support.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Caller, etagIn, type Gate, startGate } from '../support/gate.ts';
import { withoutSystem } from '../support/given.ts';
import { type Office, openOffice } from '../support/office.ts';
import { catchUp, type DrawnOrder, draw, seenOf } from './audit-support.ts';

onOneEngine('other files run its statements on both', (engine) => {
  describe('audit samples', () => {
    const here = livedGate(engine);
    let audit: Caller;

    before(async () => {
      audit = await here.gate.as('audit');
      await catchUp(here.gate);
    });

    const idsIn = ({ body }: { readonly body: { readonly items: readonly DrawnOrder[] } }): readonly string[] =>
      body.items.map(({ orderId }) => orderId);

    it('at random are drawn again by the same seed, and by another one differently', async () => {
      const wish = { by: 'random', size: 4, seed: 'lot 1' };
      const [one, again] = [await draw(audit, wish), await draw(audit, wish)];
      const others = await Promise.all(
        ['lot 2', 'lot 3', 'lot 4'].map((seed) => draw(audit, { ...wish, seed }).then(idsIn)),
      );

      assert.equal(idsIn(one).length, 4);
      assert.deepEqual(idsIn(again), idsIn(one));
      assert.notEqual(again.body.id, one.body.id);
      assert.ok(others.some((other) => JSON.stringify(other) !== JSON.stringify(idsIn(one))));
      assert.match((await draw(audit, { by: 'random', size: 1 })).body.seed, /^[0-9a-f]{24}$/);
    });

    it('are drawn as of an earlier size of the log, whatever was ordered and amended since', async () => {
      const { lived, gate } = here;
      const wish = { by: 'random', size: 200, seed: 'then' };
      const before = await draw(audit, wish);
      const risky = await draw(audit, { ...wish, by: 'risk' });
      const { office } = lived;
      const added = (await office.submit(office.order())).body.order.id;
      const referred = await office.officer.get(`/v1/orders/${lived.referred}`);
      const amendment = { ...office.order({ quantity: 2 }), reference: referred.body.reference };
      const headers = { 'if-match': etagIn(referred) };
      assert.equal(
        (await office.officer.post(`/v1/orders/${lived.referred}/amendments`, amendment, headers)).status,
        201,
      );
      await catchUp(gate);

      const { logSize } = before.body;
      const [then, now] = [await draw(audit, { ...wish, logSize }), await draw(audit, wish)];
      const riskyThen = await draw(audit, { ...wish, by: 'risk', logSize });

      assert.deepEqual(idsIn(then), idsIn(before));
      assert.deepEqual(
        [...idsIn(now)].filter((id) => !idsIn(before).includes(id)),
        [added],
      );
      assert.deepEqual(
        riskyThen.body.items.map(({ orderId, parts }: DrawnOrder) => [orderId, parts]),
        risky.body.items.map(({ orderId, parts }: DrawnOrder) => [orderId, parts]),
      );
      const ahead = { by: 'random', size: 1, from: '2026-01-01', until: '2026-12-31', logSize: now.body.logSize + 1 };
      const refused = await audit.post('/v1/audit-samples', ahead);
      assert.deepEqual([refused.status, refused.body.code], [422, 'audit_sample.log_ahead']);
    });

    it('by risk begin with the highest score, and every part of it is told', async () => {
      const { lived } = here;
      const sample = await draw(audit, { by: 'risk', size: 200 });
      const items: readonly (DrawnOrder & {
        readonly parts: readonly { readonly words: { readonly en: string } }[];
      })[] = sample.body.items;

      const scores = items.map(({ score }) => score);
      assert.deepEqual(
        scores,
        scores.toSorted((one, other) => other - one),
      );
      assert.ok(items.every(({ score, parts }) => score === parts.reduce((sum, { points }) => sum + points, 0)));
      assert.deepEqual(seenOf(sample, lived.amended), ['near-cap 2', 'rejected 1', 'amended 1']);
      assert.deepEqual(seenOf(sample, lived.rejected), ['near-cap 2', 'rejected 1']);
      const [part] = items.find(({ orderId }) => orderId === lived.rejected)?.parts ?? [];
      assert.equal(part?.words.en, '2 prices lie within 5 per cent below the price cap');
    });

    it('have of each order what stands, beside what a refused amendment asked for', async () => {
      const { office } = here.lived;
      const approved = await office.submit(office.order({ quantity: 1 }));
      const { reference, total, id, decisionId } = approved.body.order;
      const larger = withoutSystem({ ...office.order({ quantity: 3 }), reference });
      const amended = await actsOf(office.officer).amend(approved, larger);
      await catchUp(here.gate);

      const sample = await draw(audit, { by: 'random', size: 200 });

      const drawn = sample.body.items.find(({ orderId }: DrawnOrder) => orderId === id);
      assert.equal(amended.body.decision.outcome, 'rejected');
      assert.deepEqual([drawn.state, drawn.total], ['approved', larger.total]);
      assert.deepEqual(drawn.standing, { revision: 1, total, decisionId });
      const paper = await download(
        { gate: here.gate, finance: audit },
        `/v1/audit-samples/${sample.body.id}?format=csv`,
      );
      const row = paper.text.split('\n').find((line) => line.includes(id)) ?? '';
      assert.ok(row.includes(total) && row.includes('（第 1 版有效，第 2 版未生效）'), row);
    });

    it('of an agency leave out every other, and the window is of the first revision', async () => {
      const { lived } = here;
      const { agencyCode } = lived.classifiedOffice;
      const own = await draw(audit, { by: 'random', size: 200, agencyCode });
      const none = await draw(audit, { by: 'random', size: 200, from: '2027-01-01', until: '2027-12-31' });

      assert.deepEqual(idsIn(own), [lived.classified]);
      assert.equal(own.body.items[0].reference, '***');
      assert.deepEqual([none.body.population, none.body.items], [0, []]);
      const turned = await audit.post('/v1/audit-samples', {
        ...{ by: 'random', size: 1, from: '2026-02-01', until: '2026-01-01' },
      });
      assert.deepEqual([turned.status, turned.body.errors[0].pointer], [422, '/until']);
    });

    it('are made once for one key, kept, listed, and printed with their seed', async () => {
      const body = { by: 'risk', size: 3, from: '2026-01-01', until: '2026-12-31', seed: '<seed & 7f>' };
      const key = { 'idempotency-key': `once-${engine}` };
      const made = await audit.post('/v1/audit-samples', body, key);
      const again = await audit.post('/v1/audit-samples', body, key);
      const path = `/v1/audit-samples/${made.body.id}`;

      assert.equal(again.body.id, made.body.id);
      assert.deepEqual(await read(audit, path), made.body);
      const { items } = await read(audit, '/v1/audit-samples?limit=200');
      assert.ok(items.some(({ id }: { readonly id: string }) => id === made.body.id));
      const page = await download({ gate: here.gate, finance: audit }, `${path}?format=html`);
      assert.match(page.text, /审计抽样清单[\s\S]*&lt;seed &amp; 7f&gt;[\s\S]*处单价在限额以下 5% 以内/);
      const table = await download({ gate: here.gate, finance: audit }, `${path}?format=csv`, {
        'accept-language': 'en',
      });
      assert.match(table.text, /2 prices lie within 5 per cent below the price cap/);
      assert.equal((await download({ gate: here.gate, finance: audit }, `${path}?format=xlsx`)).status, 200);
    });
  });

  describe('what makes a price near its cap', () => {
    it('is five per cent and not a fen more', async () => {
      const gate = await startGate({ engine });
      const office = await openOffice(gate);
      const audit = await gate.as('audit');
      const cheap = { office: { unitPrice: '500.00' } };
      const order = async (unitPrice: string): Promise<string> =>
        (await office.submit(office.order({ ...cheap, unitPrice }))).body.order.id;
      const [below, at, cap, beyond] = [
        await order('4749.99'),
        await order('4750.00'),
        await order('5000.00'),
        await order('5000.01'),
      ];
      await catchUp(gate);

      const sample = await draw(audit, { by: 'risk', size: 200, agencyCode: office.agencyCode });

      const nearCap = (id: string): boolean => seenOf(sample, id).includes('near-cap 1');
      await gate.close();
      assert.deepEqual([below, at, cap, beyond].map(nearCap), [false, true, true, false]);
    });
  });
});

onOneEngine('other files run its statements on both', (engine) => {
  describe('what is seen of orders', () => {
    let gate: Gate;
    let audit: Caller;
    before(async () => {
      gate = await startGate({ engine });
      audit = await gate.as('audit');
    });
    after(() => gate.close());

    const sampleOf = async ({ agencyCode }: Office): Promise<Response> => {
      await catchUp(gate);
      return draw(audit, { by: 'risk', size: 200, agencyCode });
    };

    it('is a budget line that they used up', async () => {
      const office = await openOffice(gate, { hardwareMoney: '4999.00' });
      const { id } = (await office.submit(office.order())).body.order;

      assert.deepEqual(seenOf(await sampleOf(office), id), ['near-cap 2', 'near-stop 1']);
    });

    it('is that together they look like one purchase that was split', async () => {
      const office = await openOffice(gate, { staff: 1_000 });
      const order = (): OrderSubmission => office.order({ quantity: 90 });
      const first = (await office.submit(order())).body.order.id;
      const second = (await office.submit(order())).body.order.id;
      const sample = await sampleOf(office);

      const isSplit = (id: string): boolean => seenOf(sample, id).some((seen) => seen.startsWith('split '));
      assert.deepEqual([isSplit(first), isSplit(second)], [false, true]);
    });

    it('is by how many days they were accepted too late', async () => {
      const office = await openOffice(gate);
      const soon = { validFrom: '2026-06-02', deliverBy: '2026-06-02' };
      const wish = { office: soon, antivirus: { ...soon, validUntil: '2027-06-01' } };
      const last = await contracted(office, office.order({ ...wish, order: { expectedDeliveryOn: '2026-06-02' } }));
      gate.clock.advance({ days: 4 });
      const late = everything(office, 1, { acceptedOn: '2026-06-05' });
      const answer = await deliveriesOf(office).accept(last, late);
      // By then less than a year is left of the subscription.
      assertDelivered(answer, 'referred', 'contracted', ['LIC-03 short /items/1/validUntil']);

      assert.ok(seenOf(await sampleOf(office), last.body.order.id).includes('late-acceptance 3'));
      const signal = await gate.db.reader('order_signals').where({ kind: 'late-acceptance' }).first();
      const found = (kept: object) =>
        inTrial(gate.db, async (tx) => {
          await tx('order_signals').where({ log_index: signal.log_index, kind: signal.kind }).update(kept);
          const { differences } = await verifyLog(tx, { parse: parseLeaf, projections: await allProjections() });
          return differences.map(({ table, key, field, shown, logged }) => [table, key, field, shown, logged]);
        });
      assert.deepEqual(await found({ quantity: 3 }), []);
      const key = `${Number(signal.log_index)}/late-acceptance`;
      assert.deepEqual(await found({ quantity: 1 }), [['order_signals', key, 'quantity', '1', '3']]);
    });
  });
});

describe('the words for a risk', () => {
  it('are there in both languages, for one and for many', () => {
    assert.deepEqual(
      wordsOf({ kind: 'near-cap', quantity: 1 }).en,
      '1 price lies within 5 per cent below the price cap',
    );
    assert.equal(wordsOf({ kind: 'late-acceptance', quantity: 3 })['zh-CN'], '验收晚于预计交货日期 3 天');
  });
});
