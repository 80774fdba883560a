import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { addDays, dayOf, systemClock } from '../../src/kernel/index.ts';
import { until } from '../support/until.ts';
import { axeFindings } from './browser.ts';
import type { Account, Desk, Visitor } from './desk.ts';
import { keepPicture } from './pictures.ts';

/** The smallest paper that is one. */
export const PDF = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');

/** The demo is of today, and so are the days that people type. */
export function dayFromNow(days: number): string {
  return addDays(dayOf(systemClock()), days);
}

export function personNamed(desk: Desk, name: string): Account {
  const found = desk.people.find((person) => person.name === name);
  if (found === undefined) throw new Error(`nobody in the demo is called ${name}`);
  return found;
}

/** When the figures are counted, and by when units file. */
export const COUNTED = dayFromNow(-8);
export const DUE = dayFromNow(30);

export const HOSPITAL = '124210004200031280';
export const SCHOOL = '124210004200042782';
export const LIBRARY = '12421000MB22334456';
export const SERVICES = '12421000MB1C00556N';
export const CULTURE = '11421000MB1234562Q';

/** The field of a cell of a form. */
export function cell(page: Page, id: string) {
  return page.locator(`[id="cell-${id}"]`);
}

export function focused(page: Page): Promise<string> {
  return page.evaluate<string>('document.activeElement.id');
}

/** As Excel gives it. */
export async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate(
    `(() => { const data = new DataTransfer(); data.setData('text/plain', ${JSON.stringify(text)});
      document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })); })()`,
  );
}

/** Says why where the gate counted something else, and that each note was read. */
export async function settle(page: Page): Promise<void> {
  await page.locator('[data-saving=saved]').waitFor();
  await page.waitForTimeout(1_000);
  const reasons = await page.locator('input[name^="reason-"]').all();
  const before = await Promise.all(reasons.map((field) => field.inputValue()));
  // Others read the draft, which follows two seconds after what was typed.
  const saving = before.some((reason) => reason !== WHY) ? draftWithReasons(page, reasons.length) : undefined;
  await reasons[0]?.fill(WHY);
  const repeat = page.getByRole('button', { name: /^同一原因用于其余/ });
  if ((await repeat.count()) > 0) await repeat.click();
  for (const field of reasons) assert.equal(await field.inputValue(), WHY);
  await confirmNotes(page);
  await saving;
}

const WHY = '以实地清点为准';

function draftWithReasons(page: Page, count: number): Promise<unknown> {
  return page.waitForResponse(
    (answer) => answer.ok() && (answer.request().postData() ?? '').split(WHY).length === count + 1,
  );
}

async function confirmNotes(page: Page): Promise<void> {
  for (const box of await page.locator('.sheet-notes input[type=checkbox]').all()) {
    assert.match((await box.getAttribute('name')) ?? '', /^tick-/, 'what is to be settled leads here');
    await box.check();
  }
}

/** Somebody else signs what the notice on the page leads to. */
export async function sign(page: Page, signer: Visitor, says: RegExp): Promise<void> {
  const notice = page.locator('.notice', { hasText: says });
  await notice.waitFor();
  const path = await notice.getByRole('link').getAttribute('href');
  await signer.page.goto(path ?? '');
  await signer.page.locator('[data-digest=same]').waitFor();
  // What is read for the page above the button moves it, and a press that meets another place is none.
  await signer.page.waitForLoadState('networkidle');
  await signer.page.getByRole('button', { name: /^签署/ }).click();
  await signer.page
    .getByRole('status')
    .filter({ hasText: /^已(签署|报送)/ })
    .waitFor();
}

/** Records the stamped answer of a unit that sends paper, which another person of the office signs. */
export async function answerOnPaper({ page }: Visitor, signer: Visitor): Promise<void> {
  await page.getByRole('button', { name: '登记纸质答复' }).click();
  await page.getByLabel('整改情况（按盖章答复填写）').fill('已登记');
  await page.getByLabel(/^整改证明/).setInputFiles({ name: '答复.pdf', mimeType: 'application/pdf', buffer: PDF });
  await page.getByText('已上传 1 份').waitFor();
  await page.getByRole('button', { name: '提交' }).click();
  await sign(page, signer, /^已提请/);
  await keepPicture(signer.page, 'office-paper-answer-signed');
  await page.reload();
  await page.getByText('已答复，待核销').waitFor();
}

/** Opens a paper by its link, as a document and not as a page. */
export async function printed(page: Page, link: string): Promise<void> {
  const address = await page.getByRole('link', { name: link }).getAttribute('href');
  const status = await page.evaluate<string>(
    `fetch(${JSON.stringify(address)}).then((answer) => answer.status + ' ' + answer.headers.get('content-type'))`,
  );
  assert.equal(status, '200 application/pdf');
}

/** What is chosen to go with a filing is in its draft: it is there when the page is read again. So is how to fill it in. */
export async function attachScan(page: Page): Promise<void> {
  const head = page.getByLabel('在报表上签字的负责人');
  await head.locator('option').nth(1).waitFor({ state: 'attached' });
  assert.equal(await head.inputValue(), '', "nobody's signature on paper is taken for given");
  const standing = (await head.locator('option').nth(1).getAttribute('value')) ?? '';
  assert.notEqual(standing, '');
  await page
    .getByLabel(/^盖章报表扫描件/)
    .setInputFiles({ name: '报表.pdf', mimeType: 'application/pdf', buffer: PDF });
  await page.getByText('已附 1 份').waitFor();
  await head.selectOption(standing);
  await page.locator('[data-saving=saved]').waitFor();
  await page.reload();
  await page.getByText('已附 1 份').waitFor();
  await head.locator('option').nth(1).waitFor({ state: 'attached' });
  assert.equal(await head.inputValue(), standing);
  await page.getByText('填表说明').click();
  await page.getByRole('listitem').filter({ hasText: '没有的填 0；不清楚的留空，不得以 0 代替。' }).waitFor();
  await keepPicture(page, 'office-how-to-fill');
}

/** Sends the filing, is told so once, and answers where it is signed. */
export async function sendToSign(page: Page): Promise<string> {
  await page.getByRole('button', { name: '送审批人签署' }).click();
  const told = page.locator('.notice', { hasText: '已送签' });
  const path = await told.getByRole('link').getAttribute('href');
  await page.getByText('待审批人签署').first().waitFor();
  assert.equal(await told.count(), 1);
  return path ?? '';
}

/** An address that names a unit of others, or none, says what to do. */
export async function strayAddress(page: Page, campaign: string): Promise<void> {
  for (const reporter of [LIBRARY, 'nobody']) {
    await page.goto(`/console/filings/${campaign}?reporter=${reporter}`);
    await page.getByRole('alert').getByText('请检查地址，或从列表中打开：').waitFor();
  }
  await keepPicture(page, 'office-stray-address');
  await page.getByRole('alert').getByRole('link', { name: '我的报表' }).click();
  await page.getByRole('link', { name: '2026 年软件使用情况统计' }).click();
  await page.locator('[data-saving=saved]').waitFor();
}

/** Whoever sends a filing does not sign it: the screen says so to the only approver, and to the officer who can sign. */
export async function sayWhoSigns(desk: Desk, page: Page, campaign: string): Promise<void> {
  await page.getByText('可签署（单位审批人）：苏木').waitFor();
  const alone = await desk.visitAs(personNamed(desk, '苏木'), `/console/filings/${campaign}?reporter=${HOSPITAL}`);
  await alone.page.locator('.notice', { hasText: /^本单位只有您一位审批人.*由本单位联络员或采购经办人/ }).waitFor();
  await keepPicture(alone.page, 'office-sole-approver');
  await alone.page.getByRole('button', { name: '送审批人签署' }).click();
  const refusal = alone.page.locator('.refusal', { hasText: '本单位只有您一位审批人' });
  await refusal.waitFor();
  await until('the refusal stands above the bar, not behind it', () => isAboveBar(alone.page));
  assert.deepEqual(await axeFindings(alone.page), []);
  await keepPicture(alone.page, 'office-refused');
  await alone.page.getByRole('button', { name: '校验' }).click();
  await confirmNotes(alone.page);
  await alone.page.getByText('校验通过，可以送签。').waitFor();
  assert.equal(await refusal.count(), 0, 'a sheet that passes has nothing refused beside it');
  await alone.leave([409]);
}

/** Whether all of a refusal is seen, down to its last line. */
function isAboveBar(page: Page): Promise<boolean> {
  return page.evaluate<boolean>(
    `(() => { const edges = (of) => document.querySelector(of).getBoundingClientRect();
      const [box, bar] = [edges('.refusal'), edges('.filing-bar')]; return box.top >= 0 && box.bottom <= bar.top; })()`,
  );
}

const UNFUNDED = '办公软件拟购金额 1000.00 元，已落实资金 200.00 元，尚有差额。';

/** Types what the form warns of: planned for more than there is money. */
export async function planWithoutMoney(page: Page): Promise<void> {
  await cell(page, 'office.plannedFen').fill('1000');
  await cell(page, 'office.fundedFen').fill('200');
  await page.getByText(UNFUNDED).waitFor();
}

/** Until when figures go, how a day is given, and what is required. */
export async function readAboutTheSheet(page: Page): Promise<void> {
  await page.getByText(/^标有“系统”的数为截至 .*的快照，之后登记或验收的不计入/).waitFor();
  await page.locator('[id="cell-rectify.doneOn"][placeholder^="如 20"]').waitFor();
  await page.locator('.day-pick input[type=date]').first().fill('2026-12-18');
  assert.equal(await cell(page, 'rectify.doneOn').inputValue(), '2026-12-18');
  await cell(page, 'rectify.doneOn').fill('');
  assert.equal(await page.locator('.sheet-line', { hasText: '必填' }).count(), 0, 'what is required has one mark');
}

/** Who signs reads the sheet with its scan, what the sender was warned of and has confirmed, and why cells differ. */
export async function readToSign(page: Page): Promise<void> {
  const row = page.getByRole('row', { name: /办公软件/ });
  await row.getByText('84.62').waitFor();
  await page.getByText('附件 1').waitFor();
  await page.getByText(/^签署的是：/).waitFor();
  await page.getByText(/^仅供核对、不在签署之内的是：/).waitFor();
  await page.getByText('上列“签署的是”的各项，与您看到的一致').waitFor();
  assert.equal(await page.getByText('您看到的就是要签署的内容').count(), 0, 'more is seen than is signed');
  await page
    .locator('.notice', { hasText: /^送签人确认了 \d+ 条提示，说明了 \d+ 处差异的原因，均列在相应表格之下/ })
    .waitFor();
  await page.getByText(`${UNFUNDED}（送签人已确认：已核实，情况属实）`).waitFor();
  assert.ok((await page.getByText(/原因：以实地清点为准/).count()) > 0);
}

export async function readToSignInEnglish({ page, leave }: Visitor): Promise<void> {
  await page.getByText('The sheet that is signed').waitFor();
  await page.getByText('84.62').first().waitFor();
  await page.getByText(/^Whoever sent it has confirmed .+ and explained .+\. They stand below the tables/).waitFor();
  await keepPicture(page, 'office-to-sign-en');
  await leave();
}

/** Nothing is taken or returned once the campaign is closed. */
export async function readAfterClose(page: Page, campaign: string): Promise<void> {
  await page.goto(`/console/filed?campaign=${campaign}`);
  await page.getByRole('link', { name: /荆州市滨江医院/ }).click();
  await page.getByText('84.62').or(page.getByText('92.31')).first().waitFor();
  assert.equal(await page.getByRole('button', { name: /^(审核通过|退回)$/ }).count(), 0);
}

/** Finds the hospital's filing among those of every campaign. */
export async function openFromDesk(page: Page, campaign: string): Promise<void> {
  await page.goto('/console/filed?state=filed');
  await page.getByRole('row', { name: /荆州市滨江医院.*2026 年软件使用情况统计/ }).waitFor();
  await page.getByLabel('报送任务').selectOption(campaign);
  await page.waitForURL(/campaign=cmp_/);
  assert.deepEqual(await axeFindings(page), []);
  await keepPicture(page, 'office-desk');
  await page.getByRole('link', { name: /荆州市滨江医院/ }).click();
  await page.getByRole('heading', { name: '报表：荆州市滨江医院' }).waitFor();
}

/** Chooses two cells to return, with one reason for both beside the button that sends it. */
export async function chooseCells(page: Page): Promise<void> {
  await page.getByRole('button', { name: '退回', exact: true }).click();
  await page.getByText('请在上表中点选有问题的栏目').waitFor();
  await page.getByRole('button', { name: '退回 办公软件正版数' }).click();
  assert.equal(await page.evaluate<string>('document.activeElement.name'), 'return-office.genuine');
  await page.getByLabel('办公软件正版数：退回原因').fill('与授权台账不符，少 1 套');
  // One reason for several cells, beside the button that sends it.
  await page.getByRole('button', { name: '退回 办公软件安装总数' }).click();
  await page.getByLabel('同一原因').check();
  assert.equal(await page.getByLabel('所选 2 栏的退回原因').inputValue(), '与授权台账不符，少 1 套');
}

/** The second revision says what changed since the first, who filled it in and who signed it. */
export async function readChanges(page: Page): Promise<void> {
  await page.getByText('较第 1 版改动 1 处，退回的栏目中有 1 栏未改动，见各栏说明。').waitFor();
  await page.getByText('办公软件正版数：第 1 版为 11，现为 12').waitFor();
  await page.locator('.facts div', { hasText: '签署报送' }).getByText(/苏木/).waitFor();
  await page.locator('.facts div', { hasText: '填报' }).getByText('汪若水').waitFor();
  await keepPicture(page, 'office-changed');
}

/** A table of the office: what it says is shown before it is filled in, and is taken back. */
export async function fillFromTable(page: Page): Promise<void> {
  const genuine = cell(page, 'office.genuine');
  assert.equal(await genuine.inputValue(), '11');
  await page.getByText('从 Excel 文件读入').click();
  const table = (count: string) => ({
    ...{ name: '附件2.csv', mimeType: 'text/csv' },
    buffer: Buffer.from(`序号,项目,安装总数,正版数,存放地点\n1,办公软件,13,${count},三楼\n`),
  });
  const field = page.getByLabel('选择填好的表格（XLSX 或 CSV）');
  await field.setInputFiles(table('十二'));
  await page.locator('.refusal', { hasText: '办公软件正版数' }).waitFor();
  await field.setInputFiles(table('12'));
  await page.getByText('办公软件正版数：11 → 12').waitFor();
  await page.getByText('表样中没有、未读取的栏目：存放地点').waitFor();
  assert.deepEqual(await axeFindings(page), []);
  await keepPicture(page, 'office-from-table');
  await page.getByRole('button', { name: '填入报表' }).click();
  assert.equal(await genuine.inputValue(), '12');
  await page.getByRole('button', { name: '撤销填入' }).click();
  assert.equal(await genuine.inputValue(), '11');
}

/** A cell that is typed while the gate is away stays on the page, is said to be unsaved, and is saved once the gate is back. */
export async function typeWhileTheGateIsAway(desk: Desk, page: Page): Promise<void> {
  await page.locator('[data-saving=saved]').waitFor();
  await desk.stop();
  try {
    await cell(page, 'unit.computerUsers').fill('801');
    await page.locator('[data-saving=away]').waitFor();
    await page.getByRole('alert').filter({ hasText: '尚未保存；连接恢复后自动保存' }).waitFor();
  } finally {
    await desk.start();
  }
  await page.locator('[data-saving=saved]').waitFor({ timeout: 30_000 });
  await page.reload();
  await page.locator('[data-saving=saved]').waitFor();
  assert.equal(await cell(page, 'unit.computerUsers').inputValue(), '801');
}
