import { existsSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright-core';

/** Where Debian and others put it. The first draws pages and has no windows of its own, which take half the time of a visit. */
const PLACES = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

let launching: Promise<Browser> | undefined;

/** One browser for all journeys of a process; each visitor has a profile of its own. */
export function openBrowser(): Promise<Browser> {
  launching ??= launch();
  return launching;
}

export async function closeBrowser(): Promise<void> {
  await (await launching)?.close();
}

async function launch(): Promise<Browser> {
  const executablePath = PLACES.find((place) => existsSync(place));
  if (executablePath === undefined) throw new Error('no Chromium is installed; the journeys need one');
  // On plain HTTP under a name that is not localhost a browser has neither crypto.subtle nor randomUUID.
  const rules = '--host-resolver-rules=MAP gate.test 127.0.0.1';
  return chromium.launch({ executablePath, args: ['--no-sandbox', rules] });
}

/** Instead of the checker, where it is in the page from the last time. */
const THERE_ALREADY = 'void 0';

/**
 * What the accessibility checker finds, in a line each. It is not asked to describe what is in order as well, and it works in
 * the page itself: the console has no frames, whose results it would put together in a page of their own.
 */
export async function axeFindings(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  const isThere = await page.evaluate<boolean>('typeof axe === "object"');
  const builder = new AxeBuilder({ page, ...(isThere && { axeSource: THERE_ALREADY }) })
    .setLegacyMode()
    .options({ resultTypes: ['violations'] });
  const { violations } = await (rules ? builder.withRules([...rules]) : builder).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}
