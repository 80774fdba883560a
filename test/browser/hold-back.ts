import type { Page } from 'playwright-core';

/** Keeps back what the gate answers at an address, until it may come. */
export async function holdBack(page: Page, address: RegExp): Promise<() => void> {
  let come = (): void => undefined;
  const until = new Promise<void>((resolve) => {
    come = resolve;
  });
  await page.route(address, async (route) => {
    await until;
    await route.continue();
  });
  return () => come();
}
