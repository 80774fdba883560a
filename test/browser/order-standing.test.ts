import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { axeFindings } from './browser.ts';
import { type Desk, openDesk, type Visitor } from './desk.ts';
import { keepPicture } from './pictures.ts';

describe('an order that somebody comes back to', () => {
  let desk: Desk;

  before(async () => {
    desk = await openDesk();
  });

  after(() => desk.close());

  it('tells what is spent of a closed order, and what an amendment that waits has left of the money', async () => {
    const finance = await open('finance', 'JZ-2026-0419');
    assert.deepEqual(await heldOn(finance.page), [
      ['JZ-2026-31002-01', '0.00', '0.00', '39,992.00'],
      ['JZ-2026-31007-01', '0.00', '0.00', '5,368.00'],
    ]);
    await keepPicture(finance.page, 'order-money-zh');
    assert.deepEqual(await axeFindings(finance.page), []);
    await finance.page.getByRole('link', { name: '此单在 JZ-2026-31002-01 上的流水' }).click();
    await finance.page.getByRole('link', { name: '打开订单' }).waitFor();
    await finance.leave();

    const auditor = await open('audit', 'JZSJ-2026-0012');
    const held = await heldOn(auditor.page);
    assert.deepEqual(held[0], ['JZSJ-2026-31002-01', '49,990.00', '0.00', '0.00']);
    await auditor.page.getByText('最新版本审核时没有动用预算。').waitFor();
    await auditor.leave();
  });

  async function open(role: Parameters<Desk['one']>[0], reference: string): Promise<Visitor> {
    const visitor = await desk.visitAs(desk.one(role), `/console/orders?search=${reference}`);
    await visitor.page.getByRole('link', { name: reference }).click();
    await visitor.page.locator('.order-head').waitFor();
    return visitor;
  }
});

/** The rows of what stands for the order now, without the way to the moves. */
async function heldOn(page: Page): Promise<readonly (readonly string[])[]> {
  await page.getByRole('tab', { name: '资金' }).click();
  const table = page.getByRole('region', { name: '此单现在的资金' });
  await table.getByRole('cell', { name: '0.00' }).first().waitFor();
  const rows = await table.locator('tbody tr').all();
  return Promise.all(rows.map(async (row) => (await row.getByRole('cell').allInnerTexts()).slice(0, 4)));
}
