import assert from 'node:assert/strict';
import { inTransaction } from '../../src/db/index.ts';
import { type LongReads, openLongReads } from '../../src/http/long-reads.ts';
import { Refusal } from '../../src/kernel/index.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { latch } from '../support/latch.ts';
import { type Office, openOffice } from '../support/office.ts';
import { until } from '../support/until.ts';

/** Long reads whose time and turns a test makes: each turn lets a tenth of a second go by. */
function longReads() {
  const world = {
    ordersWait: false,
    cameAt: Number.NEGATIVE_INFINITY,
    now: 0,
    turns: 0,
    onTurn: (): void => undefined,
  };
  const reads: LongReads = openLongReads({
    orders: { wait: () => world.ordersWait, cameAt: () => world.cameAt },
    now: () => world.now,
    pause: async () => {
      world.now += 100;
      world.turns += 1;
      world.onTurn();
    },
  });
  return { world, reads };
}

const STAYS = { isLeft: () => false };

describe('a long read', () => {
  it('begins at once where nobody waits', async () => {
    const { world, reads } = longReads();

    assert.equal(await reads.run(async () => 'read', STAYS), 'read');
    assert.equal(world.turns, 0);
  });

  it('begins when no order waits any more', async () => {
    const { world, reads } = longReads();
    world.ordersWait = true;
    world.onTurn = () => {
      if (world.turns === 7) world.ordersWait = false;
    };

    await reads.run(async () => assert.equal(world.ordersWait, false), STAYS);

    assert.equal(world.turns, 7);
  });

  it('is refused with 503 while orders wait on, with the time after which it may come back', async () => {
    const { world, reads } = longReads();
    world.ordersWait = true;
    let isRead = false;

    await assert.rejects(
      reads.run(async () => {
        isRead = true;
      }, STAYS),
      (error: unknown) => {
        assert.ok(error instanceof Refusal);
        assert.deepEqual([error.kind, error.code, error.hints.retryAfterS], ['unavailable', 'read.busy', 5]);
        assert.match(error.text['zh-CN'], /稍后重试/);
        return true;
      },
    );
    assert.deepEqual([isRead, world.now], [false, 5_000]);
  });

  it('runs alone, and the others in the order of their arrival', async () => {
    const { reads } = longReads();
    const seen: string[] = [];
    const held = latch();
    const read = (name: string) => async (): Promise<void> => {
      seen.push(`${name} begins`);
      if (name === 'first') await held.opened;
      seen.push(`${name} ends`);
    };

    const first = reads.run(read('first'), STAYS);
    const others = [reads.run(read('second'), STAYS), reads.run(read('third'), STAYS)];
    await Promise.resolve();
    held.open();
    await Promise.all([first, ...others]);

    const [one, two, three] = ['first', 'second', 'third'].map((name) => [`${name} begins`, `${name} ends`]);
    assert.deepEqual(seen, [...(one ?? []), ...(two ?? []), ...(three ?? [])]);
  });

  it('leaves orders that have gathered behind it as much time as it took, and nobody where none have', async () => {
    const { world, reads } = longReads();
    const takes = (ms: number) => async (): Promise<void> => {
      world.now += ms;
      world.ordersWait = ms > 500;
    };
    world.onTurn = () => {
      world.ordersWait = false;
    };

    await reads.run(takes(400), STAYS);
    await reads.run(takes(1_000), STAYS);
    assert.equal(world.turns, 0);
    await reads.run(takes(0), STAYS);

    assert.equal(world.turns, 10);
  });

  it('leaves as much time to orders that were coming when it began, though none is known to wait when it ends', async () => {
    const { world, reads } = longReads();
    const takes = (ms: number) => async (): Promise<void> => {
      world.now += ms;
    };
    world.cameAt = 0;

    await reads.run(takes(600), STAYS);
    await reads.run(takes(5_000), STAYS);
    assert.equal(world.turns, 6);
    await reads.run(takes(0), STAYS);

    assert.equal(world.turns, 6, 'the last order came long before the second read');
  });

  it('is not read for a caller who has left', async () => {
    const { world, reads } = longReads();
    world.ordersWait = true;

    await assert.rejects(
      reads.run(async () => assert.fail('read for nobody'), { isLeft: () => world.turns === 2 }),
      /try again/,
    );
    assert.equal(await reads.run(async () => 'next', { isLeft: () => false }).catch(() => 'refused'), 'refused');
  });

  it('that failed makes place for the next', async () => {
    const { reads } = longReads();

    await assert.rejects(
      reads.run(async () => Promise.reject(new Error('unreadable')), STAYS),
      /unreadable/,
    );
    assert.equal(await reads.run(async () => 'next', STAYS), 'next');
  });
});

describe('licence positions beside orders', () => {
  let gate: Gate;
  let office: Office;
  before(async () => {
    gate = await startGate({ engine: 'sqlite' });
    office = await openOffice(gate);
  });
  after(() => gate.close());

  it('are read when the orders that came before are decided, while a short read is answered at once', async () => {
    const seen: string[] = [];
    const held = latch();
    const holding = inTransaction(gate.db, () => held.opened);

    const order = office.submit(office.order()).then(({ status }) => seen.push(`order ${status}`));
    await until('the order waits', () => !gate.queue.isIdle());
    const long = office.officer
      .get(`/v1/licence-positions?agencyCode=${office.agencyCode}`)
      .then(({ status }) => seen.push(`positions ${status}`));
    const short = await office.officer.get(`/v1/agencies/${office.agencyCode}`);
    seen.push(`agency ${short.status}`);
    held.open();
    await Promise.all([holding, order, long]);

    assert.deepEqual(seen, ['agency 200', 'order 201', 'positions 200']);
  });
});
