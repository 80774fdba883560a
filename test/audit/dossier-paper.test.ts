import assert from 'node:assert/strict';
import { contractFor, stepsOf } from '../fulfilment/fulfilment-support.ts';
import { assertApproved } from '../orders/tricky-cases/tricky-orders.ts';
import { download, read } from '../reports/reports-support.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Caller, type Gate, startGate, testClock } from '../support/gate.ts';
import { openOffice } from '../support/office.ts';
import { seesPaper, type Word, wordsOf } from '../support/paper.ts';

onOneEngine('sheets are drawn of what was read', (engine) => {
  describe('a dossier of an order under contract', () => {
    const clock = testClock();
    let gate: Gate;
    let audit: Caller;
    let path: string;

    before(async () => {
      gate = await startGate({ engine, clock });
      const office = await openOffice(gate);
      audit = await gate.as('audit');
      const order = office.order({ quantity: 8 });
      const approved = await office.submit(order);
      assertApproved(approved);
      clock.advance({ days: 3 });
      const contracted = await stepsOf(office.officer).contract(approved, contractFor(order));
      assertApproved(contracted);
      path = `/v1/orders/${contracted.body.order.id}/dossier`;
    });
    after(() => gate.close());

    it('gives each revision the day on which it came', async () => {
      const { revisions } = await read(audit, path);

      assert.deepEqual(
        revisions.map(({ submittedAt }: { readonly submittedAt: string }) => submittedAt.slice(0, 10)),
        ['2026-06-01', '2026-06-04'],
      );
    });

    if (seesPaper('the sheets of a dossier')) {
      it('has everything that matters on its first sheet, and is short', async () => {
        const sheets = await sheetsIn('zh-CN');

        const first = textOf(sheets[0] ?? []);
        const wanted = ['办公用计算机', '× 8', '合同审核（第 2 版）', '通过', '未了事项', '证明索引'];
        for (const words of wanted) assert.ok(first.includes(words), `${words} in ${first}`);
        assert.ok(first.includes('procurement-officer of a test'), first);
        assert.equal(first.includes('per_'), false);
        assert.ok(sheets.length <= 14, `${sheets.length} sheets`);
        assert.ok((await sheetsIn('en')).length <= 20);
      });

      it('says on the first sheet where each section begins', async () => {
        const sheets = await sheetsIn('zh-CN');

        const [first = []] = sheets;
        const contents = first.filter(({ text }) => /^[一二三四五六七八九十]、/.test(text));
        assert.ok(contents.length >= 3, `${contents.length} sections`);
        for (const heading of contents) {
          const onLine = first.filter(({ text, left, top }) => {
            return /^\d+$/.test(text) && left > heading.left && Math.abs(top - heading.top) < 2;
          });
          const page = onLine.reduce((near, word) => (word.left < near.left ? word : near), onLine[0] ?? heading);
          const begins = sheets.findIndex((words, at) => at > 0 && words.some(({ text }) => text === heading.text));
          assert.equal(Number(page.text), begins + 1, heading.text);
        }
      });

      it('lists the rules that passed by number and what they demand, never by the offence they did not find, once', async () => {
        const sheets = await sheetsIn('zh-CN');

        const all = sheets.map(textOf).join('').replaceAll(' ', '');
        const told = sheets.flatMap((words) => words.filter(isTold)).map(({ text }) => text);
        assert.equal(told.join('').split('OS-01计算机预装操作系统').length, 2);
        assert.equal(all.includes('OS-01未预装操作系统'), false);
        assert.equal(all.includes('若'), false);
      });
    }

    async function sheetsIn(language: string): Promise<readonly (readonly Word[])[]> {
      const headers = { 'accept-language': language };
      return wordsOf((await download({ gate, finance: audit }, `${path}?format=pdf`, headers)).bytes);
    }
  });
});

/** Whether a word stands in the third column, below its heading: a row's result is between two lines of it, else. */
function isTold({ left, top }: Word): boolean {
  return left >= 150 && left < 490 && top > 80 && top < 560;
}

function textOf(words: readonly Word[]): string {
  return words.map(({ text }) => text).join(' ');
}
