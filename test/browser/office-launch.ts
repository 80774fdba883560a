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
  assert.equal(await page.evaluate<string>('document.activeElement.name'), 'titleZh');
  assert.deepEqual(await axeFindings(page), []);
  await page.getByLabel('名称（中文）').fill('2026 年软件使用情况统计');
  await page.getByLabel('名称（英文，可不填）').fill('Software use in 2026');
  await page.getByLabel('表样').selectOption('software-use@1');
  await page.getByLabel('依据文件，每行一个').fill('2024');
  await page.getByLabel('接收单位').fill('荆州市文化和旅游局');
  await page.locator('.form-field p', { hasText: '荆州市文化和旅游局' }).waitFor();
  await page.getByLabel('系统数据截至日').fill(COUNTED);
  await page.getByLabel('报送截止日').fill(DUE.replaceAll('-', ''));
  await page.getByLabel(/^发起地区/).fill('荆州市');
  await page.getByLabel(/^地区名称/).fill('荆州市 公安县');
  await page.getByText('湖北省荆州市、湖北省荆州市公安县').waitFor();
  await page.getByLabel(/^地区名称/).fill('');
  await page.getByLabel(/^另加单位/).fill([HOSPITAL, SCHOOL, LIBRARY].join('\n'));
  await leaveOut(page);
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
  await page.getByText(/^发起后名称、表样、依据文件/).waitFor();
  await keepPicture(page, 'office-launch');
  await page.getByLabel('发起说明').fill('按年度工作方案发起');
  await page.getByRole('button', { name: '提请发起' }).click();
  await page.getByText(/^已提请，还需签署：正版化工作机构。/).waitFor();
  await isProposedOnce(page);
  await readsLaunch(second, page);
  await sign(page, second, /^发起已提请，还需签署：正版化工作机构。/);

  await page.goto('/console/campaigns?state=open');
  await page.getByRole('link', { name: '2026 年软件使用情况统计' }).click();
  const campaign = /cmp_\w+/.exec(page.url())?.[0] ?? '';
  await page.getByRole('row', { name: new RegExp(`荆州市滨江医院 待报送 未到期 ${DUE}`) }).waitFor();
  await page
    .getByText(`截止日 ${DUE} 过后，仍未报送的单位可在此打印催报通知，逐个或全部；到期前不出催报通知。`)
    .waitFor();
  await keepPicture(page, 'office-before-its-day');
  await printed(page, '报送情况表（PDF）');
  return campaign;
}

/** Opened again, the draft and the list say that its launch waits, and nobody is offered to propose it once more. */
async function isProposedOnce(page: Page): Promise<void> {
  const draft = page.url();
  await page.reload();
  await page.getByText('发起已提请，还需签署：正版化工作机构。').waitFor();
  await page.getByRole('button', { name: '试算报送单位' }).click();
  await page.getByText('将要求 4 个单位报送：').first().waitFor();
  assert.equal(await page.getByRole('button', { name: '提请发起' }).count(), 0);
  await page.goto('/console/campaigns');
  await page.getByRole('row', { name: /2026 年软件使用情况统计.*草稿 发起待签署/ }).waitFor();
  assert.deepEqual(await axeFindings(page), []);
  await keepPicture(page, 'office-launch-listed');
  await page.goto(draft);
}

/** What stands in requests and answers of programs, and says nothing to a person. */
const RAW = /cmp_|asOfOn|as of on|gating|needsReasons|party-government|dueOn/i;
const RAW_IN_CHINESE = /\b(survey|draft|open|except|kinds|missing|grade|silent)\b/;

/** Who signs reads which campaign it is, which units it asks, and by when. */
async function readsLaunch({ page: signer }: Visitor, page: Page): Promise<void> {
  const path = await page.locator('.notice').getByRole('link').getAttribute('href');
  await signer.goto(path ?? '');
  const told = signer.locator('.proposal-sentence', { hasText: '要求 4 个单位报送。' });
  await told.getByText('“2026 年软件使用情况统计”，表样“软件使用情况统计表”').waitFor();
  assert.match((await told.textContent()) ?? '', new RegExp(`，${DUE} 截止报送。.*说明：按年度工作方案发起`));
  await signer.getByRole('row', { name: /荆州市滨江医院 \S+ 市级/ }).waitFor();
  await saysNothingRaw(signer);
  await signer.locator('[data-digest=same]').waitFor();
  assert.deepEqual(await axeFindings(signer), []);
  await keepPicture(signer, 'office-launch-to-sign');
  await signer.getByRole('button', { name: 'English' }).click();
  await signer.getByText(/proposes: Launch a campaign\. “Software use in 2026” with the form/).waitFor();
  await signer.getByText(/It asks 4 agencies\./).waitFor();
  await saysNothingRaw(signer, false);
  await keepPicture(signer, 'office-launch-to-sign-en');
  await signer.getByRole('button', { name: '简体中文' }).click();
}

async function saysNothingRaw(page: Page, isChinese = true): Promise<void> {
  // biome-ignore lint/performance/useDomNodeTextContent: only what is visible is read.
  const shown = await page.locator('main').innerText();
  assert.doesNotMatch(shown, RAW);
  if (isChinese) assert.doesNotMatch(shown, RAW_IN_CHINESE);
}

/** Two people close it; the one who signs reads who has filed, and who still has time. */
export async function closeCampaign(office: Visitor, second: Visitor, campaign: string): Promise<void> {
  const { page } = office;
  await page.getByRole('button', { name: '关闭报送任务' }).click();
  await page.getByText(/^还有 \d+ 个应报单位没有报送，其中 \d+ 个期限未到。/).waitFor();
  await keepPicture(page, 'office-close-early');
  await page.getByLabel('原因', { exact: true }).fill('报送工作结束');
  await page.locator('.reason-form button', { hasText: '关闭报送任务' }).click();
  await page.getByText('关闭已提请，还需签署：正版化工作机构。').waitFor();
  await page.reload();
  const notice = page.locator('.notice', { hasText: /^关闭已提请/ });
  const path = (await notice.getByRole('link').getAttribute('href')) ?? '';
  assert.equal(await page.getByRole('button', { name: '关闭报送任务' }).count(), 0);

  const signer = second.page;
  await signer.goto(path);
  await signer.getByText('“2026 年软件使用情况统计”').first().waitFor();
  await signer.getByText(/应报 4 个单位，已报 1 个，未报 3 个。说明：报送工作结束/).waitFor();
  await signer.getByText('其中 3 个单位的期限未到。').waitFor();
  await signer.getByRole('row', { name: /荆州市滨江实验学校 \S+ 期限未到/ }).waitFor();
  await saysNothingRaw(signer);
  assert.deepEqual(await axeFindings(signer), []);
  await keepPicture(signer, 'office-close-to-sign');
  await page.goto('/console/campaigns?state=open');
  await page.getByRole('row', { name: /2026 年软件使用情况统计.*报送中 关闭待签署/ }).waitFor();
  await page.goto(`/console/campaigns/${campaign}`);
  await sign(page, second, /^关闭已提请/);
  await page.goto(`/console/campaigns/${campaign}`);
  await page.getByRole('row', { name: /荆州市滨江实验学校 未报送 未报/ }).waitFor();
}

/** Two people recall it; both read first what that undoes, and afterwards it says so. */
export async function recall(office: Visitor, second: Visitor, campaign: string): Promise<void> {
  const { page } = office;
  await page.goto(`/console/campaigns/${campaign}`);
  await page.getByText('撤回本任务', { exact: true }).click();
  await page.getByRole('button', { name: '试算撤回影响' }).click();
  await page.getByText('已报送的报表（保留可查，不再计入汇总）').waitFor();
  assert.deepEqual(await axeFindings(page), []);
  await keepPicture(page, 'office-recall');
  await page.getByLabel('撤回原因').fill('重复发起');
  await page.getByRole('button', { name: '提请撤回' }).click();
  const path = await page
    .locator('.notice', { hasText: /还需签署：正版化工作机构/ })
    .getByRole('link')
    .getAttribute('href');
  await second.page.goto(path ?? '');
  await second.page.getByRole('heading', { name: '撤回的影响' }).waitFor();
  await saysNothingRaw(second.page);
  assert.deepEqual(await axeFindings(second.page), []);
  await keepPicture(second.page, 'office-recall-to-sign');
  await page.goto(`/console/campaigns/${campaign}`);
  await sign(page, second, /^撤回已提请/);
  await page.reload();
  await page.getByText(/^该报送任务已撤回：/).waitFor();
}

/** Leaves a unit out by its name; what is no unit, and days out of order, are told at their fields. */
async function leaveOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: '增加除外单位' }).click();
  await page.getByLabel(/^除外单位 1（/).fill('没有这个单位');
  await page.getByLabel('除外单位 1 的原因').fill('牵头单位');
  await page.getByRole('button', { name: '保存草稿' }).click();
  await page.getByText('请从列表中选择单位，或填写 18 位统一社会信用代码。').waitFor();
  await page
    .getByText('只有年份或数字看不出是哪份文件，请写文件名称、文号或网址，例如 国版办函〔2017〕2号。')
    .waitFor();
  assert.equal(await page.evaluate<string>('document.activeElement.name'), 'documents');
  await page.getByLabel('依据文件，每行一个').fill('国版办函〔2017〕2号');
  await page.getByLabel(/^除外单位 1（/).fill('荆州市文化和旅游局');
  await page.locator('.left-out p', { hasText: '荆州市文化和旅游局' }).waitFor();
  await page.getByLabel('数据所属期起').fill(DUE);
  await page.getByLabel('数据所属期止').fill(COUNTED);
  await page.getByRole('button', { name: '保存草稿' }).click();
  await page.locator('.form-field', { hasText: '数据所属期' }).locator('.field-error').first().waitFor();
  assert.equal(await page.getByText('/period').count(), 0);
  await keepPicture(page, 'office-new-refused');
  await page.getByLabel('数据所属期起').fill('');
  await page.getByLabel('数据所属期止').fill('');
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
  const widths = await page.evaluate<number[]>(
    `[...document.querySelectorAll('.sums thead th')].map((head) => head.getBoundingClientRect().width)`,
  );
  assert.ok(widths.length > 50 && Math.max(...widths) <= 160, `headings break into lines: ${widths.join(', ')}`);
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出 CSV' }).click();
  assert.match((await saving).suggestedFilename(), /\.csv$/);
  const workbook = page.waitForEvent('download');
  await page.getByRole('link', { name: '导出汇总表（Excel）' }).click();
  assert.match((await workbook).suggestedFilename(), /^附件2.+（汇总）-\d{4}-\d\d-\d\d\.xlsx$/u);
  const [view] = await Promise.all([page.waitForEvent('popup'), page.getByRole('link', { name: '打印视图' }).click()]);
  await view.getByRole('heading', { name: '附件2　软件使用情况统计表（汇总）' }).waitFor();
  await view.getByText(/应报 4，已报 1/).waitFor();
  await view.close();
}
