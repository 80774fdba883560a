import assert from 'node:assert/strict';
import readExcelFile from 'read-excel-file/node';
import {
  addUnit,
  COUNTY,
  type County,
  done,
  file,
  launchCampaign,
  openCounty,
  refused,
  softwareUse,
  type Unit,
} from '../campaigns/campaign-support.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Caller, type Gate, startGate, testClock } from '../support/gate.ts';
import { seesPaper, wordsOf } from '../support/paper.ts';
import { download } from './reports-support.ts';

const FORMULA = '=HYPERLINK("http://x","卫生院")';

onOneEngine('other files run its statements on both', (engine) => {
  describe('annex 2', () => {
    const clock = testClock('2017-06-05T01:00:00.000Z');
    let gate: Gate;
    let county: County;
    let library: Unit;
    let clinic: Unit;
    let campaign: string;

    const summary = (query = ''): string => `/v1/campaigns/${campaign}/summary?${query}`;
    const sheetsOf = async (finance: Caller, query: string) => {
      const { bytes } = await download({ gate, finance }, summary(`${query}&format=xlsx&lang=zh-CN`));
      return readExcelFile(bytes);
    };

    before(async () => {
      gate = await startGate({ engine, clock });
      county = await openCounty(gate);
      library = await addUnit(gate, { name: '县图书馆' });
      clinic = await addUnit(gate, { name: FORMULA });
      for (const name of ['甲', '乙', '丙']) await addUnit(gate, { name: `${name}单位` });
      await addUnit(gate, { name: '保密单位', classified: true });
      campaign = await launchCampaign(county, { needsReasons: false });
      const texts = { 'rectify.measures': '=1+1' };
      await file(library, campaign, { computers: 12, office: 2 }, { texts, acknowledged: [] });
      const cells = { ...softwareUse({ computers: 5 }), 'office.plannedFen': '1234.50', 'office.planned': 0 };
      await file(clinic, campaign, { computers: 5 }, { cells });
    });
    after(() => gate.close());

    it('is the form of one unit as it was filed, for its own people and for the office', async () => {
      for (const [reader, query] of [
        [library.officer, 'basis=filed'],
        [county.clerk, `basis=filed&agencyCode=${library.code}`],
      ] as const) {
        const { body } = await done(reader.get(summary(query)));
        assert.deepEqual([body.agencyCode, body.items.length, body.reporters], [library.code, 1, 1]);
        assert.deepEqual([body.items[0].key, body.items[0].name['zh-CN']], [library.code, '县图书馆']);

        const [sheet, ...others] = await sheetsOf(reader, query);
        assert.equal(others.length, 0);
        const rows = sheet?.data ?? [];
        const office = rows.find((row) => row[1] === '办公软件');
        const titles = rows.find((row) => row[1] === '项目') ?? [];
        const told = (title: string) => office?.[titles.indexOf(title)];
        assert.deepEqual(['安装总数', '正版数', '非正版数', '正版率（%）'].map(told), [12, 10, 2, 83.33]);
        assert.equal(told('许可数'), null);
        assert.ok(rows.flat().some((cell) => String(cell).startsWith('填表人：')));
        assert.ok(rows.flat().includes('=1+1'));
      }
    });

    it('keeps what nobody filed apart from nought, and money to the fen', async () => {
      const [sheet] = await sheetsOf(clinic.officer, 'basis=filed');
      const rows = sheet?.data ?? [];
      const titles = rows.find((row) => row[1] === '项目') ?? [];
      const office = rows.find((row) => row[1] === '办公软件');

      assert.deepEqual(
        ['拟购套数', '拟购金额', '已购套数'].map((title) => office?.[titles.indexOf(title)]),
        [0, 1234.5, null],
      );
    });

    it('is empty of a unit that has not filed, and not there of one that is not asked', async () => {
      const { body } = await done(county.clerk.get(summary(`agencyCode=${library.code}`)));
      assert.deepEqual([body.reporters, body.items[0].filed, body.items[0].cells['office.genuine'].value], [0, 1, '—']);
      const elsewhere = county.clerk.get(summary(`agencyCode=${county.office}`));

      assert.deepEqual(await refused(elsewhere), [404, 'campaign.not_found']);
      const others = library.officer.get(summary(`agencyCode=${clinic.code}`));
      assert.deepEqual(await refused(others), [404, 'campaign.not_found']);
    });

    it('tells a classified unit together with others, and its numbers in the total alone', async () => {
      const { body } = await done(county.clerk.get(summary('basis=filed')));
      const [sheet] = await sheetsOf(county.clerk, 'basis=filed');
      const text = JSON.stringify(sheet?.data);

      assert.equal(body.items.at(-1).key, 'other');
      assert.equal(body.items.at(-1).asked, 3);
      assert.doesNotMatch(text, /保密单位/);
      assert.match(text, /其他/);
      assert.match(text, /涉密单位/);
    });

    it('has no formula, whatever a unit is called', async () => {
      const { text: csv } = await download({ gate, finance: county.clerk }, summary('basis=filed&format=csv'));
      const [sheet] = await sheetsOf(clinic.officer, 'basis=filed');
      const page = await download({ gate, finance: clinic.officer }, summary('basis=filed&format=html'));

      assert.doesNotMatch(csv, /(?:^|,)"?=/m);
      assert.ok(sheet?.data.flat().includes(FORMULA));
      assert.match(page.text, /=HYPERLINK\(&quot;http/);
    });

    it('stands on paper in both languages with two rows of headings and places to sign', async () => {
      const office = { gate, finance: county.clerk };
      const { text: page } = await download(office, summary('basis=filed&format=html&lang=zh-CN'));
      const { bytes: pdf } = await download(office, summary('basis=filed&format=pdf&lang=en'));

      assert.match(page, /<h1>附件2　软件使用情况统计表（汇总）<\/h1>/);
      assert.match(page, /<th scope="colgroup" colspan="16">办公软件<\/th>/);
      assert.match(page, /应报 6，已报 2，按期 2，逾期 0，未报 4；报送率 33\.33%/);
      assert.match(page, /<div>单位负责人（签字）<\/div>/);
      if (!seesPaper('the words of annex 2 on paper')) return;
      const sheets = wordsOf(pdf);
      assert.equal(sheets.length, 7);
      assert.ok(sheets.at(-1)?.some(({ text: word }) => word === 'Filled'));
    });

    it('asks the database as often of six units as of one', async () => {
      const ofOne = await launchCampaign(county, { regions: [], agencies: [clinic.code] });
      const questionsOf = async (id: string): Promise<readonly string[]> => {
        const asked: string[] = [];
        const count = ({ sql }: { readonly sql: string }): void => void asked.push(sql);
        gate.db.reader.on('query', count);
        // As nobody has asked yet, whose answer would be known.
        const { body } = await done(county.clerk.get(`/v1/campaigns/${id}/summary?basis=filed&region=${COUNTY}`));
        gate.db.reader.off('query', count);
        assert.equal(body.total.asked, id === campaign ? 6 : 1);
        return asked;
      };

      // The first request of a key asks who holds it.
      await done(county.clerk.get('/v1/campaigns'));
      assert.deepEqual(await questionsOf(campaign), await questionsOf(ofOne));
    });
  });
});
