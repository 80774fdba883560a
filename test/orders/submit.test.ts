import assert from 'node:assert/strict';
import { fen, formatYuan } from '../../src/kernel/index.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { openEntitlement, openOffice, rulesIn } from '../support/office.ts';
import { change } from './life-support.ts';
import { registered } from './tricky-cases/tricky-orders.ts';

describe('an order that is submitted', () => {
  forEachEngine('statements', (engine) => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    const reservedOn = async (line: string) => (await gate.installer.get(`/v1/budget-lines/${line}`)).body.reserved;
    const logSize = async () => (await gate.installer.get('/v1/log/head')).body.size as number;

    it('is approved when nothing speaks against it: money is reserved and one leaf is appended', async () => {
      const office = await openOffice(gate);
      const size = await logSize();

      const answer = await office.submit(office.order({ quantity: 20 }));

      assert.equal(answer.status, 201);
      assert.equal(answer.body.decision.outcome, 'approved');
      assert.deepEqual(answer.body.decision.findings, []);
      assert.deepEqual(answer.body.decision.indeterminate, []);
      assert.equal(answer.body.order.state, 'approved');
      assert.equal(answer.body.order.total, '113400.00');
      assert.equal(await reservedOn(office.hardwareLine), '99980.00');
      assert.equal(await reservedOn(office.softwareLine), '13420.00');
      assert.equal(await logSize(), size + 1);
      assert.equal(answer.body.decision.log.index, size);
    });

    it('is rejected without a pre-installed system, with basis and remedy in both languages, and reserves nothing', async () => {
      const office = await openOffice(gate);
      const order = office.order();
      const computer = { ...order.lines[0]?.computer, operatingSystem: { state: 'none' as const } };

      const answer = await office.submit({ ...order, lines: order.lines.map((line) => ({ ...line, computer })) });

      assert.equal(answer.status, 201);
      assert.equal(answer.body.decision.outcome, 'rejected');
      const finding = answer.body.decision.findings.find(({ rule }: { rule: string }) => rule === 'OS-01');
      assert.equal(finding.clause, 'absent');
      assert.equal(finding.pointer, '/lines/0/computer/operatingSystem/state');
      assert.ok(finding.remedy['zh-CN'].length > 0 && finding.remedy.en.length > 0);
      assert.equal(finding.legalBasis[0].document, '国权联〔2006〕1号');
      assert.equal(await reservedOn(office.hardwareLine), '0.00');
    });

    it('as an open tender without supplier is not refused for what is not known yet', async () => {
      const office = await openOffice(gate);
      const order = office.order({ supplier: null, order: { method: 'open-tender' } });
      const lines = order.lines.map((line) => ({
        ...line,
        brand: null,
        model: null,
        computer: { ...line.computer, operatingSystem: { state: 'required' as const } },
      }));

      const answer = await office.submit({ ...order, lines });

      assert.deepEqual(answer.body.decision.findings, []);
      assert.equal(answer.body.decision.outcome, 'approved');
    });

    it('reserves the last fen of a line but not one fen more', async () => {
      const office = await openOffice(gate, { hardwareMoney: '9998.00' });

      const exact = await office.submit(office.order());
      const oneMore = await office.submit(office.order({ unitPrice: '4999.01' }));

      assert.equal(exact.body.decision.outcome, 'approved');
      assert.equal(oneMore.body.decision.outcome, 'rejected');
      assert.deepEqual(rulesIn(oneMore), ['BUD-02']);
      assert.equal(await reservedOn(office.hardwareLine), '4999.00');
    });

    it('with the same reference and body gets the first decision again, and with another body the way to amendments', async () => {
      const office = await openOffice(gate);
      const order = office.order();

      const first = await office.submit(order);
      const again = await office.submit(order);
      const other = await office.submit({ ...order, justification: '另一份' });

      assert.equal(first.status, 201);
      assert.equal(again.status, 200);
      assert.deepEqual(again.body, first.body);
      assert.equal(other.status, 422);
      assert.equal(other.body.code, 'order.reference_used');
      assert.match(other.body.detail, new RegExp(`/v1/orders/${first.body.order.id}/amendments`));
      assert.equal(await reservedOn(office.hardwareLine), '4999.00');
    });

    it('of another agency, or of one that does not exist, is a 404 that leaves nothing behind', async () => {
      const office = await openOffice(gate);
      const stranger = await openOffice(gate);
      const size = await logSize();

      const foreign = await stranger.officer.post('/v1/orders', office.order());
      const unknown = await stranger.officer.post('/v1/orders', {
        ...office.order(),
        agencyCode: '11421000MB1999999C',
      });

      assert.equal(foreign.status, 404);
      assert.equal(foreign.body.errors[0].pointer, '/agencyCode');
      assert.ok([400, 404].includes(unknown.status));
      assert.equal(await logSize(), size);
    });

    it('that names an entitlement of another agency, or an unknown device, is refused with a pointer', async () => {
      const office = await openOffice(gate);
      const stranger = await openOffice(gate);
      const foreign = await openEntitlement(gate, { agencyCode: stranger.agencyCode });

      const order = office.order({
        line: { replaces: ['dev_unknown'] },
        office: { provision: 'spare-entitlement', entitlementId: foreign, unitPrice: null },
      });
      const answer = await office.submit(order);
      const english = await office.officer.post('/v1/orders', order, { 'accept-language': 'en' });

      assert.equal(answer.status, 422);
      assert.equal(answer.body.code, 'order.unknown_asset');
      assert.deepEqual(answer.body.errors, [
        { pointer: '/lines/0/replaces/0', message: '本单位没有编号为 dev_unknown 的设备。' },
        { pointer: '/softwarePlan/0/entitlementId', message: `本单位没有编号为 ${foreign} 的授权。` },
      ]);
      assert.equal(english.body.errors[0].message, 'The agency has no device with the id dev_unknown.');
    });

    it('covered by spare seats holds them, asks for no software money, and the last seat goes only once', async () => {
      const office = await openOffice(gate);
      const entitlement = await openEntitlement(gate, { agencyCode: office.agencyCode, seats: 5 });
      const drawing = (quantity: number) =>
        office.order({
          quantity,
          office: { provision: 'spare-entitlement', entitlementId: entitlement, unitPrice: null, deliverBy: null },
        });

      const five = await office.submit(drawing(5));
      const one = await office.submit(drawing(1));

      assert.equal(five.body.decision.outcome, 'approved', JSON.stringify(five.body.decision.findings));
      assert.deepEqual(five.body.decision.register.holds, [{ entitlementId: entitlement, seats: 5 }]);
      assert.equal(one.body.decision.outcome, 'rejected');
      assert.ok(rulesIn(one).includes('LIC-02'));
      const { held, free } = (await gate.installer.get(`/v1/entitlements/${entitlement}`)).body;
      assert.deepEqual({ held, free }, { held: 5, free: 0 });
    });

    it('is answered by a check beforehand exactly as it is decided, and the check leaves nothing behind', async () => {
      const office = await openOffice(gate);
      const order = office.order({ quantity: 3 });
      const size = await logSize();

      const check = await office.officer.post('/v1/checks', order);
      const unchanged = await logSize();
      const submitted = await office.submit(order);

      assert.equal(check.status, 200);
      assert.equal(unchanged, size);
      assert.equal(check.body.decision.id, null);
      assert.deepEqual(check.body.decision.budget, submitted.body.decision.budget);
      assert.deepEqual(check.body.decision.rules, submitted.body.decision.rules);
      assert.equal(check.body.decision.outcome, 'approved');
    });

    it('of more money than any budget holds is refused, and told where the largest amount stands', async () => {
      const office = await openOffice(gate);
      const order = { ...office.order(), total: '9999999999999.99' };

      for (const answer of [await office.submit(order), await office.officer.post('/v1/checks', order)]) {
        assert.deepEqual([answer.status, answer.body.code], [422, 'order.amount_too_large']);
        assert.deepEqual(answer.body.errors, [{ pointer: '/total', message: '金额超出可记账的范围。' }]);
      }
    });

    it('in a batch is decided in order, and a malformed neighbour gets its own problem', async () => {
      const office = await openOffice(gate, { hardwareMoney: '9998.00' });
      const orders = [office.order(), { reference: 'malformed' }, office.order(), office.order()];

      const answer = await office.officer.post('/v1/orders/batch', { orders });

      assert.equal(answer.status, 200);
      const results: { status: number; decision?: { outcome: string }; problem?: { code: string } }[] =
        answer.body.results;
      assert.deepEqual(
        results.map(({ status }) => status),
        [201, 400, 201, 201],
      );
      assert.deepEqual(
        results.flatMap(({ decision }) => decision?.outcome ?? []),
        ['approved', 'approved', 'rejected'],
      );
      assert.equal(await reservedOn(office.hardwareLine), formatYuan(fen(999_800)));
    });

    it('is found again by its reference also when a device that it replaces has gone to another agency since', async () => {
      const [office, other] = [await openOffice(gate), await openOffice(gate)];
      const { agencyCode } = office;
      const device = { agencyCode, category: 'desktop', assetNumber: 'ZC-1', serial: 'SN-OLD', state: 'in-use' };
      const { id } = await registered(gate, '/v1/devices', { ...device, acquiredOn: '2015-01-01' });
      const order = office.order({ line: { replaces: [id] } });
      const first = await office.submit(order);
      await change(gate, `/v1/devices/${id}`, { agencyCode: other.agencyCode });

      const again = await office.submit(order);
      const anew = await office.submit({ ...order, reference: `${order.reference}-2` });

      assert.deepEqual([first.status, again.status], [201, 200], JSON.stringify(again.body));
      assert.deepEqual(again.body, first.body);
      assert.deepEqual([anew.status, anew.body.code], [422, 'order.unknown_asset']);
    });

    it('can be read with its decision, its exact record, its explanation and its proof', async () => {
      const office = await openOffice(gate);
      const { order, decision } = (await office.submit(office.order())).body;

      const read = await office.officer.get(`/v1/orders/${order.id}`);
      const record = await office.officer.get(`/v1/decisions/${decision.id}/record`);
      const explanation = await office.officer.get(`/v1/decisions/${decision.id}/explanation`);
      const proof = await office.officer.get(`/v1/decisions/${decision.id}/proof`);

      assert.deepEqual(read.body, order);
      assert.equal(read.headers.etag, `"${decision.log.index}"`);
      const again = await office.officer.get(`/v1/decisions/${decision.id}`);
      assert.deepEqual(again.body, { ...decision, certificate: null, actedBy: again.body.actedBy });
      assert.equal(JSON.parse(record.text).decision, decision.id);
      assert.ok(explanation.body.rules.length >= 58);
      const passed = explanation.body.rules.find(({ id }: { readonly id: string }) => id === 'BUD-02');
      assert.deepEqual([passed.result, passed.title.en], ['pass', 'Not enough money available']);
      assert.deepEqual(passed.demand, { 'zh-CN': '可用额度足够', en: 'Enough money is available' });
      assert.equal(proof.body.leafIndex, decision.log.index);
      assert.equal(proof.body.leafHash, decision.log.leafHash);
    });
  });
});
