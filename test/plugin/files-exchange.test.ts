import assert from 'node:assert/strict';
import { copyFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { xlsx } from '../budget/finance-sheet.ts';
import { contractExample } from '../cli/contract-bureau.ts';
import { onOneEngine } from '../support/databases.ts';
import type { Gate } from '../support/gate.ts';
import { type FilesPlatform, openFilesExchange } from './files-platform.ts';

describe('a platform that exchanges files with the gate', function () {
  // Many runs that wait until files lie still, and the machine may be busy.
  this.timeout(180_000);
  onOneEngine('a platform knows a gate by its answers alone', (engine) => {
    let gate: Gate;
    let platform: FilesPlatform;
    beforeEach(async () => {
      ({ gate, platform } = await openFilesExchange(engine));
    });
    afterEach(() => gate.close());

    const orders = (): Promise<readonly { readonly reference: string; readonly id: string }[]> =>
      gate.db.reader('orders').select('reference', 'id').orderBy('reference');

    it('finds outcomes, findings with remedies and the certificate beside its file', async () => {
      platform.drop('today.json', [contractExample('approvable'), contractExample('withoutOperatingSystem')]);

      const { code, stdout, stderr } = await platform.exchange();

      assert.deepEqual([code, stderr], [0, '']);
      assert.equal(
        stdout,
        'today.json  2 orders: 1 approved, 0 referred, 1 rejected, 0 refused → out/today.json.results.json\n',
      );
      const [approved, rejected] = platform.results('today.json').orders;
      assert.deepEqual([approved?.outcome, rejected?.outcome, rejected?.certificate], ['approved', 'rejected', null]);
      const finding = rejected?.decision?.findings.find(({ rule }) => rule === 'OS-01');
      assert.equal(finding?.pointer, '/1/lines/0/computer/operatingSystem/state');
      assert.ok(finding?.remedy['zh-CN'] && finding.remedy.en && finding.legalBasis.length > 0);
      assert.match(
        platform.read('out/today.json.results.csv'),
        /^CG-2026-0413,11421000MB1234562Q,rejected,不予通过,.*OS-01,reject,/m,
      );
      assert.equal(approved?.certificate, 'today.json/CG-2026-0412.jws');
      const certificate = platform.read('out/today.json/CG-2026-0412.jws');
      const mall = await gate.as('platform');
      const { body } = await mall.post('/v1/certificates/verify', { certificate });
      assert.deepEqual([body.valid, body.claims.reference], [true, 'CG-2026-0412']);
      assert.deepEqual([platform.names('in'), platform.names('done')], [[], ['today.json']]);
    });

    it('gets the same decisions and no second order, wherever the exchange was killed', async () => {
      const sent = [contractExample('approvable'), contractExample('withoutOperatingSystem')];
      platform.drop('today.json', sent);
      await platform.exchange();
      const known = await orders();
      const told = platform.results('today.json');
      const certificate = platform.read('out/today.json/CG-2026-0412.jws');
      const rm = (path: string): void => rmSync(join(platform.folder, path), { recursive: true });
      const own = platform.names('.exchange').find((name) => /^[0-9a-f]{64}\.json$/.test(name)) ?? '';
      // From the last step back to the first; moving the file away was the very last.
      const steps = [
        () => rm('out/today.json.results.json'),
        () => rm(`.exchange/${own}`),
        () => rm('out/today.json.results.csv'),
        () => rm('out/today.json'),
      ];

      for (const undone of [0, 1, 2, 3, 4]) {
        renameSync(join(platform.folder, 'done/today.json'), join(platform.folder, 'in/today.json'));
        for (const undo of steps.slice(0, undone)) undo();
        writeFileSync(join(platform.folder, '.exchange/part-half'), '{');
        const { code, stderr } = await platform.exchange();

        assert.deepEqual([code, stderr], [0, '']);
        assert.deepEqual(platform.results('today.json'), told);
        assert.equal(platform.read('out/today.json/CG-2026-0412.jws'), certificate);
        assert.deepEqual([platform.names('in'), platform.names('done')], [[], ['today.json']]);
        assert.deepEqual(platform.names('out'), ['today.json', 'today.json.results.csv', 'today.json.results.json']);
        assert.deepEqual(platform.names('.exchange'), [own]);
        assert.deepEqual(platform.names('out/today.json'), ['CG-2026-0412.jws']);
        assert.deepEqual(await orders(), known);
      }
    });

    it('reads tables as spreadsheets write them, a row for each line, and tells what is wrong by row and column', async () => {
      await platform.exchange('--template');
      copyFileSync(join(platform.folder, 'template.csv'), join(platform.folder, 'in/mine.csv'));
      platform.drop('two.csv', twoLines());
      platform.drop('sheet.xlsx', await xlsx(SHEET));

      const { code, stderr } = await platform.exchange();

      assert.deepEqual([code, stderr], [2, '']);
      const mine = platform.result('mine.csv');
      assert.deepEqual([mine.outcome, mine.certificate, mine.rows], ['approved', 'mine.csv/CG-2026-0420.jws', [2]]);
      const [good, bad] = platform.results('two.csv').orders;
      assert.deepEqual([good?.reference, good?.outcome, good?.rows], ['A-1', 'rejected', [2, 3]]);
      assert.ok(
        good?.decision?.findings.some(
          ({ rule, row, column }) => rule === 'OS-01' && row === 3 && column === '操作系统状态',
        ),
      );
      assert.deepEqual([bad?.reference, bad?.outcome, bad?.rows], ['A-2', 'refused', [4]]);
      const [method, error] = bad?.problem?.errors ?? [];
      assert.deepEqual([method?.row, method?.column, error?.row, error?.column], [4, '采购方式', 4, '数量']);
      assert.match(method?.text['zh-CN'] ?? '', /e-mall.*；表格中可填：公开招标、.*电子卖场/);
      assert.match(error?.text['zh-CN'] ?? '', /整数/);
      assert.match(error?.text.en ?? '', /whole number|integer/);
      assert.deepEqual(
        (await orders()).map(({ reference }) => reference),
        ['A-1', 'A-3', 'CG-2026-0420'],
      );
    });
  });
});

const SHEET = [
  ['reference', 'agencyCode', 'fiscalYear', 'method', 'description', 'quantity', 'unitPrice', 'osState'],
  ['A-3', '11421000MB1234562Q', 2026, 'e-mall', 'desktop', 2, 4999.5, 'dos'],
];

/** In Chinese, as a spreadsheet of a Chinese office writes it; the second order has no number where one belongs. */
function twoLines(): string {
  const [agency, year] = ['11421000MB1234562Q', '2026'];
  return [
    '订单编号,单位代码,年度,采购方式,货物说明,数量,单价,计算机类型,操作系统状态',
    `A-1,${agency},${year},电子卖场,台式机,2,"¥4,999.00",台式机,预装`,
    'A-1,,,,笔记本,1,5999,便携机,无',
    `A-2,${agency},${year},电子商场,台式机,两台,4999,台式机,预装`,
    '',
  ].join('\r\n');
}
