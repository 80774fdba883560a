import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { type Desk, openDesk } from './desk.ts';
import { openWithdrawal } from './withdrawal.ts';

describe('odd input to the console', () => {
  let desk: Desk;

  before(async () => {
    desk = await openDesk();
  });

  after(() => desk.close());

  it('is shown as the text that it is: markup, marks of other scripts, emoji and five hundred characters', async () => {
    const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/orders?state=referred');
    const { page } = visitor;
    const told = `<img src=x onerror="document.title='x'"> & <b>粗</b> שלום 😀 ${'长'.repeat(300)}${'w'.repeat(120)}`;
    await openWithdrawal(page, told);
    await page.locator('.reason-form button').click();
    await page.locator('.order-head', { hasText: '已撤回' }).waitFor();
    await page.getByRole('tab', { name: '历程' }).click();

    await page.getByText(told).waitFor();

    assert.equal(await page.locator('main img, main b').count(), 0);
    assert.equal(await scrollsSideways(page), false);
    await visitor.leave();
  });

  it('takes two thousand characters in a field, and tells at the field what it does not take', async () => {
    const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/orders/new');
    const { page } = visitor;
    const long = `<script>alert(1)</script>${'办公用台式计算机'.repeat(240)}`;
    await page.locator('[name="lines.0.description"]').fill(long);
    await page.locator('[name="supplier.name"]').fill('供应\u202e商');
    await page.waitForURL(/\?draft=/);
    await page.reload();

    await page.locator('[name="lines.0.description"]').waitFor();
    assert.equal(await page.locator('[name="lines.0.description"]').inputValue(), long);
    assert.equal(await page.locator('[name="supplier.name"]').inputValue(), '供应\u202e商');
    await visitor.leave();
  });

  it('shows a page, never a blank one, whatever an address says', async () => {
    const visitor = await desk.visitAs(desk.one('finance'), '/console/');
    const { page } = visitor;
    const blank: string[] = [];
    for (const path of ODD_PATHS) {
      await page.goto(path);
      const said = page.locator('h1, .refusal').filter({ hasText: /\S/ }).first();
      const isSaid = await said.waitFor({ timeout: 10_000 }).then(
        () => true,
        () => false,
      );
      if (!isSaid) blank.push(path);
    }
    assert.deepEqual(blank, []);
    await visitor.leave([400, 404]);
  });

  it('shows a list, whatever else its address says than the list asks', async () => {
    const visitor = await desk.visitAs(desk.one('legalization-office'), '/console/');
    const { page } = visitor;
    for (const list of ['orders', 'reviews', 'roster', 'campaigns', 'filed', 'matters', 'forms']) {
      await page.goto(`/console/${list}?lang=en&from=mail`);
      await page.locator('.table, .empty').first().waitFor();
    }
    await page.getByRole('heading', { name: 'Forms' }).waitFor();
    await visitor.leave();
  });
});

/** Ids that nobody gave, filters that are none, places that are not there, and letters that no address should have. */
const ODD_PATHS = [
  '/console/nowhere/at/all',
  '/console/orders/ord_none',
  '/console/orders/%3Cscript%3Ealert(1)%3C%2Fscript%3E',
  '/console/orders/%E0%A4%A',
  '/console/orders/..%2F..%2Fsession',
  '/console/orders/%00',
  '/console/orders/a%20b%E2%80%AE%F0%9F%98%80',
  `/console/orders/${'x'.repeat(1_500)}`,
  '/console/orders?state=nonsense&after=%FF&sort=%00',
  '/console/orders?search=%27%3B%20DROP%20TABLE%20orders%3B--',
  '/console/proposals/0?tab=__proto__',
  '/console/proposals?tab=constructor',
  '/console/waivers/%2e%2e',
  '/console/waivers?state=%E4%B8%8D&state=in-force',
  '/console/reviews/constructor',
  '/console//orders',
];

async function scrollsSideways(page: Page): Promise<boolean> {
  return page.locator('main').evaluate((main) => main.scrollWidth > main.clientWidth + 1);
}
