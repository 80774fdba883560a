import type { Page } from 'playwright-core';
import { type ScreenCase, triesEveryScreen } from './every-screen.ts';
import { RECORD_KINDS } from './record-kinds.ts';

/** Each kind by its description: its list, and from there the page of its first record. */
const SCREENS: readonly ScreenCase[] = RECORD_KINDS.map(({ kind, role, hasPage, isEmpty }) => ({
  name: `records-${kind}`,
  role,
  path: `/console/${kind}`,
  there: isEmpty ? '.empty' : '.table',
  ...(hasPage && !isEmpty && { goOn: openFirst }),
}));

async function openFirst(page: Page): Promise<void> {
  await page.locator('.table tbody a').first().click();
  await page.locator('.facts').first().waitFor();
  // A device and a right show where they come from as well.
  if (/\/(devices|entitlements)\//.test(page.url())) await page.locator('.chain').waitFor();
}

triesEveryScreen('of records', SCREENS);
