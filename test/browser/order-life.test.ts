import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { axeFindings } from './browser.ts';
import { type Desk, openDesk } from './desk.ts';
import { keepPicture } from './pictures.ts';

describe('the life of an order at a desk', () => {
  let desk: Desk;

  before(async () => {
    desk = await openDesk();
  });

  after(() => desk.close());

  async function openFirst(page: Page): Promise<void> {
    await page.locator('.table tbody a').first().click();
    await page.locator('.order-head').waitFor();
  }

  it('goes from approval to a contract that is judged at once, and is terminated only by its reference', async () => {
    const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/orders?state=approved');
    const { page } = visitor;
    await openFirst(page);
    const heading = (await page.locator('h1').textContent()) ?? '';
    await page.getByRole('link', { name: '登记合同' }).click();
    await page.getByRole('button', { name: '登记并审核' }).click();
    assert.equal(await page.getByText('请填写。').count(), 2);
    assert.deepEqual(await axeFindings(page), []);

    await page.getByLabel('合同编号').fill('HT-2026-0422');
    await page.getByLabel('签订日期').fill('+0');
    await page.getByLabel('信用记录查询日期').fill('');
    await page.keyboard.press('Enter');
    await page.getByText('未填写。请先查询供应商信用记录').waitFor();
    assert.equal(await page.getByLabel('合同编号').inputValue(), 'HT-2026-0422');
    await page.getByLabel('信用记录查询日期').fill('+0');
    await page.keyboard.press('Enter');

    await page.locator('.order-head', { hasText: '已签合同' }).waitFor();
    await page.getByRole('button', { name: '终止合同' }).click();
    const end = page.locator('.reason-form button');
    await page.locator('.reason-form textarea').fill('供应商无法交货，双方解除合同。');
    assert.equal(await end.isDisabled(), true);
    await page.locator('.reason-form input').fill(heading.replace('采购订单 ', ''));
    await end.click();

    await page.locator('.order-head', { hasText: '已终止' }).waitFor();
    await page.getByRole('tab', { name: '历程' }).click();
    await page.getByText('供应商无法交货，双方解除合同。').waitFor();
    await visitor.leave();
  });

  it('says in its history that the rules rejected it, with the number of findings, and who submitted it', async () => {
    for (const [language, tab, who, why] of [
      ['zh-CN', '历程', /^.+ · 采购经办人（结论由规则判定）$/, /^\d+ 条审核意见$/],
      ['en', 'History', /^.+ · .+ \(decided by the rules\)$/, /^\d+ findings?$/],
    ] as const) {
      const visitor = await desk.visitAs(desk.one('audit'), '/console/orders?state=rejected', { language });
      const { page } = visitor;
      await openFirst(page);
      await page.getByRole('tab', { name: tab }).click();
      const decided = page.locator('table', { has: page.locator('caption', { hasText: tab }) }).locator('tbody tr');
      await decided.first().getByRole('cell', { name: why }).waitFor();
      await decided.first().getByRole('cell', { name: who }).waitFor();
      await keepPicture(page, `order-history-${language}`);
      await visitor.leave();
    }
  });

  it('offers its acts at one distance from each other, and apart from how it stands', async () => {
    for (const [language, download] of [
      ['zh-CN', '下载放行证 PDF'],
      ['en', 'Download the certificate (PDF)'],
    ] as const) {
      const visitor = await desk.visitAs(desk.one('audit'), '/console/orders?state=approved', { language });
      const { page } = visitor;
      await openFirst(page);
      const certificate = page.getByRole('link', { name: download });
      await certificate.waitFor();
      // The audit's own acts come below, when its findings have been read.
      const acts = await page.locator('.acts', { has: certificate }).boundingBox();
      const head = await page.locator('.order-head').boundingBox();
      assert.ok(acts && head && head.y - acts.y - acts.height >= 12, JSON.stringify([acts, head]));
      await keepPicture(page, `order-acts-${language}`);
      await visitor.leave();
    }
  });

  it('keeps what was typed when somebody else was quicker, and says so', async () => {
    const officer = desk.one('procurement-officer');
    const visitor = await desk.visitAs(officer, '/console/orders?state=referred');
    const { page } = visitor;
    await openFirst(page);
    await page.getByRole('button', { name: '撤回订单' }).click();
    await page.locator('.reason-form textarea').fill('今年不再采购。');
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.getByRole('button', { name: '重新审核' }).click();
    await other.waitForTimeout(500);

    await page.locator('.reason-form button').click();

    await page.locator('.reason-form .refusal').waitFor();
    assert.equal(await page.locator('.reason-form textarea').inputValue(), '今年不再采购。');
    await page.locator('.reason-form button').click();
    await page.locator('.order-head', { hasText: '已撤回' }).waitFor();
    await visitor.leave([412]);
  });
});
