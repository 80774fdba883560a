import assert from 'node:assert/strict';
import type { ContractStatement } from '../../../src/orders/contract/contract-body.ts';
import { contracted, contractFor, moneyOn, stepsOf } from '../../fulfilment/fulfilment-support.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { nextNumber, withoutSystem } from '../../support/given.ts';
import { type Office, openLine, openOffice } from '../../support/office.ts';
import { actsOf, assertRefused, idOf, movesOf, standingOf } from '../life-support.ts';
import { assertApproved } from '../tricky-cases/tricky-orders.ts';

describe('a contract that cannot be judged', () => {
  onOneEngine('what is refused is told of what was read', (engine) => {
    let gate: Gate;
    let office: Office;
    before(async () => {
      gate = await startGate({ engine });
    });
    beforeEach(async () => {
      office = await openOffice(gate);
    });
    after(() => gate.close());

    const contract = (...args: Parameters<ReturnType<typeof stepsOf>['contract']>) =>
      stepsOf(office.officer).contract(...args);
    const logSize = async (): Promise<number> => (await gate.installer.get('/v1/log/head')).body.size;

    const faults: readonly (readonly [string, string, Partial<ContractStatement>, readonly string[]])[] = [
      ['signed tomorrow', 'contract.signed_on', { signedOn: '2026-06-02' }, ['/signedOn']],
      ['for a line that the order does not have', 'contract.unknown_part', { lines: [{ line: 2 }] }, ['/lines/0']],
      [
        'for an item that it does not have',
        'contract.unknown_part',
        { softwarePlan: [{ item: 3 }] },
        ['/softwarePlan/0'],
      ],
      ['that names a line twice', 'contract.unknown_part', { lines: [{ line: 1 }, { line: 1 }] }, ['/lines/1']],
      ['for another quantity', 'contract.quantity', { lines: [{ line: 1, quantity: 3 }] }, ['/lines/0/quantity']],
      ['for fewer seats', 'contract.quantity', { softwarePlan: [{ item: 1, seats: 1 }] }, ['/softwarePlan/0/seats']],
      ['whose total is not its sum', 'contract.amounts', { total: '11339.99' }, ['/total']],
      [
        'whose price is not in its total',
        'contract.amounts',
        { lines: [{ line: 1, unitPrice: '4998.00' }] },
        ['/total'],
      ],
      [
        'that no budget could hold',
        'contract.amounts',
        { lines: [{ line: 1, unitPrice: '9999999999999.99' }] },
        ['/total'],
      ],
    ];
    for (const [says, code, own, pointers] of faults) {
      it(`${says} is refused with its place, and leaves nothing behind`, async () => {
        const order = office.order({ quantity: 2 });
        const approved = await office.submit(order);
        const size = await logSize();

        const answer = await contract(approved, contractFor(order, own));

        assertRefused(answer, 422, code);
        assert.deepEqual(
          answer.body.errors.map(({ pointer }: { pointer: string }) => pointer),
          pointers,
        );
        assert.equal(await logSize(), size);
      });
    }

    it('because a tender has left open what is bought must say it', async () => {
      const order = office.order({
        line: { brand: null, model: null },
        office: { product: null },
        order: { method: 'inquiry' },
      });
      const approved = await office.submit({ ...order, supplier: null });

      const answer = await contract(approved, contractFor(order));

      assertApproved(approved);
      assertRefused(answer, 422, 'contract.incomplete');
      assert.equal(answer.body.errors.length, 3);
    });

    it('because several budget lines pay must say how they share a new price', async () => {
      const other = await openLine(gate, {
        agencyCode: office.agencyCode,
        economicClass: '31002',
        appropriation: '9000.00',
      });
      const order = office.order();
      const [line] = order.lines;
      assert.ok(line);
      const funding = [
        { budgetLine: office.hardwareLine, amount: '4000.00' },
        { budgetLine: other, amount: '999.00' },
      ];
      const approved = await office.submit({ ...order, lines: [{ ...line, funding }] });
      const cheaper = { line: 1, unitPrice: '4899.00' };
      const shared = [
        { budgetLine: office.hardwareLine, amount: '4000.00' },
        { budgetLine: other, amount: '899.00' },
      ];

      const unsaid = await contract(approved, contractFor(order, { total: '5570.00', lines: [cheaper] }));
      const beyond = await contract(
        approved,
        contractFor(order, { lines: [{ line: 1, funding: [{ budgetLine: other, amount: '4999.00' }] }] }),
      );
      const said = await contract(
        approved,
        contractFor(order, { total: '5570.00', lines: [{ ...cheaper, funding: shared }] }),
      );

      assertApproved(approved);
      assertRefused(unsaid, 422, 'contract.amounts');
      assert.equal(unsaid.body.errors[0].pointer, '/lines');
      assertRefused(beyond, 422, 'contract.above_reserved');
      assertApproved(said);
      assert.deepEqual(await moneyOn(gate, other), { available: '8101.00', reserved: '0.00', encumbered: '899.00' });
    });

    it('because its supplier is not named is malformed', async () => {
      const order = office.order();
      const approved = await office.submit(order);
      const { supplier: _supplier, ...unnamed } = contractFor(order);

      const answer = await office.officer.post(`/v1/orders/${idOf(approved)}/contract`, unnamed, {
        'if-match': String(approved.headers.etag),
      });

      assertRefused(answer, 400, 'request.invalid');
    });

    for (const [state, reach] of [
      ['rejected', () => office.submit(withoutSystem(office.order()))],
      ['withdrawn', async () => actsOf(office.officer).withdraw(await office.submit(office.order()))],
      ['contracted', () => contracted(office, office.order())],
      ['terminated', async () => stepsOf(office.officer).terminate(await contracted(office, office.order()))],
    ] as const) {
      it(`because the order is ${state} is refused, and so is the end of what has no contract`, async () => {
        const last = await reach();
        const { terminate } = stepsOf(office.officer);

        const answer = await contract(last, contractFor(office.order()));

        assert.equal(last.body.order?.state ?? last.body.state, state);
        assertRefused(answer, 409, 'order.state');
        if (state !== 'contracted') assertRefused(await terminate(last), 409, 'order.state');
      });
    }

    it('needs the tag of the order as it stands', async () => {
      const order = office.order();
      const approved = await office.submit(order);
      const amended = await actsOf(office.officer).amend(approved, { ...order, justification: '更正说明' });
      const path = `/v1/orders/${idOf(approved)}/contract`;

      assertRefused(await contract(approved, contractFor(order)), 412, 'order.stale');
      assertRefused(await office.officer.post(path, contractFor(order)), 428, 'request.precondition_required');
      assertApproved(await contract(amended, contractFor(order)));
    });

    it('finds no order of another agency, and a platform none but approved ones', async () => {
      const other = await openOffice(gate);
      const platform = await gate.as('platform');
      const abroad = await gate.as('platform', { grant: { region: '511300' } });
      const machine = await gate.as('machine', { grant: { agencies: [office.agencyCode] }, scopes: ['assets:write'] });
      const reader = await gate.as('machine', { grant: { agencies: [office.agencyCode] }, scopes: ['orders:write'] });
      const order = office.order();
      const approved = await office.submit(order);
      const rejected = await office.submit(withoutSystem(office.order()));

      assertRefused(await stepsOf(other.officer).contract(approved, contractFor(order)), 404, 'order.not_found');
      assertRefused(await stepsOf(abroad).contract(approved, contractFor(order)), 404, 'order.not_found');
      assertRefused(await stepsOf(platform).contract(rejected, contractFor(order)), 404, 'order.not_found');
      assertRefused(await stepsOf(reader).contract(approved, contractFor(order)), 403, 'access.scope');
      assertRefused(await stepsOf(platform).terminate(approved), 403, 'access.role');
      const byPlatform = await stepsOf(platform).contract(approved, contractFor(order));
      assertApproved(byPlatform);
      assertRefused(await stepsOf(other.officer).terminate(byPlatform), 404, 'order.not_found');
      assert.equal((await stepsOf(machine).terminate(byPlatform)).body.state, 'terminated');
    });
  });
});

describe('a contract after the clearance has lapsed', () => {
  onOneEngine('what is refused is told of what was read', (engine) => {
    it('finds an order that has expired with its money', async () => {
      const gate = await startGate({ engine });
      const office = await openOffice(gate);
      const order = office.order();
      const approved = await office.submit(order);
      const { contract } = stepsOf(office.officer);
      gate.clock.advance({ days: 90 });

      const first = await contract(approved, contractFor(order));
      const expired = await office.officer.get(`/v1/orders/${idOf(approved)}`);
      const second = await contract(expired, contractFor(order));

      assertRefused(first, 412, 'order.stale');
      assert.equal(expired.body.state, 'expired');
      assertRefused(second, 409, 'order.state');
      assert.deepEqual(await movesOf(gate, office.hardwareLine, approved), [
        'reservation 4999.00 available → reserved',
        'lapse 4999.00 reserved → available',
      ]);
      await gate.close();
    });
  });
});

describe('a contract whose request is sent again with its Idempotency-Key', () => {
  onOneEngine('what is refused is told of what was read', (engine) => {
    let gate: Gate;
    let office: Office;
    before(async () => {
      gate = await startGate({ engine });
      office = await openOffice(gate);
    });
    after(() => gate.close());

    const keyed = () => ({ 'idempotency-key': `key-${nextNumber()}` });
    const logSize = async (): Promise<number> => (await gate.installer.get('/v1/log/head')).body.size;

    it('gets the first answer again, also twenty times at once, and encumbers once', async () => {
      const order = office.order();
      const approved = await office.submit(order);
      const { contract, terminate } = stepsOf(office.officer);
      const [statement, key, size] = [contractFor(order), keyed(), await logSize()];

      const answers = await Promise.all(Array.from({ length: 20 }, () => contract(approved, statement, key)));

      const [first] = answers;
      assert.ok(first);
      assertApproved(first);
      for (const answer of answers)
        assert.deepEqual([answer.body, answer.headers.etag], [first.body, first.headers.etag]);
      assert.equal(await logSize(), size + 1);
      assert.equal((await moneyOn(gate, office.hardwareLine)).encumbered, '4999.00');
      assertRefused(await contract(approved, contractFor(order), key), 422, 'idempotency_key.reused');

      const ending = keyed();
      const ended = await terminate(first, ending);
      const endedAgain = await terminate(first, ending);
      assert.deepEqual([endedAgain.status, endedAgain.body], [200, ended.body]);
      assert.deepEqual(standingOf(await contract(approved, statement, key)), {
        ...{ state: 'terminated', outcome: 'approved', revision: null, latestRevision: 2 },
      });
      assert.equal((await moneyOn(gate, office.hardwareLine)).encumbered, '0.00');
    });

    it('without a key is done once by whoever comes first with one tag', async () => {
      const order = office.order();
      const approved = await office.submit(order);
      const { contract } = stepsOf(office.officer);

      const answers = await Promise.all(Array.from({ length: 10 }, () => contract(approved, contractFor(order))));

      assert.deepEqual(answers.map(({ status }) => status).sort(), [201, ...Array.from({ length: 9 }, () => 412)]);
    });
  });
});
