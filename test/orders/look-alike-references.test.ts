import assert from 'node:assert/strict';
import { MIGRATIONS } from '../../db/migrations/index.ts';
import type { OrderSubmission } from '../../src/facts/submission.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import * as given from '../support/given.ts';
import { type Office, openOffice } from '../support/office.ts';

/** Each is read as the reference before it, and is not the same. */
const ALIKE: readonly (readonly [string, (reference: string) => string])[] = [
  ['full-width letters and digits', (reference) => reference.replace('CG', 'ＣＧ').replace('2026', '２０２６')],
  ['a blank at its end', (reference) => `${reference} `],
  ['a blank at its beginning', (reference) => `\u3000${reference}`],
  ['a blank within', (reference) => reference.replace('-', ' -')],
  ['a blank that does not break', (reference) => `${reference}\u00a0`],
  ['a sign that stands for two', (reference) => reference.replace('No', '№')],
];

onOneEngine('other files run its statements on both', (engine) => {
  describe('a reference that differs from another only in width or blanks', () => {
    let gate: Gate;
    let office: Office;
    before(async () => {
      gate = await startGate({ engine });
      office = await openOffice(gate);
    });
    after(() => gate.close());

    const newReference = (): string => `CG-2026-No${given.nextNumber()}`;
    const ordered = (reference: string): OrderSubmission => office.order({ order: { reference } });

    for (const [how, write] of ALIKE) {
      it(`is refused, and so is its check: ${how}`, async () => {
        const reference = newReference();
        const first = await office.submit(ordered(reference));
        assert.equal(first.status, 201, JSON.stringify(first.body));
        const like = ordered(write(reference));

        const answers = [
          await office.submit(like),
          await office.officer.post('/v1/orders', like, { 'accept-language': 'en' }),
          await office.officer.post('/v1/checks', like),
        ];

        for (const { status, body } of answers) {
          assert.deepEqual([status, body.code], [422, 'order.reference_used']);
          assert.equal(body.errors[0].pointer, '/reference');
          assert.ok(body.detail.includes(first.body.order.id), body.detail);
        }
        assert.match(answers[0]?.body.detail, /全角|空格/);
        assert.match(answers[1]?.body.detail, /blanks/);
        assert.equal((await gate.db.reader('orders').where({ reference: like.reference })).length, 0);
      });
    }

    it('is refused also the other way round', async () => {
      const reference = newReference();
      assert.equal((await office.submit(ordered(` ${reference.replace('CG', 'ＣＧ')}`))).status, 201);

      const { status, body } = await office.submit(ordered(reference));

      assert.deepEqual([status, body.code], [422, 'order.reference_used']);
    });

    it('is another one by its case, and at another agency', async () => {
      const reference = newReference();
      const other = await openOffice(gate);
      const wide = reference.replace('CG', 'ＣＧ');

      const answers = [
        await office.submit(ordered(reference)),
        await office.submit(ordered(reference.toLowerCase())),
        await other.submit(other.order({ order: { reference: wide } })),
      ];

      assert.deepEqual(
        answers.map(({ status }) => status),
        [201, 201, 201],
      );
    });

    it('is answered as before when it is the very same, and amended under its own', async () => {
      const order = ordered(` ${newReference()}`);
      const first = await office.submit(order);

      const again = await office.submit(order);
      const checked = await office.officer.post(`/v1/checks?order=${first.body.order.id}`, order);

      assert.deepEqual([first.status, again.status, checked.status], [201, 200, 200]);
      assert.equal(again.body.order.id, first.body.order.id);
    });

    it('is one order among twenty that come at once, and in one list', async () => {
      const reference = newReference();
      const writings = Array.from({ length: 20 }, (_, at) => ' '.repeat(at) + reference);

      const answers = await Promise.all(writings.map((writing) => office.submit(ordered(writing))));
      const listed = [`${newReference()}`, ''].map((each, _at, [one]) => ordered(each || ` ${one}`));
      const { body } = await office.officer.post('/v1/orders/batch', { orders: listed });

      assert.deepEqual(answers.map(({ status }) => status).toSorted(), [201, ...Array.from({ length: 19 }, () => 422)]);
      assert.deepEqual(
        body.results.map(({ status }: { status: number }) => status),
        [201, 422],
      );
    });

    it('of many characters is compared in full', async () => {
      const long = `${newReference()}${'㍿'.repeat(80)}`;

      const [first, alike, other] = [
        await office.submit(ordered(long)),
        await office.submit(ordered(`${long} `)),
        await office.submit(ordered(`${long}㍿`)),
      ];

      assert.deepEqual([first.status, alike.status, other.status], [201, 422, 201]);
    });

    it('of an order from before is found without its blanks', async () => {
      const reference = newReference();
      const { id } = (await office.submit(ordered(`${reference}\u3000 `))).body.order;
      await gate.db.writer('orders').where({ id }).update({ folded_key: null });
      const [fold] = MIGRATIONS.filter(({ name }) => name === '0035-fold-references');
      for (const statement of fold?.statements(engine) ?? []) await gate.db.writer.raw(statement);

      const { status, body } = await office.submit(ordered(reference));

      assert.deepEqual([status, body.code], [422, 'order.reference_used']);
    });
  });
});
