import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { axeFindings } from './browser.ts';
import { type Desk, openDesk } from './desk.ts';
import { keepPicture } from './pictures.ts';

const SYSTEM = 'lines.0.computer.operatingSystem';

describe('an order that somebody types for the first time', () => {
  let desk: Desk;

  before(async () => {
    desk = await openDesk();
  });

  after(() => desk.close());

  it('says what a check lacks, what is not filled in yet, what is not on file, and why the plan stays as it is', async () => {
    const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/orders/new');
    const { page } = visitor;
    const field = (name: string): Locator => page.locator(`[name="${name}"]`);
    await field('lines.0.description').fill('办公用台式计算机');
    await field('lines.0.quantity').fill('8');
    await field('lines.0.unitPrice').fill('4999');
    await page.getByRole('button', { name: '试算（Alt+S）' }).click();
    await page.getByText('填好以下内容才能试算。').waitFor();
    await page.locator('[name="lines.0.kind"]:focus').waitFor();

    await field('lines.0.kind').selectOption('desktop');
    await page.locator('.verdict-outcome .tag', { hasText: '尚未填完' }).waitFor();
    await page.getByText('填好以下内容才能试算。').waitFor({ state: 'detached' });
    assert.equal(await page.locator('.verdict .tag[data-kind=rejected]').count(), 0);
    await keepPicture(page, 'order-not-filled-in-zh');

    await field(`${SYSTEM}.product`).fill('windows');
    await page.locator('.verdict[data-stale=true]').waitFor();
    await page.locator('.verdict[data-stale=false]').waitFor();
    assert.equal(await page.getByText('产品未登记').count(), 0);
    await field(`${SYSTEM}.product`).fill('某某桌面系统');
    await page.getByText('产品未登记：请核对产品名称，或请软件正版化工作机构登记该产品。').waitFor();
    await field('lines.0.brand').focus();
    await page.getByText('产品未登记', { exact: true }).waitFor();
    await field(`${SYSTEM}.product`).fill('Windows11专业版 25H2（正版）');
    await page.getByText('认作 Windows 11 25H2 专业版').waitFor();
    await keepPicture(page, 'order-name-taken-zh');
    assert.deepEqual(await axeFindings(page), []);
    await page.getByRole('button', { name: '按此填写' }).click();
    await page.getByText('认作').waitFor({ state: 'detached' });
    const written = ['product', 'edition', 'version'].map((name) => field(`${SYSTEM}.${name}`).inputValue());
    assert.deepEqual(await Promise.all(written), ['Windows', '专业版', '11 25H2']);
    const finding = page.locator('.verdict[data-stale=false] details', { hasText: 'OS-02' });
    await finding.locator('summary').click();
    await finding.getByRole('button', { name: '转到' }).click();
    await page.locator(`[name="${SYSTEM}.state"]:focus`).waitFor();

    await page.getByRole('button', { name: '按需生成配置计划' }).click();
    await page.locator('[name="softwarePlan.0.seats"][value="8"]').waitFor();
    await field('lines.0.quantity').fill('6');
    await page.getByRole('button', { name: '按需生成配置计划' }).click();
    await page.getByText('计划多于需要（办公软件 8 套，需 6 套').waitFor();
    await keepPicture(page, 'order-plan-over-zh');
    assert.deepEqual(await axeFindings(page), []);
    await page.getByRole('button', { name: '减至需要的套数' }).click();
    await page.locator('[name="softwarePlan.0.seats"][value="6"]').waitFor();
    await page.getByRole('button', { name: '按需生成配置计划' }).click();
    await page.getByText('计划的套数已与需要一致，未作改动').waitFor();
    await field('softwarePlan.0.provision').selectOption('');
    await page.locator('.verdict li', { hasText: '计划中的 6 套暂不计入：未填' }).waitFor();
    await keepPicture(page, 'order-seats-idle-zh');
    await visitor.leave();
  });

  it('is asked at the line that may buy a computer, and a click answers', async () => {
    for (const [language, question, none, some, computer] of [
      ['zh-CN', '“主机”是计算机，或含计算机吗？', '不含计算机', '含计算机', '是计算机'],
      ['en', 'Is “主机” a computer, or is one in it?', 'No computer', 'Computers in it', 'It is a computer'],
    ] as const) {
      const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/orders/new', { language });
      const { page } = visitor;
      const field = (name: string): Locator => page.locator(`[name="lines.0.${name}"]`);
      await field('kind').focus();
      await field('kind').selectOption('other');
      await field('description').fill('主机');
      await field('quantity').fill('5');
      await field('unitPrice').fill('3999');
      await page.getByText(question).waitFor();
      await page.locator('.verdict li', { hasText: /是否含计算机|Computers inside/ }).waitFor();
      await keepPicture(page, `order-computers-inside-${language}`);
      assert.deepEqual(await axeFindings(page), []);

      await page.getByRole('button', { name: none, exact: true }).press('Enter');
      await page.getByText(question).waitFor({ state: 'detached' });
      await page.locator('[name="lines.0.description"]:focus').waitFor();
      assert.equal(await field('containsComputers').inputValue(), 'none');

      await field('containsComputers').focus();
      await field('containsComputers').selectOption('');
      await page.getByRole('button', { name: some, exact: true }).click();
      await page.locator('[name="lines.1.kind"]:focus').selectOption('desktop');
      assert.equal(await page.locator('[name="lines.1.pricedIn"]').inputValue(), '1');
      await page.keyboard.press('Control+z');
      await page.keyboard.press('Control+z');
      await page.getByRole('button', { name: computer, exact: true }).click();
      await page.locator('[name="lines.0.kind"]:focus').waitFor();
      await field('kind').selectOption('desktop');
      await page.getByText(question).waitFor({ state: 'detached' });
      await visitor.leave();
    }
  });

  it('is not sent while a field with a star is empty, unless somebody insists', async () => {
    for (const [language, title, insist] of [
      ['zh-CN', '还有必填内容没有填写，订单尚未提交。', '仍要提交'],
      ['en', 'The order was not submitted: what is needed is not filled in.', 'Submit it all the same'],
    ] as const) {
      const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/orders/new', { language });
      const { page } = visitor;
      await page.locator('[name="lines.0.kind"]').focus();
      await page.locator('[name="lines.0.kind"]').selectOption('desktop');
      await page.locator('[name="lines.0.description"]').fill('联想电脑');
      await page.locator('[name="lines.0.quantity"]').fill('5');
      await page.keyboard.press('Control+Enter');

      const notice = page.getByRole('alert').filter({ hasText: title });
      await notice.getByRole('button', { name: insist }).waitFor();
      await page.locator('[name=method]:focus').waitFor();
      await keepPicture(page, `order-unfilled-${language}`);
      assert.deepEqual(await axeFindings(page), []);
      await page.locator('[name=method]').selectOption({ index: 1 });
      await notice.getByRole('button', { name: /采购方式|^Method/ }).waitFor({ state: 'detached' });
      await page.keyboard.press('Control+Enter');
      await page.locator('[name=organisationForm]:focus').waitFor();
      assert.equal(await page.locator('.decided').count(), 0);

      await notice.getByRole('button', { name: insist }).click();

      await page.locator('.decided').waitFor();
      await visitor.leave();
    }
  });

  it('gets an empty form by the menu after a decision', async () => {
    const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/orders/new');
    const { page } = visitor;
    await page.locator('[name="lines.0.kind"]').focus();
    await page.locator('[name="lines.0.kind"]').selectOption('desktop');
    await page.locator('[name="lines.0.description"]').fill('办公用台式计算机');
    await page.locator('[name="lines.0.quantity"]').fill('1');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: '仍要提交' }).click();
    await page.locator('.decided').waitFor();
    await page.waitForURL(/\?decided=/);

    await page.getByRole('navigation').getByRole('link', { name: '新建订单' }).click();

    await page.getByRole('heading', { name: '新建订单' }).waitFor();
    await page.locator('[name="lines.0.description"][value=""]').waitFor();
    assert.equal(await page.locator('.decided').count(), 0);
    await page.locator('[name="lines.0.description"]').fill('扫描仪');
    await page.locator('[name="lines.0.description"][value="扫描仪"]').waitFor();
    await visitor.leave();
  });

  it('clicks into a row that stays where it is, and sees all that can be copied above the bar', async () => {
    for (const language of ['zh-CN', 'en'] as const) {
      const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/orders/new', { language });
      const { page } = visitor;
      await page.locator('.copy-from summary').click();
      await page.locator('.copy-from li button').last().click();
      await page.locator('.merge-choice button').last().waitFor();
      await page.locator('.verdict').waitFor();
      const [acts, bar] = [page.locator('.merge-choice .acts'), page.locator('.bottom-bar')];
      assert.ok((await bottomOf(acts)) <= (await topOf(bar)), language);
      await keepPicture(page, `order-copy-${language}`);
      await page.locator('.merge-choice .acts button').nth(1).click();
      await page.locator('[name="lines.0.quantity"][value]:not([value=""])').waitFor();
      await page.locator('[name="softwarePlan.0.seats"]').waitFor();
      await page.locator('.verdict[data-stale=false] .verdict-outcome .tag').waitFor();
      await page.locator('[name="lines.0.quantity"]').focus();
      const before = await roomAbovePlan(page);
      await page.locator('[name="softwarePlan.0.seats"]').focus();
      await page.locator('tr[data-selected=true] [name="softwarePlan.0.seats"]').waitFor();
      assert.equal(await roomAbovePlan(page), before);
      await keepPicture(page, `order-row-acts-${language}`);
      assert.deepEqual(await axeFindings(page), []);
      await visitor.leave();
    }
  });

  it('finds orders by year, day and rule, and is told at the field what cannot be read', async () => {
    const visitor = await desk.visitAs(desk.one('audit'), '/console/orders');
    const { page } = visitor;
    await page.locator('.table tbody a').first().waitFor();
    await page.getByText('更多条件').click();
    await page.getByLabel('预算年度').fill('今年');
    await page.getByLabel('未决问题的规则编号').fill('sup-02');
    await page.getByRole('button', { name: '查找', exact: true }).click();
    await page.getByText('请填写四位年份').waitFor();
    assert.deepEqual(await axeFindings(page), []);

    await page.getByLabel('预算年度').fill('２０２６');
    await page.getByRole('button', { name: '查找', exact: true }).click();

    await page.waitForURL(/fiscalYear=2026.*rule=SUP-02|rule=SUP-02.*fiscalYear=2026/);
    await page.locator('.table tbody tr', { hasText: 'SUP-02' }).first().waitFor();
    assert.equal(await page.locator('details.more-filters').getAttribute('open'), '');
    await visitor.leave();
  });

  it('sees in the menu where he is, and clears a search by it', async () => {
    const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/orders?state=approved');
    const { page } = visitor;
    const here = page.locator('.shell-navigation a[aria-current=page]');
    await here.getByText('采购订单').waitFor();
    const search = page.locator('search input').first();
    await search.fill('JZ-2026');
    await search.press('Enter');
    await page.waitForURL(/search=JZ-2026/);
    await here.click();
    await page.locator('search input[value=""]').first().waitFor();

    await page.locator('.table tbody a').first().click();
    await page.waitForURL(/\/orders\/ord_/);
    assert.deepEqual(await here.allTextContents(), ['采购订单']);
    await keepPicture(page, 'menu-of-an-order-zh');
    assert.deepEqual(await axeFindings(page), []);
    await visitor.leave();
  });
});

async function topOf(of: Locator): Promise<number> {
  return (await of.boundingBox())?.y ?? Number.NaN;
}

async function bottomOf(of: Locator): Promise<number> {
  const box = await of.boundingBox();
  return box === null ? Number.NaN : box.y + box.height;
}

/** From the heading of the plan down to its table. */
async function roomAbovePlan(page: Page): Promise<number> {
  const head = page.locator('.goods-grid', { has: page.locator('[data-grid=softwarePlan]') }).locator('.grid-head');
  return (await topOf(page.locator('.grid[data-grid=softwarePlan]'))) - (await topOf(head));
}
