import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { CITY } from '../../db/seeds/demo-people.ts';
import { machines, tianqing, wps } from '../../db/seeds/order-goods.ts';
import { orderOf } from '../../db/seeds/order-parts.ts';
import { dayOf, systemClock } from '../../src/kernel/index.ts';
import { axeFindings } from './browser.ts';
import { type Desk, openDesk } from './desk.ts';
import { keepPicture } from './pictures.ts';

/** So many that the plan does not fit into the window. */
const ROWS = 12;

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
      assert.equal(await page.evaluate<string>('document.activeElement.name'), name);
      // A choice that is open would take the next click for itself.
      if (await page.locator(`select[name="${name}"]`).count()) await page.keyboard.press('Escape');
    }
    await clickIntoTheMiddle(page, 'lines.0.quantity');
    await keepPicture(page, 'order-by-mouse-zh');
    assert.deepEqual(await axeFindings(page), []);
    await visitor.leave();
  });

  it('presses what is below a hint once, and finds it where it was when the mouse is let go of', async () => {
    const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/orders/new');
    const { page } = visitor;
    await typeOneMachine(page);
    await page.locator('[name="lines.0.unitPrice"]').focus();
    await page.locator('td .cell-told', { hasText: '单价标准' }).waitFor();
    const button = page.getByRole('button', { name: '按需生成配置计划' });
    const { x, y, width, height } = await boxOf(button);

    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.locator('.grid-head', { hasText: '需 2' }).waitFor();
    await page.locator('[name="lines.0.unitPrice"]:not(:focus)').waitFor();
    assert.deepEqual(await boxOf(button), { x, y, width, height });
    await page.mouse.up();

    await page.locator('[name="softwarePlan.0.seats"][value="2"]').waitFor();
    await page.locator('td .cell-told', { hasText: '单价标准' }).waitFor({ state: 'detached' });
    await visitor.leave();
  });

  it('never sees the page slide under its frame while days of a long plan are typed', async () => {
    const buyer = desk.people.find(({ role, region }) => role === 'procurement-officer' && region === CITY.region);
    assert.ok(buyer);
    const visitor = await desk.visitAs(buyer, '/console/');
    const { page } = visitor;
    const day = dayOf(systemClock());
    const data = orderOf(
      { agency: 'library', day, year: Number(day.slice(0, 4)), number: '0991' },
      { lines: [machines({ quantity: 2, model: '世恒 TD120B1' })], plan: [wps(2), tianqing(2)] },
    );
    const headers = { 'X-Gate-Request': '1', 'Idempotency-Key': 'journey-long-plan' };
    const made = await page.request.post('/v1/orders', { headers, data });
    assert.equal(made.status(), 201, await made.text());
    const { order } = await made.json();
    await page.goto(`/console/orders/${order.id}/amend`);
    await page.locator('[name="softwarePlan.0.deliverBy"]').waitFor();
    for (let row = 0; row < ROWS; row += 1) {
      await page.locator(`[name="softwarePlan.${row}.deliverBy"]`).focus();
      await page.keyboard.type('+400');
      await page.keyboard.press('Control+Shift+D');
      await page.locator(`[name="softwarePlan.${row + 1}.deliverBy"]`).waitFor();
    }
    await page.locator('.verdict[data-stale=false]').waitFor();
    // What readers of the screen are told at cells below the window, and nobody sees, adds nothing to the page.
    assert.ok((await page.locator('.grid .visually-hidden[data-tone]').count()) >= ROWS / 2);
    await keepPicture(page, 'order-slide-zh');
    assert.deepEqual(await heights(page), { overflow: 0, slid: 0 });
    assert.deepEqual(await axeFindings(page), []);
    await visitor.leave();
  });

  it('reads every heading of the tables in English as well, what is cut off by its title, and no Chinese capitals', async () => {
    const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/orders/new', { language: 'en' });
    const { page } = visitor;
    await typeOneMachine(page);
    await page.getByRole('button', { name: 'Add a row' }).last().click();
    await page.locator('[name="softwarePlan.0.category"]').focus();
    await page.locator('[name="softwarePlan.0.category"]').selectOption('office');
    await page.locator('[name="softwarePlan.0.seats"]').fill('2');
    const headings = await page
      .locator('.grid thead th')
      .evaluateAll((all) => all.map((one) => ({ says: one.textContent, over: one.scrollWidth - one.clientWidth })));
    assert.deepEqual(
      headings.filter(({ over }) => over > 0),
      [],
    );

    const kind = page.locator('[name="lines.0.kind"]');
    assert.match((await kind.getAttribute('title')) ?? '', /^Desktop/);
    const product = page.locator('[name="lines.0.computer.operatingSystem.product"]');
    assert.match((await product.getAttribute('title')) ?? '', /^UnionTech UOS Desktop/);
    const total = await page.locator('.bottom-bar > span').first().textContent();
    assert.match(total ?? '', /9,998\.00/);
    assert.doesNotMatch(total ?? '', /\p{Script=Han}/u);
    await keepPicture(page, 'order-headings-en');
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

async function boxOf(place: Locator) {
  const box = await place.boundingBox();
  assert.ok(box);
  return box;
}

async function clickIntoTheMiddle(page: Page, name: string): Promise<void> {
  const box = await boxOf(page.locator(`.grid [name="${name}"]`));
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}

/** By how much the document is higher than the window, and how far it has been pushed up. */
function heights(page: Page): Promise<{ readonly overflow: number; readonly slid: number }> {
  return page.evaluate(
    '({ overflow: Math.max(0, document.documentElement.scrollHeight - innerHeight), slid: Math.round(scrollY) })',
  );
}
