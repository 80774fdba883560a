import assert from 'node:assert/strict';
import { actsOf, idOf, withThinEvidence } from '../orders/life-support.ts';
import { download, read } from '../reports/reports-support.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Caller, type Gate, startGate } from '../support/gate.ts';
import { withoutSystem } from '../support/given.ts';
import { type Office, openOffice } from '../support/office.ts';

onOneEngine('a dossier is put together of what was read', (engine) => {
  describe('the dossier of an order whose amendment does not stand', () => {
    let gate: Gate;
    let office: Office;
    let audit: Caller;

    before(async () => {
      gate = await startGate({ engine });
      office = await openOffice(gate);
      audit = await gate.as('audit');
    });
    after(() => gate.close());

    const amended = async (spoil: typeof withoutSystem) => {
      const order = office.order({ quantity: 2 });
      const approved = await office.submit(order);
      const larger = { ...office.order({ quantity: 3 }), reference: order.reference };
      const answer = await actsOf(office.officer).amend(approved, spoil(larger));
      const path = `/v1/orders/${idOf(approved)}/dossier`;
      const page = async (language: string): Promise<string> => {
        const { text } = await download({ gate, finance: audit }, `${path}?format=html`, {
          'accept-language': language,
        });
        return text.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
      };
      const totals = { standing: order.total ?? '', latest: larger.total ?? '' };
      return { answer, dossier: await read(audit, path), page, order, ...totals };
    };

    it('prints the total and the goods that count, and calls the refused ones so', async () => {
      const { answer, dossier, page, order, standing, latest } = await amended(withoutSystem);
      const [chinese, english] = [await page('zh-CN'), await page('en')];

      assert.equal(answer.body.decision.outcome, 'rejected');
      assert.deepEqual(dossier.order.submission.lines[0].quantity, 3);
      assert.deepEqual(
        dossier.standingSubmission,
        (await read(audit, `/v1/orders/${dossier.order.id}/revisions/1`)).submission,
      );
      assert.ok(chinese.includes(`订单 ${standing} 元；合同`), chinese);
      assert.ok(chinese.includes(`金额 ${standing} `), chinese);
      assert.equal(chinese.includes(`订单 ${latest} 元`) || chinese.includes(`金额 ${latest} 数量`), false);
      const yuan = Number(latest).toLocaleString('en-US', { minimumFractionDigits: 2 });
      for (const words of [`现行有效的是第 1 版。第 2 版变更（${yuan} 元）不予通过，未生效`, '× 2', '第 2 版，未生效'])
        assert.ok(chinese.includes(words), `${words} in ${chinese}`);
      assert.equal(chinese.includes('× 3'), false);
      assert.equal(openIn(chinese).includes('OS-'), false, openIn(chinese));
      assert.ok(
        english.includes(`Revision 1 stands. Revision 2 (${yuan} yuan) was rejected and is not in force`),
        english,
      );
      assert.ok(english.includes(`order ${standing} yuan`), english);
      assert.ok(chinese.includes(order.reference));
    });

    it('says of one that waits that it does, and what is open', async () => {
      const { answer, page, standing } = await amended(withThinEvidence);
      const chinese = await page('zh-CN');

      assert.equal(answer.body.decision.outcome, 'referred');
      for (const words of [`订单 ${standing} 元；合同`, '尚待人工审核，未生效'])
        assert.ok(chinese.includes(words), `${words} in ${chinese}`);
      assert.match(openIn(chinese), /OS-04/);
    });

    it('has nothing beside what stands where that is the latest', async () => {
      const approved = await office.submit(office.order());

      const dossier = await read(audit, `/v1/orders/${idOf(approved)}/dossier`);

      assert.equal(dossier.standingSubmission, null);
      assert.equal(dossier.order.standing.total, dossier.order.total);
    });
  });
});

/** What the first sheet says is open. */
function openIn(page: string): string {
  return page.slice(page.indexOf('未了事项'), page.indexOf('证明索引'));
}
