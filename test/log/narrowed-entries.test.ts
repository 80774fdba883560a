import assert from 'node:assert/strict';
import { forEachEngine } from '../support/databases.ts';
import { type Caller, type Gate, startGate } from '../support/gate.ts';
import { type Office, openOffice } from '../support/office.ts';

interface Entry {
  readonly index: number;
  readonly type: string;
  readonly at: string;
  readonly subject: string | null;
  readonly record: string | null;
}

const personIn = ({ record }: Entry): string | null | undefined => JSON.parse(record ?? '{}').by?.person;

forEachEngine('statements', (engine) => {
  describe('an auditor who looks for something in the log', () => {
    let gate: Gate;
    let city: Office;
    let county: Office;
    let audit: Caller;
    let all: readonly Entry[];
    let orders: readonly string[];
    before(async () => {
      gate = await startGate({ engine, env: { GATE_REGION: '421000' } });
      city = await openOffice(gate, { region: '421000' });
      county = await openOffice(gate, { region: '421022' });
      const made: string[] = [];
      for (const office of [city, county, city]) {
        const { status, body } = await office.submit(office.order());
        assert.equal(status, 201);
        made.push(`order/${body.order.id}`);
      }
      orders = made;
      audit = await gate.as('audit');
      all = await every(audit, '');
    });
    after(() => gate.close());

    it('finds all leaves about one thing, of one type, by one person, and those of all three', async () => {
      const [one = ''] = orders;
      const person = all.filter(({ subject }) => subject === one).map(personIn)[0] ?? '';
      assert.match(person, /^per_/);

      const about = all.filter(({ subject }) => subject === one);
      const decided = all.filter(({ type }) => type === 'order.decided');
      const done = all.filter((leaf) => personIn(leaf) === person);
      assert.ok(about.length > 0 && decided.length === 3 && done.length >= 2);
      assert.deepEqual(await every(audit, `&subject=${one}`), about);
      assert.deepEqual(await every(audit, '&type=order.decided'), decided);
      assert.deepEqual(await every(audit, `&person=${person}`), done);
      assert.deepEqual(
        await every(audit, `&person=${person}&subject=${one}&type=order.decided`),
        about.filter((leaf) => leaf.type === 'order.decided' && personIn(leaf) === person),
      );
      assert.deepEqual(await every(audit, '&subject=order/ord_of_nobody'), []);
    });

    it('reads any of it from the newest leaf back, in pages without a gap', async () => {
      assert.deepEqual(await every(audit, '&sort=-index'), all.toReversed());
      assert.deepEqual(
        await every(audit, '&sort=-index&type=order.decided'),
        all.filter(({ type }) => type === 'order.decided').toReversed(),
      );
      const { body } = await audit.get('/v1/log/entries?sort=-index&from=4&limit=2');
      assert.deepEqual([body.items.map(({ index }: Entry) => index), body.next], [[4, 3], 2]);
    });

    it('has the leaves of some days, of the zone of the gate', async () => {
      const dayOf = ({ at }: Entry): string => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10);
      const today = dayOf(all.at(-1) as Entry);
      const first = dayOf(all[0] as Entry);

      assert.deepEqual(await every(audit, `&since=${first}&until=${today}`), all);
      assert.deepEqual(
        await every(audit, `&since=${today}&until=${today}&sort=-index`),
        all.filter((leaf) => dayOf(leaf) === today).toReversed(),
      );
      assert.deepEqual(await every(audit, '&since=2099-01-01'), []);
      assert.deepEqual(await every(audit, '&until=2001-01-01'), []);
      assert.deepEqual(await every(audit, `&until=2001-01-01&type=order.decided&sort=-index`), []);
      assert.deepEqual(await every(audit, '&since=2099-01-01&until=2001-01-01'), []);
    });

    it('learns nothing by asking that the leaves within reach do not say', async () => {
      const [ours = '', theirs = ''] = orders;
      const reader = await gate.as('audit', { grant: { region: '421022' } });
      const officer = county.officer;
      const ourPerson = all.filter(({ subject }) => subject === ours).map(personIn)[0] ?? '';
      const theirPerson = all.filter(({ subject }) => subject === theirs).map(personIn)[0] ?? '';

      for (const caller of [reader, officer]) {
        const own = all.filter(({ subject, type }) => subject === theirs && type.startsWith('order.'));
        assert.deepEqual(await every(caller, `&subject=${theirs}`), own);
        assert.deepEqual(await every(caller, `&subject=${theirs}&sort=-index`), own.toReversed());
        // As if there were no such order, and no such rule set.
        const elsewhere = all.find(({ type }) => type.startsWith('rule-set.'))?.subject;
        for (const subject of [ours, 'order/ord_of_nobody', elsewhere]) {
          assert.deepEqual((await caller.get(`/v1/log/entries?subject=${subject}`)).body, { items: [], next: null });
        }
        // A type is told of each leaf, whoever reads it.
        const decided = await every(caller, '&type=order.decided');
        assert.equal(decided.length, 3);
        assert.equal(decided.filter(({ record }) => record !== null).length, 1);
        const { status, body } = await caller.get(`/v1/log/entries?person=${ourPerson}`);
        assert.deepEqual([status, body.code], [403, 'log.person_reach']);
        assert.equal((await caller.get(`/v1/log/entries?person=${ourPerson}&subject=${ours}`)).status, 403);
      }
      const done = await every(officer, `&person=${theirPerson}`);
      assert.deepEqual(
        done.map(({ index }) => index),
        all.filter((leaf) => personIn(leaf) === theirPerson).map(({ index }) => index),
      );
    });
  });
});

async function every(caller: Caller, asked: string): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  let from: number | null | undefined;
  while (from !== null) {
    const begin = from === undefined ? '' : `&from=${from}`;
    const { status, body } = await caller.get(`/v1/log/entries?limit=7${begin}${asked}`);
    assert.equal(status, 200, JSON.stringify(body));
    entries.push(...body.items);
    from = body.next;
  }
  return entries;
}
