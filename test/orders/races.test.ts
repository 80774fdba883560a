import assert from 'node:assert/strict';
import { type GateProcess, startGateProcess } from '../faults/gate-process-control.ts';
import { ENGINES, forEachEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { size } from '../support/long.ts';
import { type Office, openEntitlement, openLine, openOffice, rulesIn } from '../support/office.ts';

const BOOTSTRAP_KEY = 'gk_the_bootstrap_key_of_every_test_gate';

const outcomes = (answers: readonly { readonly body: { readonly decision: { readonly outcome: string } } }[]) =>
  answers.map(({ body }) => body.decision.outcome);

const countOf = (list: readonly string[], what: string): number => list.filter((one) => one === what).length;

describe('orders that arrive at the same moment', () => {
  forEachEngine('locks', (engine) => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    const lineNamed = async (code: string) => (await gate.installer.get(`/v1/budget-lines/${code}`)).body;

    it('get money that suffices for ten of forty exactly ten times', async () => {
      const office = await openOffice(gate, { hardwareMoney: '49990.00' });
      const orders = Array.from({ length: 40 }, () => batchOrder(office));

      const answers = await Promise.all(orders.map(office.submit));

      assert.equal(countOf(outcomes(answers), 'approved'), 10);
      const refused = answers.filter(({ body }) => body.decision.outcome !== 'approved');
      for (const answer of refused) assert.deepEqual(rulesIn(answer), ['BUD-02']);
      const line = await lineNamed(office.hardwareLine);
      assert.deepEqual([line.reserved, line.available], ['49990.00', '0.00']);
    });

    it('get five spare seats exactly five times out of twenty', async () => {
      const office = await openOffice(gate);
      const entitlementId = await openEntitlement(gate, { agencyCode: office.agencyCode, seats: 5 });
      const spare = { provision: 'spare-entitlement', entitlementId, unitPrice: null, deliverBy: null } as const;
      const orders = Array.from({ length: 20 }, () => batchOrder(office, { office: spare }));

      const answers = await Promise.all(orders.map(office.submit));

      assert.equal(countOf(outcomes(answers), 'approved'), 5);
      const refused = answers.filter(({ body }) => body.decision.outcome !== 'approved');
      for (const answer of refused) assert.ok(rulesIn(answer).includes('LIC-02'));
      const { held, free } = (await gate.installer.get(`/v1/entitlements/${entitlementId}`)).body;
      assert.deepEqual({ held, free }, { held: 5, free: 0 });
    });

    it('with one reference are one order: fifty retries get one decision, the same answer, and one reservation', async () => {
      const office = await openOffice(gate);
      const order = batchOrder(office);

      const answers = await Promise.all(Array.from({ length: 50 }, () => office.submit(order)));

      const statuses = answers.map(({ status }) => String(status));
      assert.deepEqual([countOf(statuses, '201'), countOf(statuses, '200')], [1, 49]);
      const [first] = answers;
      for (const { body } of answers) assert.deepEqual(body, first?.body);
      assert.equal((await lineNamed(office.hardwareLine)).reserved, '4999.00');
      const decisions = await office.officer.get(`/v1/orders/${first?.body.order.id}/decisions`);
      assert.equal(decisions.body.items.length, 1);
    });

    it('with one reference and two bodies are one order, and whoever came second is told so', async () => {
      const office = await openOffice(gate);
      const order = batchOrder(office);
      const bodies = Array.from({ length: 20 }, (_, index) => ({ ...order, justification: `第 ${index % 2} 种` }));

      const answers = await Promise.all(bodies.map(office.submit));

      const statuses = answers.map(({ status }) => String(status));
      assert.deepEqual(
        ['201', '200', '422'].map((status) => countOf(statuses, status)),
        [1, 9, 10],
      );
      assert.equal((await lineNamed(office.hardwareLine)).reserved, '4999.00');
    });

    it('amended twenty times at once from one reading are amended once; the others must read again', async () => {
      const office = await openOffice(gate);
      const order = batchOrder(office);
      const { body, headers } = await office.submit(order);
      const amendments = Array.from({ length: 20 }, (_, index) => ({ ...order, justification: `变更 ${index}` }));

      const answers = await Promise.all(
        amendments.map((amendment) =>
          office.officer.post(`/v1/orders/${body.order.id}/amendments`, amendment, { 'if-match': headers.etag ?? '' }),
        ),
      );

      const statuses = answers.map(({ status }) => String(status));
      assert.deepEqual([countOf(statuses, '201'), countOf(statuses, '412')], [1, 19]);
      assert.equal((await lineNamed(office.hardwareLine)).reserved, '4999.00');
    });
  });
});

/** Bought in the centralized batch: many e-mall orders of one agency in an hour would be splitting. */
function batchOrder(office: Office, wish: Parameters<Office['order']>[0] = {}) {
  return office.order({ ...wish, order: { method: 'batch-centralized', ...wish.order } });
}

if (ENGINES.includes('mysql')) {
  describe('two processes on one MariaDB', () => {
    let gate: Gate;
    let processes: readonly GateProcess[] = [];
    before(async () => {
      gate = await startGate({ engine: 'mysql' });
      const { databaseUrl, dataDir, clock } = gate;
      // Nobody reads long here.
      const env = { GATE_READERS: '0' };
      const choice = { databaseUrl, dataDir, bootstrapKey: BOOTSTRAP_KEY, now: clock.now(), env };
      processes = await Promise.all([startGateProcess(choice), startGateProcess(choice)]);
    });
    after(async () => {
      await Promise.all(processes.map(({ stop }) => stop()));
      await gate.close();
    });

    it('approve exactly one of two orders that only together cross the open-tender line, every time', async function () {
      this.slow(40_000);
      for (let time = 1; time <= size({ test: 5, long: 20 }); time += 1) {
        const { office, orders } = await twoHalves(gate);

        const answers = await Promise.all(
          orders.map((order, index) => submitTo(processes[index], { order, secret: office.officer.secret })),
        );

        const seen = answers.map(({ outcome }) => outcome).sort();
        assert.deepEqual(seen, ['approved', 'rejected'], `time ${time}: ${JSON.stringify(answers)}`);
        const rejected = answers.find(({ outcome }) => outcome === 'rejected');
        assert.deepEqual(rejected?.rules, ['PRC-02']);
      }
    });
  });
}

/** Each 1,199,760 yuan of computers, on a budget line of its own, both lines of one project: the line is at 2,000,000. */
async function twoHalves(gate: Gate) {
  const office = await openOffice(gate, { staff: 100_000, hardwareMoney: '5000000.00', softwareMoney: '5000000.00' });
  const { agencyCode } = office;
  const second = await openLine(gate, { agencyCode, economicClass: '31002', appropriation: '5000000.00' });
  const orders = [office.hardwareLine, second].map((hardwareLine) => office.order({ quantity: 240, hardwareLine }));
  return { office, orders };
}

interface SentOrder {
  readonly order: object;
  readonly secret: string | undefined;
}

async function submitTo(process: GateProcess | undefined, { order, secret }: SentOrder) {
  const answer = await fetch(`${process?.url}/v1/orders`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify(order),
  });
  const { decision, detail } = (await answer.json()) as {
    readonly decision?: { readonly outcome: string; readonly findings: readonly { readonly rule: string }[] };
    readonly detail?: string;
  };
  const rules = [...new Set((decision?.findings ?? []).map(({ rule }) => rule))];
  return { outcome: decision?.outcome ?? `${answer.status} ${detail}`, rules };
}
