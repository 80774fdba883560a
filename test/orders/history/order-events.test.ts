import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { deliveriesOf, licences, machines } from '../../fulfilment/delivery/acceptance-support.ts';
import { contracted } from '../../fulfilment/fulfilment-support.ts';
import { forEachEngine } from '../../support/databases.ts';
import type { Caller } from '../../support/gate.ts';
import { openOffice } from '../../support/office.ts';
import { actsOf, idOf } from '../life-support.ts';
import { dearOffice, deskForEachTest, NO, referredForPrice, turnDown } from '../review/waivers-support.ts';

const WITHDRAWN = '科室合并，不再需要';

describe('the events of an order', () => {
  forEachEngine('locks', (engine) => {
    const desk = deskForEachTest(engine);

    const eventsOf = async (caller: Caller, order: Response, query = ''): Promise<Response['body']> => {
      const { status, body } = await caller.get(`/v1/orders/${idOf(order)}/events?${query}`);
      assert.equal(status, 200, JSON.stringify(body));
      return body;
    };

    it('say who turned it down and who withdrew it, and why, to whoever may read it', async () => {
      const { office, finance } = desk;
      const referred = await referredForPrice(office);
      const down = await turnDown(finance.first, referred);
      await actsOf(office.officer).withdraw(down, {}, WITHDRAWN);

      const { items, next } = await eventsOf(office.officer, referred);

      assert.equal(next, null);
      const [decided, turnedDown, withdrawn] = items;
      const { decision, order } = referred.body;
      assert.deepEqual(
        [decided.kind, decided.stage, decided.outcome, decided.decisionId, decided.revision, decided.logIndex],
        ['order.decided', 'submission', 'referred', decision.id, 1, decision.log.index],
      );
      assert.deepEqual(
        [decided.actor.role, decided.reason, decided.at],
        ['procurement-officer', null, order.decidedAt],
      );
      assert.deepEqual(
        [turnedDown.kind, turnedDown.actor.name, turnedDown.actor.role, turnedDown.reason, turnedDown.erased],
        ['order.turned-down', 'finance of a test', 'finance', NO, false],
      );
      assert.match(turnedDown.actor.person, /^per_/u);
      assert.deepEqual([withdrawn.kind, withdrawn.reason], ['order.withdrawn', WITHDRAWN]);
      assert.deepEqual((await eventsOf(desk.legalization.first, referred)).items, items);
    });

    it('come in pages, the oldest first', async () => {
      const down = await turnDown(desk.finance.first, await referredForPrice(desk.office));
      const first = await eventsOf(desk.office.officer, down, 'limit=1');
      const second = await eventsOf(desk.office.officer, down, `limit=1&after=${encodeURIComponent(first.next)}`);

      const kinds = [...first.items, ...second.items].map(({ kind }: { kind: string }) => kind);
      assert.deepEqual([kinds, second.next], [['order.decided', 'order.turned-down'], null]);
    });

    it('name the machines that went back, and why', async () => {
      const { office } = desk;
      const { accept, giveBack } = deliveriesOf(office);
      const last = await contracted(office, office.order());
      const devices = machines(1);
      const items = [licences(office, 1, 1), licences(office, 2, 1)];
      const returned = await giveBack(await accept(last, { acceptedOn: '2026-06-01', devices, items }), [
        String(devices[0]?.serial),
      ]);

      const event = (await eventsOf(office.officer, last)).items.at(-1);

      assert.deepEqual([event.kind, event.reason, event.returned.id], ['order.returned', '主板故障', returned.body.id]);
      assert.equal(event.returned.devices.length, 1);
    });

    it('mask the names and reasons of a classified order outside its agency', async () => {
      const office = await openOffice(desk.gate, { isClassified: true });
      const referred = await office.submit(dearOffice(office));
      await actsOf(office.officer).withdraw(referred, {}, WITHDRAWN);

      const seen = JSON.stringify(await eventsOf(desk.finance.first, referred));
      const own = (await eventsOf(office.officer, referred)).items.at(-1);

      assert.ok(!seen.includes(WITHDRAWN) && !seen.includes('of a test'), seen);
      assert.deepEqual([own.reason, own.actor.name], [WITHDRAWN, 'procurement-officer of a test']);
    });

    it('say that a reason or a name was erased', async () => {
      const referred = await referredForPrice(desk.office);
      await turnDown(desk.finance.first, referred);
      const [, { actor, logIndex }] = (await eventsOf(desk.office.officer, referred)).items;
      const erased = { salt: '', value: '', erased_index: logIndex };
      await desk.gate.db.writer('sealed_texts').where({ log_index: logIndex, pointer: '/reason' }).update(erased);
      await desk.gate.db.writer('persons').where({ id: actor.person }).update({ name: '（已删除 / erased）' });

      const event = (await eventsOf(desk.office.officer, referred)).items[1];

      assert.deepEqual([event.reason, event.erased, event.actor.name], ['已抹除', true, '已抹除']);
    });

    it('are not there for another agency, nor is the order', async () => {
      const referred = await referredForPrice(desk.office);
      const other = await openOffice(desk.gate);

      assert.equal((await other.officer.get(`/v1/orders/${idOf(referred)}/events`)).status, 404);
    });
  });
});
