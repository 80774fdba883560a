import type { BrowserContext } from 'playwright-core';
import { openBrowser } from './browser.ts';

const free = new Map<string, BrowserContext[]>();

/**
 * A browser's profile for one visitor of this address. Those that were given back have the console's files, compiled, and
 * nothing of who was there before: a new one for each visit takes twice as long, for what a person's browser does once.
 */
export async function takeProfile(url: string): Promise<BrowserContext> {
  const browser = await openBrowser();
  return free.get(url)?.pop() ?? (await browser.newContext({ baseURL: url }));
}

export async function giveBack(context: BrowserContext, url: string): Promise<void> {
  await forget(context, url);
  for (const page of context.pages()) await page.close();
  await context.clearCookies();
  free.set(url, [...(free.get(url) ?? []), context]);
}

/** What pages keep for themselves, also under the name by which a journey comes over plain HTTP. */
async function forget(context: BrowserContext, url: string): Promise<void> {
  const devtools = await context.newCDPSession(await context.newPage());
  for (const origin of [url, url.replace('127.0.0.1', 'gate.test')]) {
    await devtools.send('Storage.clearDataForOrigin', {
      origin,
      storageTypes: 'local_storage,indexeddb,cache_storage',
    });
  }
}
