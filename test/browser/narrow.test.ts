import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { type Desk, openDesk } from './desk.ts';

const PICTURES = process.env.PICTURES;

/** A laptop at 200 %, and a telephone. */
const SIZES = [
  { width: 683, height: 384 },
  { width: 360, height: 640 },
];

const BARS = ['.shell-header', '.shell-navigation', '.bottom-bar'];

/** How much of the window header, navigation and the bar below take. */
async function barsOf(page: Page): Promise<number> {
  const boxes = await Promise.all(BARS.map((bar) => page.locator(bar).boundingBox()));
  return boxes.reduce((sum, box) => sum + (box?.height ?? 0), 0);
}

describe('an order on a small or an enlarged screen', () => {
  let desk: Desk;

  before(async () => {
    desk = await openDesk();
  });

  after(() => desk.close());

  for (const size of SIZES) {
    it(`has two thirds of ${size.width} × ${size.height} for itself, and is never wider than it`, async () => {
      const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/orders?outcome=referred', size);
      const { page } = visitor;
      const address = await page.locator('.table tbody a').first().getAttribute('href');
      await page.goto(`${address}/amend`);
      await page.locator('[name="lines.0.description"]').focus();
      await page.locator('.verdict details.finding summary').first().click();
      await page.locator('.verdict .budget-bar').first().waitFor();
      if (PICTURES !== undefined) {
        mkdirSync(PICTURES, { recursive: true });
        await page.screenshot({ path: join(PICTURES, `amend-${size.width}.png`) });
      }

      const bars = await barsOf(page);
      assert.ok(bars < size.height / 3, `${bars} of ${size.height} pixels are bars`);
      const wide = await page.evaluate(
        "['html', 'main'].map((name) => document.querySelector(name)).map((one) => one.scrollWidth - one.clientWidth)",
      );
      assert.deepEqual(wide, [0, 0]);
      // Every place and act is still reached.
      await page.locator('.shell-navigation a').last().focus();
      await page.locator('.shell-person button').last().focus();
      await visitor.leave();
    });
  }
});
