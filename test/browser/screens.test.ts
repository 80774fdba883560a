import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { axeFindings } from './browser.ts';
import { type Account, type Desk, type Language, type Look, openDesk, type Visitor } from './desk.ts';

interface ScreenCase {
  readonly name: string;
  readonly role: Account['role'];
  readonly path: string;
  /** What is there when the screen is. */
  readonly there: string;
  readonly goOn?: (page: Page) => Promise<void>;
}

const SCREENS: readonly ScreenCase[] = [
  { name: 'home', role: 'finance', path: '/console/', there: '.tray' },
  { name: 'orders', role: 'procurement-officer', path: '/console/orders', there: '.table' },
  { name: 'orders-none', role: 'procurement-officer', path: '/console/orders?search=none', there: '.empty' },
  {
    name: 'order',
    role: 'procurement-officer',
    path: '/console/orders?outcome=referred',
    there: '.table',
    goOn: async (page) => {
      await page.locator('.table tbody a').first().click();
      await page.locator('.finding').first().waitFor();
      await page.locator('details summary').first().waitFor();
    },
  },
  {
    name: 'order-goods',
    role: 'audit',
    path: '/console/orders?outcome=approved',
    there: '.table',
    goOn: async (page) => {
      await page.locator('.table tbody a').first().click();
      await page.getByRole('tab').nth(1).click();
      await page.locator('.table').first().waitFor();
    },
  },
  { name: 'new-order', role: 'procurement-officer', path: '/console/orders/new', there: '.workspace' },
  { name: 'reviews', role: 'finance', path: '/console/reviews', there: '.table' },
  {
    name: 'review',
    role: 'finance',
    path: '/console/reviews',
    there: '.table',
    goOn: async (page) => {
      await page.locator('.table tbody a').first().click();
      await page.locator('.finding ~ button').first().click();
      await page.locator('.form-field select').first().waitFor();
      await page.locator('.acts > button').first().click();
      await page.locator('.table').first().waitFor();
    },
  },
  {
    name: 'waiver-request',
    role: 'procurement-officer',
    path: '/console/orders?outcome=referred',
    there: '.table',
    goOn: async (page) => {
      await page.locator('.table tbody a').first().click();
      await page.locator('.finding a').first().click();
      await page.locator('.form-field').first().waitFor();
      await page.locator('button[type=submit]').click();
    },
  },
  { name: 'waivers', role: 'finance', path: '/console/waivers', there: '.table, .empty' },
  { name: 'proposals', role: 'finance', path: '/console/proposals?tab=all', there: '.table' },
  {
    name: 'proposal',
    role: 'finance',
    path: '/console/proposals?tab=all',
    there: '.table',
    goOn: async (page) => {
      await page.locator('.table tbody a').first().click();
      await page.locator('h2').nth(1).waitFor();
    },
  },
  { name: 'roster', role: 'legalization-office', path: '/console/roster', there: '.table' },
  { name: 'roster-none', role: 'legalization-office', path: '/console/roster?region=990000', there: '.empty' },
  {
    name: 'agency-roster',
    role: 'legalization-office',
    path: '/console/roster/11421000MB1234562Q',
    there: '.facts',
    goOn: async (page) => {
      await page.locator('.acts button').first().click();
      await page.locator('.form-field').first().waitFor();
      await page.locator('button[type=submit]:not(.ant-btn-loading)').click();
    },
  },
  { name: 'account', role: 'audit', path: '/console/me', there: '.facts' },
  { name: 'nowhere', role: 'audit', path: '/console/nowhere', there: 'h1' },
];

/** Pictures to look at: `PICTURES=<folder> npm run test:browser`. */
const PICTURES = process.env.PICTURES;

describe('every screen of the console', () => {
  let desk: Desk;
  /** Who is signed in stays so: each look of each role has one page that goes from screen to screen. */
  const visitors = new Map<string, Visitor>();

  before(async () => {
    desk = await openDesk();
  });

  after(async () => {
    await desk.close();
  });

  async function open(screen: ScreenCase, look: Look): Promise<Page> {
    const key = JSON.stringify([screen.role, look]);
    const known = visitors.get(key);
    if (known === undefined) {
      const visitor = await desk.visitAs(desk.one(screen.role), screen.path, look);
      visitors.set(key, visitor);
      await arrive(visitor.page, screen);
      return visitor.page;
    }
    await known.page.goto(screen.path);
    await arrive(known.page, screen);
    return known.page;
  }

  async function arrive(page: Page, { there, goOn }: ScreenCase): Promise<void> {
    await page.locator(there).first().waitFor();
    await goOn?.(page);
  }

  async function keepPicture(page: Page, name: string): Promise<void> {
    if (PICTURES === undefined) return;
    mkdirSync(PICTURES, { recursive: true });
    await page.screenshot({ path: join(PICTURES, `${name}.png`) });
  }

  for (const language of ['zh-CN', 'en'] satisfies Language[]) {
    for (const screen of SCREENS) {
      it(`${screen.name} in ${language} is read by everybody`, async () => {
        const page = await open(screen, { language });
        await keepPicture(page, `${screen.name}-${language}`);

        // The whole check in one language; the other has the same page with other words.
        if (language === 'zh-CN') assert.deepEqual(await axeFindings(page), []);
        const chinese = /\p{Script=Han}/u;
        const heading = await page.locator('h1').textContent();
        if (language === 'en') assert.doesNotMatch(heading ?? '', chinese);
        else assert.match(heading ?? '', chinese);
      });
    }
  }

  for (const theme of ['dark', 'contrast'] as const) {
    for (const screen of SCREENS) {
      it(`${screen.name} has enough contrast in ${theme}`, async () => {
        const page = await open(screen, { theme });
        await keepPicture(page, `${screen.name}-${theme}`);
        assert.deepEqual(await axeFindings(page, ['color-contrast']), []);
      });
    }
  }

  it('fits a narrow window without scrolling sideways', async () => {
    for (const screen of SCREENS) {
      const page = await open(screen, { width: 320, height: 640 });
      await keepPicture(page, `${screen.name}-narrow`);
      const { scrollWidth, clientWidth } = await page.locator('main').evaluate((main) => ({
        scrollWidth: main.scrollWidth,
        clientWidth: main.clientWidth,
      }));
      assert.ok(scrollWidth <= clientWidth + 1, `${screen.name}: ${scrollWidth} > ${clientWidth}`);
    }
  });

  it('made no browser complain', async () => {
    for (const visitor of visitors.values()) await visitor.leave();
  });
});
