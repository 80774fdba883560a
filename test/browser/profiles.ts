import type { BrowserContext } from 'playwright-core';
import { openBrowser } from './browser.ts';

const free = new Map<string, BrowserContext[]>();

/**
 * A browser's profile for one visitor of this address. Those that were given back have the console's files, compiled, and
 * nobody's session: a new one for each visit takes twice as long, for what a person's browser does once.
 */
export async function takeProfile(url: string, isNew: boolean): Promise<BrowserContext> {
  const browser = await openBrowser();
  const earlier = isNew ? undefined : free.get(url)?.pop();
  return earlier ?? withRetries(await browser.newContext({ baseURL: url }));
}

/** A connection that lay idle for as long as the gate keeps one may be closed at the moment of the next request, which is asked again. */
function withRetries(context: BrowserContext): BrowserContext {
  const { request } = context;
  const send = request.fetch.bind(request);
  request.fetch = (address, options) => send(address, { maxRetries: 3, ...options });
  for (const method of ['get', 'post', 'delete'] as const) {
    request[method] = (address, options) => request.fetch(address, { ...options, method });
  }
  return context;
}

export async function giveBack(context: BrowserContext, url: string): Promise<void> {
  for (const page of context.pages()) await page.close();
  await context.clearCookies();
  free.set(url, [...(free.get(url) ?? []), context]);
}

let visits = 0;

/** For the first page of a visit: what earlier visitors chose is forgotten, and what this one chooses on the way stays chosen. */
export function preferencesOf(choice: object): string {
  visits += 1;
  const kept = JSON.stringify(JSON.stringify(choice));
  // A blank page has no storage.
  return `if (location.protocol === 'http:') {
    if (localStorage.getItem('visit') !== '${visits}') localStorage.clear();
    localStorage.setItem('visit', '${visits}');
    localStorage.getItem('gate.preferences') ?? localStorage.setItem('gate.preferences', ${kept});
  }`;
}
