import { type ScreenCase, triesEveryScreen } from './every-screen.ts';

const SCREENS: readonly ScreenCase[] = [
  { name: 'rules', role: 'audit', path: '/console/rules', there: '.table' },
  { name: 'rules-none', role: 'system-administrator', path: '/console/rules?search=nothing-like-it', there: '.empty' },
  {
    name: 'rule',
    role: 'finance',
    path: '/console/rules/HW-02',
    there: '.table',
    goOn: (page) => page.locator('.table').nth(4).waitFor(),
  },
  { name: 'rule-unknown', role: 'audit', path: '/console/rules/XX-99', there: 'article p', provokes: 404 },
  { name: 'audit-findings', role: 'agency-approver', path: '/console/audit-findings', there: '.table, .empty' },
  {
    name: 'audit-finding-new',
    role: 'audit',
    path: '/console/audit-findings/new',
    there: '.form-field',
    goOn: (page) => page.locator('button[type=submit]').click(),
  },
  { name: 'log-leaf', role: 'audit', path: '/console/log/60', there: '.notice' },
  { name: 'log-leaf-none', role: 'audit', path: '/console/log/999999', there: 'article p' },
  { name: 'rule-sets', role: 'finance', path: '/console/rule-sets', there: '.table' },
  { name: 'rule-set', role: 'system-administrator', path: '/console/rule-sets/1', there: '.facts' },
];

triesEveryScreen('of the audit bureau', SCREENS);
