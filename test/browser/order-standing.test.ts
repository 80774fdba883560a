import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { axeFindings } from './browser.ts';
import { type Desk, openDesk, type Visitor } from './desk.ts';
import { keepPicture } from './pictures.ts';

describe('an order that somebody comes back to', () => {
  let desk: Desk;

  before(async () => {
    desk = await openDesk();
  });

  after(() => desk.close());

  it('says what is bought, for how much, and what is to be done next by whoever reads it', async () => {
    const visitor = await open('procurement-officer', 'JZ-2026-0422');
    const { page } = visitor;
    await page.locator('.order-head', { hasText: '办公用台式计算机' }).waitFor();
    await page.locator('.order-head', { hasText: '总额 17,010.00 元' }).waitFor();
    await page.getByText(/^下一步：\d{4}-\d\d-\d\d 前签订合同，签订后在此登记$/).waitFor();
    await keepPicture(page, 'order-standing-zh');
    assert.deepEqual(await axeFindings(page), []);
    await visitor.leave();
  });

  it('tells what is spent of a closed order, and what an amendment that waits has left of the money', async () => {
    const finance = await open('finance', 'JZ-2026-0419');
    assert.deepEqual(await heldOn(finance.page), [
      ['JZ-2026-31002-01', '0.00', '0.00', '39,992.00'],
      ['JZ-2026-31007-01', '0.00', '0.00', '5,368.00'],
    ]);
    await keepPicture(finance.page, 'order-money-zh');
    assert.deepEqual(await axeFindings(finance.page), []);
    await finance.page.getByRole('link', { name: '此单在 JZ-2026-31002-01 上的流水' }).click();
    await finance.page.getByRole('link', { name: '打开订单' }).waitFor();
    await finance.leave();

    const auditor = await open('audit', 'JZSJ-2026-0012');
    const held = await heldOn(auditor.page);
    assert.deepEqual(held[0], ['JZSJ-2026-31002-01', '49,990.00', '0.00', '0.00']);
    await auditor.page.getByText('最新版本审核时没有动用预算。').waitFor();
    await auditor.leave();
  });

  it('of which an amendment waits says which revision stands, for how much, and leads to its certificate', async () => {
    const visitor = await open('audit', 'JZSJ-2026-0012');
    const { page } = visitor;
    const certificate = await page.getByRole('link', { name: '下载放行证 PDF' }).getAttribute('href');
    const head = ((await page.locator('.order-head').textContent()) ?? '').replaceAll(/\s+/g, ' ');
    assert.match(head, /第 1 版有效 总额 [\d,.]+ 元.*第 2 版 转人工审核.*未生效 总额 /);
    assert.equal((await page.request.get(`${certificate}`)).status(), 200);
    await page.getByText(/^以下是对第 2 版的审核意见。该版未生效，现行有效的是第 1 版。$/).waitFor();
    await keepPicture(page, 'order-amendment-waits-zh');
    await page.getByRole('tab', { name: '明细与计划' }).click();
    await page.getByRole('heading', { name: '有效版本（第 1 版）' }).waitFor();
    await page.getByRole('heading', { name: '最近申报的版本（第 2 版，未生效）' }).waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await page.getByRole('tab', { name: '审核意见' }).click();
    await page.getByText(/^已通过的规则/).click();
    await page.getByText('可用额度足够').waitFor();
    assert.equal(await page.locator('details[open]').getByText('可用额度不足').count(), 0);
    await keepPicture(page, 'order-passed-rules-zh');
    await visitor.leave();
  });

  it('that has lapsed can be amended, and offers nothing that the gate would refuse', async () => {
    const visitor = await open('procurement-officer', 'JZ-2026-0412');
    const { page } = visitor;
    await page.getByText('已失效，不再占用资金和授权。下一步：仍要采购的，变更后重报').waitFor();
    await page.getByRole('link', { name: '变更' }).waitFor();
    assert.equal(await page.getByRole('button', { name: '重新审核' }).count(), 0);
    await visitor.leave();
  });

  it('says what came of deciding it again, though the answer is the same', async () => {
    const visitor = await open('procurement-officer', 'JZ-2026-0461');
    const { page } = visitor;
    await page.getByRole('button', { name: '重新审核' }).click();
    await page
      .getByRole('status')
      .filter({ hasText: /已重新审核，结论：\s*转人工审核/ })
      .waitFor();
    await keepPicture(page, 'order-decided-again-zh');
    assert.deepEqual(await axeFindings(page), []);
    await visitor.leave();
  });

  it('tells the agency of a waiver that is asked for already, on the order and where another would be asked for', async () => {
    const visitor = await open('procurement-officer', 'JZ-2026-0455');
    const { page } = visitor;
    const told = page.getByRole('status').filter({ hasText: '许清源 已提请豁免 HW-02，尚待签署。' });
    await told.waitFor();
    await page.getByRole('link', { name: '申请豁免' }).first().click();
    await page.getByRole('heading', { name: '申请豁免' }).waitFor();
    await told.waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await told.getByRole('link', { name: '查看' }).click();
    await page.waitForURL(/\/proposals\/pro_/);
    await visitor.leave();
  });

  it('offers no waiver of a rule that nobody may waive', async () => {
    const visitor = await open('procurement-officer', 'JZ-2026-0430');
    const { page } = visitor;
    const told = page.waitForResponse((answer) => answer.url().endsWith('/rules/OS-01'));
    await page.reload();
    await told;
    await page.locator('.finding', { hasText: 'OS-01' }).first().waitFor();
    assert.equal(
      await page.locator('.finding', { hasText: 'OS-01' }).getByRole('link', { name: '申请豁免' }).count(),
      0,
    );
    await visitor.leave();
  });

  async function open(role: Parameters<Desk['one']>[0], reference: string): Promise<Visitor> {
    const visitor = await desk.visitAs(desk.one(role), `/console/orders?search=${reference}`);
    await visitor.page.getByRole('link', { name: reference }).click();
    await visitor.page.locator('.order-head').waitFor();
    return visitor;
  }
});

/** The rows of what stands for the order now, without the way to the moves. */
async function heldOn(page: Page): Promise<readonly (readonly string[])[]> {
  await page.getByRole('tab', { name: '资金' }).click();
  const table = page.getByRole('region', { name: '此单现在的资金' });
  await table.locator('tbody tr').first().waitFor();
  // What is held on one line may come before what is on the next.
  for (const row of await table.locator('tbody tr').all()) {
    await row.getByRole('cell', { name: '0.00' }).first().waitFor();
  }
  const rows = await table.locator('tbody tr').all();
  return Promise.all(rows.map(async (row) => (await row.getByRole('cell').allInnerTexts()).slice(0, 4)));
}
