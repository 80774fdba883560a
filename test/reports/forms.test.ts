import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Response } from 'supertest';
import { deliveriesOf, everything, machines } from '../fulfilment/delivery/acceptance-support.ts';
import { contracted } from '../fulfilment/fulfilment-support.ts';
import { actsOf, idOf, withThinEvidence } from '../orders/life-support.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Caller, type Gate, startGate } from '../support/gate.ts';
import { withoutSystem } from '../support/given.ts';
import { type Office, openOffice } from '../support/office.ts';
import { seesPaper, wordsOf } from '../support/paper.ts';
import { download, read } from './reports-support.ts';

/** Where the sheets are written for somebody to look at. */
const { PICTURES } = process.env;

onOneEngine('papers are drawn of what was read', (engine) => {
  describe('official forms', () => {
    let gate: Gate;
    let office: Office;
    let audit: Caller;

    before(async () => {
      gate = await startGate({ engine });
      office = await openOffice(gate);
      audit = await gate.as('audit');
    });
    after(() => gate.close());

    const paper = async (caller: Caller, path: string) => {
      const answer = await download({ gate, finance: caller }, path);
      assert.equal(answer.status, 200, answer.text);
      if (PICTURES) writeFileSync(join(PICTURES, path.replaceAll(/\W+/g, '-').slice(-60)), answer.bytes);
      return answer;
    };
    const page = async (caller: Caller, path: string) => (await paper(caller, `${path}format=html`)).text;

    async function delivery(statement: (office: Office) => ReturnType<typeof everything>): Promise<Response> {
      const answer = await contracted(office, office.order({ quantity: 2 }));
      const accepted = await deliveriesOf(office).accept(answer, statement(office));
      assert.equal(accepted.status, 201, JSON.stringify(accepted.body));
      return accepted;
    }

    describe('the review form of an order', () => {
      it('names the unit, the officer, goods, plan, money, findings and outcome, and has places to sign and seal', async () => {
        const order = office.order({ quantity: 2 });
        const { body } = await office.submit(order);

        const form = await page(audit, `/v1/orders/${body.order.id}?`);

        const [line] = order.lines;
        const told = [
          `测试单位 ${office.agencyCode}`,
          'procurement-officer of a test',
          `${order.reference}（第 1 版）`,
        ];
        const goods = [`${line?.description}`, `${line?.brand}`, 'UnionTech UOS Desktop', '办公软件', '新购'];
        const money = [
          office.hardwareLine,
          office.softwareLine,
          '办公设备更新',
          '审核后余额',
          '订单总额（含软件配置计划）',
        ];
        const signed = ['采购单位意见', '财政部门意见', '软件正版化工作机构意见', '（盖章）', '年　　月　　日'];
        for (const words of ['政府采购订单审核表', ...told, ...goods, ...money, '没有意见。', '通过', ...signed]) {
          assert.ok(form.includes(words), `${words} in ${form}`);
        }
        assert.equal(/per_|key_/.test(form), false);
      });

      it('has what was answered of goods that might be computers', async () => {
        const order = office.order();
        const more = { description: '主机', quantity: 1, unitPrice: '900.00', containsComputers: 'none' } as const;
        const funding = [{ budgetLine: office.hardwareLine, amount: '900.00' }];
        const beside = { ...more, line: 2, goods: 'other', catalogue: { edition: '2022', code: 'A05010201' } } as const;
        const { body } = await office.submit({
          ...order,
          lines: [...order.lines, { ...beside, funding }],
          total: null,
        });

        assert.match(await page(audit, `/v1/orders/${body.order.id}?`), /主机（申报不含计算机）/);
      });

      it('says what speaks against the order, where and by which law, in the language that the link asks for', async () => {
        const { body } = await office.submit(office.order({ quantity: 2, unitPrice: '50000.00' }));
        const [finding] = body.decision.findings;

        const form = await page(audit, `/v1/orders/${body.order.id}?lang=en&`);

        for (const words of [finding.rule, finding.title.en, 'line 1', finding.legalBasis[0].document]) {
          assert.ok(form.includes(words), `${words} in ${form}`);
        }
        assert.ok(form.includes('<html lang="en">'));
        assert.equal(form.includes('政府'), false);
      });

      it('after a refused amendment is of the revision that stands, and says what became of the other one', async () => {
        const order = office.order({ quantity: 2 });
        const approved = await office.submit(order);
        const larger = { ...office.order({ quantity: 3 }), reference: order.reference };

        const refused = await actsOf(office.officer).amend(approved, withoutSystem(larger));
        const form = await page(audit, `/v1/orders/${idOf(approved)}?`);
        const waiting = await actsOf(office.officer).amend(refused, withThinEvidence(larger));
        const formOfWaiting = await page(audit, `/v1/orders/${idOf(waiting)}?`);

        const total = (Number(order.total) || 0).toLocaleString('en-US', { minimumFractionDigits: 2 });
        const stands = `现行有效的是第 1 版，总额 ${total} 元。`;
        for (const words of [`${order.reference}（第 1 版）`, `${stands}第 2 版变更不予通过，未生效。`]) {
          assert.ok(form.includes(words), `${words} in ${form}`);
        }
        assert.equal(form.includes('不符合'), false, form);
        for (const words of [`${order.reference}（第 3 版）`, `${stands}第 3 版变更尚待人工审核，未生效。`]) {
          assert.ok(formOfWaiting.includes(words), `${words} in ${formOfWaiting}`);
        }
      });

      it('shows a text with marks of HTML as a text', async () => {
        const order = office.order({ quantity: 1 });
        const { body } = await office.submit({ ...order, justification: '<img src=x onerror=alert(1)> & "更新"' });

        const form = await page(audit, `/v1/orders/${body.order.id}?`);

        assert.ok(form.includes('&lt;img src=x onerror=alert(1)&gt; &amp; &quot;更新&quot;'));
        assert.equal(form.includes('<img'), false);
      });

      it('is JSON with its tag to programs, whatever they accept but a form', async () => {
        const { body } = await office.submit(office.order());

        const answer = await audit.get(`/v1/orders/${body.order.id}`);

        assert.equal(answer.body.id, body.order.id);
        assert.match(String(answer.headers.etag), /^"\d+"$/);
      });

      it('says nothing to whom the order is out of reach', async () => {
        const { body } = await office.submit(office.order());
        const stranger = (await openOffice(gate)).officer;

        for (const format of ['html', 'pdf']) {
          const answer = await stranger.get(`/v1/orders/${body.order.id}?format=${format}`);
          assert.equal(answer.status, 404);
        }
      });

      it('names no goods, no supplier and no officer of a classified order to a reader outside the agency', async () => {
        const order = office.order({ quantity: 2 });
        const { body } = await office.submit(order);
        await gate.db.writer('orders').where({ id: body.order.id }).update({ is_classified: 1 });

        const form = await page(audit, `/v1/orders/${body.order.id}?`);

        for (const words of [`${order.lines[0]?.description}`, '测试供应商', 'procurement-officer of a test']) {
          assert.equal(form.includes(words), false, words);
        }
        assert.ok(form.includes('***'));
      });
    });

    describe('the acceptance form of a delivery', () => {
      it('lists machine by machine and licence by licence what matches, and has places to sign', async () => {
        const { body } = await delivery((own) => everything(own, 2));
        const { acceptance } = body;

        const form = await page(office.officer, `/v1/acceptances/${acceptance.id}?`);

        const serials = acceptance.devices.map(({ serial }: { readonly serial: string }) => serial);
        for (const words of [...serials, '第 1 次', '到货 2 台，相符 2 台', '相符', '通过', '资产管理人', '交货人']) {
          assert.ok(form.includes(words), `${words} in ${form}`);
        }
        assert.equal(form.includes('不符：'), false);
        const asRead = await read(office.officer, `/v1/acceptances/${acceptance.id}`);
        assert.deepEqual({ ...asRead, actedBy: undefined }, { ...acceptance, actedBy: undefined });
        assert.equal(asRead.actedBy.name, 'agency-approver of a test');
      });

      it('says of a machine with another system that it differs, and by which rule', async () => {
        const home = { product: 'UnionTech UOS Desktop', edition: 'Home', version: '20', evidence: [] };
        const { body } = await delivery(() => ({
          acceptedOn: '2026-06-01',
          devices: machines(1, { operatingSystem: home }),
        }));
        const [finding] = body.decision.findings;

        const form = await page(office.officer, `/v1/acceptances/${body.acceptance.id}?`);

        assert.ok(form.includes('Home'));
        assert.ok(form.includes(`不符：`), form);
        assert.ok(form.includes(finding.title['zh-CN']));
      });

      it('is not there for whom its order is not there, nor under another name', async () => {
        const { body } = await delivery((own) => everything(own, 2));
        const stranger = (await openOffice(gate)).officer;

        for (const path of [`/v1/acceptances/${body.acceptance.id}`, '/v1/acceptances/acc_none?format=pdf']) {
          const answer = await stranger.get(path);
          assert.deepEqual([answer.status, answer.body.code], [404, 'acceptance.not_found']);
        }
      });
    });

    if (seesPaper('forms on paper')) {
      it('stand on sheets of A4 upright; no row is cut in two, and each sheet of a table has its heading', async () => {
        const order = office.order({ quantity: 1 });
        const [line] = order.lines;
        assert.ok(line);
        const says = '含显示器、键盘、鼠标，三年上门保修，预装正版操作系统'.repeat(4);
        const numbers = Array.from({ length: 60 }, (_, at) => at + 1);
        const lines = numbers.map((number) => ({
          ...line,
          line: number,
          description: `from${number} ${says} to${number}`,
        }));
        const { status, body } = await office.submit({ ...order, lines, total: null });
        assert.equal(status, 201, JSON.stringify(body));

        const sheets = wordsOf((await paper(audit, `/v1/orders/${body.order.id}?format=pdf`)).bytes);

        const shown = sheets.map((words) => words.map(({ text }) => text));
        assert.ok(sheets.length >= 3, `${sheets.length} sheets`);
        for (const number of numbers) {
          const from = shown.findIndex((words) => words.includes(`from${number}`));
          const to = shown.findIndex((words) => words.includes(`to${number}`));
          assert.ok(from >= 0 && from === to, `row ${number} begins on sheet ${from + 1} and ends on sheet ${to + 1}`);
          assert.ok(shown[from]?.includes('品牌型号'), `sheet ${from + 1} has no heading`);
        }
      });

      it('keep the places to sign together on one sheet', async () => {
        const { body } = await delivery((own) => everything(own, 2));

        const printed = await paper(office.officer, `/v1/acceptances/${body.acceptance.id}?format=pdf`);
        const ordered = await paper(office.officer, `/v1/orders/${body.order.id}?format=pdf`);

        const named = [printed, ordered].map(({ headers }) =>
          decodeURIComponent(headers.get('content-disposition') ?? ''),
        );
        for (const [index, kind] of ['政府采购验收单', '政府采购订单审核表'].entries()) {
          const whose = `测试单位 ${office.agencyCode}-${body.order.reference}`;
          assert.match(named[index] ?? '', new RegExp(`UTF-8''${whose}-${kind}-\\d{4}-\\d\\d-\\d\\d\\.pdf$`, 'u'));
        }
        const sheets = wordsOf(printed.bytes);
        assert.equal(sheets.length, 1);
        const words = (sheets[0] ?? []).map(({ text }) => text).join('');
        for (const place of ['验收人：', '资产管理人：', '交货人：', '（盖章）'])
          assert.ok(words.includes(place), place);
      });
    }
  });
});
