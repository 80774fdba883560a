import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { axeFindings } from './browser.ts';
import { type Account, type Desk, openDesk } from './desk.ts';
import { keepPicture } from './pictures.ts';

describe('what finance does to the money of a line', () => {
  let desk: Desk;

  before(async () => {
    desk = await openDesk();
  });
  after(() => desk.close());

  function second(): Account {
    const found = desk.people.filter(({ role }) => role === 'finance')[1];
    if (found === undefined) throw new Error('there are not two of finance');
    return found;
  }

  it('takes some away by a document: told at the field what stands in the way, then signed by somebody else', async () => {
    const finance = await desk.visitAs(desk.one('finance'), '/console/budget-lines');
    const { page } = finance;
    await openLine(page, /^JZ-\d{4}-31002-01$/);
    await page.getByRole('link', { name: '追加/核减' }).click();
    await page.getByRole('heading', { name: /^追加或核减预算指标 JZ-/ }).waitFor();
    await page.getByRole('button', { name: '提交，由另一人签署' }).click();
    await page.locator('[name=direction]:focus').waitFor();
    assert.equal(await page.getByText('请填写。').count(), 4);

    await page.locator('[name=direction]').selectOption('decrease');
    await page.locator('[name=amount]').fill('9,999,999.99');
    await page.getByText('玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分').waitFor();
    await page.getByText(/可用额度不足，还差 [\d,.]+ 元。/).waitFor();
    await page.getByRole('region', { name: '使用此指标的订单' }).getByRole('row').nth(1).waitFor();
    await page.locator('[name=documentNumber]').fill('荆财预〔2026〕88号');
    await page.locator('[name=reason]').fill('年中核减未用额度');
    await page.getByRole('button', { name: '提交，由另一人签署' }).click();
    await page.locator('[name=amount][aria-invalid=true]:focus').waitFor();
    await page
      .locator('.form-field', { has: page.locator('[name=amount]') })
      .locator('.field-error')
      .waitFor();
    await keepPicture(page, 'budget-revision-refused');
    assert.deepEqual(await axeFindings(page), []);

    await page.locator('[name=amount]').fill('0.55');
    const change = page.getByRole('region', { name: '调整前后' });
    await change.getByText('−0.55').waitFor();
    const after = await cellOf(page, '调整后指标金额');
    await page.getByRole('button', { name: '提交，由另一人签署' }).click();
    const done = page.locator('.notice[data-kind=done]:focus');
    await done.getByText(/财政部门/).waitFor();
    await keepPicture(page, 'budget-revision-proposed');
    await done.getByRole('link').click();
    await page.getByRole('heading', { name: /^待签：/ }).waitFor();
    const path = new URL(page.url()).pathname;
    await finance.leave([422]);

    await signs(second(), path, after);
  });

  /** The second person reads it in figures and capitals, and the line before and after. */
  async function signs(who: Account, path: string, after: string): Promise<void> {
    const signing = await desk.visitAs(who, path);
    const { page } = signing;
    await page.getByText('伍角伍分').waitFor();
    await page.getByText('按指标目前的余额，签署后：').waitFor();
    assert.equal(await cellOf(page, '调整后指标金额'), after);
    await page.locator('[data-digest=same]').waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'budget-revision-proposal');
    await page.getByRole('button', { name: /^签署（/ }).click();
    await page.getByText(/签署已齐，事项已执行/).waitFor();
    await page.goto('/console/budget-lines');
    await openLine(page, /^JZ-\d{4}-31002-01$/);
    await page.getByRole('region', { name: '余额' }).getByText(after, { exact: true }).first().waitFor();
    await signing.leave();
  }

  it('transfers some to another line of the year, which is found by its code, and sees that it waits', async () => {
    const finance = await desk.visitAs(desk.one('finance'), '/console/budget-lines', { language: 'en' });
    const { page } = finance;
    await openLine(page, /^JZ-\d{4}-31007-01$/);
    await page.getByRole('link', { name: 'Transfer to another line' }).click();
    await page.getByRole('heading', { name: /^Transfer from budget line JZ-/ }).waitFor();
    await page.locator('[name=amount]').fill('100.50');
    await page.locator('[name=to]').fill('JZ-nothing');
    await page.getByRole('button', { name: 'Submit for a second signature' }).click();
    await page.getByText(/There is no such line to give to/).waitFor();
    const offered = page.locator('datalist option[value^="JZ-"]').first();
    await offered.waitFor({ state: 'attached' });
    await page.locator('[name=to]').fill((await offered.getAttribute('value')) ?? '');
    const change = page.getByRole('region', { name: 'Before and after' });
    await change.getByText('−100.50').waitFor();
    await change.getByText('+100.50').waitFor();
    await page.getByText('壹佰元伍角整').waitFor();
    await page.locator('[name=documentNumber]').fill('荆财预〔2026〕91号');
    await page.locator('[name=reason]').fill('科室之间调剂');
    await keepPicture(page, 'budget-transfer-en');
    assert.deepEqual(await axeFindings(page), []);
    await page.getByRole('button', { name: 'Submit for a second signature' }).click();
    await page
      .locator('.notice[data-kind=done]:focus')
      .getByText(/Finance bureau/)
      .waitFor();

    await page.goto('/console/budget-lines');
    await openLine(page, /^JZ-\d{4}-31007-01$/);
    await page.getByRole('link', { name: 'More or less money' }).click();
    await page.getByText(/A change of this line’s money waits to be signed already: Finance bureau/).waitFor();
    await finance.leave();
  });

  it('is offered to nobody else', async () => {
    const officer = await desk.visitAs(desk.one('procurement-officer'), '/console/budget-lines');
    const { page } = officer;
    await openLine(page, /^JZ-\d{4}-31002-01$/);
    assert.equal(await page.getByRole('link', { name: /追加|调剂/ }).count(), 0);
    await officer.leave();
  });
});

async function openLine(page: Page, code: RegExp): Promise<void> {
  await page.getByRole('link', { name: code }).click();
  await page.locator('.line-facts').waitFor();
}

/** What stands in a column of the table of changes. */
async function cellOf(page: Page, title: string): Promise<string> {
  const table = page.getByRole('region', { name: '调整前后' });
  await table.waitFor();
  const at = (await table.locator('thead th').allTextContents()).indexOf(title);
  return ((await table.locator('tbody tr').first().locator('td').nth(at).textContent()) ?? '').trim();
}
