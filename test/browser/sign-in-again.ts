import type { Page } from 'playwright-core';
import type { Account } from './desk.ts';

/** In the form that lies over the page once the session is over. */
export async function signInAgain(page: Page, { password }: Account): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.locator('input[type=password]').fill(password);
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
}
