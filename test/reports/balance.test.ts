import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import type { Response } from 'supertest';
import { actsOf, assertRefused } from '../orders/life-support.ts';
import { onOneEngine } from '../support/databases.ts';
import { openOffice } from '../support/office.ts';
import {
  changeLine,
  figuresIn,
  gateForEachReport,
  lastIndex,
  type ReportOffice,
  read,
  revise,
} from './reports-support.ts';

onOneEngine('other files run its statements on both', (engine) => {
  describe('a balance explained move by move', () => {
    const here = gateForEachReport(engine);
    const pathOf = (code: string): string => `/v1/budget-lines/${code}/balance`;

    it('begins with the appropriation and shows what each move left in every bucket', async () => {
      const { office, finance } = here;
      const approved = await office.submit(office.order({ quantity: 2 }));
      await actsOf(office.officer).withdraw(approved);

      const moves: MoveBody[] = (await read(finance, pathOf(office.hardwareLine))).items;

      const [granted, none] = ['1000000.00', '0.00'];
      assert.deepEqual(
        moves.map(({ cause, from, to, amount }) => [cause, from, to, amount]),
        [
          ['appropriation', 'outside', 'available', granted],
          ['reservation', 'available', 'reserved', '9998.00'],
          ['withdrawal', 'reserved', 'available', '9998.00'],
        ],
      );
      assert.deepEqual(
        moves.map(({ balance }) => figuresIn(balance)),
        [
          [granted, none, none, none, none, granted],
          [granted, none, '9998.00', none, none, '990002.00'],
          [granted, none, none, none, none, granted],
        ],
      );
    });

    it('says of each move why, for which order, by whom and in which leaf of the log', async () => {
      const { gate, office, finance } = here;
      const order = office.order();
      const approved = await office.submit(order);

      const balance = await read(finance, pathOf(office.hardwareLine));

      const [granted, reserved]: MoveBody[] = balance.items;
      const { items } = await read(finance, `/v1/log/entries?from=${reserved?.logIndex}&limit=1`);
      const { key, person } = JSON.parse(items[0].record).by;
      const { rootHash } = await read(finance, '/v1/log/head');
      assert.equal(granted?.order, null);
      assert.deepEqual(reserved?.order, { id: approved.body.order.id, reference: order.reference });
      assert.deepEqual(reserved?.reason, { 'zh-CN': '订单预占', en: 'reserved for an order' });
      assert.equal(reserved?.leafHash, items[0].leafHash);
      assert.deepEqual(reserved?.actor, { keyId: key, personId: person });
      assert.deepEqual([balance.agrees, balance.frozen], [true, null]);
      assert.deepEqual(balance.asOf, { index: await lastIndex(gate), at: '2026-06-01T01:00:00.000Z', rootHash });
    });

    it('is paged: each page opens with what the one before closed with, and the closing figures are those of the line', async () => {
      const { office, finance } = here;
      for (const quantity of [1, 2, 3, 4]) await office.submit(office.order({ quantity }));
      const line = await read(finance, `/v1/budget-lines/${office.hardwareLine}`);

      const pages = await everyPage(here, pathOf(office.hardwareLine), 2);

      assert.deepEqual(
        pages.map(({ items }) => items.length),
        [2, 2, 1],
      );
      assert.deepEqual(figuresIn(pages[0]?.opening ?? {}), ['0.00', '0.00', '0.00', '0.00', '0.00', '0.00']);
      for (const [at, page] of pages.entries()) {
        assert.deepEqual(figuresIn(page.closing), figuresIn(line));
        const next = pages[at + 1];
        if (next) assert.deepEqual(next.opening, page.items.at(-1)?.balance);
      }
      assert.deepEqual(pages.at(-1)?.items.at(-1)?.balance, pages.at(-1)?.closing);
    });

    it('adds up to the counters of the line as of any leaf and any moment of a random history', async () => {
      const seed = Number(process.env.SEED ?? randomInt(1_000_000));
      const { gate, office, finance } = here;
      const first = (await read(finance, pathOf(office.hardwareLine))).items[0].logIndex;
      const instants = await liveAtRandom(here, seed);

      const last = await lastIndex(gate);
      const random = randomFrom(seed + 1);
      const indexes = [
        first,
        last,
        ...Array.from({ length: 12 }, () => first + Math.floor(random() * (last - first + 1))),
      ];
      for (const asOf of indexes) {
        const balance = await read(finance, `${pathOf(office.hardwareLine)}?asOf=${asOf}&limit=200`);
        const line = await read(finance, `/v1/budget-lines/${office.hardwareLine}?asOf=${asOf}`);
        assertAddsUp(balance, `seed ${seed}, leaf ${asOf}`);
        assert.deepEqual(figuresIn(balance.closing), figuresIn(line), `seed ${seed}, leaf ${asOf}`);
        assert.equal(balance.asOf.index, asOf);
      }
      for (const { at, index } of instants) {
        const balance = await read(finance, `${pathOf(office.hardwareLine)}?at=${at}&limit=200`);
        assert.equal(balance.asOf.index, index, `seed ${seed}, ${at}`);
        assertAddsUp(balance, `seed ${seed}, ${at}`);
      }
      const now = await read(finance, `${pathOf(office.hardwareLine)}?limit=200`);
      assert.equal(now.agrees, true, `seed ${seed}`);
    });

    it('shows a line as it was then', async () => {
      const { gate, office, finance } = here;
      const before = await lastIndex(gate);
      await changeLine(gate, office.hardwareLine, { project: '信息化更新' });

      const then = await read(finance, `${pathOf(office.hardwareLine)}?asOf=${before}`);
      const now = await read(finance, pathOf(office.hardwareLine));

      assert.deepEqual([then.project, now.project], ['办公设备更新', '信息化更新']);
      assert.deepEqual([then.agrees, now.agrees], [null, true]);
    });

    it('says so when a counter is not what the moves add up to', async () => {
      const { gate, office, finance } = here;
      await gate.db.writer('budget_lines').where({ code: office.hardwareLine }).increment('spent_fen', 100);

      const balance = await read(finance, pathOf(office.hardwareLine));

      assert.equal(balance.agrees, false);
      assert.equal(balance.closing.spent, '0.00');
    });

    it('is refused for another agency’s line, for a time before the line, for a leaf that is not there, and for two times at once', async () => {
      const { gate, office, finance } = here;
      const before = await lastIndex(gate);
      const other = await openOffice(gate);
      const path = pathOf(other.hardwareLine);

      assertRefused(await office.officer.get(path), 404, 'budget_line.not_found');
      assertRefused(await finance.get(pathOf('JZ-none')), 404, 'budget_line.not_found');
      assertRefused(await finance.get(`${path}?asOf=${before}`), 404, 'budget_line.not_found');
      assertRefused(await finance.get(`${path}?at=2026-01-01T00:00:00.000Z`), 404, 'budget_line.not_found');
      assertRefused(await finance.get(`${path}?asOf=999999`), 400, 'log.index_ahead');
      assertRefused(await finance.get(`${path}?asOf=1&at=2026-06-01T01:00:00.000Z`), 400, 'report.as_of');
      assertRefused(await finance.get(`${path}?at=2026-06-01`), 400, 'request.invalid');
    });
  });
});

interface MoveBody {
  readonly logIndex: number;
  readonly cause: string;
  readonly from: string;
  readonly to: string;
  readonly amount: string;
  readonly reason: object;
  readonly order: object | null;
  readonly actor: object;
  readonly leafHash: string;
  readonly balance: Readonly<Record<string, string>>;
}

interface BalanceBody {
  readonly opening: Readonly<Record<string, string>>;
  readonly items: readonly MoveBody[];
  readonly closing: Readonly<Record<string, string>>;
  readonly next: string | null;
}

async function everyPage({ finance }: ReportOffice, path: string, limit: number): Promise<readonly BalanceBody[]> {
  const pages: BalanceBody[] = [];
  for (let after = ''; ; ) {
    const page: BalanceBody = await read(finance, `${path}?limit=${limit}${after}`);
    pages.push(page);
    if (page.next === null) return pages;
    after = `&after=${encodeURIComponent(page.next)}`;
  }
}

/** The moves that are shown lead from nothing to the closing figures, by arithmetic of this test's own. */
function assertAddsUp({ items, closing }: BalanceBody, says: string): void {
  const stands = new Map<string, number>();
  const add = (bucket: string, amount: number): void => void stands.set(bucket, (stands.get(bucket) ?? 0) + amount);
  for (const { from, to, amount, balance } of items) {
    const fen = Math.round(Number(amount) * 100);
    add(from, -fen);
    add(to, fen);
    for (const bucket of ['elsewhere', 'reserved', 'encumbered', 'spent', 'available']) {
      assert.equal(Math.round(Number(balance[bucket]) * 100), stands.get(bucket) ?? 0, `${says}: ${bucket}`);
    }
    assert.equal(Math.round(Number(balance.appropriation) * 100), -(stands.get('outside') ?? 0), says);
  }
  assert.deepEqual(items.at(-1)?.balance, closing, says);
}

/** Mulberry32: small, and the same numbers for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const STEPS = 30;

/** Orders that come and go and amounts that change, with the last leaf at some moments between. */
async function liveAtRandom({ gate, office, clock }: ReportOffice, seed: number) {
  const random = randomFrom(seed);
  const standing: Response[] = [];
  const instants: { at: string; index: number }[] = [];
  for (let step = 0; step < STEPS; step += 1) {
    const dice = random();
    if (dice < 0.5 || standing.length === 0) {
      const answer = await office.submit(
        office.order({ quantity: 1 + Math.floor(random() * 5), order: { expectedDeliveryOn: '2026-12-01' } }),
      );
      if (answer.body.order?.state === 'approved') standing.push(answer);
    } else if (dice < 0.7) {
      const [gone] = standing.splice(Math.floor(random() * standing.length), 1);
      if (gone) await actsOf(office.officer).withdraw(gone);
    } else if (dice < 0.85) {
      await revise(
        gate,
        office.hardwareLine,
        random() < 0.7 ? 'increase' : 'decrease',
        `${1 + Math.floor(random() * 900)}.50`,
      );
    } else {
      instants.push({ at: clock.now(), index: await lastIndex(gate) });
      clock.advance({ ms: 1 + Math.floor(random() * 60_000) });
    }
  }
  return [...instants, { at: clock.now(), index: await lastIndex(gate) }];
}
