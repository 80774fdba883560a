import assert from 'node:assert/strict';
import type { OrderSubmission } from '../../src/facts/submission.ts';
import { bureau } from '../agencies/agency-examples.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import * as given from '../support/given.ts';
import { type Office, openOffice } from '../support/office.ts';

const HIDDEN: readonly (readonly [string, string, string])[] = [
  ['a space without width', '\u200b', 'U+200B'],
  ['a turn of direction', '\u202e', 'U+202E'],
  ['a mark of direction', '\u2067', 'U+2067'],
  ['a soft hyphen', '\u00ad', 'U+00AD'],
  ['a byte order mark', '\ufeff', 'U+FEFF'],
  ['a filler that looks like a blank', '\u3164', 'U+3164'],
  ['a selector of variants', '\u{e0100}', 'U+E0100'],
  ['a tabulator', '\t', 'U+0009'],
  ['a control character of the second set', '\u0085', 'U+0085'],
  ['an end of line', '\u2028', 'U+2028'],
];

onOneEngine('characters are looked at before any statement', (engine) => {
  describe('a character that nobody sees', () => {
    let gate: Gate;
    let office: Office;
    before(async () => {
      gate = await startGate({ engine });
      office = await openOffice(gate);
    });
    after(() => gate.close());

    const changed = (change: (order: OrderSubmission) => object): object => {
      const order = office.order();
      return { ...order, ...change(order) };
    };

    for (const [what, character, named] of HIDDEN) {
      it(`is refused in the reference of an order, in both languages: ${what}`, async () => {
        const order = changed(({ reference }) => ({ reference: `${reference}${character}1` }));

        const [chinese, english] = [
          await office.officer.post('/v1/orders', order),
          await office.officer.post('/v1/checks', order, { 'accept-language': 'en' }),
        ];

        for (const { status, body } of [chinese, english])
          assert.deepEqual([status, body.code, body.errors[0].pointer], [422, 'order.hidden_character', '/reference']);
        assert.ok(chinese.body.errors[0].message.includes(`不可见字符 ${named}`), chinese.body.errors[0].message);
        assert.ok(english.body.errors[0].message.includes(`the character ${named}`), english.body.errors[0].message);
      });
    }

    for (const [pointer, change] of [
      ['/supplier/name', (order: OrderSubmission) => ({ supplier: { ...order.supplier, name: '测试\u200b供应商' } })],
      ['/lines/0/description', (order: OrderSubmission) => withLine(order, { description: '台式电\u200b脑' })],
      ['/lines/0/brand', (order: OrderSubmission) => withLine(order, { brand: '\u202e想联' })],
      ['/lines/0/model', (order: OrderSubmission) => withLine(order, { model: 'M\u2060730' })],
      ['/planFilingNumber', () => ({ planFilingNumber: 'JZCG\u00ad-1' })],
    ] as const) {
      it(`is refused in ${pointer} of an order, which leaves nothing behind`, async () => {
        const order = changed(change);

        const refused = await office.officer.post('/v1/orders', order);

        assert.deepEqual([refused.status, refused.body.code], [422, 'order.hidden_character']);
        assert.deepEqual(
          refused.body.errors.map(({ pointer: at }: { pointer: string }) => at),
          [pointer],
        );
        const kept = await gate.db.reader('orders').where({ reference: (order as OrderSubmission).reference });
        assert.equal(kept.length, 0);
      });
    }

    it('is no letter, digit, blank or sign of an ordinary reference', async () => {
      for (const reference of ['采购（2026）第 1 号', 'CG-2026/0412 №7', '㎡·ＡＢ　１', 'Ω é ñ 中文，。']) {
        const answer = await office.submit(office.order({ reference: `${reference} ${given.nextNumber()}` }));
        assert.equal(answer.status, 201, JSON.stringify(answer.body));
      }
    });

    it('is refused in the name of a person, by which others know whose proposal they sign', async () => {
      const { installer } = gate;
      const wang = { name: '王建国', email: `wang.${given.nextNumber()}@gate.test`, roles: [] };
      const roles = [{ role: 'finance', grant: { region: '421000' } }];
      const made = await installer.post('/v1/persons', { ...wang, roles });
      const event = { effectiveOn: '2026-06-01', reason: '更名', changes: { name: '王\u200b建国' } };

      const answers = [
        await installer.post('/v1/persons', { name: '\u202e国建王', email: 'x@gate.test', roles }),
        await installer.post(`/v1/persons/${made.body.id}/events`, event, { 'if-match': String(made.headers.etag) }),
      ];

      assert.deepEqual(
        answers.map(({ status, body }) => [status, body.code, body.errors[0].pointer]),
        [
          [422, 'person.hidden_character', '/name'],
          [422, 'person.hidden_character', '/changes/name'],
        ],
      );
    });

    it('is refused in the names of agencies and suppliers, new, corrected and imported', async () => {
      const { installer } = gate;
      const supplier = { creditCode: given.creditCode('supplier'), name: '江汉电脑' };
      const agency = await installer.post('/v1/agencies', bureau());
      const made = await installer.post('/v1/suppliers', supplier);
      assert.deepEqual([agency.status, made.status], [201, 201]);
      const tag = { 'if-match': String(agency.headers.etag) };
      const seller = { 'if-match': String(made.headers.etag) };

      const answers = [
        await installer.post('/v1/agencies', bureau({ code: given.creditCode(), name: '荆州市\u200b财政局' })),
        await installer.patch(`/v1/agencies/${agency.body.code}`, { name: '\u202e局政财' }, tag),
        await installer.post('/v1/suppliers', { creditCode: given.creditCode('supplier'), name: '楚\u2066信' }),
        await installer.patch(`/v1/suppliers/${supplier.creditCode}`, { name: '江汉\u200d电脑' }, seller),
      ];
      const imported = await installer.send('post', '/v1/suppliers/import', {
        bytes: `creditCode,name\n${given.creditCode('supplier')},楚\u200b信\n`,
        headers: { 'content-type': 'text/csv' },
      });

      assert.deepEqual(
        answers.map(({ status, body }) => [status, body.code, body.errors[0].pointer]),
        [
          [422, 'agency.hidden_character', '/name'],
          [422, 'agency.hidden_character', '/name'],
          [422, 'supplier.hidden_character', '/name'],
          [422, 'supplier.hidden_character', '/name'],
        ],
      );
      assert.match(answers[0]?.body.detail, /不可见字符 U\+200B/);
      assert.deepEqual([imported.body.created, imported.body.refused], [0, 1]);
      assert.match(JSON.stringify(imported.body.rows), /U\+200B/);
    });
  });
});

function withLine(order: OrderSubmission, changes: object): object {
  const [line] = order.lines;
  return { lines: [{ ...line, ...changes }] };
}
