import assert from 'node:assert/strict';
import { inSnapshot, inTransaction } from '../../src/db/index.ts';
import { moveUnits, reconcileCounters } from '../../src/ledger/index.ts';
import { governed } from '../../src/log/index.ts';
import {
  BUREAU,
  bureau,
  event,
  gateForEachTest,
  given,
  LIBRARY,
  leafTypes,
  library,
} from '../agencies/agency-examples.ts';
import { forEachEngine } from '../support/databases.ts';
import type { Gate } from '../support/gate.ts';

const PATH = '/v1/budget-lines';
const CODE = 'JZ-2026-31002-01';

function line(different: object = {}): object {
  return {
    code: CODE,
    agencyCode: BUREAU,
    fiscalYear: 2026,
    project: '办公设备更新',
    economicClass: '31002',
    governmentProcurement: true,
    appropriation: '500000.00',
    ...different,
  };
}

/** Reserves money as a decision does. */
function reserve(gate: Gate, quantity: number): Promise<void> {
  const move = {
    accountKind: 'budget-line',
    account: CODE,
    orderId: 'ord_1',
    from: 'available',
    to: 'reserved',
    quantity,
    cause: 'reservation',
  } as const;
  return inTransaction(gate.db, (tx) =>
    governed(tx, gate.deps, async (entry) => {
      const { logIndex } = entry.append({ type: 'order.decided', subject: 'order/ord_1', by: null, body: {} });
      await moveUnits(entry.tx, [{ logIndex, keyId: 'key_1', moves: [move] }]);
    }),
  );
}

async function moves(gate: Gate, query = ''): Promise<readonly (readonly unknown[])[]> {
  const { body } = await gate.installer.get(`${PATH}/${CODE}/moves${query}`);
  return body.items.map((move: Record<string, unknown>) => [move.from, move.to, move.amount, move.cause]);
}

async function mismatches(gate: Gate): Promise<readonly unknown[]> {
  return (await inSnapshot(gate.db, reconcileCounters)).mismatches;
}

describe('budget lines', () => {
  forEachEngine((engine) => {
    const here = gateForEachTest(engine);

    beforeEach(async () => {
      await given(here.gate, '/v1/agencies', bureau());
    });

    it('get their money by moves and in no other way', async () => {
      const response = await here.gate.installer.post(PATH, line({ elsewhere: '32000.5' }));

      const { appropriation, elsewhere, reserved, available, state, projectKind, documentNumber } = response.body;
      assert.deepEqual([appropriation, elsewhere, reserved, available], ['500000.00', '32000.50', '0.00', '467999.50']);
      assert.deepEqual([state, projectKind, documentNumber], ['open', 'ordinary', null]);
      assert.deepEqual(await moves(here.gate), [
        ['outside', 'available', '500000.00', 'appropriation'],
        ['available', 'elsewhere', '32000.50', 'used-elsewhere'],
      ]);
      assert.deepEqual(await mismatches(here.gate), []);
      assert.deepEqual(await leafTypes(here.gate, `budget-line/${CODE}`), ['budget-line.created']);
    });

    it('are revised by the difference, and stay readable as they stood', async () => {
      const { tag, logIndex } = await given(here.gate, PATH, line({ elsewhere: '1000.00' }));
      await reserve(here.gate, 20_000_00);

      const changes = { appropriation: '450000.00', elsewhere: '400.00' };
      const changed = await here.gate.installer.post(`${PATH}/${CODE}/events`, event(changes), { 'if-match': tag });

      assert.equal(changed.status, 200);
      assert.equal(changed.body.available, '429600.00');
      assert.deepEqual((await moves(here.gate)).slice(2), [
        ['available', 'reserved', '20000.00', 'reservation'],
        ['available', 'outside', '50000.00', 'revision'],
        ['elsewhere', 'available', '600.00', 'used-elsewhere'],
      ]);
      const before = await here.gate.installer.get(`${PATH}/${CODE}?asOf=${logIndex}`);
      const reserved = await here.gate.installer.get(`${PATH}/${CODE}?asOf=${logIndex + 1}`);
      assert.deepEqual([before.body.reserved, before.body.available], ['0.00', '499000.00']);
      assert.deepEqual([reserved.body.reserved, reserved.body.available], ['20000.00', '479000.00']);
      assert.deepEqual(await mismatches(here.gate), []);
    });

    it('keep what is bound: to the fen, and not one fen less', async () => {
      const { tag } = await given(here.gate, PATH, line({ elsewhere: '100.00' }));
      await reserve(here.gate, 20_000_00);
      const change = (appropriation: string): ReturnType<Gate['installer']['post']> =>
        here.gate.installer.post(`${PATH}/${CODE}/events`, event({ appropriation }), { 'if-match': tag });

      const below = await change('20099.99');
      const exact = await change('20100.00');

      assert.deepEqual([below.status, below.body.code], [422, 'budget_line.overdrawn']);
      assert.deepEqual([exact.status, exact.body.available], [200, '0.00']);
      assert.deepEqual(await mismatches(here.gate), []);
    });

    it('may be pushed below zero by what was used elsewhere, and be mended by more money', async () => {
      const { tag } = await given(here.gate, PATH, line({ appropriation: '1000.00' }));
      await reserve(here.gate, 600_00);

      const pushed = await here.gate.installer.post(`${PATH}/${CODE}/events`, event({ elsewhere: '700.00' }), {
        'if-match': tag,
      });
      const mended = await here.gate.installer.post(`${PATH}/${CODE}/events`, event({ appropriation: '1200.00' }), {
        'if-match': String(pushed.headers.etag),
      });

      assert.deepEqual([pushed.status, pushed.body.available], [200, '-300.00']);
      assert.deepEqual([mended.status, mended.body.available], [200, '-100.00']);
    });

    it('change class and project without a move, and their granting document as a description', async () => {
      const { tag } = await given(here.gate, PATH, line());

      const classed = await here.gate.installer.post(`${PATH}/${CODE}/events`, event({ economicClass: '30902' }), {
        'if-match': tag,
      });
      const described = await here.gate.installer.patch(
        `${PATH}/${CODE}`,
        { documentNumber: '荆财预〔2026〕16号' },
        {
          'if-match': String(classed.headers.etag),
        },
      );

      assert.deepEqual([described.body.economicClass, described.body.documentNumber], ['30902', '荆财预〔2026〕16号']);
      assert.equal((await moves(here.gate)).length, 1);
    });

    it('list their moves page by page and by order', async () => {
      await given(here.gate, PATH, line({ elsewhere: '1.00' }));
      await reserve(here.gate, 100);

      const first = await here.gate.installer.get(`${PATH}/${CODE}/moves?limit=2`);
      const rest = await moves(here.gate, `?limit=2&after=${first.body.next}`);

      assert.equal(first.body.items.length, 2);
      assert.deepEqual(rest, [['available', 'reserved', '1.00', 'reservation']]);
      assert.deepEqual(await moves(here.gate, '?orderId=ord_1'), rest);
    });

    it('of another agency look like lines that do not exist, with their moves', async () => {
      await given(here.gate, PATH, line());
      await given(here.gate, '/v1/agencies', library());
      const officer = await here.gate.as('procurement-officer', { grant: { agencies: [LIBRARY] } });

      const answers = await Promise.all([
        officer.get(`${PATH}/${CODE}`),
        officer.get(`${PATH}/${CODE}/moves`),
        officer.get(`${PATH}/X`),
      ]);
      const list = await officer.get(PATH);

      assert.deepEqual(
        answers.map(({ status }) => status),
        [404, 404, 404],
      );
      assert.deepEqual(list.body.items, []);
    });

    it('refuse a code with spaces around it, which MariaDB would not tell from the one without', async () => {
      await given(here.gate, PATH, line());

      const spaced = await here.gate.installer.post(PATH, line({ code: `${CODE} ` }));

      assert.deepEqual([spaced.status, spaced.body.code], [422, 'budget_line.spaces']);
    });

    it('come in by the thousand, each with its moves', async () => {
      const rows = Array.from(
        { length: 1_100 },
        (_, at) => `L-${at},${BUREAU},2026,办公设备更新,31002,true,${at}.00,${at % 2}.00`,
      );
      const file = [
        'code,agencyCode,fiscalYear,project,economicClass,governmentProcurement,appropriation,elsewhere',
        ...rows,
      ].join('\n');
      const headers = { 'content-type': 'text/csv' };

      const first = await here.gate.installer.send('post', `${PATH}/import`, { bytes: file, headers });
      const second = await here.gate.installer.send('post', `${PATH}/import`, { bytes: file, headers });

      assert.deepEqual([first.body.created, second.body.unchanged], [1_100, 1_100]);
      const { accounts, mismatches: found } = await inSnapshot(here.gate.db, reconcileCounters);
      assert.deepEqual([accounts, found], [1_100, []]);
    });
  });
});

describe('plan filings', () => {
  forEachEngine((engine) => {
    const here = gateForEachTest(engine);

    it('are kept with their items, change by events, and take a better day as a description', async () => {
      await given(here.gate, '/v1/agencies', bureau());
      const filing = {
        number: 'JZCG-2026-00817',
        agencyCode: BUREAU,
        fiscalYear: 2026,
        filedOn: '2026-03-18',
        amount: '500000',
      };
      const { tag, logIndex } = await given(here.gate, '/v1/plan-filings', { ...filing, items: [{ item: 'desktop' }] });
      const path = `/v1/plan-filings/${filing.number}`;

      const changed = await here.gate.installer.post(`${path}/events`, event({ amount: '560000.00' }), {
        'if-match': tag,
      });
      const described = await here.gate.installer.patch(
        path,
        { filedOn: '2026-03-19' },
        { 'if-match': String(changed.headers.etag) },
      );
      const twice = await here.gate.installer.post('/v1/plan-filings', filing);

      assert.deepEqual(described.body, {
        ...filing,
        filedOn: '2026-03-19',
        amount: '560000.00',
        items: [{ item: 'desktop', amount: null, description: null }],
      });
      assert.equal((await here.gate.installer.get(`${path}?asOf=${logIndex}`)).body.amount, '500000.00');
      assert.deepEqual([twice.status, twice.body.code], [409, 'plan_filing.exists']);
    });
  });
});
