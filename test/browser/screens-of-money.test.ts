import type { Page } from 'playwright-core';
import { type ScreenCase, triesEveryScreen } from './every-screen.ts';

const SCREENS: readonly ScreenCase[] = [
  { name: 'budget-lines', role: 'finance', path: '/console/budget-lines', there: '.table' },
  { name: 'budget-lines-own', role: 'procurement-officer', path: '/console/budget-lines', there: '.table' },
  {
    name: 'budget-lines-none',
    role: 'agency-approver',
    path: '/console/budget-lines?fiscalYear=2001',
    there: '.empty',
  },
  {
    name: 'budget-line',
    role: 'finance',
    path: '/console/budget-lines',
    there: '.table',
    goOn: async (page) => {
      await page.getByRole('link', { name: /^JZ-\d{4}-31002-01$/ }).click();
      await page.locator('.table').nth(2).waitFor();
      await page.locator('.line-facts').waitFor();
    },
  },
  {
    name: 'budget-line-order',
    role: 'finance',
    path: '/console/budget-lines',
    there: '.table',
    goOn: async (page) => {
      await page.getByRole('link', { name: /^JZ-\d{4}-31002-01$/ }).click();
      await page.locator('td a[href*=orderId]').first().click();
      await page.locator('.table').nth(2).waitFor();
    },
  },
  {
    name: 'budget-line-revision',
    role: 'finance',
    path: '/console/budget-lines',
    there: '.table',
    goOn: (page) => openChange(page, 'revise'),
  },
  {
    name: 'budget-line-transfer',
    role: 'finance',
    path: '/console/budget-lines',
    there: '.table',
    goOn: (page) => openChange(page, 'transfer'),
  },
  { name: 'budget-execution', role: 'finance', path: '/console/budget-execution', there: '.table' },
  {
    name: 'budget-execution-kinds',
    role: 'audit',
    path: '/console/budget-execution?groupBy=softwareHardware',
    there: '.table',
  },
  {
    name: 'budget-execution-projects',
    role: 'finance',
    path: '/console/budget-execution?groupBy=project',
    there: '.table',
  },
  {
    name: 'budget-execution-malformed',
    role: 'audit',
    path: '/console/budget-execution?groupBy=nothing',
    there: '.refusal',
    provokes: 400,
  },
  { name: 'unused-money', role: 'finance', path: '/console/unused-money', there: '.table' },
];

async function openChange(page: Page, act: string): Promise<void> {
  await page.getByRole('link', { name: /^JZ-\d{4}-31002-01$/ }).click();
  await page.locator(`.screen-acts a[href$="/${act}"]`).click();
  await page.locator('.change-form').waitFor();
}

triesEveryScreen('of money', SCREENS);
