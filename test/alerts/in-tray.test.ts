import assert from 'node:assert/strict';
import { gateContract } from '../../src/http/contract/contract.ts';
import { addDays, dayOf, type Role } from '../../src/kernel/index.ts';
import { draft, LOWER_CAP } from '../backtests/backtest-support.ts';
import { deliveriesOf } from '../fulfilment/delivery/acceptance-support.ts';
import { contracted } from '../fulfilment/fulfilment-support.ts';
import { credit, delivered, invoice, pay, payersOf } from '../fulfilment/payment/payment-support.ts';
import { idOf } from '../orders/life-support.ts';
import { deskForEachTest, referredForPrice } from '../orders/review/waivers-support.ts';
import { forEachEngine } from '../support/databases.ts';
import type { Caller } from '../support/gate.ts';
import { creditCode, withoutSystem } from '../support/given.ts';
import { openOffice } from '../support/office.ts';

interface Entry {
  readonly kind: string;
  readonly count: number;
  readonly urgent: number;
  readonly dueFirst: string | null;
  readonly operation: string;
  readonly query: Readonly<Record<string, string>>;
}

const NO_DRAFTS = { 'draft-to-answer': 0, 'draft-returned': 0, 'draft-agreed': 0 };
/** What units and the legalization office owe each other: told in a file of its own. */
const RECTIFICATIONS = { 'rectification-overdue': 0, 'rectification-to-answer': 0 };
const NO_FILINGS = { 'filing-due': 0, 'filing-returned': 0, 'score-to-answer': 0, ...RECTIFICATIONS };
const NONE_TO_READ = {
  ...{ 'filing-to-read': 0, 'objection-to-answer': 0, 'time-to-answer': 0 },
  ...{ 'rectification-overdue': 0, 'rectification-to-judge': 0, 'campaign-to-close': 0 },
};
const FINDING = { severity: 'high', text: '未建立软件台账', rule: 'INT-05', legalBasis: null };

const OF_APPROVER = {
  ...{ 'proposal-to-sign': 0, 'delivery-to-accept': 1, 'finding-to-answer': 2 },
  ...{ ...NO_FILINGS, ...NO_DRAFTS, 'own-proposal-open': 0 },
};

const OF_AUDIT = {
  'proposal-to-sign': 0,
  'answer-to-judge': 1,
  'finding-overdue': 0,
  'finding-unanswered': 2,
  'rule-set-drafted': 0,
  'own-proposal-open': 0,
};

describe('the in-tray', () => {
  forEachEngine('statements', (engine) => {
    const desk = deskForEachTest(engine);

    const trayOf = async (caller: Caller): Promise<readonly Entry[]> => {
      const { status, body } = await caller.get('/v1/in-tray');
      assert.equal(status, 200, JSON.stringify(body));
      return body.items;
    };

    /** As many as the list behind an entry has, two at a time. */
    const listed = async (caller: Caller, { operation, query }: Entry): Promise<number> => {
      const path = gateContract().operations.find(({ id }) => id === operation)?.path;
      let found = 0;
      for (let after = ''; ; ) {
        const { status, body } = await caller.get(`${path}?${new URLSearchParams({ ...query, limit: '2' })}${after}`);
        assert.equal(status, 200, JSON.stringify(body));
        found += body.items.length;
        if (body.next === null) return found;
        after = `&after=${encodeURIComponent(body.next)}`;
      }
    };

    const maker = (): Promise<Caller> => desk.gate.as('legalization-office', { who: 'the maker' });

    /** One order of each kind, findings, and a proposal; what another agency has is in nobody's tray here. */
    async function fillTrays(): Promise<void> {
      const { office, gate } = desk;
      const other = await openOffice(gate, { region: '511300' });
      for (const one of [office, other]) {
        await one.submit(withoutSystem(one.order()));
        await one.submit(withoutSystem(one.order()));
        await one.submit(withoutSystem(one.order()));
        await contracted(one, one.order());
        await one.submit(one.order());
      }
      await referredForPrice(office);
      const audit = await gate.as('audit');
      const elsewhere = { agencyCode: other.agencyCode, ...FINDING, dueOn: '2026-06-01' };
      assert.equal((await audit.post('/v1/audit-findings', elsewhere)).status, 201);
      for (const [dueOn, answer] of [
        ['2026-06-02', false],
        ['2026-06-30', false],
        ['2026-06-30', true],
      ] as const) {
        const { body, headers } = await audit.post('/v1/audit-findings', {
          ...{ agencyCode: office.agencyCode, ...FINDING, dueOn },
        });
        const tag = { 'if-match': String(headers.etag) };
        if (answer) await office.officer.post(`/v1/audit-findings/${body.id}/answers`, { text: '已补登记' }, tag);
      }
      const body = { creditCode: creditCode('supplier'), name: '测试供应商', affiliates: [] };
      assert.equal((await maker().then((caller) => caller.post('/v1/suppliers', body))).status, 202);
    }

    /** Who looks, in which role, and what the filled trays then count. */
    async function countsByRole(): Promise<readonly (readonly [Role, Caller, Readonly<Record<string, number>>])[]> {
      const { office, gate, finance } = desk;
      const reach = { agencies: [office.agencyCode] };
      return [
        [
          'procurement-officer',
          office.officer,
          {
            ...{ 'order-to-mend': 3, 'order-waiting': 1, 'order-lapsing': 0, 'delivery-to-accept': 1 },
            ...{ 'undertaking-overdue': 0, 'finding-to-answer': 2, ...NO_FILINGS, ...NO_DRAFTS },
            'own-proposal-open': 0,
          },
        ],
        ['agency-approver', await gate.as('agency-approver', { grant: reach }), OF_APPROVER],
        [
          'agency-liaison',
          await gate.as('agency-liaison', { grant: reach }),
          { ...NO_FILINGS, 'own-proposal-open': 0 },
        ],
        [
          'finance',
          finance.first,
          {
            ...{ 'order-to-review': 1, 'order-to-pay': 0, 'payment-to-credit': 0 },
            ...{ 'proposal-to-sign': 0, 'own-proposal-open': 0 },
          },
        ],
        [
          'legalization-office',
          await gate.as('legalization-office'),
          {
            'order-to-review': 0,
            'proposal-to-sign': 1,
            'undertaking-overdue': 0,
            ...NONE_TO_READ,
            'own-proposal-open': 0,
          },
        ],
        ['audit', await gate.as('audit', { grant: { region: '421000' } }), OF_AUDIT],
        [
          'system-administrator',
          await gate.as('system-administrator'),
          { 'proposal-to-sign': 0, 'own-proposal-open': 0 },
        ],
        [
          'security-administrator',
          await gate.as('security-administrator'),
          { 'proposal-to-sign': 0, 'own-proposal-open': 0 },
        ],
      ];
    }

    it('counts for each role what its lists have, and no more', async () => {
      await fillTrays();
      const { office, gate } = desk;
      for (const [role, caller, expected] of await countsByRole()) {
        const tray = await trayOf(caller);
        assert.deepEqual(Object.fromEntries(tray.map(({ kind, count }) => [kind, count])), expected, role);
        for (const entry of tray) assert.equal(await listed(caller, entry), entry.count, `${role} ${entry.kind}`);
      }
      const [mine] = (await trayOf(await maker())).filter(({ kind }) => kind === 'proposal-to-sign');
      assert.equal(mine?.count, 0, 'nobody signs what he made');
      const own = (await trayOf(await maker())).find(({ kind }) => kind === 'own-proposal-open');
      assert.deepEqual([own?.count, own?.urgent, own?.dueFirst], [1, 1, '2026-06-02']);
      assert.equal(own && (await listed(await maker(), own)), 1);
      const answers = (await trayOf(office.officer)).find(({ kind }) => kind === 'finding-to-answer');
      assert.deepEqual([answers?.urgent, answers?.dueFirst], [1, '2026-06-02']);
      const auditor = await gate.as('audit', { grant: { region: '421000' } });
      const unanswered = (await trayOf(auditor)).find(({ kind }) => kind === 'finding-unanswered');
      assert.deepEqual([unanswered?.urgent, unanswered?.dueFirst], [1, '2026-06-02']);
    });

    it('shows the finance bureau what was accepted until it is paid to the end', async () => {
      const { office, gate, finance } = desk;
      const toPay = async () => (await trayOf(finance.first)).find(({ kind }) => kind === 'order-to-pay');
      const order = office.order({ quantity: 2 });
      await contracted(office, office.order());
      const accepted = await delivered(office, order);

      const waiting = await toPay();
      const rows = waiting && (await listed(finance.first, waiting));
      const { maker } = await payersOf(gate);
      const part = await pay(maker, accepted, invoice(order, { machines: 1 }));
      const inPart = await toPay();
      const whole = [
        [1, 2],
        [2, 2],
      ] as const;
      await pay(maker, part, invoice(order, { machines: 1, items: whole, final: true }));

      assert.deepEqual([waiting?.count, waiting?.operation, waiting?.query], [1, 'listOrders', { state: 'accepted' }]);
      assert.equal(rows, 1);
      assert.equal(inPart?.count, 1);
      assert.equal((await toPay())?.count, 0);
    });

    it('shows the finance bureau what is overpaid since machines went back, until a credit note takes it back', async () => {
      const { office, gate, finance } = desk;
      const toCredit = async () => (await trayOf(finance.first)).find(({ kind }) => kind === 'payment-to-credit');
      const order = office.order({ quantity: 3 });
      const accepted = await delivered(office, order);
      const payers = await payersOf(gate);
      const paid = await pay(payers.maker, accepted, invoice(order, { machines: 2 }));
      const { items } = (await office.officer.get(`/v1/orders/${idOf(paid)}/acceptances`)).body;
      const [one, two] = items[0].devices.map(({ serial }: { serial: string }) => serial);
      const { giveBack } = deliveriesOf(office);

      const first = await giveBack(paid, [one]);
      const stillOwed = await toCredit();
      await giveBack(first, [two]);
      const overpaid = await toCredit();
      const rows = overpaid && (await listed(finance.first, overpaid));
      const amount = '4999.00';
      await credit(payers, paid.body.payment.id, { amount, lines: [{ line: 1, quantity: 1, amount }] });

      assert.equal(stillOwed?.count, 0, 'of three that came two are left, and two are paid');
      assert.deepEqual([overpaid?.count, overpaid?.query, rows], [1, { overpaid: 'true' }, 1]);
      assert.equal((await toCredit())?.count, 0);
    });

    it('shows approvals a week before they lapse, as urgent on the day before', async () => {
      const { office, gate } = desk;
      const { expiresAt } = (await office.submit(office.order())).body.order;
      const lapsing = async () => (await trayOf(office.officer)).find(({ kind }) => kind === 'order-lapsing');
      const days = Math.round((Date.parse(expiresAt) - Date.parse(gate.clock.now())) / 86_400_000);

      gate.clock.advance({ days: days - 8 });
      assert.equal((await lapsing())?.count, 0);
      gate.clock.advance({ days: 1 });
      const week = await lapsing();
      gate.clock.advance({ days: 6 });
      const eve = await lapsing();

      assert.deepEqual([week?.count, week?.urgent], [1, 0]);
      assert.deepEqual([eve?.count, eve?.urgent, eve?.dueFirst], [1, 1, week?.dueFirst]);
      assert.equal(eve && (await listed(office.officer, eve)), 1);
    });

    it('tells the audit bureau which answers are overdue apart from those that are not, and of drafted rule sets', async () => {
      const { gate } = desk;
      const { agencyCode } = await openOffice(gate, { region: '420300' });
      const auditor = await gate.as('audit', { grant: { region: '420300' } });
      const today = dayOf(gate.clock.now());
      for (const dueOn of [today, addDays(today, 1), addDays(today, 29)]) {
        const raised = await auditor.post('/v1/audit-findings', { agencyCode, ...FINDING, dueOn });
        assert.equal(raised.status, 201, JSON.stringify(raised.body));
      }
      await draft(auditor, { parameters: [LOWER_CAP], inForceFrom: addDays(today, 60) });
      gate.clock.advance({ days: 1 });

      const told = (await trayOf(auditor)).filter(({ count }) => count > 0);

      assert.deepEqual(
        told.map(({ kind, count, urgent, dueFirst }) => [kind, count, urgent, dueFirst]),
        [
          ['finding-overdue', 1, 1, today],
          ['finding-unanswered', 2, 1, addDays(today, 1)],
          ['rule-set-drafted', 1, 0, null],
        ],
      );
      for (const entry of told) assert.equal(await listed(auditor, entry), entry.count, entry.kind);
    });
  });
});
