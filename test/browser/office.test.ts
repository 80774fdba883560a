import assert from 'node:assert/strict';
import { until } from '../support/until.ts';
import { axeFindings } from './browser.ts';
import { type Account, type Desk, openDesk, type Visitor } from './desk.ts';
import { answerTimeRequests, asksForTime } from './more-time.ts';
import {
  answerOnPaper,
  attachScan,
  cell,
  chooseCells,
  DUE,
  dayFromNow,
  fillFromTable,
  focused,
  HOSPITAL,
  openFromDesk,
  PDF,
  paste,
  personNamed,
  planWithoutMoney,
  readAboutTheSheet,
  readAfterClose,
  readChanges,
  readToSign,
  readToSignInEnglish,
  SERVICES,
  sayWhoSigns,
  sendToSign,
  settle,
  sign,
  strayAddress,
  typeWhileTheGateIsAway,
} from './office-desk.ts';
import { closeCampaign, giveDraftUp, launchCampaign, printSummary, recall } from './office-launch.ts';
import { keepPicture } from './pictures.ts';

const [AGAIN, LATER] = [dayFromNow(20), dayFromNow(50)];
/** The day that the hospital is given. */
const AGAIN_AFTER = dayFromNow(40);

describe('the legalization office and the units that it asks', () => {
  let desk: Desk;
  const named = (name: string): Account => personNamed(desk, name);
  let office: Visitor;
  let second: Visitor;
  let officer: Visitor;
  let approver: Visitor;
  let campaign = '';

  before(async () => {
    desk = await openDesk();
    office = await desk.visitAs(named('顾安然'), '/console/campaigns');
    second = await desk.visitAs(named('裴行舟'), '/console/');
    officer = await desk.visitAs(named('汪若水'), '/console/filings');
    approver = await desk.visitAs(named('苏木'), '/console/proposals');
  });

  after(() => desk.close());

  it('sees whom a campaign would ask before anything happens, and two people launch it', async () => {
    campaign = await launchCampaign(office, second);
  });

  it('is filled in like a sheet, pasted from Excel, kept while it is typed, and checked cell by cell', async () => {
    const { page } = officer;
    await page.reload();
    await page
      .getByRole('row', { name: new RegExp(`2026 年软件使用情况统计 荆州市滨江医院 ${DUE} 剩 \\d+ 天 待报送`) })
      .waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'office-own');
    await page.getByRole('link', { name: '2026 年软件使用情况统计' }).click();
    await page.getByText(/^\d+ 栏已按系统数据预填（标有“系统”），请核对，并填写其余各栏。$/).waitFor();
    assert.equal(await page.getByText('尚未填写').count(), 0);
    await readAboutTheSheet(page);
    // From cell to cell by the keyboard, computed ones passed over.
    await cell(page, 'unit.servers').fill('0');
    await page.keyboard.press('Enter');
    await page.keyboard.type('13');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.type('0');
    await cell(page, 'office.genuine').focus();
    await page.keyboard.press('ArrowLeft');
    assert.equal(await focused(page), 'cell-office.installed');
    await page.keyboard.press('ArrowDown');
    assert.equal(await focused(page), 'cell-antivirusClient.installed');

    await cell(page, 'osClient.installed').focus();
    await paste(page, '13\t13\n0\t0\n13\t14\n13\t13\n0\tabc');
    await page.getByText('已填入 10 格。').waitFor();
    assert.equal(await cell(page, 'office.genuine').inputValue(), '14');
    await page.getByText('杀毒软件（服务器）正版数：不是整数，未保存。').waitFor();
    await cell(page, 'antivirusServer.genuine').fill('0');
    await page.getByRole('button', { name: '校验' }).click();
    await page.getByText('办公软件正版数 14 大于安装数 13。').waitFor();
    await keepPicture(page, 'office-checked');
    assert.deepEqual(await axeFindings(page), []);

    await cell(page, 'office.genuine').fill('11');
    await page.locator('[data-saving=saved]').waitFor();
    await page.locator('tr', { hasText: '办公软件' }).getByText('84.62').waitFor();
    await page.reload();
    await fillFromTable(page);
  });

  it('is asked more time for, which the office refuses with its reason, and gives when it is asked again', async () => {
    await asksForTime(officer.page, AGAIN_AFTER);
    await answerTimeRequests(office, { officer: officer.page, day: AGAIN_AFTER, campaign });
  });

  it('loses nothing where a second page typed meanwhile, and says so', async () => {
    await officer.page.locator('[data-saving=saved]').waitFor();
    const other = await desk.visitAs(named('汪若水'), `/console/filings/${campaign}?reporter=${HOSPITAL}`);
    const saving = other.page.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.ok());
    await cell(other.page, 'unit.staff').fill('870');
    await saving;
    const { page } = officer;
    await cell(page, 'unit.computerUsers').fill('800');
    await page.getByText(/您在另一个窗口也修改了这份草稿/).waitFor();
    assert.equal(await cell(page, 'unit.staff').inputValue(), '870');
    await typeWhileTheGateIsAway(desk, page);
    await other.leave();
  });

  it('is not handed on from a page that has not read the newest draft, until it has', async () => {
    const { page } = officer;
    await page.locator('[data-saving=saved]').waitFor();
    const other = await desk.visitAs(named('汪若水'), `/console/filings/${campaign}?reporter=${HOSPITAL}`);
    const saving = other.page.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.ok());
    await cell(other.page, 'unit.staff').fill('861');
    await saving;
    await page.getByRole('button', { name: '送审批人签署' }).click();
    await page.locator('.refusal', { hasText: /^草稿已被他人更新，请重新读取。$/ }).waitFor();
    await page.getByRole('button', { name: '重新读取草稿' }).click();
    await until('the page has the newer draft', async () => (await cell(page, 'unit.staff').inputValue()) === '861');
    await other.leave();
  });

  it('says which cells differ without a reason, and leads to them', async () => {
    const english = await desk.visitAs(named('汪若水'), `/console/filings/${campaign}?reporter=${HOSPITAL}`, {
      language: 'en',
    });
    await english.page.getByText(/from the gate without a reason/).waitFor();
    await english.page
      .locator('.filing-bar')
      .getByRole('button', { name: /^Go to:/ })
      .click();
    assert.match(await english.page.evaluate<string>('document.activeElement.name'), /^reason-/);
    await english.leave();
  });

  it('is handed to the approver with its scan, who reads the sheet and files it by a signature', async () => {
    await strayAddress(officer.page, campaign);
    await attachScan(officer.page);
    await planWithoutMoney(officer.page);
    await settle(officer.page);
    await sayWhoSigns(desk, officer.page, campaign);
    const path = await sendToSign(officer.page);
    const { page } = approver;
    await page.goto('/console/proposals');
    await page.getByRole('row', { name: new RegExp(`报送报表.*荆州市滨江医院.*${AGAIN_AFTER} 报送截止`) }).waitFor();
    await page.goto(path);
    await page.getByText(/荆州市滨江医院.*报送“软件使用情况统计表”，报送任务：2026 年软件使用情况统计/).waitFor();
    await page.getByText(`报送截止日 ${AGAIN_AFTER}：签署后才算报送，截止日后签署即为逾期。`).waitFor();
    await readToSign(page);
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'office-to-sign');
    await readToSignInEnglish(await desk.visitAs(named('苏木'), path, { language: 'en' }));
    await sign(officer.page, approver, /^已送签，还需签署：单位审批人。/);
    await page.getByText(/^已报送。 存证序号 \d+$/).waitFor();
    await officer.page.reload();
    await officer.page.getByText('已报送，待审核').waitFor();
    assert.deepEqual(await axeFindings(officer.page), []);
    await keepPicture(officer.page, 'office-filed');
  });

  it('is returned by a cell, filed again, and accepted with what has to be put right', async () => {
    const { page } = office;
    await openFromDesk(page, campaign);
    await chooseCells(page);
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'office-return');
    await page.getByLabel(/^重报期限/).fill(AGAIN);
    await page.getByRole('button', { name: '退回单位' }).click();
    await page.getByText(`已退回，单位须于 ${AGAIN} 前重报。`).waitFor();
    await page.getByText('下一份待审核：').waitFor();

    const own = officer.page;
    await own.goto(`/console/filings/${campaign}?reporter=${HOSPITAL}`);
    await own.getByText('办公软件正版数：退回，与授权台账不符，少 1 套').waitFor();
    await keepPicture(own, 'office-returned');
    await cell(own, 'office.genuine').fill('12');
    await own.getByText('92.31').first().waitFor();
    await settle(own);
    await own.getByRole('button', { name: '送审批人签署' }).click();
    await sign(own, approver, /^已送签/);

    await page.goto(`/console/filed?state=filed&campaign=${campaign}`);
    await page.getByRole('link', { name: /荆州市滨江医院/ }).click();
    await page.getByLabel('版次记录').selectOption('1');
    await page.getByText('正在查看第 1 版，内容已冻结。').waitFor();
    await page.getByLabel('版次记录').selectOption('2');
    await readChanges(page);
    await page.getByLabel('审核意见（可不填）').fill('已核对');
    await page.getByRole('button', { name: '审核通过' }).click();
    await page.getByText('已审核通过。').waitFor();
    await keepPicture(page, 'office-accepted');
    await page.locator('.notice a').first().click();
    await page.getByText('整改中').waitFor();
  });

  it('is put right by the unit with a proof, which another person judges', async () => {
    const { page } = officer;
    await page.goto(`/console/matters?awaits=owner&agencyCode=${HOSPITAL}`);
    await page.locator('.table tbody a').first().click();
    await page.getByRole('button', { name: '答复整改情况' }).click();
    await page.getByLabel('整改情况').fill('已补购 1 套授权');
    await page.getByRole('button', { name: '提交' }).click();
    await page.getByText('请上传至少一份证明。').waitFor();
    await page.getByLabel(/^整改证明/).setInputFiles({ name: '发票.pdf', mimeType: 'application/pdf', buffer: PDF });
    await page.getByText('已上传 1 份').waitFor();
    await page.getByRole('button', { name: '提交' }).click();
    await page.getByText(/^已提请，还需签署：单位审批人。/).waitFor();
    await page.reload();
    await page.getByText(/提交的答复正在等待签署/).waitFor();
    await keepPicture(page, 'office-answer-awaited');
    assert.deepEqual(await axeFindings(page), []);
    await sign(page, approver, /提交的答复正在等待签署/);
    await keepPicture(approver.page, 'office-answer-signed');
    await page.reload();
    await page.getByText('已答复，待核销').waitFor();

    await office.page.goto(`/console/matters?awaits=office&agencyCode=${HOSPITAL}`);
    await office.page.locator('.table tbody a').first().click();
    await office.page
      .getByRole('region', { name: '台账情况' })
      .getByRole('row', { name: /^办公软件正版/ })
      .waitFor();
    await keepPicture(office.page, 'office-matter-register');
    await office.page.getByRole('button', { name: '核销' }).click();
    await office.page.getByLabel('核销意见').fill('属实');
    await office.page.getByRole('button', { name: '提交' }).click();
    await office.page.getByText(/已核销 · 已整改/).waitFor();
    await keepPicture(office.page, 'office-matter');

    await office.page.goto('/console/matters/new');
    await office.page.getByLabel('事项').fill('2 台计算机未登记');
    await office.page.getByLabel(/^责任单位/).fill(HOSPITAL);
    await office.page.getByLabel('整改期限').fill(DUE);
    await office.page.getByRole('button', { name: '登记' }).click();
    await answerOnPaper(office, second);
    await office.page.getByRole('button', { name: '作废' }).click();
    await office.page.getByLabel('作废原因').fill('重复登记');
    await office.page.locator('.reason-form button').click();
    await sign(office.page, second, /^已提请/);
  });

  it('sums up, leads to the units of a region, and gives all of it as a table', async () => {
    const { page } = office;
    await page.goto(`/console/campaigns/${campaign}/sums`);
    await page.getByText(/汇总 1 份报表.*右侧的列请左右滚动查看/).waitFor();
    assert.equal(await page.getByLabel('汇总口径').getByText('关闭时的报表').count(), 0);
    await page.getByRole('row', { name: /^合计 4 1/ }).waitFor();
    await page.getByRole('columnheader', { name: '办公软件正版数' }).waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'office-sums');
    await printSummary(page);
    await page.locator('.table tbody a').first().click();
    await page.getByRole('link', { name: '荆州市滨江医院' }).waitFor();
  });

  it('gives units more time, excuses them, asks another one, and closes', async () => {
    const { page } = office;
    await page.goto(`/console/campaigns/${campaign}`);
    await page.getByText('25.00%').first().waitFor();
    await page.getByLabel('选择 荆州市滨江实验学校').check();
    await page.getByRole('button', { name: '延长期限' }).click();
    await page.getByLabel('新的截止日期').fill(LATER);
    await page.getByLabel('原因').fill('机房进水，设备清点延后');
    await page.locator('form button[type=submit]', { hasText: '延长期限' }).click();
    await page.getByText(/^已延长。/).waitFor();
    await page.getByRole('row', { name: new RegExp(`荆州市滨江实验学校.*延期至 ${LATER}`) }).waitFor();
    await keepPicture(page, 'office-campaign');
    assert.deepEqual(await axeFindings(page), []);

    await page.getByLabel('选择 荆州市图书馆').check();
    await page.getByRole('button', { name: '免予报送' }).click();
    await page.getByLabel('免报原因').selectOption('exempt');
    await page.getByLabel('原因', { exact: true }).fill('由主管单位一并报送');
    await page.locator('form button[type=submit]', { hasText: '免予报送' }).click();
    await page.getByText('已免予报送。').waitFor();

    await page.getByRole('button', { name: '补充单位' }).click();
    await page.getByLabel(/^单位（名称/).fill('荆州市审计局');
    await page.getByLabel(/^截止日期/).fill(DUE);
    await page.getByLabel('原因', { exact: true }).fill('新设立单位');
    await page.locator('form button[type=submit]', { hasText: '补充单位' }).click();
    await page.getByText('已补充。').waitFor();

    await page.getByRole('button', { name: '由承继单位代报' }).click();
    await page.getByLabel(/^被合并单位/).fill(SERVICES);
    await page.getByLabel(/^承继单位/).fill(HOSPITAL);
    await page.getByLabel('合并生效日').fill(dayFromNow(-3));
    await page.getByLabel('原因', { exact: true }).fill('机构合并');
    await page.locator('form button[type=submit]', { hasText: '由承继单位代报' }).click();
    await page.getByText('已改由承继单位代报。').waitFor();

    await closeCampaign(office, second, campaign);
    await readAfterClose(page, campaign);
    await page.goto(`/console/campaigns/${campaign}/sums?basis=closed`);
    await page.getByText(/汇总 1 份报表/).waitFor();
  });

  it('recalls what should not have been launched: it sees what that undoes, and a second person signs', () =>
    recall(office, second, campaign));

  it('gives a draft up, and reads the forms', () => giveDraftUp(office));

  it('made no browser complain', async () => {
    await officer.leave([400, 403, 404, 409, 412, 422]);
    await approver.leave();
    await second.leave();
    await office.leave([422]);
  });
});
