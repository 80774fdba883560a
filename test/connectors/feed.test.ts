import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { watchHead } from '../../src/connectors/feed/head-watch.ts';
import { revise, transfer } from '../budget/budget-office.ts';
import { type Cells, sheetOf } from '../budget/finance-sheet.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Caller, type Gate, startGate } from '../support/gate.ts';
import { type Office, openOffice } from '../support/office.ts';

interface Item {
  readonly index: number;
  readonly type: string;
  readonly subject: string;
  readonly agency: string | null;
}

/** Everything there is for a reader who goes on until an answer is empty and its `next` stays where it was. */
async function everything(reader: Caller, { limit = 200, from = '' } = {}): Promise<{ items: Item[]; next: string }> {
  const items: Item[] = [];
  let next = from;
  for (;;) {
    const { status, body } = await reader.get(`/v1/feed?limit=${limit}${next && `&after=${next}`}`);
    assert.equal(status, 200, JSON.stringify(body));
    items.push(...body.items);
    if (body.next === next) return { items, next };
    next = body.next;
  }
}

const MONEY = ['budget.transferred', 'budget.revised', 'budget.used-elsewhere'];

const imported = (gate: Gate, row: Cells) =>
  gate.installer.send('post', '/v1/budget-lines/import', {
    bytes: sheetOf(row),
    headers: { 'content-type': 'text/csv' },
  });

const indexes = (items: readonly Item[]): readonly number[] => items.map(({ index }) => index);

forEachEngine('statements', (engine) => {
  describe('the feed', () => {
    let gate: Gate;
    let city: Office;
    let county: Office;
    before(async () => {
      gate = await startGate({ engine });
      city = await openOffice(gate, { region: '421000' });
      county = await openOffice(gate, { region: '511300' });
    });
    after(() => gate.close());

    it('tells a bureau of the nation every leaf once, in the order of the log, in pages of any size', async () => {
      const finance = await gate.as('finance');
      const { body: head } = await finance.get('/v1/log/head');

      const { items } = await everything(finance, { limit: 7 });

      assert.deepEqual(indexes(items), [...Array(head.size).keys()]);
      assert.ok(items.some(({ type, agency }) => type === 'budget-line.created' && agency === city.agencyCode));
    });

    it('tells of persons and keys only who reaches the whole region of the gate', async () => {
      const bureau = await gate.as('finance', { grant: { region: '421000' } });

      const { items } = await everything(bureau);

      const kinds = new Set(items.map(({ subject }) => subject.split('/')[0]));
      assert.deepEqual([kinds.has('person'), kinds.has('api-key')], [false, false]);
      assert.ok(kinds.has('supplier') && kinds.has('agency'));
    });

    it('loses nothing and tells nothing twice while orders are decided', async () => {
      const finance = await gate.as('finance');
      const { next: start } = await everything(finance);
      let isOver = false;
      const reading = (async () => {
        const read: Item[] = [];
        let next = start;
        for (;;) {
          const wasOver = isOver;
          const { body } = await finance.get(`/v1/feed?limit=3&after=${next}`);
          read.push(...body.items);
          if (wasOver && body.next === next) return read;
          next = body.next;
        }
      })();

      const answers = await Promise.all(
        Array.from({ length: 30 }, (_, n) => (n % 2 === 0 ? city : county)).map((office) =>
          office.submit(office.order()),
        ),
      );
      isOver = true;
      const read = await reading;

      assert.deepEqual([...new Set(answers.map(({ status }) => status))], [201]);
      const first = read[0]?.index ?? 0;
      assert.deepEqual(
        indexes(read),
        read.map((_, place) => first + place),
      );
      assert.deepEqual(
        read
          .filter(({ type }) => type === 'order.decided')
          .map(({ subject }) => subject)
          .toSorted(),
        answers.map(({ body }) => `order/${body.order.id}`).toSorted(),
      );
    });

    it("tells an agency's people what is theirs, a bureau what is within its region, and nothing of another's", async () => {
      const own = (await everything(city.officer)).items;
      const bureau = (await everything(await gate.as('legalization-office', { grant: { region: '421000' } }))).items;

      assert.ok(own.length > 0);
      assert.ok(own.every(({ agency }) => agency === city.agencyCode));
      assert.ok(bureau.every(({ agency }) => agency === city.agencyCode || agency === null));
      assert.ok(bureau.some(({ type }) => type.startsWith('supplier.')));
      assert.equal(JSON.stringify([own, bureau]).includes(county.agencyCode), false);
    });

    it('tells of money that moves those whose money it is, and no bureau of another region', async () => {
      const neighbour = await openOffice(gate, { region: '421000' });
      const foreign = await gate.as('legalization-office', { grant: { region: '511300' } });
      const starts = await Promise.all([neighbour.officer, city.officer, foreign].map((one) => everything(one)));
      const line = { from: city.hardwareLine, to: neighbour.hardwareLine };
      const moved = await transfer(gate.installer, line);
      const revised = await revise(gate.installer, { budgetLine: city.softwareLine });
      const row = { 指标编码: 'F-1', 单位编码: city.agencyCode };
      await imported(gate, row);
      const used = await imported(gate, { ...row, '已用（元）': '12.00' });

      const seen = await Promise.all(
        [neighbour.officer, city.officer, foreign].map((one, place) =>
          everything(one, { from: starts[place]?.next ?? '' }),
        ),
      );

      assert.deepEqual([moved.status, revised.status, used.status], [201, 201, 200], JSON.stringify(used.body));
      const [theirs = [], ours = [], others] = seen.map(({ items }) =>
        items.filter(({ type }) => MONEY.includes(type)),
      );
      assert.deepEqual(
        theirs.map(({ type, agency }) => [type, agency]),
        [['budget.transferred', neighbour.agencyCode]],
      );
      assert.deepEqual([...new Set(ours.map(({ type }) => type))].toSorted(), MONEY.toSorted());
      assert.ok(ours.every(({ agency }) => agency === city.agencyCode));
      assert.deepEqual(others, []);
    });

    it('tells a machine of its orders alone', async () => {
      const grant = { agencies: [city.agencyCode] };
      const machine = await gate.as('machine', { grant, scopes: ['orders:read'] });

      const { items } = await everything(machine);

      assert.ok(items.length > 0);
      assert.deepEqual([...new Set(items.map(({ type }) => type))], ['order.decided']);
    });

    it('tells a platform of an order from its clearance on, also that it was withdrawn', async () => {
      const platform = await gate.as('platform', { grant: { region: '421000' } });
      const { next } = await everything(platform);
      const rejected = await city.submit(city.order({ order: { softwarePlan: [] } }));
      const approved = await city.submit(city.order());
      const { id } = approved.body.order;
      const ifMatch = { 'if-match': approved.headers.etag ?? '' };

      await city.officer.post(`/v1/orders/${id}/withdrawal`, { reason: '采购需求取消' }, ifMatch);
      const { items } = await everything(platform, { from: next });

      assert.equal(rejected.body.decision?.outcome, 'rejected', JSON.stringify(rejected.body));
      assert.deepEqual(
        items.map(({ type, subject }) => [type, subject]),
        [
          ['order.decided', `order/${id}`],
          ['order.withdrawn', `order/${id}`],
        ],
      );
    });

    it('waits until something happens, and answers at once when it has', async () => {
      const { next } = await everything(city.officer);
      const waiting = city.officer.get(`/v1/feed?after=${next}&wait=20`);
      await sleep(50);
      const { body } = await city.submit(city.order());

      const answer = await waiting;

      assert.deepEqual(
        answer.body.items.map(({ subject }: Item) => subject),
        [`order/${body.order.id}`],
      );
    });

    it('answers at once whoever finds no place to wait, and does not keep the database busy for them', async () => {
      const head = watchHead(gate.db);
      const wait = () => head.waitBeyond(1_000_000, { ms: 30_000, signal: new AbortController().signal });
      const waiting = Array.from({ length: 500 }, wait);

      assert.equal(await wait(), false);
      head.stop();
      assert.ok((await Promise.all(waiting)).every(Boolean));
      assert.equal(await wait(), false);
    });

    it('leaves nothing on a connection over which it has refused again and again', async () => {
      const beyond = Buffer.from(JSON.stringify([1_000_000])).toString('base64url');
      const headers = { authorization: `Bearer ${city.officer.secret}` };
      const warnings: string[] = [];
      const warn = ({ name }: Error): void => void warnings.push(name);
      process.on('warning', warn);

      for (let time = 0; time < 20; time += 1) {
        const answer = await fetch(`${gate.url}/v1/feed?after=${beyond}`, { headers });
        assert.equal(answer.status, 422);
        await answer.text();
      }

      process.off('warning', warn);
      assert.deepEqual(warnings, []);
    });

    it('answers a cursor beyond the log with a refusal, not with silence', async () => {
      const beyond = Buffer.from(JSON.stringify([1_000_000])).toString('base64url');
      const foreign = Buffer.from(JSON.stringify(['order'])).toString('base64url');

      const answers = [
        await city.officer.get(`/v1/feed?after=${beyond}`),
        await city.officer.get(`/v1/feed?after=${foreign}`),
      ];

      assert.deepEqual(
        answers.map(({ status, body }) => [status, body.code]),
        [
          [422, 'log.not_reached'],
          [400, 'request.cursor'],
        ],
      );
    });
  });
});
