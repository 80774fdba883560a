import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { until } from '../support/until.ts';
import { axeFindings } from './browser.ts';
import { type Desk, openDesk } from './desk.ts';
import { keepPicture } from './pictures.ts';

const SURVEY = /软件使用情况统计/;

/** The number in a column of a row of the sums. */
async function numberIn(page: Page, row: RegExp, column: number): Promise<number> {
  const cell = page.getByRole('row', { name: row }).getByRole('cell').nth(column);
  return Number(await cell.textContent());
}

describe('bureaus that read what the legalization office was sent', () => {
  let desk: Desk;

  before(async () => {
    desk = await openDesk();
  });
  after(() => desk.close());

  for (const role of ['finance', 'audit'] as const) {
    it(`are led from a sum to the units of its region, and from a unit to what it filed (${role})`, async () => {
      const reader = await desk.visitAs(desk.one(role), '/console/campaigns');
      const { page } = reader;
      await page.getByRole('link', { name: SURVEY }).click();
      await page.getByRole('link', { name: '汇总', exact: true }).click();
      await page.getByRole('row', { name: /^湖北省荆州市公安县 421022/ }).waitFor();
      const expected = await numberIn(page, /^湖北省荆州市 421000/, 0);

      await page.getByRole('link', { name: '湖北省荆州市 421000' }).click();
      await page.getByText('仅 湖北省荆州市 421000 本级').waitFor();
      await page.getByRole('row', { name: /^合计/ }).waitFor();
      assert.equal(await numberIn(page, /^合计/, 0), expected);
      await page.getByText(/“其他”：涉密单位/).waitFor();
      assert.deepEqual(await axeFindings(page), []);
      await keepPicture(page, `readers-sums-${role}`);

      await page.getByRole('link', { name: '荆州市滨江医院' }).click();
      await page.getByRole('heading', { name: '审核报表' }).waitFor();
      await page.locator('.table tbody a').first().click();
      await page.locator('.sheet-grid').waitFor();
      assert.equal(await page.getByRole('button', { name: '审核通过' }).count(), 0);
      await keepPicture(page, `readers-filing-${role}`);
      await page.emulateMedia({ media: 'print' });
      if (process.env.PICTURES)
        await page.pdf({ path: `${process.env.PICTURES}/readers-${role}.pdf`, preferCSSPageSize: true });
      await reader.leave();
    });
  }

  it('find the units of a region by its name', async () => {
    const reader = await desk.visitAs(desk.one('audit'), '/console/campaigns');
    const { page } = reader;
    await page.getByRole('link', { name: SURVEY }).click();
    await page.getByLabel('地区').fill('公安');
    await page.getByRole('button', { name: '筛选' }).click();
    await page.getByText(/请填写地区名称或六位行政区划代码/).waitFor();
    await page.getByLabel('地区').fill('公安县');
    await page.getByRole('button', { name: '筛选' }).click();
    await page.waitForURL(/region=421022/);
    assert.equal(await page.getByLabel('地区').inputValue(), '421022');
    await until('its four units alone are listed', async () => (await page.locator('.table tbody tr').count()) === 4);
    await reader.leave();
  });
});
