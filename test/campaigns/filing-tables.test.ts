import assert from 'node:assert/strict';
import { download } from '../reports/reports-support.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Caller, type Gate, startGate, testClock } from '../support/gate.ts';
import {
  addUnit,
  type County,
  done,
  launchCampaign,
  openCounty,
  signed,
  softwareUse,
  type Unit,
} from './campaign-support.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const KINDS = ['osClient', 'osServer', 'office', 'antivirusClient', 'antivirusServer'];

/** The same numbers for the same seed. */
function numbersOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 0x1_0000_0000) * below);
  };
}

/** Cells of a unit, some of them empty and some of them nought. */
function randomUse(seed: number) {
  const pick = numbersOf(seed);
  const cells: Record<string, unknown> = { ...softwareUse({ computers: pick(90) + 10 }) };
  const optional = ['preinstalled', 'free', 'licences', 'shortfall', 'planned', 'bought'];
  for (const kind of KINDS) {
    for (const column of optional) if (pick(3) > 0) cells[`${kind}.${column}`] = pick(4) === 0 ? 0 : pick(20_000);
    for (const column of ['plannedFen', 'fundedFen', 'boughtFen'])
      if (pick(3) > 0) cells[`${kind}.${column}`] = `${pick(9_000_000)}.${String(pick(100)).padStart(2, '0')}`;
    const installed = Number(cells[`${kind}.genuine`]) + pick(3);
    cells[`${kind}.installed`] = installed;
    if (pick(2) === 0) cells[`${kind}.domestic`] = pick(installed + 1);
  }
  if (pick(2) === 0) cells['unit.staff'] = pick(300);
  if (pick(2) === 0) cells['rectify.doneOn'] = '2017-06-30';
  const texts = pick(2) === 0 ? { 'rectify.measures': ['=1+1', '卸载、采购\n报备', '0007'][pick(3)] ?? '' } : {};
  return { cells, texts };
}

onOneEngine('other files run its statements on both', (engine) => {
  describe('a form that comes back as a table', () => {
    const clock = testClock('2017-06-05T01:00:00.000Z');
    let gate: Gate;
    let county: County;
    let unit: Unit;
    let other: Unit;
    let campaign: string;

    const path = (of: string, query = ''): string => `/v1/campaigns/${of}/draft/tables?${query}`;
    const send = (caller: Caller, of: string, file: Buffer | string, query = '', version = '0') =>
      caller.send('post', path(of, query), {
        bytes: file,
        headers: { 'content-type': typeof file === 'string' ? 'text/csv' : XLSX, 'if-match': `"${version}"` },
      });
    const draftOf = async (of: string, caller: Caller) => (await done(caller.get(`/v1/campaigns/${of}/draft`))).body;

    before(async () => {
      gate = await startGate({ engine, clock });
      county = await openCounty(gate);
      unit = await addUnit(gate, { name: '=县图书馆' });
      other = await addUnit(gate, { name: '县博物馆' });
      campaign = await launchCampaign(county, { needsReasons: false });
    });
    after(() => gate.close());

    for (const [seed, lang] of [
      [1, 'zh-CN'],
      [2, 'en'],
      [3, 'zh-CN'],
    ] as const) {
      it(`is what the gate has printed: the same cells, empty ones apart from nought (${lang}, seed ${seed})`, async () => {
        const filed = randomUse(seed);
        const first = await launchCampaign(county, { needsReasons: false });
        const again = await launchCampaign(county, { needsReasons: false });
        const checked = await done(unit.officer.post(`/v1/campaigns/${first}/draft/check`, filed));
        const acknowledged = checked.body.findings.map(({ check }: { readonly check: string }) => check);
        const sent = unit.officer.post(`/v1/campaigns/${first}/filings`, { ...filed, acknowledged });
        await signed(sent, unit.approver);
        const paper = `/v1/campaigns/${first}/summary?basis=filed&format=xlsx&lang=${lang}`;
        const { bytes } = await download({ gate, finance: unit.officer }, paper);

        const tried = await done(send(unit.officer, again, bytes, 'dryRun=true'));
        assert.deepEqual([tried.body.ignored, (await draftOf(again, unit.officer)).version], [[], 0]);
        const read = await done(send(unit.officer, again, bytes));
        const draft = await draftOf(again, unit.officer);

        assert.deepEqual([draft.content.cells, draft.content.texts], [filed.cells, filed.texts]);
        assert.deepEqual([read.headers.etag, draft.version], ['"1"', 1]);
      });
    }

    it('is found on the sheets of a summary by the row of the unit', async () => {
      const cells = { ...softwareUse({ computers: 12, office: 2 }), 'office.licences': 10 };
      await signed(unit.officer.post(`/v1/campaigns/${campaign}/filings`, { cells }), unit.approver);
      const { bytes } = await download(
        { gate, finance: county.clerk },
        `/v1/campaigns/${campaign}/summary?basis=filed&format=xlsx&lang=zh-CN`,
      );
      const again = await launchCampaign(county, { needsReasons: false });

      await done(send(unit.officer, again, bytes));

      assert.deepEqual((await draftOf(again, unit.officer)).content.cells, cells);
    });

    it('is read as offices write it: full-width digits, thousands, units, and dashes for nothing', async () => {
      const table = [
        '附件2 软件使用情况统计表',
        '单位名称,编制人数,服务器（台）,台式机,便携机（台）',
        '县博物馆,４２人,０,"1,310",18台',
        '项目,安装总数,正版数,许可数,拟购金额,已购金额,来源',
        '办公软件,1328套,１３２０,—,12.5万元,"￥1,234.5",其他',
        '合计,9,9,9,9,9',
      ].join('\n');

      const { body } = await done(send(other.officer, campaign, table, 'dryRun=true'));

      const { cells } = body.content;
      assert.deepEqual(
        ['unit.staff', 'unit.servers', 'unit.desktops', 'unit.laptops', 'office.installed', 'office.genuine'].map(
          (id) => cells[id],
        ),
        [42, 0, 1310, 18, 1328, 1320],
      );
      assert.deepEqual(
        [cells['office.licences'], cells['office.plannedFen'], cells['office.boughtFen']],
        [undefined, '125000.00', '1234.50'],
      );
      assert.deepEqual(body.ignored, ['来源']);
    });

    it('is refused cell by cell, each with its place, and nothing of it is kept', async () => {
      const table = [
        '项目,安装总数,正版数,许可数,缺口',
        '办公软件,#REF!,1.5,-3,1e3',
        '操作系统（客户端）,2017-06-05,7,1,',
      ];
      const { status, body } = await send(other.officer, campaign, table.join('\n'));

      assert.deepEqual([status, body.code], [422, 'filing.table']);
      const told = body.errors.map((each: { readonly pointer: string; readonly message: string }) => [
        each.pointer,
        each.message.slice(0, 2),
      ]);
      assert.deepEqual(told, [
        ['/cells/office.installed', 'B2'],
        ['/cells/office.genuine', 'C2'],
        ['/cells/office.licences', 'D2'],
        ['/cells/office.shortfall', 'E2'],
        ['/cells/osClient.installed', 'B3'],
      ]);
      assert.equal((await draftOf(campaign, other.officer)).version, 0);
    });

    it('is refused where it is of another unit, says a thing twice, or is no such form', async () => {
      const elsewhere = '单位名称,服务器,台式机\n县档案馆,1,2';
      const twice = '项目,安装总数,正版数\n办公软件,3,3\n办公软件,4,3';
      const rows = '服务器,台式机\n1,2\n3,4';

      for (const table of [elsewhere, twice, rows, '名称,数量\n甲,1']) {
        const { status, body } = await send(other.officer, campaign, table);
        assert.deepEqual([table, status, body.code], [table, 422, 'filing.table']);
      }
      const stale = await send(other.officer, campaign, '项目,安装总数,正版数\n办公软件,3,3', '', '7');
      assert.deepEqual([stale.status, stale.body.code], [412, 'request.stale']);
    });
  });
});
