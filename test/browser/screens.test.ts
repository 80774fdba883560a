import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { IS_LONG } from '../support/long.ts';
import { axeFindings } from './browser.ts';
import { type Account, type Desk, openDesk, type Visitor } from './desk.ts';
import { OFFICE_SCREENS } from './office-screens.ts';
import { keepPicture } from './pictures.ts';

interface ScreenCase {
  readonly name: string;
  readonly role: Account['role'];
  readonly path: string;
  /** What is there when the screen is. */
  readonly there: string;
  readonly goOn?: (page: Page) => Promise<void>;
  /** The status that the gate answers with because of what the address says. */
  readonly provokes?: number;
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
  { name: 'deliveries', role: 'procurement-officer', path: '/console/deliveries', there: '.table' },
  {
    name: 'accept',
    role: 'procurement-officer',
    path: '/console/deliveries',
    there: '.table',
    goOn: async (page) => {
      await page.locator('.table tbody td:last-child a').first().click();
      await page.locator('.scan-field input').waitFor();
      await page.locator('.delivery-bar button').click();
    },
  },
  {
    name: 'acceptance',
    role: 'finance',
    path: '/console/orders?state=contracted',
    there: '.table',
    goOn: (page) => openFulfilled(page, 3),
  },
  {
    name: 'payment',
    role: 'finance',
    path: '/console/orders?state=accepted',
    there: '.table',
    goOn: (page) => openFulfilled(page, 4),
  },
  {
    name: 'pay',
    role: 'finance',
    path: '/console/orders?state=accepted',
    there: '.table',
    goOn: async (page) => {
      await page.locator('.table tbody a').first().click();
      await page.locator('.acts a[href$="/pay"]').click();
      await page.locator('.pay-table .table').waitFor();
      await page.locator('.delivery-bar button').click();
    },
  },
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
  ...OFFICE_SCREENS,
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
  {
    name: 'account',
    role: 'audit',
    path: '/console/me',
    there: '.facts',
    goOn: async (page) => {
      await page.locator('.screen > p button').first().click();
      await page.locator('input[type=password]').first().waitFor();
    },
  },
  {
    name: 'contract',
    role: 'procurement-officer',
    path: '/console/orders?state=approved',
    there: '.table',
    goOn: async (page) => {
      await page.locator('.table tbody a').first().click();
      await page.locator('.acts a[href$=contract]').click();
      await page.locator('button[type=submit]').click();
    },
  },
  {
    name: 'amend',
    role: 'procurement-officer',
    path: '/console/orders?outcome=rejected',
    there: '.table',
    goOn: async (page) => {
      await page.locator('.table tbody a').first().click();
      await page.locator('.acts a[href$=amend]').click();
      await page.locator('.workspace').waitFor();
    },
  },
  {
    name: 'palette',
    role: 'finance',
    path: '/console/waivers',
    there: '.table, .empty',
    goOn: async (page) => {
      await page.keyboard.press('Control+k');
      await page.locator('.palette-input').fill('J');
      await page.locator('[role=option]').first().waitFor();
    },
  },
  {
    name: 'help',
    role: 'procurement-officer',
    path: '/console/orders/new',
    there: '.workspace',
    goOn: async (page) => {
      await page.locator('h1').click();
      await page.keyboard.press('?');
      await page.locator('.keys').first().waitFor();
    },
  },
  { name: 'not-for-role', role: 'audit', path: '/console/reviews', there: 'h1' },
  { name: 'order-missing', role: 'audit', path: '/console/orders/ord_none', there: 'article > p', provokes: 404 },
  { name: 'orders-malformed', role: 'audit', path: '/console/orders?state=none', there: '.refusal', provokes: 400 },
  {
    name: 'orders-loading',
    role: 'audit',
    path: '/console/waivers',
    there: '.table, .empty',
    goOn: async (page) => {
      await page.route('**/v1/orders?*', () => undefined);
      await page.locator('nav a[href="/console/orders"]').click();
      await page.locator('.ant-skeleton').waitFor();
    },
  },
  {
    name: 'orders-away',
    role: 'audit',
    path: '/console/waivers',
    there: '.table, .empty',
    goOn: async (page) => {
      await page.route('**/v1/orders?*', (route) => route.abort());
      await page.locator('nav a[href="/console/orders"]').click();
      await page.locator('.refusal').waitFor();
    },
  },
  { name: 'nowhere', role: 'audit', path: '/console/nowhere', there: 'h1' },
];

/** The last record on a tab of an order of which something came: that of a delivery, or of a payment. */
async function openFulfilled(page: Page, tab: number): Promise<void> {
  const link = page.locator('.table tbody a', { hasText: /0107|0066/ });
  await link.first().click();
  await page.getByRole('tab').nth(tab).click();
  await page.getByRole('tabpanel').locator('.table tbody a').last().click();
  await page.locator('.facts').waitFor();
  await page.locator('.table').first().waitFor();
}

/** 1366 at 200 %, and as narrow as a telephone. */
const NARROW = [683, 320];
describe('every screen of the console', () => {
  let desk: Desk;
  /** Who is signed in stays so: each role has one page that goes from screen to screen. */
  const visitors = new Map<string, Visitor>();

  before(async () => {
    desk = await openDesk();
  });

  after(() => desk.close());

  for (const screen of SCREENS) {
    it(`${screen.name} is read by everybody, in both languages, all colours and any width`, async () => {
      const page = await open(screen);
      await keepPicture(page, `${screen.name}-zh-CN`);
      assert.deepEqual(await axeFindings(page), []);
      assert.match(await headingOf(page), /\p{Script=Han}/u);

      for (const theme of ['dark', 'contrast']) {
        await choose(page, theme);
        await keepPicture(page, `${screen.name}-${theme}`);
        assert.deepEqual(await axeFindings(page, IS_LONG ? undefined : ['color-contrast']), [], theme);
      }
      await choose(page, 'light');

      // The same page with other words.
      await page.locator('.shell-person button[lang]').dispatchEvent('click');
      await page.locator('html[lang=en]').waitFor();
      await keepPicture(page, `${screen.name}-en`);
      assert.doesNotMatch(await headingOf(page), /\p{Script=Han}/u);
      if (IS_LONG) assert.deepEqual(await axeFindings(page), [], 'in English');

      for (const width of NARROW) {
        await page.setViewportSize({ width, height: 640 });
        await keepPicture(page, `${screen.name}-${width}`);
        const sideways = await page.locator('main').evaluate((main) => main.scrollWidth - main.clientWidth);
        assert.ok(sideways <= 1, `${sideways} pixels too wide for ${width}`);
      }
    });
  }

  it('made no browser complain, and refused nobody', async () => {
    for (const visitor of visitors.values()) await visitor.leave(SCREENS.flatMap(({ provokes }) => provokes ?? []));
  });

  /** In Chinese and light, at the size of an office screen. */
  async function open(screen: ScreenCase): Promise<Page> {
    let visitor = visitors.get(screen.role);
    if (visitor === undefined) {
      visitor = await desk.visitAs(desk.one(screen.role), screen.path);
      visitors.set(screen.role, visitor);
    } else {
      const { page } = visitor;
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      await page.setViewportSize({ width: 1366, height: 768 });
      await page.evaluate("localStorage.removeItem('gate.preferences')");
      await page.goto(screen.path);
    }
    await visitor.page.locator(screen.there).first().waitFor();
    await screen.goOn?.(visitor.page);
    return visitor.page;
  }

  const headingOf = async (page: Page): Promise<string> => (await page.locator('h1').textContent()) ?? '';

  /** Also where a dialog lies over the choice. */
  async function choose(page: Page, theme: string): Promise<void> {
    await page.locator('.shell-person select').selectOption(theme, { force: true });
    await page.locator(`html[data-theme=${theme}]`).waitFor();
  }
});
