import type { Page } from 'playwright-core';

/** Screens of the legalization office and of the units that it asks, as an empty gate shows them. */
export const OFFICE_SCREENS = [
  { name: 'filings', role: 'agency-approver', path: '/console/filings', there: '.empty' },
  { name: 'campaigns', role: 'legalization-office', path: '/console/campaigns', there: '.table, .empty' },
  {
    name: 'campaign-new',
    role: 'legalization-office',
    path: '/console/campaigns/new',
    there: '.form-field',
    goOn: (page: Page) => page.locator('button[type=submit]').click(),
  },
  { name: 'filed', role: 'legalization-office', path: '/console/filed', there: '.table, .empty' },
  { name: 'time-requests', role: 'legalization-office', path: '/console/time-requests', there: '.empty' },
  { name: 'matters', role: 'legalization-office', path: '/console/matters', there: '.table, .empty' },
  { name: 'matter-new', role: 'legalization-office', path: '/console/matters/new', there: '.form-field' },
  { name: 'forms', role: 'legalization-office', path: '/console/forms', there: '.table' },
  { name: 'form', role: 'legalization-office', path: '/console/forms/software-use?revision=1', there: '.sheet-grid' },
  { name: 'roster', role: 'legalization-office', path: '/console/roster', there: '.table' },
  { name: 'new-accounts', role: 'security-administrator', path: '/console/accounts/new', there: '.table' },
  { name: 'roster-none', role: 'legalization-office', path: '/console/roster?region=990000', there: '.empty' },
] as const;
