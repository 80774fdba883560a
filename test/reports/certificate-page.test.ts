import assert from 'node:assert/strict';
import { wallClockOf } from '../../src/kernel/index.ts';
import { writeMoney } from '../../src/web/ui/money.ts';
import { approvedOrder, certificateOf, redeemAt } from '../orders/certificates/certificate-support.ts';
import { assertRefused } from '../orders/life-support.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Caller, type Gate, startGate } from '../support/gate.ts';
import { type Office, openOffice } from '../support/office.ts';
import { scanned, seesPaper, sheetsOf, wordsOf } from '../support/paper.ts';
import { download } from './reports-support.ts';

if (seesPaper('a certificate on paper')) {
  onOneEngine('pages are drawn of what was read', (engine) => {
    describe('a certificate on paper', () => {
      let gate: Gate;
      let office: Office;

      before(async () => {
        gate = await startGate({ engine });
        office = await openOffice(gate);
      });
      after(() => gate.close());

      const page = async (caller: Caller, decision: string) => {
        const answer = await download({ gate, finance: caller }, `/v1/decisions/${decision}/certificate?format=pdf`);
        assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, 'application/pdf'], answer.text);
        const named = decodeURIComponent(answer.headers.get('content-disposition') ?? '');
        const [, filed] =
          /^attachment; filename="certificate-[\w-]+\.pdf"; filename\*=UTF-8''(.+)\.pdf$/u.exec(named) ?? [];
        assert.match(filed ?? '', new RegExp(`^测试单位 ${office.agencyCode}-.+-放行证-\\d{4}-\\d\\d-\\d\\d$`, 'u'));
        const sheets = wordsOf(answer.bytes);
        assert.equal(sheets.length, 1);
        return {
          bytes: answer.bytes,
          words: sheets
            .flat()
            .map(({ text }) => text)
            .join(' '),
        };
      };

      it('is one sheet that says what may be bought, from whom and until when, and its code leads to where anybody checks it', async () => {
        const { certificate, decision, body } = await approvedOrder(office, { quantity: 2 });
        const [line] = body.lines;

        const { bytes, words } = await page(office.officer, decision);
        assert.ok(
          bytes.includes(`(${certificate})`),
          'the file itself holds the certificate for the page that verifies',
        );

        const named = [line?.description, line?.brand, body.supplier?.name, '× 2', '第 1 版', '有效期至'];
        const signed = ['采购单位（盖章）', '经办人（签字）', '负责人（签字）'];
        for (const shown of [
          '采购放行证',
          office.agencyCode,
          writeMoney(`${body.total}`),
          office.hardwareLine,
          ...named,
          ...signed,
        ]) {
          assert.ok(shown && words.includes(shown), `${shown} in ${words}`);
        }
        assert.ok(words.includes(`查验网址 Check it at: https://${gate.deps.origin}/verify`), words);
        assert.equal(words.includes('已核销'), false);
        const [sheet] = sheetsOf(bytes);
        assert.ok(sheet);
        assert.equal(scanned(sheet), `https://${gate.deps.origin}/verify#${certificate}`);
      });

      it('is printed again for the file after it was redeemed, and says when; no token is given out any more', async () => {
        const { certificate, decision } = await approvedOrder(office);
        const redeemed = await redeemAt(await gate.as('platform'), certificate, 'MALL-1');
        assert.equal(redeemed.status, 200, JSON.stringify(redeemed.body));
        const audit = await gate.as('audit');

        const { words } = await page(audit, decision);

        const { at } = redeemed.body.redemption;
        assert.ok(words.includes(`已核销 / redeemed: ${wallClockOf(at)}`), words);
        for (const accept of ['application/json', 'application/jose']) {
          assertRefused(await certificateOf(office.officer, decision, accept), 409, 'certificate.redeemed');
        }
      });

      it('is not printed when it has ended and nobody had used it', async () => {
        const { answer, decision } = await approvedOrder(office);
        const { order } = answer.body;
        const path = `/v1/orders/${order.id}/withdrawal`;
        const headers = { 'if-match': String(answer.headers.etag) };
        const withdrawn = await office.officer.post(path, { reason: '不再采购' }, headers);
        assert.equal(withdrawn.status, 200, JSON.stringify(withdrawn.body));

        const answered = await download(
          { gate, finance: office.officer },
          `/v1/decisions/${decision}/certificate?format=pdf`,
        );

        assert.equal(answered.status, 409);
      });

      it('names no goods and no supplier of a classified order to a reader outside the agency', async () => {
        const { answer, decision, body } = await approvedOrder(office);
        await gate.db.writer('orders').where({ id: answer.body.order.id }).update({ is_classified: 1 });

        const { words } = await page(await gate.as('audit'), decision);

        assert.equal(words.includes(`${body.lines[0]?.description}`), false);
        assert.equal(words.includes(`${body.supplier?.name}`), false);
      });
    });
  });
}
