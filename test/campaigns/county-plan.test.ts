import assert from 'node:assert/strict';
import readExcelFile from 'read-excel-file/node';
import { inSnapshot } from '../../src/db/index.ts';
import { allProjections, parseLeaf } from '../../src/gate/main.ts';
import { readHead, verifyLog } from '../../src/log/index.ts';
import { download } from '../reports/reports-support.ts';
import { onOneEngine } from '../support/databases.ts';
import { etagIn, type Gate, startGate, testClock } from '../support/gate.ts';
import {
  addUnit,
  type County,
  done,
  file,
  launchCampaign,
  openCounty,
  refused,
  signed,
  softwareUse,
  type Unit,
} from './campaign-support.ts';

/** Unit i has 10 + i computers, 2 copies of office without a licence where 3 divides i, 1 of antivirus where 5 does. */
function useOf(i: number) {
  return { computers: 10 + i, office: i % 3 === 0 ? 2 : 0, antivirus: i % 5 === 0 ? 1 : 0 };
}

/** The last row of a table by the titles above it. */
function totalsIn(rows: readonly (readonly unknown[])[]): ReadonlyMap<unknown, unknown> {
  const heading = rows.findIndex(([cell]) => cell === '序号');
  const [names = [], below = []] = [rows[heading], rows[heading + 1]];
  const total = rows.find(([, name]) => name === '合计') ?? [];
  return new Map(total.map((cell, at) => [below[at] ?? names[at], cell]));
}

onOneEngine('other files run its statements on both', (engine) => {
  describe('the county plan of 2017', () => {
    let gate: Gate;
    let county: County;
    let units: Unit[];
    let campaign: string;
    /** The last leaf of 19 June. */
    let dueDay: number;
    const clock = testClock('2017-06-05T01:00:00.000Z');

    const rollUp = async (query: string) => {
      const { body } = await done(county.clerk.get(`/v1/campaigns/${campaign}/roll-up?${query}`));
      return body;
    };
    const unitAt = (i: number): Unit => {
      const unit = units[i - 1];
      assert.ok(unit);
      return unit;
    };
    const lastLeaf = () => inSnapshot(gate.db, async (tx) => (await readHead(tx)).frontier.size - 1);
    const filings = new Map<number, string>();
    const fileOf = async (i: number): Promise<void> => {
      const { id } = await file(unitAt(i), campaign, useOf(i));
      filings.set(i, id);
    };
    const accept = async (i: number) => {
      const filing = await done(county.chief.get(`/v1/filings/${filings.get(i)}`));
      const path = `/v1/filings/${filings.get(i)}/acceptance`;
      return done(county.chief.post(path, {}, { 'if-match': etagIn(filing) }));
    };

    before(async function () {
      this.timeout(300_000);
      gate = await startGate({ engine, clock });
      county = await openCounty(gate);
      units = [];
      for (let i = 1; i <= 40; i += 1) units.push(await addUnit(gate, { name: `第${i}单位` }));
      // Nothing is in the register: every cell would need a reason.
      campaign = await launchCampaign(county, { needsReasons: false });
      for (let i = 1; i <= 37; i += 1) {
        if (i === 30) clock.advance({ days: 14 });
        await fileOf(i);
      }
      dueDay = await lastLeaf();
      clock.advance({ days: 1 });
      await fileOf(38);
    });
    after(() => gate.close());

    it('asks the forty units as they are, and nobody else', async () => {
      const { body } = await done(county.clerk.get(`/v1/campaigns/${campaign}/participants?limit=200`));
      const { body: read } = await done(county.clerk.get(`/v1/campaigns/${campaign}`));

      assert.deepEqual(
        body.items.map(({ agencyCode }: { readonly agencyCode: string }) => agencyCode),
        units.map(({ code }) => code).toSorted(),
      );
      assert.deepEqual([read.state, read.counts.asked, read.counts.filed], ['open', 40, 38]);
      assert.match(read.formDigest, /^sha256:/);
    });

    it('returns unit 7 by a cell, whose second filing of 22 June is still on time', async () => {
      const filing = await done(county.clerk.get(`/v1/filings/${filings.get(7)}`));
      const cells = { 'office.genuine': '与授权台账不符' };
      const returned = await done(
        county.clerk.post(`/v1/filings/${filings.get(7)}/returns`, { cells }, { 'if-match': etagIn(filing) }),
      );
      assert.deepEqual([returned.body.state, returned.body.resubmitBy], ['returned', '2017-06-23']);
      assert.deepEqual(returned.body.newest.returned.cells, cells);

      clock.advance({ days: 2 });
      await fileOf(7);
      const unit = await done(county.clerk.get(`/v1/campaigns/${campaign}/participants?agencyCode=${unitAt(7).code}`));

      const [line] = unit.body.items;
      assert.deepEqual(
        [line.state, line.timeliness, line.revision, line.returns, line.firstFiledAt.slice(0, 10)],
        ['filed', 'on-time', 2, 1, '2017-06-05'],
      );
      const first = await done(county.clerk.get(`/v1/filings/${filings.get(7)}/revisions/1`));
      assert.equal(first.body.supersededIndex !== null, true);
    });

    it('has 40 expected, 37 on time, 2 late and 1 missing once unit 39 has filed on 26 June', async () => {
      clock.advance({ days: 4 });
      await fileOf(39);

      const { total } = await rollUp('basis=filed');

      const { expected, onTime, late, missing, completeness, timeliness } = total;
      assert.deepEqual(
        { expected, onTime, late, missing, completeness, timeliness },
        { expected: 40, onTime: 37, late: 2, missing: 1, completeness: '97.50', timeliness: '92.50' },
      );
      const { body } = await done(county.clerk.get(`/v1/campaigns/${campaign}/participants?timeliness=missing`));
      assert.deepEqual(
        body.items.map(({ agencyCode }: { readonly agencyCode: string }) => agencyCode),
        [unitAt(40).code],
      );
    });

    it('prints who is late and who is missing, as it stands in the answer', async () => {
      const path = `/v1/campaigns/${campaign}/report`;
      const { body } = await done(county.clerk.get(path));
      const csv = await done(county.clerk.get(`${path}?format=csv&lang=zh-CN`));

      const late = body.items.filter(({ timeliness }: { readonly timeliness: string }) => timeliness === 'late');
      assert.deepEqual([body.items.length, late.length, body.counts.missing], [40, 2, 1]);
      assert.match(csv.text, /第40单位.*2017-06-19.*未报/);
      assert.match(csv.text, /第38单位.*2017-06-20.*逾期/);
      assert.match(csv.text, /第7单位.*2017-06-05.*按期,1,/);
    });

    it('lists each filing with the name of its unit', async () => {
      const { body } = await done(county.clerk.get('/v1/filings?limit=200'));

      assert.equal(body.items.length, 39);
      for (const { agencyName } of body.items) assert.match(agencyName, /^第\d+单位$/);
    });

    it('opens twenty rectifications at eighteen units when all is accepted', async () => {
      const opened: string[] = [];
      for (const i of filings.keys()) {
        const { body } = await accept(i);
        for (const { cell } of body.opened) opened.push(`${i} ${cell}`);
      }

      assert.equal(opened.length, 20);
      assert.equal(new Set(opened.map((each) => each.split(' ')[0])).size, 18);
      assert.deepEqual(
        opened.filter((each) => each.startsWith('15 ')),
        ['15 office.ungenuine', '15 antivirusClient.ungenuine'],
      );
      const { body: matters } = await done(county.clerk.get('/v1/matters?kind=rectification&limit=200'));
      assert.equal(matters.items.length, 20);
    });

    it('sums what was filed without averaging a percentage', async () => {
      const { total, reporters } = await rollUp('basis=accepted');

      assert.equal(reporters, 39);
      const value = (cell: string) => total.cells[cell].value;
      assert.deepEqual(
        ['unit.computers', 'office.genuine', 'antivirusClient.genuine', 'all.genuine', 'all.installed'].map(value),
        ['1170', '1144', '1163', '3477', '3510'],
      );
      assert.deepEqual(['office.rate', 'antivirusClient.rate', 'all.rate'].map(value), ['97.78', '99.40', '99.06']);
      assert.deepEqual(total.cells['unit.computers'], { value: '1170', reported: 39 });
      assert.deepEqual(total.cells['office.licences'], { value: '—', reported: 0 });
    });

    it('prints annex 2 with the sums of the roll-up, a sheet for each kind of software', async () => {
      const path = `/v1/campaigns/${campaign}/summary`;
      const byUnit = await rollUp('by=agency&basis=accepted&limit=200');
      const { body } = await done(county.clerk.get(`${path}?basis=accepted&limit=200`));
      assert.deepEqual([body.items, body.total, body.reporters], [byUnit.rows, byUnit.total, 39]);

      const office = { gate, finance: county.clerk };
      const { bytes } = await download(office, `${path}?basis=accepted&format=xlsx&lang=zh-CN`);
      const sheets = await readExcelFile(bytes);
      assert.deepEqual(
        sheets.map(({ sheet }) => sheet),
        [
          ...['单位基本情况', '操作系统（客户端）', '操作系统（服务器）', '办公软件', '杀毒软件（客户端）'],
          ...['杀毒软件（服务器）', '合计'],
        ],
      );
      const totals = Object.fromEntries(sheets.map(({ sheet, data }) => [sheet, totalsIn(data)]));
      assert.equal(totals.单位基本情况?.get('计算机总数'), 1170);
      assert.deepEqual(
        ['正版数', '正版率（%）'].map((name) => totals.办公软件?.get(name)),
        [1144, 97.78],
      );
      assert.deepEqual(
        ['正版数', '正版率（%）'].map((name) => totals['杀毒软件（客户端）']?.get(name)),
        [1163, 99.4],
      );
      assert.equal(totals.办公软件?.get('许可数'), null);
      const [first] = sheets;
      assert.ok(
        first?.data
          .flat()
          .includes('报送情况：应报 40，已报 39，按期 37，逾期 2，未报 1；报送率 97.50%，按期率 92.50%'),
      );
    });

    it('prints annex 2 as of the last leaf of 19 June as it then was', async () => {
      const path = `/v1/campaigns/${campaign}/summary?basis=filed&asOf=${dueDay}`;
      const { body } = await done(county.clerk.get(path));

      assert.deepEqual([body.reporters, body.total.cells['unit.computers'].value, body.total.late], [37, '1073', 0]);
    });

    it('answers by the last leaf of 19 June as on that day, for ever', async () => {
      const { total, reporters } = await rollUp(`basis=filed&asOf=${dueDay}`);

      assert.deepEqual([reporters, total.filed, total.cells['unit.computers'].value], [37, 37, '1073']);
    });

    it('says the same by unit, by kind and by region', async () => {
      for (const by of ['agency', 'kind', 'region', 'parent']) {
        const { rows, total } = await rollUp(`by=${by}&basis=accepted&limit=200`);
        const sum = rows.reduce(
          (all: number, { cells }: { cells: Record<string, { value: string }> }) =>
            all + (Number(cells['office.genuine']?.value) || 0),
          0,
        );
        assert.deepEqual([by, sum], [by, Number(total.cells['office.genuine'].value)]);
      }
    });

    it('says of a region what lies below it, or of that region alone', async () => {
      const expected = async (query: string) => (await rollUp(`by=agency&${query}`)).total.expected;

      assert.deepEqual(
        await Promise.all([expected('region=420000'), expected('region=420000&below=false'), expected('below=false')]),
        [40, 0, 40],
      );
    });

    it('is closed by two people, after which unit 12 corrects itself with the office', async () => {
      const closing = county.clerk.post(`/v1/campaigns/${campaign}/closing`, { reason: '报送结束' });
      const closed = await signed(closing, county.chief);
      assert.equal(closed.state, 'closed');
      const { officer, approver } = unitAt(12);
      const path = `/v1/campaigns/${campaign}/filings`;
      const cells = softwareUse({ computers: 21, office: 2 });

      assert.deepEqual(await refused(officer.post(path, { cells })), [422, 'filing.reason_missing', '/reason']);
      const corrected = await signed(officer.post(path, { cells, reason: '一台重复登记' }), approver, county.chief);
      assert.deepEqual([corrected.state, corrected.newest.kind, corrected.revision], ['accepted', 'correction', 2]);

      const computers = async (basis: string) => (await rollUp(`basis=${basis}`)).total.cells['unit.computers'].value;
      assert.deepEqual(
        [await computers('closed'), await computers('current'), await computers('accepted')],
        ['1170', '1169', '1170'],
      );
      const current = await rollUp('basis=current');
      assert.deepEqual(
        [current.total.cells['office.genuine'].value, current.total.cells['office.rate'].value],
        ['1143', '97.78'],
      );
    });

    it('is told by log and tables alike', async () => {
      const projections = await allProjections();
      const { isSound, differences, faults } = await inSnapshot(gate.db, (tx) =>
        verifyLog(tx, { projections, parse: parseLeaf }),
      );

      assert.deepEqual([differences, faults, isSound], [[], [], true]);
    });
  });
});
