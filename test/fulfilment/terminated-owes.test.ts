import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { owedUndertakings } from '../../src/orders/contract/list-owed-undertakings.ts';
import { change, idOf } from '../orders/life-support.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { type Office, openOffice, rulesIn } from '../support/office.ts';
import { assertDelivered, assertSound, deliveriesOf, licences, machines } from './delivery/acceptance-support.ts';
import { contracted, stepsOf } from './fulfilment-support.ts';

describe('a contract that is ended', () => {
  forEachEngine('statements', (engine) => {
    let gate: Gate;
    let office: Office;
    before(async () => {
      gate = await startGate({ engine });
    });
    beforeEach(async () => {
      office = await openOffice(gate);
    });
    after(async () => {
      await assertSound(gate);
      await gate.close();
    });

    const bought = (quantity: number, of = office) =>
      contracted(of, of.order({ quantity, order: { method: 'batch-centralized' } }));
    const terminate = (last: Response, of = office) => stepsOf(of.officer).terminate(last);
    const owed = async (order: Response): Promise<readonly string[]> => {
      const { items } = (await gate.installer.get(`/v1/undertakings?orderId=${idOf(order)}&limit=50`)).body;
      return items
        .map(
          ({ category, state, seats, deliveredSeats }: Record<string, unknown>) =>
            `${category} ${state} ${deliveredSeats}/${seats}`,
        )
        .sort();
    };
    const undertaking = async (order: Response, category: string): Promise<string> => {
      const { items } = (await gate.installer.get(`/v1/undertakings?orderId=${idOf(order)}&limit=50`)).body;
      return items.find((one: { category: string }) => one.category === category).id;
    };

    it('owes its plan to the machines that came, and no more', async () => {
      const last = await bought(5);
      const came = await deliveriesOf(office).accept(last, {
        acceptedOn: '2026-06-01',
        devices: machines(3),
        items: [licences(office, 2, 3)],
      });
      assertDelivered(came, 'approved', 'contracted');

      assert.equal((await terminate(came)).status, 200);

      assert.deepEqual(await owed(last), ['antivirus-client void 3/5', 'office open 0/3']);
    });

    it('owes nothing where nothing came, or all of it went back', async () => {
      const first = await bought(2);
      await terminate(first);
      const second = await bought(2);
      const devices = machines(2);
      const came = await deliveriesOf(office).accept(second, { acceptedOn: '2026-06-01', devices });
      const back = await deliveriesOf(office).giveBack(
        came,
        devices.map(({ serial }) => serial),
      );
      await terminate(back);

      assert.deepEqual(await owed(first), ['antivirus-client void 0/2', 'office void 0/2']);
      assert.deepEqual(await owed(second), ['antivirus-client void 0/2', 'office void 0/2']);
    });

    it('of a classified order tells nobody how many are owed but the register', async () => {
      const secret = await openOffice(gate, { isClassified: true });
      const last = await bought(3, secret);
      const came = await deliveriesOf(secret).accept(last, { acceptedOn: '2026-06-01', devices: machines(2) });
      assert.equal(came.status, 201, JSON.stringify(came.body));
      const ended = await terminate(came, secret);
      assert.equal(ended.status, 200, JSON.stringify(ended.body));

      assert.deepEqual(await owed(last), ['antivirus-client open 0/2', 'office open 0/2']);
    });

    it('holds up the next order once it is overdue, until the licences are there', async () => {
      const last = await bought(5);
      const came = await deliveriesOf(office).accept(last, { acceptedOn: '2026-06-01', devices: machines(5) });
      await terminate(came);
      const next = () => office.submit(office.order({ quantity: 1, order: { method: 'batch-centralized' } }));

      assert.equal(rulesIn(await next()).includes('ACC-03'), false);
      gate.clock.advance({ days: 130 });
      assert.equal(rulesIn(await next()).includes('ACC-03'), true);

      let closedBy = '';
      for (const category of ['office', 'antivirus-client']) {
        const closesUndertaking = await undertaking(last, category);
        const evidence = [{ kind: 'licence-certificate', reference: `ZS-${closesUndertaking}` }];
        const licence = { category, product: 'Yozo', metric: 'device', channel: 'volume', closesUndertaking, evidence };
        const own = { agencyCode: office.agencyCode, licensee: office.agencyCode };
        const few = await gate.installer.post('/v1/entitlements', { ...own, ...licence, seats: 4 });
        assert.deepEqual([few.status, few.body.code], [422, 'entitlement.undertaking']);
        const enough = await gate.installer.post('/v1/entitlements', { ...own, ...licence, seats: 5 });
        assert.equal(enough.status, 201, JSON.stringify(enough.body));
        closedBy = enough.body.id;
      }
      assert.equal(rulesIn(await next()).includes('ACC-03'), false);
      assert.deepEqual(await owed(last), ['antivirus-client closed 5/5', 'office closed 5/5']);
      await change(gate, `/v1/entitlements/${closedBy}`, { closesUndertaking: null });
      assert.deepEqual(await owed(last), ['antivirus-client open 0/5', 'office closed 5/5']);
    });
  });
});

describe('what an ended contract owes', () => {
  const machine = (line: number, quantity: number) => ({ line, goods: 'computer' as const, description: '', quantity });
  const open = (seats: number, deliveredSeats: number) => [
    { id: 'und_1', item: 1, seats, deliveredSeats, dueOn: null },
  ];
  const owes = (
    lines: readonly (readonly [quantity: number, accepted: number, returned: number])[],
    undertaken: readonly [seats: number, delivered: number],
  ): number =>
    owedUndertakings(
      { lines: lines.map(([quantity], index) => machine(index + 1, quantity)) },
      { lines: new Map(lines.map(([, accepted, returned], index) => [index + 1, { accepted, returned }])) },
      open(...undertaken),
    ).reduce((sum, { seats }) => sum + seats, 0);

  it('is the share of the machines that stay, rounded up, unless that has come', () => {
    assert.equal(owes([[5, 5, 0]], [5, 0]), 5);
    assert.equal(owes([[5, 3, 1]], [5, 0]), 2);
    assert.equal(owes([[3, 1, 0]], [4, 0]), 2);
    assert.equal(owes([[5, 3, 0]], [5, 2]), 3);
    assert.equal(owes([[5, 3, 0]], [5, 3]), 0);
    assert.equal(owes([[5, 2, 2]], [5, 0]), 0);
    assert.equal(
      owes(
        [
          [2, 2, 0],
          [8, 0, 0],
        ],
        [10, 0],
      ),
      2,
    );
  });

  it('is nothing of lines that run no software', () => {
    const monitors = { line: 1, goods: 'other' as const, description: '显示器', quantity: 2 };

    assert.deepEqual(
      owedUndertakings({ lines: [monitors] }, { lines: new Map([[1, { accepted: 2, returned: 0 }]]) }, open(2, 0)),
      [],
    );
  });
});
