import assert from 'node:assert/strict';
import readExcelFile from 'read-excel-file/node';
import { backtestHead } from '../../src/reports/backtests/backtest-head.ts';
import { draft, LOWER_CAP, report } from '../backtests/backtest-support.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Caller, type Gate, startGate } from '../support/gate.ts';
import { type Office, openOffice } from '../support/office.ts';
import { download } from './reports-support.ts';

onOneEngine('pages are drawn of what was read', (engine) => {
  describe('the report of a back-test on paper', () => {
    let gate: Gate;
    let audit: Caller;
    let office: Office;
    let windowed: number;
    before(async () => {
      gate = await startGate({ engine });
      audit = await gate.as('audit');
      office = await openOffice(gate);
      await office.submit(office.order({ unitPrice: '4700.00' }));
      const closed = await office.submit(office.order({ unitPrice: '4999.00', order: { classified: true } }));
      await gate.db.writer('sealed_texts').where({ log_index: closed.body.decision.log.index }).delete();
      const window = { ...LOWER_CAP, jurisdiction: '000000', name: 'policy.duplicate.windowDays', value: 7 };
      windowed = await draft(audit, { parameters: [window] });
    });
    after(() => gate.close());

    const printed = async (caller: Caller, asked: object) => {
      const { id, body } = await report(gate, caller, asked);
      const page = async (language: string): Promise<string> => {
        const path = `/v1/backtests/${id}/report?format=html`;
        return (await download({ gate, finance: caller }, path, { 'accept-language': language })).text;
      };
      const csv = await caller.get(`/v1/backtests/${id}/report?format=csv`);
      return { id, body, csv: csv.text, chinese: await page('zh-CN'), english: await page('en') };
    };
    const headIn = (page: string): Readonly<Record<string, string>> =>
      Object.fromEntries(
        [...page.matchAll(/<dt>(.*?)<\/dt><dd>(.*?)<\/dd>/g)].map(([, label, value]) => [label, value]),
      );

    it('says whose decisions it is about, where the facts come from, and by which build it was made', async () => {
      const { agencyCode } = office;
      const { body, chinese, english } = await printed(audit, { ruleSet: 1, agencyCode, facts: 'derived' });

      const [zh, en] = [headIn(chinese), headIn(english)];
      const { name } = await gate.db.reader('agencies').where({ code: agencyCode }).first();
      assert.equal(zh.单位, `${name}（${agencyCode}）及其全部下级单位`);
      assert.equal(en.Agencies, `${name} (${agencyCode}) and all below it`);
      assert.deepEqual([zh.发起人的管辖范围, en['Within the reach of whoever asked']], ['全国', 'the whole nation']);
      assert.deepEqual([zh.环节, en.Stages], ['申报', 'submission']);
      assert.equal(zh.事实来源, '从当时采集的内容一律重新推导');
      assert.equal(en.Facts, 'all derived anew from what was gathered then');
      const { fromIndex, logSize } = body;
      assert.equal(zh.日志范围, `第 ${fromIndex} 条起，至日志共 ${logSize} 条时为止`);
      assert.equal(en['Part of the log'], `from leaf ${fromIndex} on, in a log of ${logSize} leaves`);
      assert.deepEqual([zh.程序版本, en.Build], [body.evaluator.build, body.evaluator.build]);
      assert.match(zh.事实由其他推导版本得出的决定 ?? '', /^0 项/);
    });

    it('says of one office that it is not the city', async () => {
      const own = await gate.as('finance', { grant: { agencies: [office.agencyCode] } });
      const city = await gate.as('finance', { grant: { region: '421000' } });

      const [ofOffice, ofCity] = [await printed(own, { ruleSet: 1 }), await printed(city, { ruleSet: 1 })];

      const reach = (page: string) => headIn(page)['Within the reach of whoever asked'];
      const { name } = await gate.db.reader('agencies').where({ code: office.agencyCode }).first();
      assert.deepEqual(
        [reach(ofOffice.english), reach(ofCity.english)],
        [`${name} (${office.agencyCode})`, 'region 421000'],
      );
      assert.equal(headIn(ofOffice.chinese).单位, '管辖范围内的全部单位');
      assert.equal(
        headIn(ofOffice.english).Facts,
        'as recorded; derived anew where the candidate has other parameters',
      );
    });

    it('says why decisions could not be tried, and how many had their facts from another derivation', async () => {
      const { id, body, csv, chinese, english } = await printed(audit, { ruleSet: windowed });

      assert.deepEqual(body.notReplayable, {
        erased: 1,
        'history.openTwinOrders': 1,
        'history.sameGoodsOrderCount': 1,
      });
      assert.match(csv, /^无法重放的原因,涉密订单的明细已删除,0,0,0,0,1,0,1\r?$/m);
      assert.match(csv, /^无法重放的原因,缺少事实：[^,]+（history\.openTwinOrders）,0,0,0,0,1,0,1\r?$/m);
      assert.match(chinese, /无法重放的原因[\s\S]*按单位/);
      assert.match(english, /Why not replayable[\s\S]*the detail of a classified order was erased[\s\S]*By agency/);
      assert.match(english, /missing fact: [a-z][^<]+ \(history\.openTwinOrders\)/);
      const workbook = await download({ gate, finance: audit }, `/v1/backtests/${id}/report?format=xlsx`);
      const [first] = await readExcelFile(workbook.bytes);
      assert.equal(first?.sheet, '无法重放的原因');
      const lines = first.data.map((row) => row.filter((cell) => cell !== null).join(' '));
      assert.ok(
        lines.some((line) => line.startsWith('发起人的管辖范围：全国')),
        lines.join('\n'),
      );
      assert.ok(lines.some((line) => /^\d+ 涉密订单的明细已删除 0 0 0 0 1 0 1$/.test(line)));
      const names = { agencies: new Map(), suppliers: new Map(), rules: new Map(), facts: new Map() };
      const head = backtestHead({ ...body, otherDerivation: 3 }, 'sha256:0', names);
      const other = head.find(([label]) => label.en === 'Decisions whose facts another version had derived');
      assert.deepEqual(other?.[1], {
        'zh-CN': `3 项（本版本为 ${body.evaluator.derivation}）`,
        en: `3 (this one is ${body.evaluator.derivation})`,
      });
    });

    it('tells bands of amounts as people write them', async () => {
      await office.submit(office.order({ unitPrice: '4000.00', quantity: 3 }));
      await office.submit(office.order({ unitPrice: '4100.00', quantity: 300 }));

      const { english, chinese } = await printed(audit, { ruleSet: 1 });

      const bands = [...english.matchAll(/<td class="text">((?:from|below) [\d,]+ yuan)<\/td>/g)].map(
        ([, band]) => band,
      );
      assert.deepEqual(bands.toSorted(), ['below 10,000 yuan', 'from 1,000,000 yuan', 'from 10,000 yuan']);
      assert.match(chinese, /<td class="text">不足 1 万元<\/td>/);
    });
  });
});
