import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { axeFindings } from './browser.ts';
import { type Desk, openDesk } from './desk.ts';

/** Pictures to look at, as of every screen. */
const PICTURES = process.env.PICTURES;

async function keepPicture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}

const cell = (name: string): string => `[name="${name}"]`;

/** A table of the clipboard, as a spreadsheet copies it. */
async function paste(page: Page, name: string, html: string): Promise<void> {
  // As text, because the tests are compiled without the types of a browser.
  await page.evaluate(`{
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/html', ${JSON.stringify(html)});
    const pasted = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    document.querySelector(${JSON.stringify(cell(name))}).dispatchEvent(pasted);
  }`);
}

/** Somebody looks at the page again, which reads it anew, and removes it before the gate has answered that. */
async function comesBackAndRemoves(page: Page, address: string): Promise<void> {
  let removed = (): void => undefined;
  const isRemoved = new Promise<void>((resolve) => {
    removed = resolve;
  });
  await page.route(address, async (route) => {
    if (route.request().method() === 'GET') {
      await isRemoved;
      return await route.continue();
    }
    const response = await route.fetch();
    removed();
    await page.waitForTimeout(200);
    await route.fulfill({ response });
  });
  const read = page.waitForRequest(address);
  await page.evaluate("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))");
  await read;
  await page.getByRole('button', { name: '确认删除' }).click();
}

describe('what is typed before it is sent', () => {
  let desk: Desk;

  before(async () => {
    desk = await openDesk();
  });

  after(() => desk.close());

  it('is handed to the approver, comes back with a reason by the in-tray, and is removed by who made it', async () => {
    const officer = await desk.visitAs(desk.one('procurement-officer'), '/console/orders/new');
    const { page } = officer;
    await page.locator(cell('lines.0.description')).fill('办公用台式计算机');
    await page.getByRole('button', { name: '送内部审阅' }).click();
    await page.getByLabel('附言').fill('请审阅，拟本周提交。');
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'hand-over-zh-CN');
    await page.locator('.review-bar button[type=submit]').click();
    await page.locator('.review-bar .notice').waitFor();
    const reference = await page.locator(cell('reference')).inputValue();

    const approver = await desk.visitAs(desk.one('agency-approver'), '/console/');
    await approver.page.getByText('草稿送您审阅').click();
    await approver.page.getByRole('link', { name: reference }).click();
    await approver.page.getByRole('cell', { name: '办公用台式计算机' }).waitFor();
    await approver.page.getByText(/^这份草稿还不能试算：.*第一项明细.*尚未填写或无法识别。$/).waitFor();
    await approver.page.getByRole('button', { name: '退回' }).click();
    assert.equal(await approver.page.getByLabel('您的意见').getAttribute('aria-invalid'), 'true');
    assert.deepEqual(await axeFindings(approver.page), []);
    await keepPicture(approver.page, 'draft-asked-zh-CN');
    await approver.page.getByLabel('您的意见').fill('单价高于上次采购，请说明。');
    await approver.page.getByRole('button', { name: '退回' }).click();
    await approver.page.locator('.notice strong', { hasText: '退回' }).waitFor();
    await approver.leave();

    await page.goto('/console/');
    await page.getByText('您的草稿被退回').click();
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'drafts-zh-CN');
    await page.getByRole('link', { name: reference }).click();
    await page.getByText('单价高于上次采购，请说明。').waitFor();
    await page.getByRole('button', { name: '删除' }).click();
    await comesBackAndRemoves(page, '**/v1/drafts/drf_*');
    await page.locator('.empty, .table').first().waitFor();
    assert.equal(await page.getByRole('link', { name: reference }).count(), 0);
    await officer.leave();
  });

  it('is read by the approver with what the gate would say of it now, and what it would leave of the budget', async () => {
    const officer = await desk.visitAs(desk.one('procurement-officer'), '/console/orders/new');
    const { page } = officer;
    await page.getByText('从以往订单复制').click();
    await page.locator('.copy-from .plain-button').first().click();
    await page.getByRole('button', { name: '复制整单' }).click();
    await page.locator(`${cell('lines.0.description')}[value]:not([value=""])`).waitFor();
    await page.locator('.verdict .budget-bar').first().waitFor();
    await page.waitForURL(/\?draft=/);
    const draft = new URL(page.url()).searchParams.get('draft');
    await page.getByText('已保存').waitFor();
    const left = await page
      .locator('.verdict .plain-list li')
      .filter({ has: page.locator('.budget-bar') })
      .allTextContents();

    const approver = await desk.visitAs(desk.one('agency-approver'), `/console/drafts/${draft}`);
    const check = approver.page.getByRole('region', { name: '试算结果' });
    await check.getByText('试算只说明此刻提交会怎样').waitFor();
    await check.locator('.budget-bar').first().waitFor();
    assert.ok(left.length > 0);
    assert.deepEqual(
      await check
        .locator('.plain-list li')
        .filter({ has: approver.page.locator('.budget-bar') })
        .allTextContents(),
      left,
    );
    // What was copied repeats what it was copied from, which is named.
    const twins = check.getByRole('region', { name: '可能重复的订单' });
    assert.match((await twins.getByRole('link').first().textContent()) ?? '', /^JZ-2026-\d+/);
    assert.deepEqual(await axeFindings(approver.page), []);
    await keepPicture(approver.page, 'draft-checked-zh-CN');
    await approver.leave();
    await officer.leave();
  });

  it('is undone and done again, copied, and pasted with what was not read told cell by cell', async () => {
    const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/orders/new');
    const { page } = visitor;
    const quantity = page.locator(cell('lines.0.quantity'));
    await page.locator(cell('lines.0.description')).fill('办公用台式计算机');
    await quantity.pressSequentially('20');
    await page.keyboard.press('Control+z');
    await page.locator(`${cell('lines.0.quantity')}:focus`).waitFor();
    assert.equal(await quantity.inputValue(), '');
    await page.getByText('已撤销：明细第 1 项 数量').waitFor({ state: 'attached' });
    await page.keyboard.press('Control+y');
    await page.locator(`${cell('lines.0.quantity')}:focus`).waitFor();
    assert.equal(await quantity.inputValue(), '20');
    await page.keyboard.press('Control+Shift+D');
    assert.equal(await page.locator(cell('lines.1.description')).inputValue(), '办公用台式计算机');
    await page.keyboard.press('Control+z');
    await page.locator(cell('lines.1.description')).waitFor({ state: 'detached' });

    const rows = '<tr><td>A</td><td rowspan="2">２０</td><td>1</td></tr><tr><td>B</td><td>2</td></tr>';
    await paste(page, 'lines.0.kind', `<table><tr><td>名称</td><td>数量</td><td>备注</td></tr>${rows}</table>`);
    await page.getByText('未识别、未读取的列：备注').waitFor();
    assert.equal(await page.locator(cell('lines.1.description')).inputValue(), 'B');
    assert.equal(await quantity.inputValue(), '20');
    await page.getByText('明细第 2 项 数量').first().waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'pasted-zh-CN');

    const remark = page.locator('.paste-columns').getByLabel('“备注”列');
    await page.locator('.paste-columns summary').press('Enter');
    await remark.focus();
    await remark.selectOption('model');
    await page.locator(`${cell('lines.1.model')}[value="2"]`).waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'pasted-columns-zh-CN');
    await page.locator(cell('lines.0.model')).focus();
    await page.keyboard.press('Control+z');
    await page.locator(`${cell('lines.1.model')}[value=""]`).waitFor();

    await page.getByText('从以往订单复制').click();
    await page.locator('.copy-from .plain-button').first().click();
    await page.getByRole('button', { name: '复制整单' }).click();
    await page.locator(cell('lines.2.description')).waitFor();
    assert.equal(await page.locator(cell('lines.0.description')).inputValue(), 'A');
    await page.locator('[role=status]', { hasText: '此单现有明细 3 项' }).waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'copied-zh-CN');
    await page.getByText('从以往订单复制').click();
    await page.locator('.copy-from .plain-button').first().click();
    await page.getByRole('button', { name: '用此单替换已填的明细和计划' }).click();
    await page.locator('[role=status]', { hasText: '此单现有明细 1 项' }).waitFor();
    assert.notEqual(await page.locator(cell('lines.0.description')).inputValue(), 'A');
    await page.locator(cell('lines.1.description')).waitFor({ state: 'detached' });
    await visitor.leave();
  });

  it('has hints at its fields: the price cap, and the money of the budget line to the fen', async () => {
    const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/orders/new', { language: 'en' });
    const { page } = visitor;
    await page.getByText('Copy from an earlier order').click();
    await page.locator('.copy-from .plain-button').first().click();
    await page.getByRole('button', { name: 'Copy the whole order' }).click();
    await page.locator(`${cell('lines.0.description')}[value]:not([value=""])`).waitFor();

    await page.locator(cell('lines.0.unitPrice')).focus();
    await page.locator('td .cell-told', { hasText: 'Price cap' }).waitFor();
    await page.locator('.verdict .budget-bar').first().waitFor();
    await page.locator(cell('lines.0.funding.0.budgetLine')).focus();
    const told = await page.locator('td .cell-told', { hasText: 'left' }).textContent();
    assert.match(told ?? '', /^[\d,]+\.\d{2} available, this order [\d,]+\.\d{2}, [\d,]+\.\d{2} left$/);
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'hints-en');
    await visitor.leave();
  });

  it('is told of in a second tab, which takes it over with what the first has saved', async () => {
    const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/orders/new');
    const { page } = visitor;
    await page.locator(cell('lines.0.description')).fill('扫描仪');
    await page.waitForURL(/\?draft=/);
    const second = await page.context().newPage();
    await second.goto(page.url());
    await second.getByText('此草稿已在另一个标签页打开').waitFor();
    assert.deepEqual(await axeFindings(second), []);
    await keepPicture(second, 'second-tab-zh-CN');
    await page.locator(cell('lines.0.brand')).fill('紫光');
    await second.locator(cell('lines.0.quantity')).fill('3');

    await second.getByRole('button', { name: '在这里继续' }).click();

    await page.getByText('此草稿已在另一个标签页打开').waitFor();
    await second.locator(`${cell('lines.0.brand')}[value="紫光"]`).waitFor();
    assert.equal(await second.locator(cell('lines.0.quantity')).inputValue(), '3');
    await second.getByText('已保存').waitFor();
    await visitor.leave();
  });

  it('is overwritten by nobody: who saves later is told who was first, looks, takes it over or keeps a draft of its own', async () => {
    const officer = desk.one('procurement-officer');
    const first = await desk.visitAs(officer, '/console/orders/new');
    await first.page.locator(cell('lines.0.description')).fill('碎纸机');
    await first.page.waitForURL(/\?draft=/);
    const address = first.page.url();
    const later = await desk.visitAs(officer, new URL(address).pathname + new URL(address).search);
    await later.page.locator(`${cell('lines.0.description')}[value="碎纸机"]`).waitFor();
    const saved = first.page.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.ok());
    await first.page.locator(cell('lines.0.brand')).fill('先保存');
    await saved;

    await later.page.locator(cell('lines.0.model')).fill('后保存');
    await later.page.getByText(/^您已于 .+ 在另一个窗口保存此草稿/).waitFor();
    assert.deepEqual(await axeFindings(later.page), []);
    await keepPicture(later.page, 'held-zh-CN');
    const looking = later.page.context().waitForEvent('page');
    await later.page.getByRole('link', { name: '查看已保存的内容' }).click();
    await (await looking).getByText('先保存').waitFor();
    await (await looking).close();
    await later.page.getByRole('button', { name: '另存为新草稿' }).click();
    const draftIn = (url: URL): string => url.searchParams.get('draft') ?? '';
    await later.page.waitForURL((url) => ![draftIn(new URL(address)), ''].includes(draftIn(url)));
    await later.page.reload();
    await later.page.locator(`${cell('lines.0.model')}[value="后保存"]`).waitFor();
    assert.equal(await later.page.locator(cell('lines.0.brand')).inputValue(), '');

    // The first draft is as it was; taken over, it has what both typed.
    await later.page.goto(address);
    await later.page.locator(`${cell('lines.0.brand')}[value="先保存"]`).waitFor();
    const again = later.page.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.ok());
    await later.page.locator(cell('lines.0.model')).fill('一并');
    await again;
    await first.page.locator(cell('lines.0.quantity')).fill('2');
    await first.page.getByRole('button', { name: '在这里继续' }).click();
    await first.page.locator(`${cell('lines.0.model')}[value="一并"]`).waitFor();
    assert.equal(await first.page.locator(cell('lines.0.quantity')).inputValue(), '2');
    await later.leave([412]);
    await first.leave([412]);
  });

  it('is joined field by field with what somebody else made of the order', async () => {
    const path = '/console/orders?outcome=referred';
    const visitor = await desk.visitAs(desk.one('procurement-officer'), path);
    const { page } = visitor;
    const address = await page.locator('.table tbody a').first().getAttribute('href');
    await page.goto(`${address}/amend`);
    const other = await page.context().newPage();
    await other.goto(`${address}/amend`);
    for (const one of [page, other]) await one.locator(cell('lines.0.description')).waitFor();
    await other.locator(cell('lines.0.brand')).fill('对方');
    await other.locator(cell('justification')).fill('对方的说明');
    await other.keyboard.press('Control+Enter');
    await other.locator('.decided').waitFor();
    await page.locator(cell('lines.0.model')).fill('我的型号');
    await page.locator(cell('justification')).fill('我的说明');
    await page.keyboard.press('Control+Enter');

    const join = page.getByRole('button', { name: '合并后继续' });
    await join.waitFor();
    assert.equal(await join.isDisabled(), true);
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'joined-zh-CN');
    await page.locator('.merge-choice label', { hasText: '我的说明' }).click();
    await join.click();
    await page.locator('.merge-panel').waitFor({ state: 'detached' });
    const now = ['lines.0.brand', 'lines.0.model', 'justification'].map((name) =>
      page.locator(cell(name)).inputValue(),
    );
    assert.deepEqual(await Promise.all(now), ['对方', '我的型号', '我的说明']);
    await page.keyboard.press('Control+Enter');
    await page.locator('.decided').waitFor();
    await visitor.leave([412]);
  });
});
