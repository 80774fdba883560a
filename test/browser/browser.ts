import { existsSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright-core';

/** Where Debian and others put it. */
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

let launching: Promise<Browser> | undefined;

// At the top, so that it is closed when all journeys are over.
after(async () => (await launching)?.close());

/** One browser for all journeys; each visitor has a profile of its own. */
export function openBrowser(): Promise<Browser> {
  launching ??= launch();
  return launching;
}

async function launch(): Promise<Browser> {
  const executablePath = PLACES.find((place) => existsSync(place));
  if (executablePath === undefined) throw new Error('no Chromium is installed; the journeys need one');
  // On plain HTTP under a name that is not localhost a browser has neither crypto.subtle nor randomUUID.
  const rules = '--host-resolver-rules=MAP gate.test 127.0.0.1';
  return chromium.launch({ executablePath, args: ['--no-sandbox', rules] });
}

/** What the accessibility checker finds, in a line each. */
export async function axeFindings(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  const builder = new AxeBuilder({ page });
  const { violations } = await (rules ? builder.withRules([...rules]) : builder).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}
