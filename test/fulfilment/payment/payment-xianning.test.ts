import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import type { DeliveryStatement } from '../../../src/facts/stages/delivery-statement.ts';
import { assertSound } from '../../orders/year-end/close-year-support.ts';
import { read } from '../../reports/reports-support.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Caller, type Gate, startGate } from '../../support/gate.ts';
import * as given from '../../support/given.ts';
import { type Office, openOffice } from '../../support/office.ts';
import { deliveriesOf, foundIn, machines } from '../delivery/acceptance-support.ts';
import { contracted } from '../fulfilment-support.ts';
import { assertPaid, findingsIn, invoice, moneyOf, pay, payersOf } from './payment-support.ts';

const NOT_OWN = { oem: 0, free: 0, fromAbove: 0, unproven: 0, unverified: 0, coveredIfVerified: 0 };
const NO_SEATS = { seats: 0, surplus: 0, held: 0, allocated: 0, freePool: 0, declaredSeats: 0, uncountedSeats: 0 };
const INSTALLED = { ...NOT_OWN, ...NO_SEATS, installations: 2_000, computers: 2_000 };
const ALL_SHORT = { ...INSTALLED, matched: 0, own: 0, shortfall: 2_000, complianceRate: '0.00', coverageRate: '0.00' };
const SHORT_OF_900 = {
  ...INSTALLED,
  ...{ matched: 1_100, own: 1_100, shortfall: 900, complianceRate: '55.00' },
  ...{ seats: 1_100, allocated: 1_100, coverageRate: '55.00' },
};

/** What was found in Xianning: copies on 2,000 computers, and a licence page for 1,100 in the name of a leading group. */
describe('a contract for 2,000 licences with a proof of 1,100 in another body’s name', () => {
  onOneEngine('rules judge facts, wherever they were read', (engine) => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    it('is not paid for one, and leaves every computer with a copy short, where nobody allocated the licences', async () => {
      const { office, order, signed } = await isBought(gate);
      const { maker } = await payersOf(gate);
      const ready = await comes(office, signed, { devices: machines(2_000), items: [licencesOn([])] });
      const devices = await isSeenOnAll(office, ready);

      const whole = await pay(maker, ready, invoice(order, { items: [[1, 2_000]] }));
      const one = await pay(maker, whole, invoice(order, { items: [[1, 1]] }));

      assert.deepEqual(foundIn(ready), [
        'ACC-01 proof-short /items/0/evidence',
        'LIC-04 other-licensee /items/0/licensee',
        'PLN-02 office-short /items',
      ]);
      assert.deepEqual(matchedIn(ready), [0]);
      const unaccepted = 'ACC-01 paid-unaccepted /softwarePlan/0';
      assert.deepEqual(findingsIn(whole), ['rejected', unaccepted, 'LIC-05 above-proof /softwarePlan/0']);
      assert.deepEqual(findingsIn(one), ['rejected', unaccepted]);
      assert.equal((await moneyOf(gate, office.softwareLine)).spent, '0.00');
      assert.deepEqual(await positionOf(office), ALL_SHORT);
      assert.deepEqual(await shortDevices(office), devices);
    });

    it('is paid for the 1,100 that were allocated in writing and not for one more, and leaves 900 computers short', async () => {
      const { office, order, signed } = await isBought(gate);
      const { maker } = await payersOf(gate);
      const installed = await comes(office, signed, { devices: machines(2_000) });
      const devices = await isSeenOnAll(office, installed);
      const ready = await comes(office, installed, { items: [licencesOn([LETTER, CONTRACT])] });

      const whole = await pay(maker, ready, invoice(order, { items: [[1, 2_000]] }));
      const oneMore = await pay(maker, whole, invoice(order, { items: [[1, 1_101]] }));
      const proven = await pay(maker, oneMore, invoice(order, { items: [[1, 1_100]] }));
      const another = await pay(maker, proven, invoice(order, { items: [[1, 1]] }));

      assert.deepEqual(matchedIn(ready), [1_100], JSON.stringify(ready.body.decision.findings));
      for (const answer of [whole, oneMore, another]) {
        assert.deepEqual(findingsIn(answer), ['rejected', 'LIC-05 above-proof /softwarePlan/0']);
      }
      assertPaid(proven);
      assert.equal((await moneyOf(gate, office.softwareLine)).spent, '638000.00');
      assert.deepEqual(await positionOf(office), SHORT_OF_900);
      const seated = await devicesWithSeat(office, ready);
      assert.equal(seated.length, 1_100);
      assert.deepEqual([...seated, ...(await shortDevices(office))].sort(), devices);
      // Of the whole gate, so what the test before left in it is checked, too.
      await assertSound(gate);
    });
  });
});

/** Two thousand computers with office software for each, under contract. */
async function isBought(gate: Gate) {
  const money = { hardwareMoney: '20000000.00', softwareMoney: '2000000.00' };
  const office = await openOffice(gate, { staff: 5_000, ...money });
  const order = office.order({
    quantity: 2_000,
    order: { method: 'batch-centralized' },
    office: { validFrom: '2026-06-01' },
  });
  return { office, order, signed: await contracted(office, order) };
}

const LETTER = { kind: 'allocation-letter' as const, reference: 'XN-2013-7' };
const CONTRACT = { kind: 'purchase-contract' as const, reference: 'HT-2000' };

type Items = NonNullable<DeliveryStatement['items']>;

/** The licences, on a certificate of 1,100 in the name of another body, and on these papers beside it. */
function licencesOn(beside: Items[number]['evidence']): Items[number] {
  const reference = `WPS-XN-${given.nextNumber()}`;
  const certificate = { kind: 'licence-certificate' as const, reference, seats: 1_100 };
  return { item: 1, seats: 2_000, licensee: given.creditCode(), evidence: [certificate, ...beside] };
}

function comes(office: Office, last: Response, came: Partial<DeliveryStatement>): Promise<Response> {
  return deliveriesOf(office).accept(last, { acceptedOn: '2026-06-01', ...came });
}

function matchedIn({ body }: Response): readonly number[] {
  return body.acceptance.items.map(({ matchedSeats }: { matchedSeats: number }) => matchedSeats);
}

/**
 * The software is found on every machine, whatever licence there is. Answers the machines. The last ones are seen first:
 * which copies are short must come from the seats, not from the order in which they were seen.
 */
async function isSeenOnAll({ agencyCode, officer }: Office, { body }: Response): Promise<readonly string[]> {
  const devices: string[] = body.acceptance.devices.map(({ deviceId }: { deviceId: string }) => deviceId).sort();
  const heading = 'agencyCode,deviceId,category,product,edition,version,source,seenFrom,seenLast';
  const rows = devices
    .toReversed()
    .map((id) => `${agencyCode},${id},office,WPS Office,Professional,2023,survey,2026-06-01,2026-06-01`);
  const bytes = [heading, ...rows].join('\n');
  const seen = await officer.send('post', '/v1/installations/import', {
    bytes,
    headers: { 'content-type': 'text/csv' },
  });
  assert.deepEqual([seen.status, seen.body.created], [200, 2_000], JSON.stringify(seen.body).slice(0, 500));
  return devices;
}

/** The position of the agency in office software. */
async function positionOf({ agencyCode, officer }: Office): Promise<unknown> {
  const query = `groupBy=category&category=office&agencyCode=${agencyCode}`;
  const { items } = await read(officer, `/v1/licence-positions?${query}`);
  assert.equal(items.length, 1);
  return items[0].figures;
}

async function shortDevices({ agencyCode, officer }: Office): Promise<readonly string[]> {
  const query = `category=office&agencyCode=${agencyCode}`;
  const copies = await all(officer, `/v1/licence-positions/shortfalls?${query}`);
  return copies.map(({ device }) => (device as { id: string }).id).sort();
}

/** The machines that were given one of the licences that came. */
async function devicesWithSeat({ officer }: Office, { body }: Response): Promise<readonly string[]> {
  const [{ entitlementId }] = body.acceptance.items;
  const seats = await all(officer, `/v1/allocations?entitlementId=${entitlementId}`);
  return seats.map(({ deviceId }) => String(deviceId));
}

async function all(caller: Caller, path: string): Promise<readonly Record<string, unknown>[]> {
  const found: Record<string, unknown>[] = [];
  for (let after = ''; ; ) {
    const { items, next } = await read(caller, `${path}&limit=200${after}`);
    found.push(...items);
    if (next === null) return found;
    after = `&after=${next}`;
  }
}
