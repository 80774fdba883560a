import type { Page } from 'playwright-core';

export const REASON = '今年不再采购。';

/** From a list of orders to the form that withdraws the first, filled in. */
export async function openWithdrawal(page: Page, reason = REASON): Promise<void> {
  await page.locator('.table tbody a').first().click();
  await page.getByRole('button', { name: '撤回订单' }).click();
  await page.locator('.reason-form textarea').fill(reason);
}
