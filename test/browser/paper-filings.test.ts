import assert from 'node:assert/strict';
import { axeFindings } from './browser.ts';
import { type Desk, openDesk, type Visitor } from './desk.ts';
import { cell, dayFromNow, PDF, paste, personNamed, sign } from './office-desk.ts';
import { keepPicture } from './pictures.ts';

const TOWN = '1142102201140377X8';
const TOWN_NAME = '公安县斗湖堤镇人民政府';

describe('a unit that files on paper', () => {
  let desk: Desk;
  let office: Visitor;
  let second: Visitor;
  let campaign = '';

  before(async () => {
    desk = await openDesk();
    office = await desk.visitAs(personNamed(desk, '顾安然'), '/console/campaigns?state=open');
    second = await desk.visitAs(personNamed(desk, '裴行舟'), '/console/');
  });

  after(() => desk.close());

  it('has its stamped form typed in by the office, which is told what is missing', async () => {
    const { page } = office;
    await page.getByRole('link', { name: /软件使用情况统计（附件2）/ }).click();
    await page.getByRole('link', { name: `登记纸质报表：${TOWN_NAME}` }).click();
    campaign = /cmp_\w+/.exec(page.url())?.[0] ?? '';
    await page.getByRole('heading', { name: `登记纸质报表：${TOWN_NAME}` }).waitFor();
    // What the gate has counted is not what the paper says.
    assert.equal(await cell(page, 'office.installed').inputValue(), '');
    await page.getByRole('button', { name: '提请登记' }).click();
    await page.getByText('请附上盖章报表的扫描件。').waitFor();
    await page.getByText('请填写收到纸质报表的日期，例如 2026-12-31。').waitFor();
    await page
      .locator('.filing-bar')
      .getByText(/还有 \d+ 处需要处理/)
      .waitFor();
    await page
      .locator('.filing-bar')
      .getByRole('button', { name: /^前往：/ })
      .click();
    assert.match(await page.evaluate<string>('document.activeElement.id'), /^cell-unit\./);
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'paper-empty');
  });

  it('says when it came in, who signed it, and brings its scan; nothing is lost on the way', async () => {
    const { page } = office;
    await cell(page, 'unit.servers').fill('0');
    await cell(page, 'unit.desktops').fill('9');
    await cell(page, 'unit.laptops').fill('0');
    await cell(page, 'osClient.installed').focus();
    await paste(page, '9\t9\n0\t0\n9\t8\n9\t9\n0\t0');
    await page
      .getByRole('row', { name: /办公软件/ })
      .getByText('88.89')
      .waitFor();

    await page.getByRole('link', { name: '报送任务', exact: true }).last().click();
    await page.goBack();
    assert.equal(await cell(page, 'unit.desktops').inputValue(), '9');
    await page
      .getByRole('row', { name: /办公软件/ })
      .getByText('88.89')
      .waitFor();
    for (const field of await page.locator('input[name^="reason-"]').all()) await field.fill('纸面注明：含借用设备');
    for (const box of await page.locator('.sheet-notes input[type=checkbox]').all()) await box.check();

    await page.getByLabel('收到日期').fill(dayFromNow(1));
    await page.getByLabel('在报表上签字的负责人').selectOption('贺开平 · 镇长');
    const scan = { name: '盖章报表.pdf', mimeType: 'application/pdf', buffer: PDF };
    await page.getByLabel('盖章报表扫描件').setInputFiles(scan);
    await page.getByText('已附 1 份').waitFor();
    await page.getByText(/^可签署（正版化工作机构）：.*裴行舟/).waitFor();
    await page.getByRole('button', { name: '提请登记' }).click();
    await page.getByText('收到日期应在发起报送任务之日与今天之间。').first().waitFor();
    await page.getByLabel('收到日期').fill(dayFromNow(0));
    await page.getByLabel('收到日期').scrollIntoViewIfNeeded();
    await keepPicture(page, 'paper-typed');
    const english = await desk.visitAs(
      personNamed(desk, '裴行舟'),
      `/console/campaigns/${campaign}/paper?reporter=${TOWN}`,
      { language: 'en' },
    );
    await english.page.getByRole('heading', { name: /A form on paper/ }).waitFor();
    await english.page.getByText(/Type what the stamped paper says/).waitFor();
    await keepPicture(english.page, 'paper-en');
    await english.leave();
    await page.getByRole('button', { name: '提请登记' }).click();
    await page.getByText(/^已提请登记，还需签署：正版化工作机构。/).waitFor();
  });

  it('is accepted when a second person signs, who reads what it opens, and every list says that it came on paper', async () => {
    const { page } = office;
    const path = await page.locator('.notice').getByRole('link').first().getAttribute('href');
    await second.page.goto(path ?? '');
    await second.page.getByText(`纸质报表于 ${dayFromNow(0)} 收到。`).waitFor();
    await second.page.getByText('附件 1').waitFor();
    await second.page.getByText('正版化工作机构签署即审核通过，同时登记 1 项整改事项：').waitFor();
    assert.deepEqual(await axeFindings(second.page), []);
    await keepPicture(second.page, 'paper-to-sign');
    await sign(page, second, /^已提请登记/);

    await page.goto(`/console/campaigns/${campaign}/paper?reporter=${TOWN}`);
    await page.getByText('该单位已报送。如须重报，请先退回。').waitFor();
    await page.getByRole('link', { name: '查看报表' }).click();
    await page.getByText(`纸质报表，${dayFromNow(0)} 收到`).waitFor();
    await page.goto(`/console/campaigns/${campaign}`);
    await page.getByRole('row', { name: new RegExp(`${TOWN_NAME} 已通过 按期 .*纸质报送`) }).waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'paper-units');
    await page.goto(`/console/filed?campaign=${campaign}`);
    await page.getByRole('row', { name: new RegExp(`${TOWN_NAME}.*纸质报送`) }).waitFor();
    await keepPicture(page, 'paper-filed');
    await page.goto('/console/matters');
    await page.getByRole('row', { name: new RegExp(`${TOWN_NAME}.*整改中`) }).waitFor();
  });

  it('made no browser complain', async () => {
    await second.leave();
    await office.leave([422]);
  });
});
