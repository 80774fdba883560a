import assert from 'node:assert/strict';
import { inTransaction } from '../../src/db/index.ts';
import { freezeAccounts } from '../../src/ledger/index.ts';
import { governed } from '../../src/log/index.ts';
import { BUREAU, event, gateForEachTest, LIBRARY } from '../agencies/agency-examples.ts';
import { forEachEngine } from '../support/databases.ts';
import type { Gate } from '../support/gate.ts';
import { sign } from '../two-people/two-people.ts';
import {
  amountsOf,
  assertReconciled,
  givenThreeLines,
  REVISIONS,
  revise,
  stateOf,
  TRANSFERS,
  transfer,
} from './budget-office.ts';

interface Leaf {
  readonly type: string;
  readonly moves: readonly { account: string; from: string; to: string; quantity: number; cause: string }[];
  readonly signed?: { readonly signers: readonly unknown[] };
}

async function lastLeaf(gate: Gate): Promise<Leaf> {
  const row = await gate.db.reader('log_leaves').orderBy('log_index', 'desc').first();
  return JSON.parse(row.bytes);
}

async function close(gate: Gate, code: string): Promise<void> {
  const path = `/v1/budget-lines/${code}`;
  const tag = String((await gate.installer.get(path)).headers.etag);
  const { status } = await gate.installer.post(`${path}/events`, event({ state: 'closed' }), { 'if-match': tag });
  assert.equal(status, 200);
}

async function closeYear(gate: Gate, region: string): Promise<void> {
  await gate.db.writer('fiscal_years').insert({ region, fiscal_year: 2026, state: 'closed', log_index: 0 });
}

describe('money between budget lines', () => {
  forEachEngine('statements', (engine) => {
    const here = gateForEachTest(engine);
    beforeEach(() => givenThreeLines(here.gate, BUREAU));

    it('goes out of one line and into the other in one step, and one leaf names both moves', async () => {
      const { status, body } = await transfer(here.gate.installer, { amount: '1000.5' });

      assert.equal(status, 201);
      assert.deepEqual(
        [body.from, body.to, body.amount, body.fromAgency, body.toAgency, body.fiscalYear],
        ['A', 'B', '1000.50', BUREAU, LIBRARY, 2026],
      );
      assert.deepEqual(await amountsOf(here.gate, 'A', 'B'), ['98999.50 98999.50', '6000.50 6000.50']);
      const { type, moves } = await lastLeaf(here.gate);
      assert.equal(type, 'budget.transferred');
      assert.deepEqual(
        moves.map((move) => [move.account, move.from, move.to, move.quantity, move.cause]),
        [
          ['A', 'available', 'outside', 100_050, 'transfer'],
          ['B', 'outside', 'available', 100_050, 'transfer'],
        ],
      );
      await assertReconciled(here.gate);
    });

    it('may be the last fen of a line, and not one fen more', async () => {
      const more = await transfer(here.gate.installer, { amount: '100000.01' });
      const last = await transfer(here.gate.installer, { amount: '100000.00' });

      assert.deepEqual(
        [more.status, more.body.code, more.body.errors[0].pointer],
        [422, 'budget_line.overdrawn', '/amount'],
      );
      assert.deepEqual([last.status, await amountsOf(here.gate, 'A')], [201, ['0.00 0.00']]);
    });

    for (const [what, body, status, code, pointer] of [
      ['to itself', { to: 'A' }, 422, 'budget.same_line', '/to'],
      ['into another year', { from: 'B', to: 'C' }, 422, 'budget.other_year', '/to'],
      ['from a line that is not there', { from: 'X' }, 404, 'budget_line.not_found', '/from'],
      ['to a line that is not there', { to: 'X' }, 404, 'budget_line.not_found', '/to'],
      ['of more than there is', { from: 'B', to: 'A', amount: '5000.01' }, 422, 'budget_line.overdrawn', '/amount'],
      ['of nothing', { amount: '0.00' }, 400, 'request.invalid', '/amount'],
      ['of less than nothing', { amount: '-1.00' }, 400, 'request.invalid', '/amount'],
      ['of part of a fen', { amount: '1.001' }, 400, 'request.invalid', '/amount'],
      ['of a number', { amount: 1 }, 400, 'request.invalid', '/amount'],
      ['without a document', { documentNumber: '' }, 400, 'request.invalid', '/documentNumber'],
    ] as const) {
      it(`is refused ${what}, and nothing is changed`, async () => {
        const before = await stateOf(here.gate);

        const answer = await transfer(here.gate.installer, body);

        assert.deepEqual([answer.status, answer.body.code, answer.body.errors[0].pointer], [status, code, pointer]);
        assert.deepEqual(await stateOf(here.gate), before);
      });
    }

    for (const [what, prepare, code] of [
      ['a closed line', (gate: Gate) => close(gate, 'B'), 'budget_line.closed'],
      ['a closed year', (gate: Gate) => closeYear(gate, '420000'), 'budget.year_closed'],
      ['a frozen line', freezeB, 'account.frozen'],
    ] as const) {
      it(`is refused from and to ${what}, with a revision of it, and nothing is changed`, async () => {
        await prepare(here.gate);
        const before = await stateOf(here.gate);

        const answers = [
          await transfer(here.gate.installer, { to: 'B' }),
          await transfer(here.gate.installer, { from: 'B', to: 'A' }),
          await revise(here.gate.installer, { budgetLine: 'B' }),
          await revise(here.gate.installer, { budgetLine: 'B', direction: 'decrease' }),
        ];

        assert.deepEqual(
          answers.map(({ status, body }) => [status, body.code]),
          Array(4).fill([409, code]),
        );
        assert.deepEqual(await stateOf(here.gate), before);
      });
    }

    it('is not stopped by the closed year of another region', async () => {
      await closeYear(here.gate, '511300');

      assert.equal((await transfer(here.gate.installer)).status, 201);
    });

    it('is moved only by whoever reaches both agencies', async () => {
      const finance = await here.gate.as('finance', { grant: { agencies: [BUREAU] } });
      const before = await stateOf(here.gate);

      const out = await transfer(finance);
      const back = await transfer(finance, { from: 'B', to: 'A' });

      assert.deepEqual([out.status, out.body.errors[0].pointer], [404, '/to']);
      assert.deepEqual([back.status, back.body.errors[0].pointer], [404, '/from']);
      assert.deepEqual(await stateOf(here.gate), before);
    });

    it('waits for a second person of the finance bureau, and never for the first again', async () => {
      const city = { grant: { region: '421000' } };
      const [maker, other] = [
        await here.gate.as('finance', city),
        await here.gate.as('finance', { ...city, who: 'the second' }),
      ];

      const proposal = await transfer(maker);
      const waiting = await amountsOf(here.gate, 'A');
      const own = await sign(maker, proposal.body);
      const done = await sign(other, proposal.body);

      assert.equal(proposal.status, 202);
      assert.equal(proposal.body.preview.body.amount, '1000.00');
      assert.deepEqual([waiting, own.status], [['100000.00 100000.00'], 403]);
      assert.equal(done.status, 200);
      assert.deepEqual(await amountsOf(here.gate, 'A', 'B'), ['99000.00 99000.00', '6000.00 6000.00']);
      const { signed } = await lastLeaf(here.gate);
      assert.equal(signed?.signers.length, 1);
    });

    it('is listed with what was revised, page by page, by line, agency and year, within reach', async () => {
      await transfer(here.gate.installer);
      await transfer(here.gate.installer, { from: 'B', to: 'A', amount: '1.00' });
      await revise(here.gate.installer);
      await revise(here.gate.installer, { budgetLine: 'C', direction: 'decrease', amount: '5.00' });
      const officer = await here.gate.as('procurement-officer', { grant: { agencies: [LIBRARY] } });
      const list = async (caller: typeof officer, path: string): Promise<readonly string[]> =>
        (await caller.get(path)).body.items.map((item: Record<string, string>) =>
          [item.from ?? item.budgetLine, item.to ?? item.direction, item.amount].join(' '),
        );

      assert.deepEqual(await list(here.gate.installer, TRANSFERS), ['A B 1000.00', 'B A 1.00']);
      assert.deepEqual(await list(officer, TRANSFERS), ['A B 1000.00', 'B A 1.00']);
      assert.deepEqual(await list(here.gate.installer, `${TRANSFERS}?budgetLine=C`), []);
      assert.deepEqual(await list(here.gate.installer, REVISIONS), ['A increase 1000.00', 'C decrease 5.00']);
      assert.deepEqual(await list(officer, REVISIONS), ['C decrease 5.00']);
      assert.deepEqual(await list(here.gate.installer, `${REVISIONS}?fiscalYear=2026&agencyCode=${BUREAU}`), [
        'A increase 1000.00',
      ]);
      const { next } = (await here.gate.installer.get(`${TRANSFERS}?limit=1`)).body;
      assert.deepEqual(await list(here.gate.installer, `${TRANSFERS}?limit=1&after=${next}`), ['B A 1.00']);
    });

    it('is never more than the contract can write, and a key that comes again does nothing again', async () => {
      const large = await revise(here.gate.installer, { amount: '9999999999999.99' });
      const key = { 'idempotency-key': 'once' };
      const body = {
        budgetLine: 'A',
        direction: 'increase',
        amount: '1.00',
        documentNumber: '荆财预〔2026〕1号',
        reason: '1',
      };
      const [first, second] = [
        await here.gate.installer.post(REVISIONS, body, key),
        await here.gate.installer.post(REVISIONS, body, key),
      ];

      assert.deepEqual([large.status, large.body.code], [422, 'budget_line.too_large']);
      assert.deepEqual([first.status, second.body.id], [201, first.body.id]);
      assert.deepEqual(await amountsOf(here.gate, 'A'), ['100001.00 100001.00']);
    });
  });
});

async function freezeB({ db, deps }: Gate): Promise<void> {
  const fault = { check: 'counter', subject: 'budget-line/B', of: 'reserved_fen', expected: '0', found: '1' } as const;
  await inTransaction(db, (tx) =>
    governed(tx, deps, async (entry) => {
      await freezeAccounts(entry, [{ accountKind: 'budget-line', account: 'B', faults: [fault] }]);
    }),
  );
}
