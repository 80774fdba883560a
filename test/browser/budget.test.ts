import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { until } from '../support/until.ts';
import { axeFindings } from './browser.ts';
import { type Desk, openDesk } from './desk.ts';
import { keepPicture } from './pictures.ts';

const CULTURE = '荆州市文化和旅游局';

/** What stands in a column of the row that is of something, by the title of the column. */
async function cellIn(page: Page, row: RegExp, title: string, within = '.table'): Promise<string> {
  const table = page.locator(within).first();
  const titles = await table.locator('thead th').allTextContents();
  const at = titles.indexOf(title);
  assert.ok(at >= 0, `${title} in ${titles}`);
  const cell = table.getByRole('row', { name: row }).locator('td').nth(at);
  return ((await cell.textContent()) ?? '').trim();
}

/** A day of some time ago, as people in China write it. */
function daysAgo(days: number): string {
  return new Date(Date.now() + 8 * 3_600_000 - days * 86_400_000).toISOString().slice(0, 10);
}

describe('the budget in the console', () => {
  let desk: Desk;

  before(async () => {
    desk = await openDesk();
  });
  after(() => desk.close());

  it('shows finance the execution of an agency with three clicks, the same sums each time, and gives it as a workbook', async () => {
    const finance = await desk.visitAs(desk.one('finance'), '/console/');
    const { page } = finance;

    await page.getByRole('link', { name: '预算执行', exact: true }).click();
    await page.getByRole('row', { name: /^湖北省荆州市公安县 421022/ }).waitFor();
    const ofCity = await cellIn(page, /^湖北省荆州市 421000/, '支出');
    await page.getByRole('link', { name: '湖北省荆州市 421000' }).click();
    await page.getByText('仅 湖北省荆州市 421000 本级单位').waitFor();
    await page.getByRole('row', { name: new RegExp(`^${CULTURE}`) }).waitFor();
    assert.equal(await cellIn(page, /^合计/, '支出'), ofCity);
    const ofAgency = await cellIn(page, new RegExp(`^${CULTURE}`), '可用');
    await keepPicture(page, 'budget-agencies');
    await page.getByRole('link', { name: CULTURE }).click();
    await page.getByRole('heading', { name: '预算指标' }).waitFor();
    await page.getByRole('row', { name: /31007/ }).waitFor();

    assert.equal(await cellIn(page, /^合计/, '可用'), ofAgency);
    assert.deepEqual(await axeFindings(page), []);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '导出 Excel' }).click(),
    ]);
    assert.match(download.suggestedFilename(), /^荆州市文化和旅游局-预算执行情况表-\d{4}-\d\d-\d\d\.xlsx$/);
    assert.equal(
      readFileSync((await download.path()) ?? '')
        .subarray(0, 2)
        .toString(),
      'PK',
    );
    await finance.leave();
  });

  it('shows money that is not used within the screen, in English as well, where headings break into lines', async () => {
    for (const language of ['zh-CN', 'en'] as const) {
      const finance = await desk.visitAs(desk.one('finance'), '/console/unused-money', { language });
      const { page } = finance;
      await page.locator('.budget-table .table tbody tr').first().waitFor();
      const beyond = await page.evaluate<number>(
        `(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector('.budget-table .table-frame'))`,
      );
      assert.equal(beyond, 0, language);
      const height = await page.evaluate<number>(
        `document.querySelector('.budget-table thead tr').getBoundingClientRect().height`,
      );
      assert.ok(language === 'zh-CN' || height > 50, `the headings stand ${height} pixels high`);
      await keepPicture(page, `budget-unused-${language}`);
      await finance.leave();
    }
  });

  it('leads from a figure of a line to the moves that add up to it, to the order, and back from the order', async () => {
    const finance = await desk.visitAs(desk.one('finance'), '/console/budget-lines');
    const { page } = finance;
    await page.getByRole('link', { name: /^JZ-\d{4}-31002-01$/ }).click();
    await page.getByRole('heading', { name: '余额' }).waitFor();
    const available = await cellIn(page, /./, '可用');
    const moves = page.getByRole('region', { name: '流水' });
    await moves.getByRole('row').nth(2).waitFor();
    const last = moves.getByRole('row').last().locator('td');
    assert.equal(await last.nth(-2).textContent(), available);
    const orders = page.getByRole('region', { name: '使用此指标的订单' });
    await orders.getByRole('row').nth(1).waitFor();
    const titles = (await orders.locator('thead th').allTextContents()).slice(0, 4);
    assert.deepEqual(titles, ['订单', '采购内容', '提交日期', '状态']);
    const [, bought = '', day = '', state = ''] = await orders
      .locator('tbody tr')
      .first()
      .locator('td')
      .allTextContents();
    assert.match(`${day} ${state}`, /^\d{4}-\d\d-\d\d (已放行|待人工审核|已签合同|已验收|已办结)$/);
    assert.notEqual(bought, '');
    assert.deepEqual(await axeFindings(page), []);
    await last.first().scrollIntoViewIfNeeded();
    await keepPicture(page, 'budget-line-moves');

    await page
      .getByRole('link', { name: /在此指标上的流水$/ })
      .first()
      .click();
    await page.getByRole('link', { name: '全部流水' }).waitFor();
    await page
      .getByRole('region', { name: /^订单 .+ 在此指标上的流水$/ })
      .getByRole('row')
      .nth(1)
      .waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await page.getByRole('link', { name: '打开订单' }).click();
    await page.getByRole('tab', { name: '资金' }).click();
    await page
      .getByRole('tabpanel')
      .getByRole('link', { name: /^JZ-\d{4}-31002-01$/ })
      .click();
    await page.getByRole('heading', { name: '使用此指标的订单' }).waitFor();
    await finance.leave();
  });

  it('shows an earlier day as it was then, and says what an address asks that nobody can answer', async () => {
    const finance = await desk.visitAs(desk.one('finance'), '/console/budget-lines');
    const { page } = finance;
    await page.locator('.table tbody tr').nth(3).waitFor();
    await page.getByLabel('排序').selectOption('available');
    await page.waitForURL(/sort=available/);
    await page
      .locator('[aria-busy=false] .table tbody tr:first-child a', { hasText: /^GAWL-\d{4}-31007-01$/ })
      .waitFor();
    await page.getByLabel('截至日期').fill('昨天');
    await page.getByRole('button', { name: '筛选' }).click();
    await page.getByText('日期不对，例如 2026-06-30。').waitFor();
    await page.getByLabel('截至日期').fill(daysAgo(75));
    await page.getByRole('button', { name: '筛选' }).click();
    await page.waitForURL(/on=/);
    await page.locator('[aria-busy=false] .table').waitFor();
    await page.getByText(new RegExp(`截至 ${daysAgo(75)}（最后一条记录 `)).waitFor();
    await page
      .getByRole('row', { name: /31007 信息网络及软件购置更新/ })
      .first()
      .waitFor();
    await keepPicture(page, 'budget-lines-then');
    const then = await cellIn(page, /^JZ-\d{4}-31002-01/, '可用');
    await page.getByRole('link', { name: /^JZ-\d{4}-31002-01$/ }).click();
    await page.getByRole('link', { name: '查看现在的余额' }).waitFor();
    await page.getByText('办公设备更新').waitFor();
    assert.equal(await cellIn(page, /./, '可用'), then);
    await keepPicture(page, 'budget-line-then');
    await page.getByRole('link', { name: '查看现在的余额' }).click();
    await until('the balance is that of now', async () => (await cellIn(page, /./, '可用')) !== then);
    await page.goto('/console/budget-lines');
    await page.getByLabel('截至日期').fill('2020-01-01');
    await page.getByRole('button', { name: '筛选' }).click();
    await page.getByText('没有符合条件的预算指标。').waitFor();
    await page.getByRole('link', { name: '清除筛选' }).click();
    await page.locator('.table tbody tr').nth(3).waitFor();
    await page.getByLabel('单位').fill(CULTURE);
    // Names are looked up while they are typed; until then the page says beside the field that it knows no such agency.
    await page.getByLabel('单位').and(page.locator('[aria-invalid=false]')).waitFor();
    await page.getByRole('button', { name: '筛选' }).click();
    await page.waitForURL(/agencyCode=/);
    await page.getByRole('row', { name: /^合计（2 条指标）/ }).waitFor();
    await finance.leave();
  });

  it('tells finance in English what of the year’s money is not used', async () => {
    const finance = await desk.visitAs(desk.one('finance'), '/console/', { language: 'en' });
    const { page } = finance;
    await page.getByRole('link', { name: 'Unused money' }).click();
    await page.getByText(/of the year is over\. \d+ lines have [\d,.]+ available\./).waitFor();
    const lines = await page.locator('.table tbody tr').count();
    await page.getByLabel('Available at least').selectOption('100');
    await page.waitForURL(/atLeastPercent=100/);
    await page.locator('[aria-busy=false]').waitFor();
    assert.ok((await page.locator('.table tbody tr').count()) < lines);
    assert.deepEqual(await axeFindings(page), []);
    await finance.leave();
  });

  it('is reached by the keyboard alone, from a unit’s name to its lines and into one', async () => {
    const finance = await desk.visitAs(desk.one('finance'), '/console/');
    const { page } = finance;
    await page.keyboard.press('Control+k');
    await page.keyboard.type(CULTURE);
    await page.getByRole('option', { name: new RegExp(`^预算指标 ${CULTURE}`) }).waitFor();
    const options = await page.locator('.palette-list [role=option]').allTextContents();
    const steps = options.findIndex((option) => option.startsWith('预算指标'));
    for (let step = 0; step < steps; step += 1) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '预算指标' }).waitFor();
    await page.getByRole('row', { name: /31007/ }).waitFor();
    await page.getByRole('region', { name: '预算指标' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /^预算指标 JZ-/ }).waitFor();
    await finance.leave();
  });

  it('finds a line by how its code begins and by its project, for whoever may read lines', async () => {
    const finance = await desk.visitAs(desk.one('finance'), '/console/');
    const { page } = finance;
    await page.keyboard.press('Control+k');
    await page.keyboard.type('jz-');
    const line = page.getByRole('option', {
      name: /^预算指标 JZ-\d{4}-31002-01 \p{Script=Han}+ · 办公设备更新 · 可用 [\d,.]+ 元$/u,
    });
    await line.waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'palette-lines');
    await page.locator('.palette-input').fill('办公设备更新');
    // No code of these begins as that before.
    await page.getByRole('option', { name: /^预算指标 GADA-\d{4}-31002-01 公安县档案馆 · 办公设备更新 · / }).click();
    await page.getByRole('heading', { name: /^预算指标 GADA-\d{4}-31002-01$/ }).waitFor();
    await finance.leave();
    const office = await desk.visitAs(desk.one('legalization-office'), '/console/');
    await office.page.keyboard.press('Control+k');
    await office.page.keyboard.type('JZ-');
    const found = office.page.locator('.palette-list').getByRole('option');
    await found.filter({ hasText: '采购订单' }).first().waitFor();
    assert.equal(await found.filter({ hasText: '预算指标' }).count(), 0);
    await office.leave();
  });

  it('shows an officer the lines of the own agency and no others', async () => {
    const officer = await desk.visitAs(desk.one('procurement-officer'), '/console/budget-lines');
    const { page } = officer;
    await page.getByRole('row', { name: /^合计（2 条指标）/ }).waitFor();
    const lines = await page.locator('.table tbody tr a').allTextContents();
    assert.ok(lines.length === 2 && lines.every((code) => code.startsWith('JZ-')), `${lines}`);
    assert.equal(await page.getByLabel('单位').count(), 0);
    await page.goto('/console/budget-lines/JZCZ-none');
    await page.getByText('没有此页面或此记录').waitFor();
    await officer.leave([404]);
  });

  it('names the line in a finding about money, and leads whoever may read it there', async () => {
    const finance = await desk.visitAs(desk.one('finance'), '/console/orders?rule=BUD-03');
    const { page } = finance;
    await page.locator('.table tbody a').first().click();
    const finding = page.locator('.finding', { hasText: 'BUD-03' }).first();
    await finding.getByRole('link', { name: /-\d{4}-\d{5}-\d+$/ }).click();
    await page.getByRole('heading', { name: '余额' }).waitFor();
    await finance.leave();
  });
});
