import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { given } from '../agencies/agency-examples.ts';
import { assertDelivered, deliveriesOf, everything } from '../fulfilment/delivery/acceptance-support.ts';
import { contracted } from '../fulfilment/fulfilment-support.ts';
import { assertPaid, credit, invoice, pay, payersOf } from '../fulfilment/payment/payment-support.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { type Office, openOffice } from '../support/office.ts';
import { read } from './reports-support.ts';

interface Link {
  readonly step: string;
  readonly id: string | null;
  readonly of: readonly string[];
  readonly about: { readonly en: string };
  readonly state: string | null;
  readonly logIndex: number | null;
  readonly isMissing: boolean;
}

const FORWARD = [
  ...['order', 'order-line', 'decision', 'commitment', 'contract', 'acceptance', 'payment', 'device'],
  ...['entitlement', 'proof', 'allocation', 'installation'],
];

forEachEngine('statements', (engine) => {
  describe('the chain from an order to what is installed', () => {
    let gate: Gate;
    let office: Office;
    let delivered: Response;

    beforeEach(async () => {
      gate = await startGate({ engine });
      office = await openOffice(gate);
    });
    afterEach(() => gate.close());

    const deliver = async (quantity: number): Promise<void> => {
      const order = office.order({ quantity });
      const last = await contracted(office, order);
      delivered = await deliveriesOf(office).accept(last, everything(office, quantity));
      assertDelivered(delivered, 'approved', 'accepted');
      const { maker } = await payersOf(gate);
      const items = [1, 2].map((item) => [item, quantity] as const);
      const paid = await pay(maker, delivered, invoice(order, { machines: quantity, items, final: true }));
      assertPaid(paid);
    };
    const chainOf = async (path: string): Promise<readonly Link[]> => {
      const { items, next } = await read(gate.installer, `${path}/chain?limit=200`);
      assert.equal(next, null);
      return items;
    };
    const stepsIn = (links: readonly Link[]): readonly string[] => [...new Set(links.map(({ step }) => step))];
    const gapsIn = (links: readonly Link[]): readonly string[] =>
      links.filter(({ isMissing }) => isMissing).map(({ step, about }) => `${step}: ${about.en}`);
    /** Every link leads back to the order, by ids that are links of the same chain. */
    const assertLeadsTo = (links: readonly Link[], order: string): void => {
      const byId = new Map(links.map((link) => [link.id, link]));
      const leads = (id: string, seen: readonly string[] = []): boolean =>
        id === order || (byId.get(id)?.of ?? []).some((one) => !seen.includes(one) && leads(one, [...seen, id]));
      for (const { id } of links) assert.ok(id !== null && leads(id), `${id} leads to the order`);
    };

    it('is told from the order on, with nothing missing, and each link leads back to the order', async () => {
      await deliver(2);
      const { id } = delivered.body.order;

      const links = await chainOf(`/v1/orders/${id}`);

      assert.deepEqual(stepsIn(links), FORWARD);
      assert.deepEqual(gapsIn(links), []);
      assertLeadsTo(links, id);
      const count = (step: string): number => links.filter((link) => link.step === step).length;
      assert.deepEqual(
        ['order-line', 'decision', 'commitment', 'device', 'entitlement', 'allocation', 'installation'].map(count),
        [3, 4, 2, 2, 4, 6, 6],
      );
    });

    it('is told back from a computer: why it may have what is installed on it', async () => {
      // Their licences begin later than today.
      await deliver(2);
      const [{ deviceId }] = delivered.body.acceptance.devices;

      const links = await chainOf(`/v1/devices/${deviceId}`);

      assert.deepEqual(stepsIn(links), FORWARD.toReversed());
      assert.deepEqual(gapsIn(links), []);
      assertLeadsTo(links, delivered.body.order.id);
      assert.deepEqual(
        links.filter(({ step }) => step === 'installation').map(({ state, of }) => [state, of.length]),
        ['agrees', 'not-yet-valid', 'not-yet-valid'].map((state) => [state, 2]),
      );
      assert.deepEqual(
        links.filter(({ step }) => step === 'device').map(({ id }) => id),
        [deviceId],
      );
    });

    it('says which payments paid for it, and what was credited, and nothing of those for other things', async () => {
      const order = office.order({ quantity: 2 });
      const came = await deliveriesOf(office).accept(await contracted(office, order), everything(office, 2));
      const payers = await payersOf(gate);
      const machines = await pay(payers.maker, came, invoice(order, { machines: 2 }));
      const office2023 = await pay(payers.maker, machines, invoice(order, { items: [[1, 2]] }));
      const last = await pay(payers.maker, office2023, invoice(order, { items: [[2, 2]], final: true }));
      assertPaid(last);
      const antivirus = { amount: '91.00', softwarePlan: [{ item: 2, seats: 1, amount: '91.00' }] };
      const credited = await credit(payers, last.body.payment.id, antivirus);
      assert.equal(credited.body.state, 'executed', JSON.stringify(credited.body));
      const payments = async (path: string): Promise<readonly string[]> =>
        (await chainOf(path)).filter(({ step }) => step === 'payment').map(({ about, of }) => `${about.en} ${of}`);
      const told = [machines, office2023, last].map(({ body: { payment, decision } }, index) => {
        const back = index === 2 ? ', 91.00 credited' : '';
        return `payment ${index + 1}: invoice ${payment.invoiceNumber}, ${payment.amount} yuan${back} ${decision.id}`;
      });
      const [{ deviceId }] = came.body.acceptance.devices;
      const [{ entitlementId }] = came.body.acceptance.items;

      assert.deepEqual(await payments(`/v1/orders/${came.body.order.id}`), told);
      assert.deepEqual((await payments(`/v1/devices/${deviceId}`)).toSorted(), told);
      assert.deepEqual(await payments(`/v1/entitlements/${entitlementId}`), told.slice(0, 2));
      const page = await gate.installer.get(`/v1/devices/${deviceId}/chain?format=html`);
      assert.ok(page.text.includes(last.body.payment.invoiceNumber));
    });

    it('names leaves of the log that say just that', async () => {
      await deliver(1);
      const links = await chainOf(`/v1/orders/${delivered.body.order.id}`);

      for (const { step, id, logIndex } of links.filter((link) =>
        ['device', 'allocation', 'entitlement'].includes(link.step),
      )) {
        const [leaf] = (await read(gate.installer, `/v1/log/entries?from=${logIndex}&limit=1`)).items;
        assert.equal(leaf.subject, `${step}/${id}`);
      }
      assert.ok(links.every(({ logIndex }) => logIndex !== null));
    });

    it('is told of a licence: what brought it, and which machines have it', async () => {
      await deliver(2);
      const rights = (await read(gate.installer, `/v1/entitlements?agencyCode=${office.agencyCode}&category=office`))
        .items;

      const links = await chainOf(`/v1/entitlements/${rights[0].id}`);

      assert.deepEqual(gapsIn(links), []);
      assert.equal(links.filter(({ step }) => step === 'device').length, 2);
      assert.deepEqual(
        links.filter(({ step }) => step === 'order-line').map(({ about }) => about.en.slice(0, 6)),
        ['line 1', 'item 1'],
      );
    });

    it('shows what is not on file, and hides nothing', async () => {
      const { agencyCode } = office;
      const device = { agencyCode, category: 'desktop', assetNumber: 'OLD-1', serial: null, state: 'in-use' };
      const old = await given(gate, '/v1/devices', device);
      const copy = { agencyCode, deviceId: old.id, category: 'office', product: 'Some Office', source: 'manual' };
      const seen = { seenFrom: '2026-05-01', seenLast: '2026-06-01' };
      await given(gate, '/v1/installations', { ...copy, ...seen });

      const links = await chainOf(`/v1/devices/${old.id}`);

      assert.deepEqual(gapsIn(links).toSorted(), [
        'acceptance: no acceptance on file',
        'allocation: no licence is allocated',
        'entitlement: no licence on file for this copy',
        'order: no order on file: it was not bought through this gate',
      ]);
      const { order } = (await office.submit(office.order())).body;
      assert.deepEqual(gapsIn(await chainOf(`/v1/orders/${order.id}`)), [
        'contract: no contract on file',
        'acceptance: no acceptance on file',
        'payment: no payment on file',
      ]);
      const page = await fetch(`${gate.url}/v1/devices/${old.id}/chain?format=html`, {
        headers: { authorization: `Bearer ${gate.installer.secret}` },
      });
      const text = await page.text();
      assert.match(text, /设备软件授权来源链[\s\S]*缺失环节[\s\S]*>4<[\s\S]*无验收记录/);
    });

    it('takes as many statements for twenty machines as for one', async () => {
      const statements = async (quantity: number): Promise<number> => {
        await deliver(quantity);
        // A caller that was not seen for two seconds is looked up again.
        await read(gate.installer, '/v1/log/head');
        const seen: string[] = [];
        const counting = ({ sql }: { readonly sql: string }): void => void seen.push(sql);
        gate.db.reader.on('query', counting);
        await read(gate.installer, `/v1/orders/${delivered.body.order.id}/chain?limit=1`);
        gate.db.reader.off('query', counting);
        return seen.length;
      };

      const [one, twenty] = [await statements(1), await statements(20)];

      assert.equal(twenty, one);
      assert.ok(one > 0 && one < 40, String(one));
    });

    it('is another agency’s secret, and masks the texts of a classified order for whoever is not of the agency', async () => {
      await deliver(1);
      const { id } = delivered.body.order;
      const other = await openOffice(gate);
      assert.equal((await other.officer.get(`/v1/orders/${id}/chain`)).status, 404);
      assert.equal((await gate.installer.get('/v1/devices/dev_nobody/chain')).body.code, 'device.not_found');

      await gate.db.writer('orders').where({ id }).update({ is_classified: 1 });
      const audit = await gate.as('audit');
      const [seen] = (await read(audit, `/v1/orders/${id}/chain`)).items;
      const [own] = (await read(office.officer, `/v1/orders/${id}/chain`)).items;

      assert.equal(seen.about.en, 'order ***');
      assert.match(own.about.en, /^order [^*]+$/);
    });
  });
});
