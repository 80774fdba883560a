import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { pointerWords } from '../../src/rules/documents/pointer-words.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { openOffice, rulesIn } from '../support/office.ts';
import { ordersOf, publishedLines, type ReadingDepth } from './ocds-orders.ts';

interface FoundRule {
  readonly rule: string;
  readonly clause: string;
  readonly message: Readonly<Record<'zh-CN' | 'en', string>>;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** What is missing from every purchase: money, a filed plan, elements, the state of the system, the origin. */
const ALWAYS = [
  'BUD-01 none',
  'BUD-05 no-filing',
  'INT-01 elements-missing',
  'OS-02 unknown',
  'PRC-05 origin-not-stated',
];
/** What is missing besides once it is known that there are machines for which somebody must plan. */
const NO_PLAN = ['PLN-01 no-plan', 'PLN-02 office-short', 'PLN-03 clients-short'];
const NO_LESSOR = 'EXC-03 lessor-not-authorised';
const UNRATED_CPU = 'OS-12 cpu-unrated';
const OUT_OF_SUPPORT = 'OS-10 ended-by-delivery';

/** The five purchases, with what is found beyond what is missing everywhere, and how the words of their lines add to it. */
const PURCHASES = [
  {
    ocid: 'ocds-k50g02-58060',
    says: 'laptops on hire',
    fields: [NO_LESSOR],
    words: [NO_LESSOR, UNRATED_CPU, ...NO_PLAN],
  },
  {
    ocid: 'ocds-k50g02-58122',
    says: '214 all-in-ones with “WIN 10 PRO”',
    words: [OUT_OF_SUPPORT, UNRATED_CPU, ...NO_PLAN],
  },
  { ocid: 'ocds-k50g02-58201', says: '16 machines of no stated kind', words: [OUT_OF_SUPPORT] },
  { ocid: 'ocds-k50g02-58203', says: 'tablets', words: [] },
  {
    ocid: 'ocds-k50g02-58271',
    says: 'a workstation',
    words: [UNRATED_CPU, ...NO_PLAN, 'PLN-09 workstation-without-purpose'],
  },
] as const;

describe('a real purchase as it was published', () => {
  onOneEngine('rules judge facts, wherever they were read', (engine) => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    /** The answer to a check of one purchase. */
    async function check(ocid: string, reading: ReadingDepth): Promise<Response> {
      const office = await openOffice(gate, { staff: 1_000 });
      const orders = ordersOf(publishedLines(), office.agencyCode, reading);
      const order = orders.find(({ reference }) => reference === ocid);
      const answer = await office.officer.post('/v1/checks', order);
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
      return answer;
    }

    const findingsOf = (answer: Response): readonly FoundRule[] => answer.body.decision.findings;

    for (const { ocid, says, ...found } of PURCHASES) {
      for (const reading of ['fields', 'words'] as const) {
        it(`of ${says} is not approved by its ${reading}, and the answer says what is missing`, async () => {
          const answer = await check(ocid, reading);

          const more = reading === 'words' ? found.words : 'fields' in found ? found.fields : [];
          const said = new Set(findingsOf(answer).map(({ rule, clause }) => `${rule} ${clause}`));
          assert.equal(answer.body.decision.outcome, 'rejected');
          assert.deepEqual([...said], [...ALWAYS, ...more].toSorted());
          assert.deepEqual(answer.body.decision.indeterminate, []);
        });
      }
    }

    it('is told each element that it leaves out, in both languages', async () => {
      const answer = await check('ocds-k50g02-58203', 'words');

      const incomplete = findingsOf(answer).find(({ rule }) => rule === 'INT-01');
      const missing = [
        ...['/organisationForm', '/supplier/creditCode', '/expectedDeliveryOn', '/total'],
        ...['/lines/0/catalogue/edition', '/lines/0/catalogue/code', '/lines/0/unitPrice'],
        ...['/lines/1/catalogue/edition', '/lines/1/catalogue/code', '/lines/1/unitPrice'],
      ];
      assert.deepEqual(incomplete?.facts['order.missingElements'], missing);
      for (const pointer of missing) {
        const words = pointerWords(pointer);
        assert.ok(words && incomplete.message['zh-CN'].includes(words['zh-CN']), pointer);
        assert.ok(incomplete.message.en.includes(words.en), pointer);
      }
    });

    it('with an operating system that is cut off in mid-word has named none', async () => {
      const [order] = ordersOf(publishedLines(), 'nobody', 'words');
      const answer = await check('ocds-k50g02-58060', 'words');

      assert.match(String(order?.lines[0]?.description), /Default wind$/);
      assert.equal(order?.lines[0]?.computer?.operatingSystem, undefined);
      assert.ok(rulesIn(answer).includes('OS-02'));
    });

    it('states nothing that the publication does not', () => {
      for (const reading of ['fields', 'words'] as const) {
        for (const order of ordersOf(publishedLines(), 'nobody', reading)) {
          const { total, organisationForm, expectedDeliveryOn, planFilingNumber, softwarePlan } = order;
          const invented = { total, organisationForm, expectedDeliveryOn, planFilingNumber, softwarePlan };
          assert.deepEqual(Object.values(invented), [undefined, undefined, undefined, undefined, undefined]);
          for (const line of order.lines) {
            const source = publishedLines().find(({ ocid, item }) => ocid === order.reference && item.id === line.line);
            assert.deepEqual([line.description, line.quantity], [source?.item.description, source?.item.quantity]);
            assert.deepEqual([line.unitPrice, line.catalogue, line.funding], [undefined, undefined, undefined]);
            assert.equal(line.computer?.operatingSystem?.state, undefined);
          }
        }
      }
    });

    it('leaves nothing behind: a check is not recorded', async () => {
      await check('ocds-k50g02-58122', 'words');
      const { size } = (await gate.installer.get('/v1/log/head')).body;

      const office = await openOffice(gate);
      const opened = (await gate.installer.get('/v1/log/head')).body.size;
      for (const order of ordersOf(publishedLines(), office.agencyCode, 'words')) {
        await office.officer.post('/v1/checks', order);
      }

      assert.ok(opened > size);
      assert.equal((await gate.installer.get('/v1/log/head')).body.size, opened);
      assert.deepEqual((await office.officer.get('/v1/orders')).body.items, []);
    });
  });
});
