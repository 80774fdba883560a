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
import type { Caller, Gate } from '../support/gate.ts';

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

/** What changes a line's appropriation goes by a document. */
function revise(gate: Gate, direction: 'increase' | 'decrease', amount: string): ReturnType<Gate['installer']['post']> {
  const document = { documentNumber: '荆财预〔2026〕88号', reason: '预算调整' };
  return gate.installer.post('/v1/budget-revisions', { budgetLine: CODE, direction, amount, ...document });
}

async function moves(gate: Gate, query = ''): Promise<readonly (readonly unknown[])[]> {
  const { body } = await gate.installer.get(`${PATH}/${CODE}/moves${query}`);
  return body.items.map((move: Record<string, unknown>) => [move.from, move.to, move.amount, move.cause]);
}

async function mismatches(gate: Gate): Promise<readonly unknown[]> {
  return (await inSnapshot(gate.db, reconcileCounters)).mismatches;
}

describe('budget lines', () => {
  forEachEngine('statements', (engine) => {
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

    it('are found by how their code begins, as far as the caller reaches', async () => {
      const { gate } = here;
      await given(gate, '/v1/agencies', library());
      for (const code of [CODE, 'JZ-2026-31002-02', 'JZ-2026-31007-01', 'JZ-2027-31002-01', 'JZ%'])
        await given(gate, PATH, line({ code }));
      await given(gate, PATH, line({ code: 'JZ-2026-31002-09', agencyCode: LIBRARY }));
      const codes = async (caller: Caller, query: string): Promise<readonly string[]> => {
        const { body } = await caller.get(`${PATH}?${query}`);
        return body.items.map(({ code }: { readonly code: string }) => code);
      };
      const officer = await gate.as('procurement-officer', { grant: { agencies: [BUREAU] } });

      assert.deepEqual(await codes(gate.installer, 'codeBegins=JZ-2026-31002'), [
        CODE,
        'JZ-2026-31002-02',
        'JZ-2026-31002-09',
      ]);
      assert.deepEqual(await codes(officer, 'codeBegins=JZ-2026-31002'), [CODE, 'JZ-2026-31002-02']);
      assert.deepEqual(await codes(officer, 'codeBegins=JZ-2026-31002&fiscalYear=2027'), []);
      assert.deepEqual(await codes(gate.installer, 'codeBegins=JZ%25'), ['JZ%']);
      assert.deepEqual(await codes(gate.installer, 'codeBegins=jz-2026'), []);
      const first = await gate.installer.get(`${PATH}?codeBegins=JZ-2026&limit=3`);
      assert.deepEqual(
        await codes(gate.installer, `codeBegins=JZ-2026&limit=3&after=${encodeURIComponent(first.body.next)}`),
        ['JZ-2026-31007-01'],
      );
    });

    it('are revised by the difference, and stay readable as they stood', async () => {
      const { tag, logIndex } = await given(here.gate, PATH, line({ elsewhere: '1000.00' }));
      await reserve(here.gate, 20_000_00);

      await revise(here.gate, 'decrease', '50000.00');
      const changed = await here.gate.installer.post(`${PATH}/${CODE}/events`, event({ elsewhere: '400.00' }), {
        'if-match': tag,
      });

      assert.equal(changed.status, 200);
      assert.equal(changed.body.available, '429600.00');
      assert.deepEqual((await moves(here.gate)).slice(2), [
        ['available', 'reserved', '20000.00', 'reservation'],
        ['available', 'outside', '50000.00', 'revision'],
        ['elsewhere', 'available', '600.00', 'used-elsewhere'],
      ]);
      const asOf = async (index: number): Promise<readonly string[]> => {
        const { body } = await here.gate.installer.get(`${PATH}/${CODE}?asOf=${index}`);
        return [body.appropriation, body.elsewhere, body.reserved, body.available];
      };
      assert.deepEqual(await asOf(logIndex), ['500000.00', '1000.00', '0.00', '499000.00']);
      assert.deepEqual(await asOf(logIndex + 1), ['500000.00', '1000.00', '20000.00', '479000.00']);
      assert.deepEqual(await asOf(logIndex + 2), ['450000.00', '1000.00', '20000.00', '429000.00']);
      assert.deepEqual(await asOf(logIndex + 3), ['450000.00', '400.00', '20000.00', '429600.00']);
      assert.deepEqual(await mismatches(here.gate), []);
    });

    it('keep what is bound: to the fen, and not one fen less', async () => {
      await given(here.gate, PATH, line({ elsewhere: '100.00' }));
      await reserve(here.gate, 20_000_00);

      const below = await revise(here.gate, 'decrease', '479900.01');
      const exact = await revise(here.gate, 'decrease', '479900.00');

      assert.deepEqual([below.status, below.body.code], [422, 'budget_line.overdrawn']);
      assert.equal(exact.status, 201);
      assert.equal((await here.gate.installer.get(`${PATH}/${CODE}`)).body.available, '0.00');
      assert.deepEqual(await mismatches(here.gate), []);
    });

    it('may be pushed below zero by what was used elsewhere, and be mended by more money', async () => {
      const { tag } = await given(here.gate, PATH, line({ appropriation: '1000.00' }));
      await reserve(here.gate, 600_00);

      const pushed = await here.gate.installer.post(`${PATH}/${CODE}/events`, event({ elsewhere: '700.00' }), {
        'if-match': tag,
      });
      const less = await revise(here.gate, 'decrease', '0.01');
      const more = await revise(here.gate, 'increase', '200.00');

      assert.deepEqual([pushed.status, pushed.body.available, pushed.body.threshold], [200, '-300.00', 'negative']);
      assert.deepEqual([less.status, less.body.code], [422, 'budget_line.overdrawn']);
      assert.equal(more.status, 201);
      assert.equal((await here.gate.installer.get(`${PATH}/${CODE}`)).body.available, '-100.00');
    });

    it('say all that a finance system says of them, and take corrections of what merely describes them', async () => {
      const said = {
        ...{ projectCode: '421000260000000012345', functionalClass: '2010399', governmentEconomicClass: '50306' },
        ...{ fundType: '一般公共预算资金', region: '421000', catalogueCodes: ['A02010105'], warnPercent: 80 },
      };
      const { tag } = await given(here.gate, PATH, line(said));

      const described = await here.gate.installer.patch(
        `${PATH}/${CODE}`,
        { functionalClass: '2010301', fundType: null, region: '420000' },
        { 'if-match': tag },
      );
      const wrong = await here.gate.installer.post(PATH, line({ code: 'X', governmentEconomicClass: '31002' }));

      const { functionalClass, fundType, region, catalogueCodes, warnPercent, projectCode } = described.body;
      assert.deepEqual([functionalClass, fundType, region], ['2010301', null, '420000']);
      assert.deepEqual([catalogueCodes, warnPercent, projectCode], [['A02010105'], 80, said.projectCode]);
      assert.deepEqual([wrong.status, wrong.body.errors[0].pointer], [400, '/governmentEconomicClass']);
    });

    it('are closed with a reason and opened again by dated events, and take no money in between', async () => {
      const { tag } = await given(here.gate, PATH, line());

      const closed = await here.gate.installer.post(`${PATH}/${CODE}/events`, event({ state: 'closed' }), {
        'if-match': tag,
      });
      const refused = await revise(here.gate, 'increase', '1.00');
      const opened = await here.gate.installer.post(`${PATH}/${CODE}/events`, event({ state: 'open' }), {
        'if-match': String(closed.headers.etag),
      });

      assert.deepEqual([closed.body.state, closed.body.closedReason], ['closed', '据实变更']);
      assert.deepEqual([refused.status, refused.body.code], [409, 'budget_line.closed']);
      assert.equal(refused.body.errors[0].pointer, '/budgetLine');
      assert.deepEqual([opened.body.state, opened.body.closedReason], ['open', null]);
      assert.deepEqual(await leafTypes(here.gate, `budget-line/${CODE}`), [
        'budget-line.created',
        'budget-line.changed',
        'budget-line.changed',
      ]);
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
