import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { axeFindings } from './browser.ts';
import { type Desk, openDesk } from './desk.ts';

/** Pictures to look at: `PICTURES=<folder> npm run test:browser`. */
const PICTURES = process.env.PICTURES;

describe('what every page of the console has', () => {
  let desk: Desk;

  before(async () => {
    desk = await openDesk();
  });

  after(() => desk.close());

  it('finds a page by its name in either language and an order by its reference, by the keyboard alone', async () => {
    const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/me');
    const { page } = visitor;
    await page.locator('.facts').waitFor();
    await page.keyboard.press('/');
    await page.locator('.palette-input:focus').waitFor();
    await page.keyboard.type('order');
    await page.getByRole('option', { name: '采购订单' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '新建订单' }).waitFor();

    // Within a field a stroke is a stroke, and Ctrl K finds all the same.
    await page.locator('[name="reference"]').press('/');
    assert.equal(await page.getByRole('dialog').count(), 0);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('JZ-2026-043');
    await page.getByRole('option', { name: 'JZ-2026-0437' }).waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'palette-zh-CN');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '采购订单 JZ-2026-043' }).waitFor();

    await page.getByRole('tab').nth(2).waitFor();
    await page.keyboard.press('Alt+3');
    await page.getByRole('tab', { name: '资金', selected: true }).waitFor();
    await page.keyboard.press('Alt+n');
    await page.getByRole('heading', { name: '新建订单' }).waitFor();
    await visitor.leave();
  });

  it('finds a campaign by its title and a unit by its name or its code, each as far as it is seen', async () => {
    const [office, officer] = [desk.one('legalization-office'), desk.one('procurement-officer')];
    const visitor = await desk.visitAs(office, '/console/me', { language: 'en' });
    const { page } = visitor;
    await page.locator('.facts').waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('滨江医院');
    await page.getByRole('option', { name: /^Agency 荆州市滨江医院 124210004200031280/ }).waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'palette-units-en');
    await page.locator('.palette-input').fill('124210004200031280');
    await page.getByRole('option', { name: /^Agency 荆州市滨江医院/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/roster\/124210004200031280/);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('软件');
    await page
      .getByRole('option', { name: /^Campaign .+ due \d{4}-/ })
      .first()
      .click();
    await page.waitForURL(/\/campaigns\/cmp_/);
    await visitor.leave();

    // An officer finds no unit of others.
    const unit = await desk.visitAs(officer, '/console/me');
    await unit.page.locator('.facts').waitFor();
    await unit.page.keyboard.press('Control+k');
    await unit.page.keyboard.type('滨江实验学校');
    await unit.page.getByText('没有找到。可以输入：页面、报送任务、单位或项目的名称').waitFor();
    await unit.leave();
  });

  it('says so when nothing is found, and gives the focus back', async () => {
    const visitor = await desk.visitAs(desk.one('finance'), '/console/', { language: 'en' });
    const { page } = visitor;
    const button = page.getByRole('button', { name: 'Find' });
    await button.click();
    await page.keyboard.type('no such thing');
    await page.getByText(/^Nothing was found\. What can be typed: .+ the beginning of an order’s reference/).waitFor();
    await page.keyboard.press('Escape');

    await page.getByRole('dialog').waitFor({ state: 'detached' });
    assert.equal(await page.locator('*:focus').textContent(), await button.textContent());
    await visitor.leave();
  });

  it('explains a page once, and again under its key, with its keys and words', async () => {
    const visitor = await desk.visitAs(desk.one('finance'), '/console/reviews');
    const { page } = visitor;
    await page.locator('.table').waitFor();
    await page.getByRole('button', { name: '知道了' }).click();
    await page.locator('#content:focus').waitFor();
    await page.reload();
    await page.locator('.table').waitFor();
    assert.equal(await page.locator('.explained').count(), 0);

    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: '帮助' });
    await help.getByText('等本部门决定的订单').waitFor();
    await help.getByText('转人工审核', { exact: true }).waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'help-zh-CN');
    await help.getByRole('checkbox').uncheck();
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'detached' });

    await page.keyboard.press('?');
    assert.equal(await page.getByRole('dialog').count(), 0, 'single keys are switched off');
    await visitor.leave();
  });

  it('is skipped by one key to the content', async () => {
    const visitor = await desk.visitAs(desk.one('audit'), '/console/orders');
    const { page } = visitor;
    await page.locator('.table').waitFor();
    await page.keyboard.press('Tab');
    assert.equal(await page.locator('*:focus').textContent(), '跳到正文');
    await page.keyboard.press('Enter');
    await page.locator('#content:focus').waitFor();
    await page.locator('.table').waitFor();
    await visitor.leave();
  });

  it('says whom a page is for instead of asking the gate for what it would refuse', async () => {
    const visitor = await desk.visitAs(desk.one('audit'), '/console/orders/new');
    const { page } = visitor;
    await page.getByText('此页面供采购经办人使用；您的身份是审计部门。').waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'not-for-role-zh-CN');
    await page.getByRole('link', { name: '回到首页' }).click();
    await page.getByRole('heading', { name: '待办' }).waitFor();
    await visitor.leave();
  });

  it('prints a list whole, its head on each sheet, without what one clicks on', async () => {
    const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/orders');
    const { page } = visitor;
    await page.locator('.table').waitFor();
    const references = await page.locator('.table tbody a').allTextContents();

    const sheets = textOf(await page.pdf({ width: '297mm', height: '90mm' }))
      .split('\f')
      .slice(0, -1);

    assert.ok(sheets.length > 1);
    const whole = sheets.join('\n');
    for (const reference of references) assert.ok(whole.includes(reference), reference);
    for (const sheet of sheets.slice(0, -1)) assert.match(sheet, /编号/);
    assert.match(whole, /打印时间 \d{4}-\d\d-\d\d/);
    assert.doesNotMatch(whole, /我的账户|查找|退出/);
    if (PICTURES) await page.pdf({ path: join(PICTURES, 'orders.pdf'), format: 'A4', landscape: true });
    await visitor.leave();
  });

  it('shows the people of a demo by bureau, all at once', async () => {
    for (const language of ['zh-CN', 'en'] as const) {
      const visitor = await desk.visit('/console/sign-in', { language });
      const { page } = visitor;
      await page.locator('.door-people').first().waitFor();
      await keepPicture(page, `people-${language}`);
      assert.equal(await page.locator('.door-people button').count(), desk.people.length);
      const { height, width } = await page.locator('html').evaluate((root) => ({
        height: root.scrollHeight - root.clientHeight,
        width: root.scrollWidth - root.clientWidth,
      }));
      assert.deepEqual({ height, width }, { height: 0, width: 0 });
      assert.deepEqual(await axeFindings(page), []);
      await visitor.leave();
    }
  });

  async function keepPicture(page: Page, name: string): Promise<void> {
    if (PICTURES === undefined) return;
    mkdirSync(PICTURES, { recursive: true });
    await page.screenshot({ path: join(PICTURES, `${name}.png`) });
  }
});

function textOf(pdf: Buffer): string {
  return execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf, encoding: 'utf8' });
}
