import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { axeFindings } from './browser.ts';
import type { Visitor } from './desk.ts';
import { keepPicture } from './pictures.ts';

const WHY = '分院设备尚在清点';
const UNIT = '荆州市滨江医院';

/** The unit asks for another day; its own stays until the office answers. */
export async function asksForTime(page: Page, day: string): Promise<void> {
  await page.getByRole('button', { name: '申请延期' }).click();
  await page.locator('form button[type=submit]', { hasText: '申请延期' }).click();
  await page.getByText('请填写。').first().waitFor();
  await page.getByLabel('希望延至').fill(day);
  await page.getByLabel('原因', { exact: true }).fill(WHY);
  assert.deepEqual(await axeFindings(page), []);
  await keepPicture(page, 'time-asked');
  await page.locator('form button[type=submit]', { hasText: '申请延期' }).click();
  await page.getByText(`申请延期至 ${day}（${WHY}），等待正版化工作机构答复`).waitFor();
  assert.equal(await page.getByRole('button', { name: '申请延期' }).count(), 0, 'one request waits at a time');
}

interface Asker {
  readonly officer: Page;
  readonly day: string;
  readonly campaign: string;
}

/** The office finds it in its to-do, refuses it, is asked again, and gives the day. */
export async function answerTimeRequests({ page }: Visitor, { officer, day, campaign }: Asker): Promise<void> {
  await page.goto('/console/');
  await page.getByRole('link', { name: /单位申请延期报送，请答复/ }).click();
  await page.getByRole('row', { name: new RegExp(`${UNIT}.*${day}.*${WHY}`) }).waitFor();
  await page.getByRole('button', { name: `不同意延期：${UNIT}` }).click();
  await page.getByLabel('不同意的原因').fill('市里要求按期汇总');
  assert.deepEqual(await axeFindings(page), []);
  await keepPicture(page, 'time-requests');
  await page.locator('.reason-form').getByRole('button', { name: '不同意', exact: true }).click();
  await page.getByText(`已答复 ${UNIT}：不同意延期，截止日期不变。`).waitFor();
  await page.getByText('没有待答复的延期申请。').waitFor();

  await officer.reload();
  await officer.getByText(/已于 .* 答复：不同意。市里要求按期汇总/).waitFor();
  await keepPicture(officer, 'time-refused');
  await asksForTime(officer, day);

  await page.reload();
  await page.getByRole('button', { name: `同意延期：${UNIT}`, exact: true }).click();
  assert.equal(await page.getByLabel('新的截止日期').inputValue(), day);
  await page.getByLabel('原因', { exact: true }).fill('情况属实');
  await page.locator('form button[type=submit]', { hasText: '延长期限' }).click();
  await page.getByText(/^已延长。/).waitFor();
  await page.goto(`/console/campaigns/${campaign}`);
  await page.getByRole('row', { name: new RegExp(`${UNIT}.*延期至 ${day}：情况属实`) }).waitFor();

  await officer.reload();
  await officer.getByText(`同意：延至 ${day}。`).waitFor();
  await keepPicture(officer, 'time-given');
}
