import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { creditCodeChecksum } from '../../src/kernel/index.ts';
import { axeFindings } from './browser.ts';
import { type Desk, openDesk } from './desk.ts';
import { holdBack } from './hold-back.ts';
import { keepPicture } from './pictures.ts';

/** One more than a choice holds. */
const MANY = 1_001;
const CULTURE = '11421000MB1234562Q';

describe('fields whose lists are longer than a choice holds', () => {
  let desk: Desk;

  before(async () => {
    desk = await openDesk();
  });

  after(() => desk.close());

  it('stay what they are while somebody is at them, and are typed with the list beside them afterwards', async () => {
    const finance = await desk.visitAs(desk.one('finance'), '/console/me');
    const year = new Date().getFullYear();
    const filings = Array.from(
      { length: MANY },
      (_, at) => `BA-${1_000 + at},${CULTURE},${year},${year}-01-05,1000.00`,
    );
    await importFile(finance.page, '/v1/plan-filings/import', [
      'number,agencyCode,fiscalYear,filedOn,amount',
      ...filings,
    ]);
    await finance.leave();
    const officer = await desk.visitAs(desk.one('procurement-officer'), '/console/me');
    const { page } = officer;
    const come = await holdBack(page, /\/v1\/plan-filings\?/);
    await page.goto('/console/orders/new');
    const field = page.locator('[name="planFilingNumber"]');
    await field.focus();
    come();
    await page.getByText('名单过长').waitFor();

    await page.locator('select[name="planFilingNumber"]:focus').waitFor();
    await field.selectOption('BA-1007');
    await page.keyboard.press('Tab');
    await page.locator('input[name="planFilingNumber"]').waitFor();
    assert.equal(await field.inputValue(), 'BA-1007');
    const lists = await field.getAttribute('list');
    await page.locator(`#${lists} option[value="BA-1500"]`).waitFor({ state: 'attached' });
    assert.deepEqual(await axeFindings(page), []);
    await officer.leave();
  });

  it('find a unit by its name at the gate, however many others there are', async () => {
    const office = await desk.visitAs(desk.one('legalization-office'), '/console/me');
    const rows = Array.from(
      { length: MANY },
      (_, at) => `${unitOf(at)},测试单位${at}号,direct-institution,city,421000`,
    );
    await importFile(office.page, '/v1/agencies/import', ['code,name,kind,level,region', ...rows]);
    await office.leave();
    const finance = await desk.visitAs(desk.one('finance'), '/console/budget-lines');
    const { page } = finance;
    const last = '测试单位1000号';
    await page.getByLabel('单位').fill('测试单位1000');
    await page.locator('datalist option', { hasText: last }).waitFor({ state: 'attached' });
    await page.getByLabel('单位').fill(last);
    await page.locator('.secondary', { hasText: last }).waitFor();
    await keepPicture(page, 'long-list-filter');
    assert.deepEqual(await axeFindings(page), []);
    await page.getByRole('button', { name: '筛选' }).click();
    await page.waitForURL(/agencyCode=13421000000001000/);
    await page.getByText('没有符合条件的预算指标。').waitFor();
    await finance.leave();
  });

  it('are narrowed to one unit by its name, and name their units without asking for each', async () => {
    const office = await desk.visitAs(desk.one('legalization-office'), '/console/me');
    const { page } = office;
    for (const owner of [unitOf(1), unitOf(1_000)]) {
      const due = `${new Date().getFullYear() + 1}-03-01`;
      const matter = { kind: 'rectification', title: '3 台未授权', owner, severity: 'low', dueOn: due };
      const headers = { 'X-Gate-Request': '1' };
      assert.equal((await page.request.post('/v1/matters', { headers, data: matter })).status(), 201);
    }
    const first = page.locator('.table tbody tr', { hasText: '测试单位1号' });
    const field = page.getByRole('combobox', { name: '单位' });
    const each: string[] = [];
    page.on('request', (request) => each.push(new URL(request.url()).pathname));
    await page.goto('/console/matters');
    await first.waitFor();
    assert.deepEqual(
      each.filter((path) => path.startsWith('/v1/agencies')),
      [],
    );

    await field.fill('测试单位1000号');
    await page.waitForURL(/agencyCode=13421000000001000/);
    await first.waitFor({ state: 'detached' });
    assert.equal(await page.locator('.table tbody tr').count(), 1);
    await keepPicture(page, 'long-list-matters');
    assert.deepEqual(await axeFindings(page), []);
    await field.fill('');
    await first.waitFor();

    await page.goto('/console/roster');
    await page.getByText(/^共 \d+ 个单位/).waitFor();
    await field.fill('测试单位1000号');
    await page.getByText(/^共 1 个单位/).waitFor();
    assert.equal(await field.inputValue(), '测试单位1000号');

    await page.goto('/console/filed');
    await page.locator('.table, .empty').first().waitFor();
    await field.fill('测试单位1000号');
    await page.waitForURL(/agencyCode=13421000000001000/);
    await page.goto('/console/orders');
    await page.locator('.table').waitFor();
    await field.fill('测试单位1000号');
    await page.getByText('没有符合条件的订单').waitFor();
    await page.goBack();
    await page.locator('.table').waitFor();
    assert.equal(await field.inputValue(), '');
    await office.leave();
  });

  it('say that there are more drafts than are named, and lead to all of them', async () => {
    const officer = await desk.visitAs(desk.one('procurement-officer'), '/console/me');
    const { page } = officer;
    for (let at = 0; at <= 20; at += 1) {
      const draft = { kind: 'order', agencyCode: CULTURE, title: `草稿 ${at}`, content: {} };
      const kept = await page.request.post('/v1/drafts', { headers: { 'X-Gate-Request': '1' }, data: draft });
      assert.equal(kept.status(), 201, await kept.text());
    }

    await page.goto('/console/orders/new');
    await page.getByText('未提交的草稿（20+）').click();
    await page.getByRole('main').getByRole('link', { name: '订单草稿' }).click();

    await page.getByRole('link', { name: '草稿 0', exact: true }).waitFor();
    await officer.leave();
  });
});

function unitOf(at: number): string {
  const first17 = `13421000${String(at).padStart(9, '0')}`;
  return `${first17}${creditCodeChecksum(first17)}`;
}

async function importFile(page: Page, path: string, rows: readonly string[]): Promise<void> {
  const headers = { 'X-Gate-Request': '1', 'content-type': 'text/csv' };
  const answer = await page.request.post(path, { headers, data: rows.join('\n') });
  assert.equal(answer.status(), 200, await answer.text());
  const { created, rows: results } = await answer.json();
  assert.equal(created, MANY, JSON.stringify(results[0]));
}
