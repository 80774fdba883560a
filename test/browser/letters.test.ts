import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { axeFindings } from './browser.ts';
import { type Desk, openDesk, type Visitor } from './desk.ts';
import { cell, dayFromNow, personNamed, printed } from './office-desk.ts';
import { keepPicture } from './pictures.ts';

const CULTURE = '荆州市文化和旅游局';

describe('a unit that is late', () => {
  let desk: Desk;
  let office: Visitor;
  let liaison: Visitor;

  before(async () => {
    desk = await openDesk();
    office = await desk.visitAs(personNamed(desk, '顾安然'), '/console/campaigns?state=open');
    liaison = await desk.visitAs(personNamed(desk, '周予安'), '/console/filings');
  });

  after(() => desk.close());

  it('is seen by the office, which prints the letter of demand', async () => {
    const { page } = office;
    await page.getByRole('link', { name: /责任人信息表（附件1）/ }).click();
    await page.getByText(`${dayFromNow(-6)} 已过 6 天`).waitFor();
    await countsSay(page, ['逾期已报 0', '逾期未报 2']);
    await page.getByRole('row', { name: new RegExp(`${CULTURE} 待报送 逾期未报 ${dayFromNow(-6)}`) }).waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'letter-units');
    await printed(page, `催报通知：${CULTURE}`);
    await keepPaper(page, { link: `催报通知：${CULTURE}`, name: 'letter' });
    await printed(page, '全部催报通知（PDF）');
    await keepPaper(page, { link: '全部催报通知（PDF）', name: 'letters' });
  });

  it('acts from the letter alone: what, by when, where, with which account, and whom to ask', async () => {
    const { page } = liaison;
    await page.getByRole('row', { name: /责任人信息表（附件1）.*已逾期 6 天/ }).waitFor();
    await page.getByRole('link', { name: /责任人信息表（附件1）/ }).click();
    await page.getByRole('link', { name: '催报通知（PDF）' }).waitFor();
    await page.getByText('系统 是').first().waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'letter-own');
    await printed(page, '催报通知（PDF）');
    const address = String(await page.getByRole('link', { name: '催报通知（PDF）' }).getAttribute('href'));
    const read = `fetch(${JSON.stringify(address.replace('format=pdf', 'format=json'))}).then((one) => one.text())`;
    const letter = JSON.parse(await page.evaluate<string>(read));
    assert.equal(letter.formTitle['zh-CN'], '软件正版化工作责任人信息表');
    assert.equal(letter.dueOn, dayFromNow(-6));
    assert.equal(letter.contact.name, '邓一诺');
    assert.ok(letter.accounts.some(({ name }: { readonly name: string }) => name === '周予安'));
    const { pathname, search } = new URL(letter.address);
    await page.goto(`${pathname}${search}`);
    await cell(page, 'letters.due').waitFor();
  });

  it('is not yet in the sums of what was accepted, which lead to what was filed', async () => {
    const { page } = office;
    await page.goto('/console/campaigns?state=open');
    const row = page.getByRole('row', { name: /责任人信息表（附件1）.*软件正版化工作责任人信息表/ });
    await row.waitFor();
    await keepPicture(page, 'campaigns-forms');
    await row.getByRole('link').click();
    await page.getByRole('link', { name: '软件正版化工作责任人信息表' }).waitFor();
    await page.getByRole('link', { name: '汇总', exact: true }).click();
    await page.getByText('尚无已通过的报表；已有 1 个单位报送。').waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'sums-none-accepted');
    await page.getByRole('link', { name: '改看已报送的报表' }).click();
    await page.getByText(/汇总 1 份报表/).waitFor();
    await keepPicture(page, 'sums-filed');
  });

  it('is found by whoever asks for letters of demand', async () => {
    const { page } = office;
    await page.keyboard.press('Control+k');
    await page.locator('.palette-input').fill('催报');
    await page.getByRole('option', { name: /报送任务/ }).click();
    await page.getByRole('heading', { name: '报送任务', level: 1 }).waitFor();
  });

  it('is read in English as well', async () => {
    const english = await desk.visitAs(personNamed(desk, '顾安然'), '/console/campaigns?state=open', {
      language: 'en',
    });
    await english.page.getByRole('link', { name: /annex 1/ }).click();
    await countsSay(english.page, ['filed late 0', 'overdue, not filed 2']);
    await keepPicture(english.page, 'letter-units-en');
    await printed(english.page, `Letter of demand to ${CULTURE}`);
    await keepPaper(english.page, { link: `Letter of demand to ${CULTURE}`, name: 'letter-en' });
    await english.leave();
  });

  it('made no browser complain', async () => {
    await liaison.leave();
    await office.leave();
  });
});

/** What was filed late and what is overdue are two counts with two names. */
async function countsSay(page: Page, said: readonly string[]): Promise<void> {
  await page
    .locator('.counts')
    .getByText(String(said.at(-1)?.replace(/ \d+$/, '')), { exact: true })
    .waitFor();
  const counts = await page.locator('.counts > div').allInnerTexts();
  const told = counts.map((one) => one.replace(/\s+/g, ' '));
  for (const one of said) assert.ok(told.includes(one), `${one} in ${told.join(', ')}`);
}

interface Paper {
  readonly link: string;
  readonly name: string;
}

/** The printed page as a picture, to be looked at. */
async function keepPaper(page: Page, { link, name }: Paper): Promise<void> {
  const folder = process.env.PICTURES;
  if (folder === undefined) return;
  const address = await page.getByRole('link', { name: link }).getAttribute('href');
  const bytes = await page.evaluate<number[]>(
    `fetch(${JSON.stringify(address)}).then((one) => one.arrayBuffer()).then((all) => [...new Uint8Array(all)])`,
  );
  writeFileSync(join(folder, `${name}.pdf`), Buffer.from(bytes));
  execFileSync('pdftoppm', ['-r', '70', '-png', join(folder, `${name}.pdf`), join(folder, name)]);
}
