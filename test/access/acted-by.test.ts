import assert from 'node:assert/strict';
import { delivered, invoice, pay } from '../fulfilment/payment/payment-support.ts';
import { idOf } from '../orders/life-support.ts';
import { dearOffice, deskForEachTest, granted, referredForPrice, reviewOf } from '../orders/review/waivers-support.ts';
import { onOneEngine } from '../support/databases.ts';
import type { Caller } from '../support/gate.ts';
import { openOffice } from '../support/office.ts';

interface Named {
  readonly actedBy: { readonly person: string; readonly name: string; readonly role: string | null } | null;
}

const OFFICER = ['procurement-officer of a test', 'procurement-officer'];
const APPROVER = ['agency-approver of a test', 'agency-approver'];
const FINANCE = ['finance of a test', 'finance'];

const named = ({ actedBy }: Named) => [actedBy?.name, actedBy?.role];

describe('who acted', () => {
  onOneEngine('names are found by one statement, which order-events runs on each', (engine) => {
    const desk = deskForEachTest(engine);

    const itemsOf = async (caller: Caller, path: string) => {
      const { status, body } = await caller.get(path);
      assert.equal(status, 200, JSON.stringify(body));
      return body.items;
    };

    it('is named beside decisions, moves, acceptances and payments', async () => {
      const { office, finance } = desk;
      const order = office.order();
      const paid = await pay(finance.first, await delivered(office, order), invoice(order, { machines: 1 }));
      assert.equal(paid.status, 201, JSON.stringify(paid.body));
      const path = `/v1/orders/${idOf(paid)}`;

      const decisions = await itemsOf(office.officer, `${path}/decisions`);
      const moves = await itemsOf(finance.first, `/v1/budget-lines/${office.hardwareLine}/moves`);
      const explained = await itemsOf(finance.first, `/v1/budget-lines/${office.hardwareLine}/balance`);

      assert.deepEqual(decisions.map(named), [OFFICER, OFFICER, APPROVER, FINANCE]);
      assert.deepEqual(named((await office.officer.get(`/v1/decisions/${decisions[0].id}`)).body), OFFICER);
      assert.deepEqual(moves.slice(1).map(named), [OFFICER, OFFICER, FINANCE]);
      assert.deepEqual(explained.map(named), moves.map(named));
      assert.deepEqual((await itemsOf(office.officer, `${path}/acceptances`)).map(named), [APPROVER]);
      assert.deepEqual((await itemsOf(finance.first, `${path}/payments`)).map(named), [FINANCE]);
      assert.deepEqual(named((await finance.first.get(`/v1/payments/${paid.body.payment.id}`)).body), FINANCE);
    });

    it('is named beside waivers, in the order of their signers, and beside their revocation', async () => {
      const { office, finance } = desk;
      const referred = await referredForPrice(office);
      const id = await granted(finance, reviewOf(referred));
      const read = await finance.first.get(`/v1/waivers/${id}`);
      const tag = { 'if-match': String(read.headers.etag) };
      await finance.first.post(`/v1/waivers/${id}/revocation`, { reason: '依据文件已废止，不再适用' }, tag);

      const [waiver] = await itemsOf(finance.first, `/v1/waivers?order=${idOf(referred)}`);

      const { madeBy, signedBy, maker, signers, revocation } = waiver;
      assert.deepEqual([madeBy.person, madeBy.name], [maker, 'finance of a test']);
      assert.deepEqual(
        signedBy.map(({ person }: { person: string }) => person),
        signers,
      );
      assert.deepEqual([revocation.actedBy.person, revocation.actedBy.name], [revocation.by, 'finance of a test']);
    });

    it('is named beside audit findings and what was done about them', async () => {
      const audit = await desk.gate.as('audit');
      const { agencyCode } = desk.office;
      const wish = { severity: 'high', text: '未建立软件台账', rule: 'INT-05', legalBasis: null, dueOn: '2026-06-30' };
      const raised = await audit.post('/v1/audit-findings', { agencyCode, ...wish });
      const tag = { 'if-match': String(raised.headers.etag) };
      await desk.office.officer.post(`/v1/audit-findings/${raised.body.id}/answers`, { text: '已补登记' }, tag);

      const [finding] = await itemsOf(audit, `/v1/audit-findings?agencyCode=${agencyCode}`);

      assert.equal(finding.actedBy.name, 'audit of a test');
      assert.equal(finding.steps[0].actedBy.name, 'procurement-officer of a test');
      assert.deepEqual((await audit.get(`/v1/audit-findings/${finding.id}`)).body, finding);
    });

    it('is for a classified order named to its agency alone, and to no platform', async () => {
      const office = await openOffice(desk.gate, { isClassified: true });
      const decided = await office.submit(dearOffice(office));
      const path = `/v1/orders/${idOf(decided)}/decisions`;
      const open = await desk.office.submit(desk.office.order());
      const platform = await desk.gate.as('platform');

      assert.deepEqual((await itemsOf(office.officer, path)).map(named), [OFFICER]);
      assert.deepEqual((await itemsOf(desk.finance.first, path)).map(named), [['***', 'procurement-officer']]);
      assert.deepEqual((await itemsOf(platform, `/v1/orders/${idOf(open)}/decisions`)).map(named), [
        ['***', 'procurement-officer'],
      ]);
    });
  });
});
