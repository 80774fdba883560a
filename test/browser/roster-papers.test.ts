import assert from 'node:assert/strict';
import { axeFindings } from './browser.ts';
import { type Desk, openDesk } from './desk.ts';
import { keepPicture } from './pictures.ts';

const LIBRARY = '12421000MB22334456';
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');
const TABLE = Buffer.from(
  [
    '软件正版化工作责任人信息汇总表,,,',
    '序号,单位名称,分管领导,',
    ',,姓名,职务',
    '1,荆州市图书馆,钟离安,副馆长',
    '2,查无此单位,郑一鸣,局长',
  ].join('\n'),
);

describe('tables and letters of the roster', () => {
  let desk: Desk;

  before(async () => {
    desk = await openDesk();
  });

  after(() => desk.close());

  it('tries a table row by row, tells the cell of what is refused, and imports the rest', async () => {
    const visitor = await desk.visitAs(desk.one('legalization-office'), '/console/roster');
    const { page } = visitor;
    await page.getByRole('link', { name: '导入汇总表' }).click();
    await page.getByLabel('选择文件').setInputFiles({ name: '附件.doc', mimeType: '', buffer: TABLE });
    await page.getByText('请选择 XLSX 或 CSV 文件。').waitFor();
    await page.getByLabel('选择文件').setInputFiles({ name: '附件1.csv', mimeType: 'text/csv', buffer: TABLE });
    assert.equal(await page.getByRole('button', { name: '导入', exact: true }).isDisabled(), true);
    await page.getByRole('button', { name: '试算' }).click();
    await page.getByText(/^试算结果：.*不能导入 1 个。/).waitFor();
    await page.getByRole('row', { name: /荆州市图书馆.*新登记 分管领导（C4）：新登记/ }).waitFor();
    await page.getByRole('row', { name: /不能导入.*B5：/ }).waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'roster-import');
    await page.getByRole('button', { name: '导入', exact: true }).click();
    await page.getByText(/^已导入：新登记 1 个/).waitFor();
    await page.goto(`/console/roster/${LIBRARY}`);
    await page.locator('dd', { hasText: '钟离安' }).getByText('副馆长').waitFor();
    await visitor.leave();
  });

  it('records the letter of a person and how many of the staff have signed', async () => {
    const visitor = await desk.visitAs(desk.one('legalization-office'), `/console/roster/${LIBRARY}`);
    const { page } = visitor;
    const scan = { name: '承诺书.pdf', mimeType: 'application/pdf', buffer: PDF };
    await page.getByRole('button', { name: '登记承诺书' }).click();
    await page.locator('form button[type=submit]').click();
    await page.getByText('请上传扫描件').waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await page.getByLabel('签署人').selectOption({ label: '林书白' });
    await page.getByLabel('签署日期').fill('2026-06-01');
    await page.getByLabel(/^扫描件/).setInputFiles(scan);
    await page.getByText('已上传 1 份').waitFor();
    await page.locator('form button[type=submit]').click();
    await page.getByText(/^已登记，/).waitFor();
    await page.getByRole('row', { name: /林书白 \d{4} 2026-06-01/ }).waitFor();

    await page.getByRole('button', { name: '登记承诺书' }).click();
    await page.getByLabel('签署人').selectOption({ label: '其他人员（按份数）' });
    await page.getByLabel('已签份数').fill('45');
    await page.getByLabel('应签份数').fill('48');
    await page.getByLabel(/^扫描件/).setInputFiles(scan);
    await page.getByText('已上传 1 份').waitFor();
    await keepPicture(page, 'letters-form');
    await page.locator('form button[type=submit]').click();
    await page.getByText('其他人员已签 45 份，应签 48 份').waitFor();
    await page.getByRole('heading', { name: '承诺书', exact: true }).scrollIntoViewIfNeeded();
    await keepPicture(page, 'letters');
    await visitor.leave();
  });

  it('reads in English as well', async () => {
    const look = { language: 'en' } as const;
    const visitor = await desk.visitAs(desk.one('legalization-office'), '/console/roster/import', look);
    await visitor.page.getByRole('heading', { name: 'Import the table of responsible persons' }).waitFor();
    await keepPicture(visitor.page, 'roster-import-en');
    await visitor.page.goto(`/console/roster/${LIBRARY}`);
    await visitor.page.getByRole('heading', { name: 'Commitment letters' }).scrollIntoViewIfNeeded();
    await keepPicture(visitor.page, 'letters-en');
    await visitor.leave();
  });
});
