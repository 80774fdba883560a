import type { Page } from 'playwright-core';
import { addDays, dayOf, systemClock } from '../../src/kernel/index.ts';
import type { Visitor } from './desk.ts';

/** The demo is of today, and so are the days that people type. */
export function dayFromNow(days: number): string {
  return addDays(dayOf(systemClock()), days);
}

/** The field of a cell of a form. */
export function cell(page: Page, id: string) {
  return page.locator(`[id="cell-${id}"]`);
}

export function focused(page: Page): Promise<string> {
  return page.evaluate<string>('document.activeElement.id');
}

/** As Excel gives it. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate(
    `(() => { const data = new DataTransfer(); data.setData('text/plain', ${JSON.stringify(text)});
      document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })); })()`,
  );
}

/** Says why where the gate counted something else, and that each note was read. */
export async function settle(page: Page): Promise<void> {
  await page.getByText(/^草稿已保存/).waitFor();
  await page.waitForTimeout(1_000);
  for (const field of await page.locator('input[name^="reason-"]').all()) await field.fill('以实地清点为准');
  for (const box of await page.locator('.sheet-notes input[type=checkbox]').all()) await box.check();
}

/** Somebody else signs what the notice on the page leads to. */
export async function sign(page: Page, signer: Visitor, says: RegExp): Promise<void> {
  const notice = page.locator('.notice', { hasText: says });
  await notice.waitFor();
  const path = await notice.getByRole('link').getAttribute('href');
  await signer.page.goto(path ?? '');
  await signer.page.locator('[data-digest=same]').waitFor();
  await signer.page.getByRole('button', { name: /^签署/ }).click();
  await signer.page.getByText(/^已签署/).waitFor();
}
