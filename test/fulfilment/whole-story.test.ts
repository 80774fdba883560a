import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import type { OrderSubmission } from '../../src/facts/submission.ts';
import { officeForEachTest } from '../orders/life-support.ts';
import { assertApproved } from '../orders/tricky-cases/tricky-orders.ts';
import { read } from '../reports/reports-support.ts';
import { forEachEngine } from '../support/databases.ts';
import type { Gate } from '../support/gate.ts';
import type { Office } from '../support/office.ts';
import {
  assertDelivered,
  assertSound,
  deliveriesOf,
  devicesOf,
  found,
  licences,
  machines,
  rightsOf,
} from './delivery/acceptance-support.ts';
import { contractFor, stepsOf } from './fulfilment-support.ts';
import { assertPaid, credit, invoice, moneyOf, type Payers, pay, payersOf } from './payment/payment-support.ts';

/** From an approval to licences, money and ledgers, and part of the way back; no number may be off by one. */
describe('the whole story of an order for twenty computers', () => {
  forEachEngine('statements', (engine) => {
    const here = officeForEachTest(engine);

    it('ends with every licence, every fen and every computer where it belongs', async () => {
      const { gate, office } = here;
      const story = { gate, office, payers: await payersOf(gate) };

      const { order, signed } = await isBought(story);
      const came = await comesInTwo(story, signed);
      const paid = await isPaid(story, came, order);
      await goesBack(story, paid);

      await assertSound(gate);
    });
  });
});

interface Story {
  readonly gate: Gate;
  readonly office: Office;
  readonly payers: Payers;
}

async function isBought({ gate, office }: Story): Promise<{ order: OrderSubmission; signed: Response }> {
  // Five spare seats of office software are there before, proven and verified.
  const spare = await spareSeats(gate, office.agencyCode);
  assert.deepEqual(await positionsOf(gate, office.agencyCode), ['office: 0 installed, 0 oem, 0 own, 0 short, 5 over']);
  assert.deepEqual(await computersOf(gate, office.agencyCode), [0, 0, 0, 0]);

  // Twenty computers: office software for fifteen is bought, for five it is there.
  const order = orderOf(office, spare);
  const approved = await office.submit(order);
  assertApproved(approved);
  assert.deepEqual(approved.body.decision.register.holds, [{ entitlementId: spare, seats: 5 }]);
  const signed = await stepsOf(office.officer).contract(approved, contractFor(order));
  assertApproved(signed);
  assert.deepEqual(await moneyOf(gate, office.hardwareLine), {
    ...{ available: '900020.00', encumbered: '99980.00', spent: '0.00' },
  });
  return { order, signed };
}

async function comesInTwo({ gate, office }: Story, signed: Response): Promise<Response> {
  const deliveries = deliveriesOf(office);
  // In September, when the licences begin, twelve computers come with all of them, then six, two with the Home edition.
  gate.clock.advance({ days: 92 });
  const acceptedOn = '2026-09-01';
  const first = await deliveries.accept(signed, {
    acceptedOn,
    devices: machines(12),
    items: [licences(office, 1, 15), licences(office, 2, 20)],
  });
  assertDelivered(first, 'approved', 'contracted');
  const home = { operatingSystem: found({ edition: 'Home' }) };
  const second = await deliveries.accept(first, {
    acceptedOn,
    devices: [...machines(4), ...machines(2, home)],
  });
  assert.equal(second.body.decision.outcome, 'rejected');
  assert.ok(
    second.body.decision.findings.every(({ pointer }: { pointer: string }) => /^\/devices\/[45]/.test(pointer)),
  );
  assert.deepEqual((await devicesOf(gate, office)).length, 16);
  assert.deepEqual(await positionsOf(gate, office.agencyCode), [
    'operating-system: 16 installed, 16 oem, 0 own, 0 short, 0 over',
    'office: 16 installed, 0 oem, 16 own, 0 short, 4 over',
    'antivirus-client: 16 installed, 0 oem, 16 own, 0 short, 4 over',
  ]);
  return second;
}

async function isPaid({ gate, office, payers }: Story, came: Response, order: OrderSubmission): Promise<Response> {
  // Eighteen are more than may be paid for; sixteen are not.
  const tooMany = await pay(payers.maker, came, invoice(order, { machines: 18 }));
  assert.deepEqual([tooMany.status, tooMany.body.decision.outcome], [201, 'rejected']);
  const paid = await pay(
    payers.maker,
    tooMany,
    invoice(order, {
      machines: 16,
      items: [
        [1, 15],
        [2, 20],
      ],
    }),
  );
  assertPaid(paid);
  assert.deepEqual(await moneyOf(gate, office.hardwareLine), {
    ...{ available: '900020.00', encumbered: '19996.00', spent: '79984.00' },
  });
  return paid;
}

async function goesBack({ gate, office, payers }: Story, paid: Response): Promise<void> {
  // One of the sixteen goes back, with its system; its price is credited by two people.
  const [serial = ''] = (await devicesOf(gate, office)).map((told) => told.split(' ')[0] ?? '');
  const returned = await deliveriesOf(office).giveBack(paid, [serial], {}, '2026-09-01');
  assert.equal(returned.status, 201, JSON.stringify(returned.body));
  const credited = await credit(payers, paid.body.payment.id, {
    amount: '4999.00',
    lines: [{ line: 1, quantity: 1, amount: '4999.00' }],
  });
  assert.equal(credited.body.state, 'executed', JSON.stringify(credited.body));
  assert.deepEqual(await moneyOf(gate, office.hardwareLine), {
    ...{ available: '900020.00', encumbered: '24995.00', spent: '74985.00' },
  });
  // The day it went is its last in the register; from the next one on it is gone.
  gate.clock.advance({ days: 1 });
  assert.deepEqual(await positionsOf(gate, office.agencyCode), [
    'operating-system: 15 installed, 15 oem, 0 own, 0 short, 0 over',
    'office: 15 installed, 0 oem, 15 own, 0 short, 5 over',
    'antivirus-client: 15 installed, 0 oem, 15 own, 0 short, 5 over',
  ]);
  // Seats as bought, given to machines, and kept for the five that are still to come: one of the spare five, four new.
  assert.deepEqual(await rightsOf(gate, office), [
    'antivirus-client subscription 20/15/0',
    'office volume 20/15/1',
    'operating-system oem 15/15/0',
  ]);
  assert.deepEqual(await computersOf(gate, office.agencyCode), [15, 15, 30, 0]);
}

/** What an agency has, needs and has left by kind of software, today. */
async function positionsOf(gate: Gate, agencyCode: string): Promise<readonly string[]> {
  const { items } = await read(gate.installer, `/v1/licence-positions?groupBy=category&agencyCode=${agencyCode}`);
  return items.map(({ category, figures }: { category: string; figures: Record<string, number> }) => {
    const { installations, oem, own, shortfall, surplus } = figures;
    return `${category}: ${installations} installed, ${oem} oem, ${own} own, ${shortfall} short, ${surplus} over`;
  });
}

async function computersOf(gate: Gate, agencyCode: string): Promise<readonly number[]> {
  const { total } = await read(gate.installer, `/v1/reports/software-summary?agencyCode=${agencyCode}`);
  return [total.computers, total.preinstalled, total.commercial, total.unlicensed];
}

async function spareSeats(gate: Gate, agencyCode: string): Promise<string> {
  const { status, body } = await gate.installer.post('/v1/entitlements', {
    ...{ agencyCode, licensee: agencyCode, category: 'office', product: 'WPS Office', edition: 'Professional' },
    ...{ version: '2023', metric: 'device', seats: 5, channel: 'volume', validFrom: '2025-01-01', transferable: true },
    ...{ platforms: ['linux-arm64'], acquiredOn: '2025-01-01' },
    evidence: [{ kind: 'licence-certificate', reference: 'WPS-OLD-1', seats: 5 }],
  });
  assert.equal(status, 201, JSON.stringify(body));
  return body.id;
}

function orderOf(office: Office, spare: string): OrderSubmission {
  const bought = office.order({ quantity: 20, office: { seats: 15 } });
  const [newOffice] = bought.softwarePlan ?? [];
  const spareItem = {
    ...newOffice,
    ...{ item: 3, provision: 'spare-entitlement' as const, seats: 5, entitlementId: spare },
    ...{ unitPrice: null, funding: [], evidence: [] },
  };
  return { ...bought, softwarePlan: [...(bought.softwarePlan ?? []), spareItem] };
}
