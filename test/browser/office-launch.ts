import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { axeFindings } from './browser.ts';
import type { Visitor } from './desk.ts';
import { COUNTED, CULTURE, DUE, HOSPITAL, LIBRARY, printed, SCHOOL, SERVICES, sign } from './office-desk.ts';
import { keepPicture } from './pictures.ts';

/** Prepares a campaign of four units, sees whom it would ask, and has it launched by a second person. Answers its id. */
export async function launchCampaign(office: Visitor, second: Visitor): Promise<string> {
  const { page } = office;
  await page.getByRole('link', { name: '新建报送任务' }).click();
  await page.getByRole('button', { name: '保存草稿' }).click();
  await page.getByText('请填写。').first().waitFor();
  assert.deepEqual(await axeFindings(page), []);
  await page.getByLabel('名称（中文）').fill('2026 年软件使用情况统计');
  await page.getByLabel('名称（英文，可不填）').fill('Software use in 2026');
  await page.getByLabel('表样').selectOption('software-use@1');
  await page.getByLabel('依据文件，每行一个').fill('国版办函〔2017〕2号');
  await page.getByLabel('接收单位').fill('荆州市文化和旅游局');
  await page.locator('.form-field p', { hasText: '荆州市文化和旅游局' }).waitFor();
  await page.getByLabel('系统数据截至日').fill(COUNTED);
  await page.getByLabel('报送截止日').fill(DUE.replaceAll('-', ''));
  await page.getByLabel(/^地区代码/).fill('');
  await page.getByLabel(/^另加单位/).fill([HOSPITAL, SCHOOL, LIBRARY].join('\n'));
  await keepPicture(page, 'office-new');
  await page.getByRole('button', { name: '保存草稿' }).click();

  await page.getByRole('link', { name: '修改' }).click();
  assert.equal(await page.getByLabel('接收单位').inputValue(), CULTURE);
  await page.getByLabel(/^另加单位/).fill([HOSPITAL, SCHOOL, LIBRARY, SERVICES].join('\n'));
  await page.getByRole('button', { name: '保存草稿' }).click();
  await page.getByRole('button', { name: '试算报送单位' }).click();
  await page.getByText('将要求 4 个单位报送：').first().waitFor();
  await page.getByRole('row', { name: /荆州市滨江医院/ }).waitFor();
  assert.deepEqual(await axeFindings(page), []);
  await keepPicture(page, 'office-launch');
  await page.getByLabel('发起说明').fill('按年度工作方案发起');
  await page.getByRole('button', { name: '提请发起' }).click();
  await sign(page, second, /^已提请，还需签署：正版化工作机构。/);

  await page.goto('/console/campaigns?state=open');
  await page.getByRole('link', { name: '2026 年软件使用情况统计' }).click();
  const campaign = /cmp_\w+/.exec(page.url())?.[0] ?? '';
  await page.getByRole('row', { name: new RegExp(`荆州市滨江医院 待报送 未到期 ${DUE}`) }).waitFor();
  await printed(page, '报送情况表（PDF）');
  return campaign;
}

/** Reads the forms, prepares a campaign that nobody needs, and cancels it. */
export async function giveDraftUp(office: Visitor): Promise<void> {
  const { page } = office;
  await page.goto('/console/forms');
  await page.getByRole('link', { name: '软件使用情况统计表' }).click();
  await page.getByRole('rowheader', { name: '办公软件' }).waitFor();
  await page.goto('/console/campaigns/new');
  await page.getByLabel('名称（中文）').fill('不再需要');
  await page.getByLabel('表样').selectOption('roster@1');
  await page.getByLabel('接收单位').fill(CULTURE);
  await page.getByLabel('系统数据截至日').fill(COUNTED);
  await page.getByLabel('报送截止日').fill(DUE);
  await page.getByRole('button', { name: '保存草稿' }).click();
  await page.getByText('取消此草稿').click();
  await page.getByLabel('取消原因').fill('由市级统一发起');
  await page.getByRole('button', { name: '确认取消' }).click();
  await page.getByText(/已取消/).waitFor();
}

/** Takes the sums as a table, and as the summary of annex 2: a workbook, and a page to be printed. */
export async function printSummary(page: Page): Promise<void> {
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出 CSV' }).click();
  assert.match((await saving).suggestedFilename(), /\.csv$/);
  const workbook = page.waitForEvent('download');
  await page.getByRole('link', { name: '导出汇总表（Excel）' }).click();
  assert.match((await workbook).suggestedFilename(), /^summary-.*\.xlsx$/);
  const [view] = await Promise.all([page.waitForEvent('popup'), page.getByRole('link', { name: '打印视图' }).click()]);
  await view.getByRole('heading', { name: '附件2　软件使用情况统计表（汇总）' }).waitFor();
  await view.getByText(/应报 4，已报 1/).waitFor();
  await view.close();
}
