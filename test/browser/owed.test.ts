import assert from 'node:assert/strict';
import { withClockAt } from '../cli/other-clock.ts';
import { axeFindings } from './browser.ts';
import { type Desk, openDesk } from './desk.ts';
import { keepPicture } from './pictures.ts';

/** By then everything that the demo's orders undertook is overdue. */
const DAYS = 400;

describe('what a plan undertook and nobody delivered', () => {
  let desk: Desk;
  before(async () => {
    const later = new Date(Date.now() + DAYS * 86_400_000).toISOString();
    desk = await openDesk({ NODE_OPTIONS: withClockAt(later) });
  });
  after(() => desk.close());

  for (const language of ['zh-CN', 'en'] as const) {
    it(`is told with its day, its unit and its order, ${language}`, async () => {
      const visitor = await desk.visitAs(desk.one('legalization-office'), '/console/owed?kind=undertaking-overdue', {
        language,
      });
      const { page } = visitor;
      await page.locator('.table tbody tr').first().waitFor();
      await keepPicture(page, `owed-undertakings-${language}`);

      // The browser's clock is a year behind the gate's, whose word counts.
      const rows = await page.locator('.table tbody tr').allInnerTexts();
      assert.ok(rows.length > 2);
      for (const row of rows) assert.match(row, language === 'en' ? /\d overdue/ : /\d 已逾期/);
      assert.deepEqual(await axeFindings(page), []);
      await page.locator('.table tbody tr a').last().click();
      await page.waitForURL(/\/orders\/ord_/);
      await visitor.leave();
    });
  }
});
