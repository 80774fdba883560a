import assert from 'node:assert/strict';
import {
  addUnit,
  COUNTY,
  type County,
  done,
  file,
  launchCampaign,
  openCounty,
  refused,
  type Unit,
} from '../campaigns/campaign-support.ts';
import { download } from '../reports/reports-support.ts';
import { forEachEngine } from '../support/databases.ts';
import { etagIn, type Gate, startGate, testClock } from '../support/gate.ts';
import { scanned, seesPaper, sheetsOf, wordsOf } from '../support/paper.ts';

forEachEngine('statements', (engine) => {
  describe('letters of demand', () => {
    const isPaperSeen = seesPaper('letters of demand on paper');
    let gate: Gate;
    let county: County;
    let campaign: string;
    let inTime: Unit;
    let late: Unit;
    let missing: Unit;
    let returned: Unit;
    const clock = testClock('2017-06-05T01:00:00.000Z');
    const letterTo = ({ code }: Unit) => `/v1/campaigns/${campaign}/letters/${code}`;

    before(async () => {
      gate = await startGate({ engine, clock });
      county = await openCounty(gate);
      [inTime, late, missing, returned] = [
        await addUnit(gate, { name: '县教育局' }),
        await addUnit(gate, { name: '县水利局' }),
        await addUnit(gate, { name: '县<档案>局' }),
        await addUnit(gate, { name: '县林业局' }),
      ];
      const liaison = { duty: 'liaison', name: '邓一诺', position: '办公室科员', phone: '0716-8112233' };
      const term = { agencyCode: county.office, ...liaison, from: '2017-01-01', until: null };
      await done(gate.installer.post('/v1/responsible-persons', term), 201);
      campaign = await launchCampaign(county, { needsReasons: false });
      await file(inTime, campaign, { computers: 10 });
      const { id } = await file(returned, campaign, { computers: 12 });
      const filing = await done(county.clerk.get(`/v1/filings/${id}`));
      const cells = { 'office.genuine': '与授权台账不符' };
      await done(county.clerk.post(`/v1/filings/${id}/returns`, { cells }, { 'if-match': etagIn(filing) }));
    });
    after(() => gate.close());

    it('has none to write while nothing is due', async () => {
      assert.deepEqual(await refused(county.clerk.get(letterTo(missing))), [409, 'campaign.nothing_owed']);
    });

    it('tells the unit that filed nothing since when it is late, and where and how to file', async () => {
      clock.advance({ days: 16 });
      await file(late, campaign, { computers: 11 });
      clock.advance({ days: 3 });

      const { body } = await done(county.clerk.get(letterTo(missing)));
      const { text: page } = await done(county.clerk.get(`${letterTo(missing)}?format=html&lang=zh-CN`));

      const { officeName, cause, dueOn, daysLate, filedAt, address } = body;
      assert.deepEqual(
        { officeName, cause, dueOn, daysLate, filedAt },
        { officeName: '县科技文体局', cause: 'missing', dueOn: '2017-06-19', daysLate: 5, filedAt: null },
      );
      assert.match(address, new RegExp(`^https://[^/]+/console/filings/${campaign}\\?reporter=${missing.code}$`));
      for (const says of [
        '催报通知',
        '县&lt;档案&gt;局',
        '国版办函〔2017〕2号',
        '县科技文体局',
        '2017年6月19日',
        '已逾期 5 天',
      ])
        assert.ok(page.includes(says), says);
      assert.deepEqual(body.formTitle['zh-CN'], '软件使用情况统计表');
      assert.equal(body.contact.name, '邓一诺');
      assert.deepEqual(
        body.accounts.map(({ signs }: { readonly signs: boolean }) => signs),
        [false, true],
      );
      const own = await done(missing.officer.get(letterTo(missing)));
      assert.deepEqual(own.body.accounts, body.accounts);
      const finance = await gate.as('finance', { grant: { region: COUNTY } });
      assert.deepEqual((await done(finance.get(letterTo(missing)))).body.accounts, []);
      for (const says of ['软件使用情况统计表', '邓一诺 办公室科员 0716-8112233', ...emailsIn(body)])
        assert.ok(page.includes(says), says);
      const short = `${new URL(address).origin}/console/filings`;
      for (const says of [
        `href="${address}"`,
        `<p class="left">${short}</p>`,
        '扫描右侧二维码',
        '送审批人签署',
        '待签事项',
        '校验',
        '邀请链接',
        '经办人',
        '（盖章）',
      ])
        assert.ok(page.includes(says), says);
    });

    if (isPaperSeen) {
      it('is scanned in place of typing a long address, and has a short one beside the code', async () => {
        const { body } = await done(county.clerk.get(letterTo(missing)));
        for (const lang of ['zh-CN', 'en']) {
          const path = `${letterTo(missing)}?format=pdf&lang=${lang}`;
          const sheets = sheetsOf((await download({ gate, finance: county.clerk }, path)).bytes);
          const words = sheets.flatMap((sheet) => sheet.words.map(({ text }) => text));

          assert.deepEqual(sheets.map(scanned).filter(Boolean), [body.address], lang);
          assert.ok(words.includes(`${new URL(body.address).origin}/console/filings`), words.join(' '));
          assert.ok(!words.join(' ').includes(`/console/filings/${campaign}`), 'nobody types this from paper');
        }
      });
    }

    it('tells who filed late by how many days, and asks nothing more', async () => {
      const { body } = await done(county.clerk.get(letterTo(late)));
      const { text: page } = await done(county.clerk.get(`${letterTo(late)}?format=html&lang=en`));

      assert.deepEqual([body.cause, body.daysLate, body.filedAt.slice(0, 10)], ['late', 2, '2017-06-21']);
      assert.match(page, /You filed on 2017-06-21, 2 days late/);
      assert.doesNotMatch(page, /How to file/);
    });

    it('counts from the day of the next filing where one was returned', async () => {
      const { body: unit } = await done(
        county.clerk.get(`/v1/campaigns/${campaign}/participants?agencyCode=${returned.code}`),
      );
      const [{ resubmitBy, resubmissionOverdue }] = unit.items;
      assert.equal(resubmissionOverdue, true);

      const { body } = await done(county.clerk.get(letterTo(returned)));

      assert.deepEqual([body.cause, body.dueOn], ['returned', resubmitBy]);
    });

    it('is read by its own unit as a file, and by no other one', async () => {
      const pdf = await done(missing.officer.get(`${letterTo(missing)}?format=pdf`));
      assert.match(pdf.headers['content-type'] ?? '', /^application\/pdf/);

      assert.deepEqual(await refused(late.officer.get(letterTo(missing))), [404, 'agency.not_found']);
      assert.deepEqual(await refused(county.clerk.get(letterTo(inTime))), [409, 'campaign.nothing_owed']);
    });

    if (isPaperSeen) {
      it('are written all at once: each as it is written alone, on sheets that are numbered by themselves', async () => {
        const all = `/v1/campaigns/${campaign}/letters`;
        const read = async (path: string) => {
          const { bytes } = await download({ gate, finance: county.clerk }, path);
          return wordsOf(bytes).map((sheet) => sheet.map(({ text }) => text));
        };

        const together = await read(`${all}?lang=zh-CN`);

        const units = [late, missing, returned].toSorted((one, other) => (one.code < other.code ? -1 : 1));
        const alone: (readonly string[])[] = [];
        for (const unit of units) alone.push(...(await read(`${letterTo(unit)}?format=pdf&lang=zh-CN`)));
        assert.deepEqual(together, alone);
        assert.ok(together.length >= 3);
        const english = await read(`${all}?lang=en&region=${COUNTY}`);
        assert.equal(english.filter((sheet) => sheet.join(' ').includes('Letter of demand To:')).length, 3);
      });
    }

    it('names the office in the campaign, which the unit may not read', async () => {
      const { body } = await done(missing.officer.get(`/v1/campaigns/${campaign}`));
      const { body: list } = await done(missing.officer.get('/v1/campaigns'));

      assert.equal(body.officeName, '县科技文体局');
      assert.deepEqual(
        list.items.map(({ officeName }: { readonly officeName: string }) => officeName),
        ['县科技文体局'],
      );
      assert.deepEqual((await refused(missing.officer.get(`/v1/agencies/${county.office}`)))[0], 404);
    });

    it('are written all at once by whom they concern, and never where nobody is late', async () => {
      const all = (of: string) => `/v1/campaigns/${of}/letters`;
      const elsewhere = await gate.as('legalization-office', { grant: { region: '511300' }, who: 'elsewhere' });
      const finance = await gate.as('finance', { grant: { region: COUNTY } });
      const email = emailsIn((await done(county.clerk.get(letterTo(missing)))).body)[0] ?? '';

      assert.deepEqual(await refused(missing.officer.get(all(campaign))), [403, 'access.role']);
      assert.deepEqual(await refused(elsewhere.get(all(campaign))), [404, 'campaign.not_found']);
      const other = await launchCampaign(county, { needsReasons: false, asOfOn: '2017-06-24', dueOn: '2017-07-10' });
      assert.deepEqual(await refused(county.clerk.get(all(other))), [409, 'campaign.nothing_owed']);
      assert.deepEqual(await refused(county.clerk.get(`${all(campaign)}?region=421023`)), [
        409,
        'campaign.nothing_owed',
      ]);
      const { bytes } = await download({ gate, finance }, all(campaign));
      if (!isPaperSeen) return;
      const told = wordsOf(bytes).flatMap((sheet) => sheet.map(({ text }) => text));
      assert.ok(told.some((word) => word.includes('催报通知')) && !told.some((word) => word.includes(email)));
    });
  });
});

function emailsIn({ accounts }: { readonly accounts: readonly { readonly email: string }[] }): readonly string[] {
  return accounts.map(({ email }) => email);
}
