import assert from 'node:assert/strict';
import { event, gateForEachTest, given } from '../../agencies/agency-examples.ts';
import { csv } from '../../budget/finance-sheet.ts';
import { forEachEngine } from '../../support/databases.ts';
import {
  BUREAU,
  countsOf,
  ENGLISH,
  importFile,
  installed,
  LIBRARY,
  ledger,
  officerOf,
  sizeOfLog,
  softwareCounts,
  withProducts,
} from './inventory-office.ts';

type RowAnswer = { readonly status: string; readonly errors?: readonly { column: string; message: string }[] };

const toldOf = (body: { readonly rows: readonly RowAnswer[] }) =>
  body.rows.map(({ status, errors = [] }) => [status, ...errors.map(({ column, message }) => `${column}: ${message}`)]);

describe('软件安装维护情况明细表, imported', () => {
  forEachEngine('statements', (engine) => {
    const here = gateForEachTest(engine);
    beforeEach(() => withProducts(here.gate));

    const file = (...lines: readonly (readonly string[])[]) =>
      csv([['软件名称：WPS Office'], ['日期', '操作', '资产编号', '软件版本'], ...lines]);

    it('starts, ends and upgrades installations in the order of their days, and says the same only once', async () => {
      await importFile(
        here.gate.installer,
        'snipe-assets',
        csv([
          ['Asset Tag', 'Category', 'Serial'],
          ['A-1', 'Laptop', 'S-1'],
        ]),
      );
      const log = file(
        ['2026-04-01', '卸载', 'A-1', ''],
        ['2026-01-05', '安装', 'A-1', '2019'],
        ['2026-03-05', '升级', 'A-1', '2023'],
      );

      const tried = await importFile(
        here.gate.installer,
        'maintenance-ledger',
        log,
        `agencyCode=${BUREAU}&dryRun=true`,
      );
      const first = await importFile(here.gate.installer, 'maintenance-ledger', log);
      const size = await sizeOfLog(here.gate);
      const again = await importFile(here.gate.installer, 'maintenance-ledger', log);

      assert.deepEqual([countsOf(tried), softwareCounts(tried)], [countsOf(first), softwareCounts(first)]);
      assert.deepEqual(
        [countsOf(first), softwareCounts(first)],
        [
          [0, 3, 0, 0],
          [2, 0, 2],
        ],
      );
      assert.deepEqual([countsOf(again), await sizeOfLog(here.gate)], [[0, 0, 3, 0], size]);
      assert.deepEqual(await installed(here.gate), [
        'WPS Office 2019 manual 2026-01-05 2026-03-05 2026-03-05',
        'WPS Office 2023 manual 2026-03-05 2026-04-01 2026-04-01',
      ]);
    });

    it('refuses a line whose computer, software, act or day cannot be so', async () => {
      await importFile(here.gate.installer, 'detail-ledger', ledger());
      const { body } = await importFile(
        here.gate.installer,
        'maintenance-ledger',
        csv([
          ['日期', '操作', '资产编号', '软件名称', '软件版本'],
          ['2026-05-01', '安装', 'A-9', 'WPS Office', ''],
          ['2026-05-01', '安装', 'A-1', '神秘软件', ''],
          ['2026-05-01', '卸载', 'A-1', 'WPS Office', '2019'],
          ['2026-05-01', '卸载', 'A-1', '奇安信天擎', ''],
          ['2027-05-01', '安装', 'A-1', 'WPS Office', ''],
          ['去年', '借用', 'A-1', 'WPS Office', ''],
        ]),
      );

      assert.deepEqual(toldOf(body), [
        ['refused', 'null: The register does not have this computer. Import the detail ledger first.'],
        ['refused', '软件名称: No product has this name. Say first which product it means.'],
        ['refused', 'null: The register does not have it on this computer.'],
        ['refused', 'null: The register does not have it on this computer.'],
        ['refused', '日期: The day lies in the future.'],
        [
          'refused',
          '日期: "去年" is no day (such as 2026-03-01)',
          '操作: "借用" must be 安装, 卸载 or 升级 (install, uninstall, upgrade)',
        ],
      ]);
      assert.equal(body.unknownNames[0].name, '神秘软件');
    });
  });
});

describe('lists of licences, imported', () => {
  forEachEngine('statements', (engine) => {
    const here = gateForEachTest(engine);
    beforeEach(() => withProducts(here.gate));

    const list = csv([
      ['软件名称', '版本', '来源类型', '有效期', '数量', '产品密钥'],
      ['WPS Office', '2023', '批量许可', '永久', '100', 'AAAA-BBBB'],
      ['神秘软件', '1', '批量许可', '', '5', ''],
      ['奇安信天擎', '10', '订阅', '2027-08-31', '很多', ''],
    ]);

    it('are declared, also by those who verify, and never counted as spare', async () => {
      const tried = await importFile(here.gate.installer, 'licences', list, `agencyCode=${BUREAU}&dryRun=true`);
      const first = await importFile(await here.gate.as('legalization-office'), 'licences', list);
      const again = await importFile(await officerOf(here.gate), 'licences', list);
      const { items } = (await here.gate.installer.get(`/v1/entitlements?agencyCode=${BUREAU}`)).body;

      assert.deepEqual(
        [countsOf(tried), countsOf(first), countsOf(again)],
        [
          [1, 0, 0, 2],
          [1, 0, 0, 2],
          [0, 0, 1, 2],
        ],
      );
      assert.deepEqual(
        items.map(({ product, seats, channel, standing, licensee }: Record<string, unknown>) => [
          ...[product, seats, channel, standing, licensee],
        ]),
        [['WPS Office', 100, 'volume', 'declared', BUREAU]],
      );
      assert.deepEqual(toldOf(first.body).slice(1), [
        ['refused', '软件名称: No product has this name. Say first which product it means.'],
        ['refused', '数量: "很多" is no number of seats'],
      ]);
      const leaves = await here.gate.db.reader('log_leaves').select('bytes');
      assert.ok(leaves.every(({ bytes }) => !String(bytes).includes('AAAA')));
    });

    it('of Snipe-IT need the way of authorisation said once, and other seats change by an event', async () => {
      const rows = (seats: string) =>
        csv([
          ['Item name', 'Seats', 'Company'],
          ['WPS Office', seats, '荆州市图书馆'],
        ]);
      const untold = await importFile(here.gate.installer, 'licences', rows('5'), '');
      const told = await importFile(here.gate.installer, 'licences', rows('5'), 'channel=volume');
      const more = await importFile(here.gate.installer, 'licences', rows('50000'), 'channel=volume');

      assert.deepEqual([untold.status, untold.body.code], [400, 'import.channel']);
      assert.deepEqual(
        [countsOf(told), countsOf(more)],
        [
          [1, 0, 0, 0],
          [0, 0, 0, 1],
        ],
      );
      assert.match(more.body.rows[0].errors[0].message, /an import overwrites nothing/);
      const { items } = (await here.gate.installer.get(`/v1/entitlements?agencyCode=${LIBRARY}`)).body;
      assert.equal(items[0].seats, 5);
    });
  });
});

describe('软件使用情况汇总表', () => {
  forEachEngine('statements', (engine) => {
    const here = gateForEachTest(engine);
    beforeEach(() => withProducts(here.gate));

    it('is only compared with the register, whatever is asked', async () => {
      await importFile(here.gate.installer, 'detail-ledger', ledger());
      const size = await sizeOfLog(here.gate);
      const summary = csv([
        ['软件使用情况汇总表'],
        ['单位名称', '计算机总数', '台式机', '便携机', '服务器', '商业软件', '随机预装'],
        ['荆州市文化和旅游局', '3台', '1', '1', '0', '10', '1'],
        ['某某局', '1', '', '', '', '', ''],
      ]);

      const { status, body } = await importFile(here.gate.installer, 'summary-ledger', summary, '');

      assert.deepEqual([status, body.dryRun, body.compared, body.refused], [200, true, 1, 1]);
      assert.deepEqual(body.rows[0].remarks, [
        { column: '计算机总数', message: 'computers: 3 in the table, 2 in the register.' },
        { column: '商业软件', message: 'bought software: 10 in the table, 0 in the register.' },
      ]);
      assert.equal(await sizeOfLog(here.gate), size);
    });
  });
});

describe('names of software', () => {
  forEachEngine('statements', (engine) => {
    const here = gateForEachTest(engine);
    beforeEach(() => withProducts(here.gate));

    it('are confirmed once by their own agency, for a product that there is', async () => {
      const officer = await officerOf(here.gate);
      const wps = { agencyCode: BUREAU, name: 'WPS 2023', category: 'office', product: 'WPS Office' };
      const post = (body: object) => officer.post('/v1/software-names', body, ENGLISH);

      const made = await post(wps);
      const answers = [
        await post({ ...wps, name: 'ｗｐｓ  2023' }),
        await post({ ...wps, agencyCode: LIBRARY }),
        await post({ ...wps, name: 'x', product: 'No such product' }),
        await post({ ...wps, name: 'x', category: null }),
        await post({ agencyCode: BUREAU, name: 'x', edition: 'Professional' }),
      ];
      const changed = await officer.post(
        `/v1/software-names/${made.body.id}/events`,
        event({ edition: 'Professional' }),
        {
          'if-match': made.headers.etag ?? '',
        },
      );

      assert.deepEqual([made.status, made.body.nameKey], [201, 'wps 2023']);
      assert.deepEqual(
        answers.map(({ status, body }) => [status, body.code]),
        [
          [409, 'software_name.exists'],
          [404, 'agency.not_found'],
          [422, 'software_name.product'],
          [422, 'software_name.product'],
          [422, 'software_name.product'],
        ],
      );
      assert.deepEqual([changed.status, changed.body.edition], [200, 'Professional']);
      const listed = await officer.get('/v1/software-names?product=WPS%20Office');
      assert.equal(listed.body.items.length, 1);
    });

    it('are confirmed in a file, and a second word on one is refused', async () => {
      const file = (edition: string) =>
        csv([
          ['agencyCode', 'name', 'category', 'product', 'edition'],
          [BUREAU, 'WPS 2023', 'office', 'WPS Office', edition],
          [BUREAU, '驱动程序', '', '', ''],
        ]);
      const send = (bytes: string) =>
        here.gate.installer.send('post', '/v1/software-names/import', {
          bytes,
          headers: { 'content-type': 'text/csv' },
        });

      const [first, again, other] = [await send(file('')), await send(file('')), await send(file('Professional'))];

      const counts = ({ body }: typeof first) => [body.created, body.unchanged, body.refused];
      assert.deepEqual(
        [counts(first), counts(again), counts(other)],
        [
          [2, 0, 0],
          [0, 2, 0],
          [0, 1, 1],
        ],
      );
      await given(here.gate, '/v1/software-names', { agencyCode: LIBRARY, name: 'WPS 2023' });
    });
  });
});
