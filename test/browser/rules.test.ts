import assert from 'node:assert/strict';
import { axeFindings } from './browser.ts';
import { type Desk, openDesk } from './desk.ts';
import { keepPicture } from './pictures.ts';

describe('the rules as an auditor reads them', () => {
  let desk: Desk;

  before(async () => {
    desk = await openDesk();
  });

  after(() => desk.close());

  it('are listed in chapters, found by a word, and each opens as an article with its basis, cases and figures', async () => {
    const visitor = await desk.visitAs(desk.one('audit'), '/console/');
    const { page } = visitor;
    await page.locator('nav').getByRole('link', { name: '规则', exact: true }).click();
    await page.getByRole('heading', { name: '硬件与价格 HW' }).waitFor();
    await page.getByLabel('在规则中查找').fill('办公软件 最高限额');
    await page.getByRole('status').filter({ hasText: '列出 1 条' }).waitFor();
    await page.waitForURL(/search=/);
    assert.deepEqual(await axeFindings(page), []);

    await page.getByRole('link', { name: 'HW-02' }).click();
    await page.getByRole('heading', { name: 'HW-02 办公软件超价' }).waitFor();
    await page
      .getByText(/办公软件.*高于.*的，不予通过。/)
      .first()
      .waitFor();
    await page.getByText('财行〔2013〕98号').first().waitFor();
    await page.getByRole('heading', { name: '本闸口的理解' }).waitFor();
    // A parameter with its value in yuan, and a case with what it has to give.
    await page.getByRole('cell', { name: '600.00 元', exact: true }).first().waitFor();
    await page.getByRole('cell', { name: '第 1 款：不符合' }).first().waitFor();
    // The texts of the rule name facts by their titles.
    assert.equal(await page.getByText('{{').count(), 0);
    assert.equal(await page.getByText(/item\.|policy\./).count(), 0);
    await page.getByRole('heading', { name: '沿革' }).waitFor();
    await keepPicture(page, 'rule-zh');
    assert.deepEqual(await axeFindings(page), []);

    await page.getByRole('link', { name: '全部规则' }).click();
    await page.getByLabel('章').selectOption('OS');
    await page.getByRole('heading', { name: '操作系统 OS' }).waitFor();
    assert.equal(await page.getByRole('heading', { level: 2 }).count(), 1);
    await page.getByLabel('在规则中查找').fill('没有任何规则这样写');
    await page.getByText('没有符合条件的规则。').waitFor();
    await visitor.leave();
  });

  it('do not say that no order was judged while nothing has been counted, and show the months by themselves', async () => {
    const visitor = await desk.visitAs(desk.one('audit'), '/console/');
    const { page } = visitor;
    const isLate = { value: true };
    await page.route(/\/rules\/HW-02\/statistics/, async (route) => {
      const answer = await route.fetch();
      const counted = await answer.json();
      const none = { ...counted, logSize: 0, items: [], next: null };
      await route.fulfill({ response: answer, json: isLate.value ? none : counted });
    });
    await page.goto('/console/rules/HW-02');
    await page.getByText('尚未开始统计，稍后自动显示。').waitFor();
    assert.equal(await page.getByText('这一期间没有按本规则审核过订单。').count(), 0);
    assert.deepEqual(await axeFindings(page), []);

    isLate.value = false;
    await page.getByText(/统计到日志第 \d+ 条/).waitFor();
    await page.getByRole('cell', { name: '合计', exact: true }).waitFor();
    await visitor.leave();
  });

  it('open from a finding as they stood when the order was judged, for the officer, in English', async () => {
    const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/orders?state=rejected', {
      language: 'en',
    });
    const { page } = visitor;
    await page.locator('.table tbody a').first().click();
    const code = page.locator('.finding h2 a').first();
    const rule = (await code.textContent()) ?? '';
    await code.click();
    await page.waitForURL(new RegExp(`/rules/${rule}\\?set=\\d+$`));
    await page.getByRole('heading', { name: 'Clauses' }).waitFor();
    await page.getByRole('heading', { name: 'Cases' }).waitFor();
    await page.getByRole('link', { name: 'All rules' }).waitFor();
    assert.equal(
      await page.getByRole('heading', { name: 'How often it fired' }).count(),
      0,
      'not an officer’s to read',
    );
    await keepPicture(page, 'rule-en');
    assert.deepEqual(await axeFindings(page), []);
    await visitor.leave();
  });
});
