import { type ScreenCase, triesEveryScreen } from './every-screen.ts';
import { OFFICE_SCREENS } from './office-screens.ts';

const SCREENS: readonly ScreenCase[] = [
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
    name: 'owed',
    role: 'procurement-officer',
    path: '/console/owed?kind=undertaking-overdue',
    there: '.table, .empty',
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

triesEveryScreen('of the office and of everybody', SCREENS);
