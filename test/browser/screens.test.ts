import type { Page } from 'playwright-core';
import { type ScreenCase, triesEveryScreen } from './every-screen.ts';

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
    role: 'agency-approver',
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
      await page.locator('.finding a[href*="/waiver"]').first().click();
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
      // What is asked word for word stands last, whatever the proposal is of.
      await page.locator('main details').last().waitFor();
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

triesEveryScreen('from an order to its payment', SCREENS);
