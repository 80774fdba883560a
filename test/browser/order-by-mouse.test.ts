import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { axeFindings } from './browser.ts';
import { type Desk, openDesk } from './desk.ts';
import { keepPicture } from './pictures.ts';

describe('somebody who types an order on a small screen', () => {
  let desk: Desk;

  before(async () => {
    desk = await openDesk();
  });

  after(() => desk.close());

  it('gets by the mouse from each cell of a row to its neighbour, since none lies over another', async () => {
    const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/orders/new');
    const { page } = visitor;
    await typeOneMachine(page);
    const names = await cellsOf(page, 'lines.0.');
    assert.ok(names.length > 5);
    for (const name of [...names, ...names.slice(0, -1).reverse()]) {
      await clickIntoTheMiddle(page, name);
      assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('name')), name);
      // A choice that is open would take the next click for itself.
      if (await page.locator(`select[name="${name}"]`).count()) await page.keyboard.press('Escape');
    }
    await clickIntoTheMiddle(page, 'lines.0.quantity');
    await keepPicture(page, 'order-by-mouse-zh');
    assert.deepEqual(await axeFindings(page), []);
    await visitor.leave();
  });
});

async function typeOneMachine(page: Page): Promise<void> {
  await page.locator('[name="lines.0.kind"]').focus();
  await page.locator('[name="lines.0.kind"]').selectOption('desktop');
  await page.locator('[name="lines.0.description"]').fill('办公用台式计算机');
  await page.locator('[name="lines.0.quantity"]').fill('2');
  await page.locator('[name="lines.0.unitPrice"]').fill('4999');
  await page.locator('[name="lines.0.computer.operatingSystem.product"]').fill('UnionTech UOS Desktop');
  await page.locator('[name="lines.0.computer.operatingSystem.product"]').press('Tab');
  await page.locator('.verdict[data-stale=false]').waitFor();
}

function cellsOf(page: Page, row: string): Promise<readonly string[]> {
  return page
    .locator(`.grid [name^="${row}"]`)
    .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('name') ?? ''));
}

async function clickIntoTheMiddle(page: Page, name: string): Promise<void> {
  const box = await page.locator(`.grid [name="${name}"]`).boundingBox();
  assert.ok(box);
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}
