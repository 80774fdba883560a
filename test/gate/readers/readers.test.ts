import assert from 'node:assert/strict';
import type { ReaderThread } from '../../../src/gate/readers/reader-thread.ts';
import { openReaders, type ReaderLimits } from '../../../src/gate/readers/readers.ts';
import type { ApartAnswer } from '../../../src/http/apart/answer.ts';
import type { ApartQuestion } from '../../../src/http/apart/question.ts';
import { instant, Refusal } from '../../../src/kernel/index.ts';
import { until } from '../../support/until.ts';

const LIMITS: ReaderLimits = {
  ...{ threadsMax: 2, waitingMax: 2, waitMsMax: 10_000, readMsMax: 10_000, graceMs: 50, idleMsMax: 10_000 },
};

const QUESTION: ApartQuestion = {
  ...{ operation: 'reportUnusedMoney', path: {}, query: {}, headers: {}, at: instant('2026-06-01T01:00:00.000Z') },
  actor: { keyId: 'key_1', personId: null, role: 'audit', grant: { region: '421000' }, scopes: [] },
};

const ANSWER: ApartAnswer = { status: 200, headers: [], type: undefined, body: { sent: 'read' } };

/** Readers whose threads a test plays: each read ends when the test says so, or when it is stopped. */
function playedReaders(limits: Partial<ReaderLimits> = {}) {
  const reads: { readonly end: () => void; readonly signal: AbortSignal; readonly thread: number }[] = [];
  const threads = { begun: 0, ended: 0, isWhole: true };
  const begin = (): ReaderThread => {
    threads.begun += 1;
    const thread = threads.begun;
    return {
      read: (_question, signal) =>
        new Promise((resolve, reject) => {
          reads.push({ end: () => resolve(ANSWER), signal, thread });
          signal.addEventListener('abort', () => reject(signal.reason));
        }),
      take: () => assert.fail('a step was asked of a reader'),
      isWhole: () => threads.isWhole,
      end: async () => {
        threads.ended += 1;
      },
    };
  };
  const orders = { areComing: true };
  const readers = openReaders({
    ...{ operations: new Set(['reportUnusedMoney', 'listOrders']), pages: new Set(['listOrders']) },
    ...{ areOrdersComing: () => orders.areComing, begin, limits: { ...LIMITS, ...limits } },
  });
  const ask = async (name: string, signal = new AbortController().signal, query = {}): Promise<string> => {
    try {
      return String((await readers.answer({ ...QUESTION, query }, { name, signal }))?.status);
    } catch (error) {
      return error instanceof Refusal ? error.code : `unforeseen: ${error}`;
    }
  };
  const begun = (count: number): Promise<void> => until(`${count} reads have begun`, () => reads.length === count);
  /** Who answers a page: a reader, or the thread that decides. */
  const askPage = (name: string) => {
    if (!readers.has('listOrders')) return 'here';
    const caller = { name, signal: new AbortController().signal };
    return readers.answer({ ...QUESTION, operation: 'listOrders' }, caller)?.then(() => 'apart') ?? 'here';
  };
  return { readers, reads, threads, orders, ask, askPage, begun };
}

describe('readers', () => {
  it('answer what they are for, and leave the rest', () => {
    const { readers } = playedReaders();

    assert.deepEqual([readers.has('reportUnusedMoney'), readers.has('submitOrder')], [true, false]);
  });

  it('read for two at once, one read of each caller, and take the next as soon as one has ended', async () => {
    const { reads, threads, ask, begun, readers } = playedReaders();

    const answers = [ask('one'), ask('one'), ask('two')];
    await begun(2);
    assert.deepEqual([readers.counts().running, readers.counts().waiting], [2, 1]);
    reads[1]?.end();
    assert.equal(await answers[2], '200');
    assert.equal(reads.length, 2, 'the first caller already has a read');
    reads[0]?.end();
    await begun(3);
    reads[2]?.end();

    assert.deepEqual(await Promise.all(answers), ['200', '200', '200']);
    assert.deepEqual([threads.begun, readers.counts().answered], [2, 3]);
  });

  it('refuse with 503 and a time whoever finds too many waiting, or has waited too long', async () => {
    const { readers, ask, begun } = playedReaders({ waitMsMax: 30 });
    const held = [ask('one'), ask('two')];
    await begun(2);

    const waiting = [ask('three'), ask('four')];
    await assert.rejects(
      async () => readers.answer(QUESTION, { name: 'five', signal: new AbortController().signal }),
      ({ kind, code, hints }: Refusal) => kind === 'unavailable' && code === 'read.busy' && hints.retryAfterS === 5,
    );

    assert.deepEqual(await Promise.all(waiting), ['read.busy', 'read.busy']);
    await readers.close();
    assert.deepEqual(await Promise.all(held), ['read.stopped', 'read.stopped']);
  });

  it('begin for whoever comes while a reader is free, however many wait for one another', async () => {
    const { readers, ask, begun } = playedReaders({ threadsMax: 3, waitingMax: 2 });
    const many = ['one', 'two', 'one', 'two'].map((name) => ask(name));
    await begun(2);
    assert.equal(readers.counts().waiting, 2);

    const other = ask('three');
    await begun(3);

    await readers.close();
    assert.deepEqual(new Set(await Promise.all([...many, other])), new Set(['read.stopped']));
  });

  it('refuse the fourth of five that one caller asks at once, and let another one wait', async () => {
    const { readers, ask, begun } = playedReaders({ threadsMax: 1, waitingMax: 4 });
    const many = ['one', 'one', 'one', 'one', 'one'].map((name) => ask(name));
    await begun(1);

    const other = ask('two');
    assert.deepEqual(await Promise.all(many.slice(3)), ['read.busy', 'read.busy']);
    assert.equal(readers.counts().waiting, 3);

    await readers.close();
    assert.equal(await other, 'read.stopped');
  });

  it('read for one caller after the other, however much one of them has asked before', async () => {
    const { reads, ask, begun } = playedReaders({ threadsMax: 1, waitingMax: 10 });
    const order: string[] = [];
    const asked = ['one', 'one', 'one', 'two', 'two', 'three'].map((name) => ask(name).then(() => order.push(name)));

    for (let at = 0; at < asked.length; at += 1) {
      await begun(at + 1);
      reads[at]?.end();
    }
    await Promise.all(asked);

    assert.deepEqual(order, ['one', 'two', 'three', 'one', 'two', 'one']);
  });

  it('stop the read of a caller who leaves, and read nothing for one who leaves while waiting', async () => {
    const { reads, readers, ask, begun } = playedReaders({ threadsMax: 1 });
    const [first, second] = [new AbortController(), new AbortController()];

    const answers = [ask('one', first.signal), ask('two', second.signal)];
    await begun(1);
    second.abort();
    first.abort();
    await Promise.all(answers);

    assert.deepEqual([reads.length, reads[0]?.signal.aborted, readers.counts().stopped], [1, true, 1]);
  });

  it('stop a read that takes too long', async () => {
    const { readers, ask } = playedReaders({ readMsMax: 30 });

    assert.equal(await ask('one'), 'read.too_long');
    assert.equal(readers.counts().stopped, 1);
  });

  it('let what runs go on for a moment when the gate ends, then stop it, and begin nothing', async () => {
    const { reads, threads, readers, ask, begun } = playedReaders();
    const answers = [ask('one'), ask('two'), ask('three')];
    await begun(2);

    const closing = readers.close();
    reads[0]?.end();
    await closing;

    assert.deepEqual(await Promise.all(answers), ['200', 'read.stopped', 'read.stopped']);
    assert.equal(await ask('four'), 'read.stopped');
    assert.equal(threads.ended, 2);
  });

  it('ask no thread again that has ended', async () => {
    const { reads, threads, ask, begun } = playedReaders();

    const first = ask('one');
    await begun(1);
    threads.isWhole = false;
    reads[0]?.end();
    await first;
    const second = ask('one');
    await begun(2);
    reads[1]?.end();

    assert.deepEqual([await second, threads.begun], ['200', 2]);
  });

  it('ask the thread that was needed last, which has in memory what it worked out', async () => {
    const { reads, ask, begun } = playedReaders();
    const both = [ask('one'), ask('two')];
    await begun(2);

    reads[1]?.end();
    await both[1];
    reads[0]?.end();
    await both[0];
    const third = ask('three');
    await begun(3);
    reads[2]?.end();
    await third;

    assert.deepEqual(
      reads.map(({ thread }) => thread),
      [1, 2, 1],
    );
  });

  it('ask the thread that has worked out something of these agencies, whichever was needed last', async () => {
    const { reads, ask, begun } = playedReaders();
    const askOf = (name: string, region: string, more = {}) => ask(name, undefined, { region, ...more });
    const both = [askOf('one', '421000'), askOf('two', '430000')];
    await begun(2);
    for (const at of [0, 1]) {
      reads[at]?.end();
      await both[at];
    }

    for (const [at, region] of ['421000', '430000', '421000', '440000'].entries()) {
      const next = askOf('three', region, { groupBy: 'agency', limit: at + 1 });
      await begun(at + 3);
      reads[at + 2]?.end();
      await next;
    }

    assert.deepEqual(
      reads.map(({ thread }) => thread),
      [1, 2, 1, 2, 1, 1],
    );
  });

  it('end a thread that nobody has needed for a while', async () => {
    const { reads, threads, ask, begun } = playedReaders({ idleMsMax: 20 });

    const first = ask('one');
    await begun(1);
    reads[0]?.end();
    await first;

    await until('it has ended', () => threads.ended === 1);
  });

  it('answer a page only while orders are coming, and one of another list never', async () => {
    const { readers, reads, orders, ask, askPage, begun } = playedReaders();
    const first = ask('one');
    await begun(1);
    reads[0]?.end();
    await first;

    orders.areComing = false;
    assert.equal(await askPage('one'), 'here');
    orders.areComing = true;
    const page = askPage('one');
    await begun(2);
    reads[1]?.end();

    assert.equal(await page, 'apart');
    assert.equal(readers.has('listAgencies'), false);
  });

  it('begin a thread for the pages that follow, and let none wait until it has the program', async () => {
    const { reads, threads, readers, askPage, begun } = playedReaders({ threadsMax: 1 });

    assert.deepEqual([await askPage('one'), await askPage('two')], ['here', 'here']);
    await begun(1);
    reads[0]?.end();
    await until('the thread is ready', () => readers.counts().running === 0);
    const page = askPage('one');
    await begun(2);
    reads[1]?.end();

    assert.equal(await page, 'apart');
    assert.equal(threads.begun, 1);
  });

  it('let no page wait for a report, of the same caller or of others', async () => {
    const { reads, readers, ask, askPage, begun } = playedReaders();
    const both = [ask('one'), ask('two')];
    await begun(2);
    assert.equal(await askPage('three'), 'here');

    reads[1]?.end();
    await both[1];
    assert.equal(await askPage('one'), 'here');
    const page = askPage('two');
    await begun(3);
    reads[2]?.end();

    assert.equal(await page, 'apart');
    await readers.close();
    assert.equal(await both[0], 'read.stopped');
    assert.equal(await askPage('two'), 'here', 'a gate that ends begins nothing');
  });
});
