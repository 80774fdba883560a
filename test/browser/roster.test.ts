import assert from 'node:assert/strict';
import { axeFindings } from './browser.ts';
import { type Desk, openDesk } from './desk.ts';

/** The library, whose persons two of these journeys change. */
const LIBRARY = '12421000MB22334456';

describe('the roster of responsible persons', () => {
  let desk: Desk;

  before(async () => {
    desk = await openDesk();
  });

  after(() => desk.close());

  it('shows which seats are vacant, fills one, and hands another over', async () => {
    const visitor = await desk.visitAs(desk.one('legalization-office'), '/console/roster');
    const { page } = visitor;
    await page.getByLabel('显示').selectOption({ label: '有空缺的单位' });
    await page.getByRole('link', { name: '荆州市图书馆', exact: true }).waitFor();
    await page.getByLabel('显示').selectOption({ label: '缺分管领导的单位' });
    await page.waitForURL(/vacantSeat=leader-in-charge/);
    assert.deepEqual(await axeFindings(page), []);
    await page.getByRole('link', { name: '空缺：登记荆州市图书馆的分管领导' }).click();
    await page.locator('.screen strong', { hasText: '荆州市图书馆' }).waitFor();

    await page.getByRole('heading', { name: '登记责任人：分管领导' }).and(page.locator(':focus')).waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await page.getByRole('button', { name: '登记责任人', exact: true }).last().click();
    await page.getByText('请填写').first().waitFor();
    await page.getByLabel('姓名').fill('钟离安');
    await page.getByLabel('职务').fill('副馆长');
    await page.getByLabel('职级').selectOption('section');
    await page.locator('form button[type=submit]').click();
    await page.getByText('已登记。').waitFor();
    await page.locator('dd', { hasText: '钟离安' }).getByText('副馆长 · 乡科级').waitFor();

    await page.getByRole('button', { name: '交接 林书白' }).click();
    await page.getByLabel('接任日期').fill('2019-03-01');
    await page.getByLabel('变更原因').fill('岗位轮换');
    await page.getByLabel('姓名').fill('顾清源');
    await page.locator('form button[type=submit]').click();
    await page.getByRole('alert').getByText('接任日期须晚于其起始日期').first().waitFor();
    assert.equal(await page.getByLabel('姓名').inputValue(), '顾清源');
    await page.getByLabel('接任日期').fill('2026-06-01');
    await page.locator('form button[type=submit]').click();
    await page.getByText('已交接').waitFor();

    await page.getByRole('row', { name: /第一责任人 顾清源 2026-06-01/ }).waitFor();
    await page.getByRole('row', { name: /第一责任人 林书白 2019-03-01 2026-05-31 岗位轮换/ }).waitFor();
    await visitor.leave([422]);
  });

  it('corrects how somebody is reached, and ends a term with its reason', async () => {
    const visitor = await desk.visitAs(desk.one('legalization-office'), `/console/roster/${LIBRARY}`);
    const { page } = visitor;

    await page.getByRole('button', { name: '更正信息 顾清源' }).click();
    await page.getByLabel('手机').fill('13800004210');
    await page.locator('form button[type=submit]').click();
    await page.getByText('已更正。').waitFor();
    await page.locator('dd', { hasText: '顾清源' }).getByText('13800004210').waitFor();

    await page.getByRole('button', { name: '终止任职 顾清源' }).click();
    await page.getByLabel('最后任职日').fill('2026-06-30');
    await page.getByLabel('变更原因').fill('退休');
    await page.locator('form button[type=submit]').click();
    await page.getByText('任职已终止。').waitFor();
    await page.getByRole('row', { name: /第一责任人 顾清源 2026-06-01 2026-06-30 退休/ }).waitFor();
    await page.locator('.facts > div', { hasText: '第一责任人' }).getByText('空缺').waitFor();
    await visitor.leave();
  });
});
