import assert from 'node:assert/strict';
import { axeFindings } from './browser.ts';
import { type Desk, openDesk, type Visitor } from './desk.ts';
import { cell, personNamed } from './office-desk.ts';
import { keepPicture } from './pictures.ts';

describe('a unit that has said nothing of its lists', () => {
  let desk: Desk;
  let officer: Visitor;

  before(async () => {
    desk = await openDesk();
    officer = await desk.visitAs(personNamed(desk, '周予安'), '/console/filings');
  });

  after(() => desk.close());

  it('finds its cells empty instead of nought, and reads why', async () => {
    const { page } = officer;
    await page.getByRole('link', { name: /软件使用情况统计（附件2）/ }).click();
    await page.getByText('台账完整性声明（6 类未声明）').waitFor();
    for (const name of ['unit.desktops', 'office.installed', 'osServer.installed']) {
      assert.equal(await cell(page, name).inputValue(), '');
    }
    await page.getByText('系统暂不能取数的栏').click();
    await page.getByText(/台式机：系统无数。本单位未声明截至 .* 的计算机台账是否完整/).waitFor();
  });

  it('states by kind what there is; what the register contradicts is refused at its place', async () => {
    const { page } = officer;
    await page.getByText('台账完整性声明（6 类未声明）').click();
    await page.getByRole('button', { name: '声明（截至今天）' }).click();
    await page.getByText('请先选择要声明的类别。').waitFor();
    await page.getByLabel('计算机', { exact: true }).selectOption({ label: '没有' });
    await page.getByLabel('服务器操作系统').selectOption({ label: '没有' });
    await page.getByRole('button', { name: '声明（截至今天）' }).click();
    await page.getByText(/^台账中已有此类，不能声明为“没有”/).waitFor();
    await page.getByLabel('计算机', { exact: true }).selectOption({ label: '已全部登记' });
    await page.getByRole('button', { name: '声明（截至今天）' }).click();
    await page.getByText(/^已声明 2 类，截至/).waitFor();
    await page.getByText('台账完整性声明（4 类未声明）').waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'stated-lists');
    // What was counted for this form stays as it was.
    assert.equal(await cell(page, 'unit.desktops').inputValue(), '');
    await officer.leave([422]);
  });
});
