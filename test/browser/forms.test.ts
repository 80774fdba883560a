import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { axeFindings } from './browser.ts';
import { type Desk, openDesk, type Visitor } from './desk.ts';
import { personNamed, sign } from './office-desk.ts';
import { keepPicture } from './pictures.ts';

interface Cell {
  readonly id: string;
  readonly type?: string;
  readonly compute?: object;
  readonly [more: string]: unknown;
}

const cell = (id: string, zh: string, en: string, more: object = {}): Cell => ({
  ...{ id, type: 'count', title: { 'zh-CN': zh, en }, unit: { 'zh-CN': '台', en: 'devices' }, sum: 'add' },
  ...more,
});

/** A small form, as an office writes one. */
function form(revision: number, cells: readonly Cell[]): object {
  const [first] = cells;
  return {
    ...{ schema: 'gate-form/1', id: 'printers-counted', revision, reporters: ['agency'] },
    title: { 'zh-CN': '打印机清点表', en: 'Printers counted' },
    sections: [
      {
        ...{ id: 'counted', by: 'agency', layout: 'list', title: { 'zh-CN': '清点', en: 'Count' } },
        cells: cells.map(({ id }) => id),
      },
    ],
    cells,
    ...{ checks: [], opens: [] },
    print: { orientation: 'portrait', signatures: [{ 'zh-CN': '填表人', en: 'Filled in by' }] },
    tests: [{ says: 'nothing is missing', cells: { [String(first?.id)]: 7 }, expect: { checks: [], missing: [] } }],
  };
}

const LASER = cell('printers.laser', '激光打印机', 'laser printers', { required: true });
const INK = cell('printers.ink', '喷墨打印机', 'ink printers');

/** Whoever signs reads what the form is, what is new in it, what it asks, and whether its tests pass. */
async function readProposal(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.getByText(/提请发布表样：“打印机清点表”第 2 版，适用于.*荆州市 421000及其以下地区。/).waitFor();
  await page.getByRole('heading', { name: '与第 1 版相比' }).waitFor();
  await page.getByText('修改栏目“printers.laser”（激光机）：名称').waitFor();
  await page.getByText('✔ 已重新检查，自带的 1 项测试全部通过。').waitFor();
  await page.getByRole('row', { name: /激光机.*整数.*台.*必填.*各单位相加/ }).waitFor();
  await page.getByText('nothing is missing').first().waitFor();
  assert.equal(await page.locator('pre').isVisible(), false);
  assert.deepEqual(await axeFindings(page), []);
  await keepPicture(page, 'forms-proposal');
}

describe('forms that an office publishes', () => {
  let desk: Desk;
  let office: Visitor;
  let second: Visitor;

  before(async () => {
    desk = await openDesk();
    office = await desk.visitAs(personNamed(desk, '顾安然'), '/console/forms');
    second = await desk.visitAs(personNamed(desk, '裴行舟'), '/console/');
  });

  after(() => desk.close());

  const check = async (text: string): Promise<void> => {
    await office.page.getByLabel('表样内容').fill(text);
    await office.page.getByRole('button', { name: '检查', exact: true }).click();
  };

  it('are checked first, and told in words what is wrong at which place', async () => {
    const { page } = office;
    await page.getByRole('link', { name: '检查和发布表样' }).click();
    await check('{ "schema": ');
    await page.getByText(/^不是完整的 JSON/).waitFor();
    const wrong = cell('printers.all', '合计', 'in all', { compute: { sum: ['printers.none'] } });
    await check(JSON.stringify(form(1, [LASER, wrong])));
    await page.getByText(/^有 \d+ 处须修改：/).waitFor();
    await page
      .getByText(/^栏目“printers.all”（合计） · 计算方法/)
      .first()
      .waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'forms-faults');
  });

  it('are published by two people, for a region and below', async () => {
    const { page } = office;
    const file = Buffer.from(JSON.stringify(form(1, [LASER]), null, 2));
    const chosen = { name: 'printers-counted.json', mimeType: 'application/json', buffer: file };
    await page.getByLabel('表样文件（JSON）').setInputFiles(chosen);
    await page.waitForFunction('document.querySelector("[name=document]").value.includes("printers.laser")');
    await page.getByRole('button', { name: '检查', exact: true }).click();
    await page.getByText('检查通过：printers-counted@1，自带的 1 项测试全部通过。').waitFor();
    await page.getByText('这是该表样的第一版。').waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'forms-passed');
    const region = page.getByLabel(/^适用地区/);
    await region.fill('荆州');
    await page.getByRole('button', { name: '提请发布' }).click();
    await page.getByText('请填写地区名称或六位代码').waitFor();
    await region.fill('荆州市');
    await page.locator('.form-field p', { hasText: /^湖北省荆州市$/ }).waitFor();
    await page.getByRole('button', { name: '提请发布', exact: true }).click();
    const warned = page.getByText(/^将提请发布 printers-counted@1，适用于.*荆州市 421000及其以下。.*也不能撤回/);
    await warned.waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'forms-sure');
    await page.getByRole('button', { name: '返回修改' }).click();
    assert.equal(await warned.count(), 0);
    await page.getByRole('button', { name: '提请发布', exact: true }).click();
    await page.getByRole('button', { name: '确认提请发布' }).click();
    await sign(page, second, /^已提请，还需签署：正版化工作机构。/);
  });

  it('say in words what a revision changes', async () => {
    const { page } = office;
    await check(JSON.stringify(form(2, [{ ...LASER, title: { 'zh-CN': '激光机', en: 'lasers' } }, INK])));
    await page.getByRole('heading', { name: '与 printers-counted@1 相比：' }).waitFor();
    await page.getByText('新增栏目“printers.ink”（喷墨打印机）').waitFor();
    await page.getByText('修改栏目“printers.laser”（激光机）：名称').waitFor();
    await page.getByText('修改分表“counted”（清点）：栏目').waitFor();
    await keepPicture(page, 'forms-changes');
    await page.getByRole('button', { name: '提请发布', exact: true }).click();
    await page.getByRole('button', { name: '确认提请发布' }).click();
    const notice = page.locator('.notice', { hasText: '已提请，还需签署' });
    const path = (await notice.getByRole('link').getAttribute('href')) ?? '';
    await readProposal(second.page, path);
    const reader = await desk.visitAs(personNamed(desk, '裴行舟'), path, { language: 'en' });
    await reader.page.getByText(/proposes: Publish a form\. “Printers counted”, revision 2, for .+421000/).waitFor();
    await reader.page.getByText('Changed: cell “printers.laser” (lasers): title').waitFor();
    await reader.page.getByText('✔ Checked again: the one test inside passed.').waitFor();
    await keepPicture(reader.page, 'forms-proposal-en');
    await reader.leave();
    const english = await desk.visitAs(personNamed(desk, '顾安然'), '/console/forms/new', { language: 'en' });
    await english.page.getByLabel('What it says').fill(JSON.stringify(form(2, [LASER, INK])));
    await english.page.getByRole('button', { name: 'Check', exact: true }).click();
    await english.page.getByText('New: cell “printers.ink” (ink printers)').waitFor();
    await keepPicture(english.page, 'forms-changes-en');
    await english.leave();
  });

  it('are withdrawn by two people, and asked for no more', async () => {
    const { page } = office;
    await page.goto('/console/forms/printers-counted?revision=1');
    await page.getByText('停用本版').click();
    await page.getByLabel('停用原因').fill('栏目有误，待发布第2版');
    await page.getByRole('button', { name: '提请停用' }).click();
    await sign(page, second, /^已提请，还需签署：正版化工作机构。/);
    await page.reload();
    await page.getByText(/^本版已于 .* 停用，不能再用于发起报送任务/).waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'forms-withdrawn');
    await page.goto('/console/forms');
    await page.getByRole('row', { name: /打印机清点表.*停用/ }).waitFor();
    await keepPicture(page, 'forms-list');
    await page.goto('/console/campaigns/new');
    await page.getByLabel('表样').locator('option', { hasText: 'software-use@1' }).waitFor({ state: 'attached' });
    assert.equal(await page.getByLabel('表样').locator('option', { hasText: 'printers-counted@1' }).count(), 0);
  });

  it('made no browser complain', async () => {
    await second.leave();
    await office.leave();
  });
});
