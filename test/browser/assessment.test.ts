import assert from 'node:assert/strict';
import { FILED } from '../campaigns/assessment-support.ts';
import { axeFindings } from './browser.ts';
import { type Account, type Desk, openDesk, type Visitor } from './desk.ts';
import { dayFromNow, PDF, personNamed } from './office-desk.ts';
import { keepPicture } from './pictures.ts';

const HOSPITAL = '124210004200031280';
const CULTURE = '11421000MB1234562Q';
const ANSWERED_BY = dayFromNow(30);

describe('an assessment of units by their office', () => {
  let desk: Desk;
  const named = (name: string): Account => personNamed(desk, name);
  let office: Visitor;
  let second: Visitor;
  let approver: Visitor;
  let campaign = '';
  let filing = '';

  before(async () => {
    desk = await openDesk();
    office = await desk.visitAs(named('顾安然'), '/console/campaigns');
    second = await desk.visitAs(named('裴行舟'), '/console/');
    approver = await desk.visitAs(named('苏木'), '/console/proposals');
    await fileSheet();
  });

  after(() => desk.close());

  it('is scored by the office in its own cells, beside the own view of the unit', async () => {
    const { page } = office;
    await page.goto(`/console/filed/${filing}`);
    await page.getByRole('heading', { name: '考核评分' }).waitFor();
    await page.getByRole('row', { name: /责任制度小计 10(\.00)? 10/ }).waitFor();
    await page.getByRole('button', { name: '评分', exact: true }).click();
    await page.getByRole('button', { name: '提交评分' }).click();
    await page.getByText('请填写。').first().waitFor();
    for (const flag of await page.locator('.reason-form select[name*="."]').all())
      await flag.selectOption((await flag.getAttribute('name')) === 'veto.falseReport' ? 'false' : 'true');
    await page.getByLabel('查实的盗版软件套数').fill('1');
    await page.getByLabel('评分依据').fill('按检查记录评分');
    await page.getByLabel('选择项目').selectOption({ label: '盗版扣分' });
    await page.getByLabel('盗版扣分：原因').fill('三楼 1 台使用盗版软件');
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'assessment-score');
    await page.getByLabel(/^考评证明/).setInputFiles({ name: '检查.pdf', mimeType: 'application/pdf', buffer: PDF });
    await page.getByText('已上传 1 份').waitFor();
    await page.getByLabel(/^异议截止日/).fill(ANSWERED_BY);
    await page.getByRole('button', { name: '提交评分' }).click();
    await page.getByText(`已评分，单位可在 ${ANSWERED_BY} 前提出异议。`).waitFor();
    await page.getByRole('row', { name: /盗版扣分.*三楼 1 台使用盗版软件/ }).waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'assessment-scored');
    const saving = page.waitForEvent('download');
    await page.getByRole('link', { name: '导出评分表（Excel）' }).click();
    assert.match((await saving).suggestedFilename(), /\.xlsx$/);
  });

  it('waits in the tray of its unit, where whoever cannot answer is told that the approver does', async () => {
    const officer = await desk.visitAs(named('汪若水'), '/console/');
    for (const { page } of [officer, approver]) {
      await page.goto('/console/');
      await page.getByRole('link', { name: /考核评分，请由审批人认可或提出异议/ }).click();
      await page.getByText(`评分待审批人答复，最迟 ${ANSWERED_BY}`).waitFor();
      assert.deepEqual(await axeFindings(page), []);
    }
    await keepPicture(officer.page, 'assessment-own-filings');
    await officer.page.getByRole('link', { name: '2026 年度考核' }).click();
    await officer.page.getByText(`由本单位审批人认可评分，或最迟 ${ANSWERED_BY} 提出异议`).waitFor();
    await keepPicture(officer.page, 'assessment-unit-told');
    await officer.leave();
  });

  it('is objected to by item and with a proof, answered by a new score, and agreed to', async () => {
    const { page } = approver;
    await page.goto(`/console/filings/${campaign}?reporter=${HOSPITAL}`);
    await page.getByText(`对评分有异议的，最迟 ${ANSWERED_BY} 提出`).waitFor();
    await page.getByRole('button', { name: '提出异议' }).click();
    await page.getByLabel('异议说明').fill('该软件已有授权');
    await page.getByLabel('选择项目').selectOption({ label: '盗版扣分' });
    await page.getByRole('button', { name: '提交异议' }).click();
    await page.getByText('请逐项说明原因。').waitFor();
    await page.getByLabel('盗版扣分：原因').fill('授权书见附件');
    await page.getByLabel(/^异议证明/).setInputFiles({ name: '授权.pdf', mimeType: 'application/pdf', buffer: PDF });
    await page.getByText('已上传 1 份').waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'assessment-object');
    await page.getByRole('button', { name: '提交异议' }).click();
    await page.getByText('已提出异议，等待工作机构答复。').waitFor();

    await office.page.goto('/console/');
    await office.page.getByRole('link', { name: /单位对考核评分提出异议，请答复/ }).click();
    await office.page.getByRole('link', { name: '荆州市滨江医院' }).click();
    await office.page.getByText('盗版扣分：授权书见附件').waitFor();
    await office.page.getByRole('button', { name: '答复异议并重新评分' }).click();
    await office.page.getByLabel('查实的盗版软件套数').fill('0');
    await office.page.getByLabel('对异议的答复').fill('异议成立');
    await office.page.getByLabel('盗版扣分：原因').fill('已核实授权，不扣分');
    await office.page.getByLabel(/^异议截止日/).fill(ANSWERED_BY);
    await office.page.getByRole('button', { name: '提交评分' }).click();
    await office.page.getByText(/^已评分/).waitFor();

    await page.reload();
    await page.getByRole('button', { name: '认可评分' }).click();
    await page.getByText('已认可评分。').waitFor();
    await keepPicture(page, 'assessment-agreed');
  });

  it('is confirmed by two people among the results of all units, which are exported', async () => {
    // Who scored signs: the other one of the office proposes.
    const { page } = second;
    await page.goto(`/console/campaigns/${campaign}`);
    await page.getByRole('row', { name: /荆州市滨江医院.*单位已认可 1/ }).waitFor();
    await page.getByLabel('考核状态').selectOption({ label: '已确认' });
    await page.getByText('没有单位。').waitFor();
    await page.getByLabel('考核状态').selectOption({ label: '单位已认可' });
    await page.getByLabel('选择确认 荆州市滨江医院').check();
    await page.getByText('已选 1 个单位').waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await page.getByRole('heading', { name: '考核结果' }).scrollIntoViewIfNeeded();
    await keepPicture(page, 'assessment-results');
    await page.getByRole('button', { name: '提请确认结果' }).click();
    await page.getByText(/^已提请/).waitFor();
    await page.reload();
    await page.getByRole('row', { name: /荆州市滨江医院.*单位已认可 确认待签署 1/ }).waitFor();
    assert.equal(await page.getByLabel('选择确认 荆州市滨江医院').count(), 0);
    await page.getByRole('link', { name: '确认待签署' }).click();
    await page.waitForURL(/proposals/);
    await office.page.goto(page.url());
    await office.page.getByText(/提请确认考核结果：“2026 年度考核”，1 个单位。/).waitFor();
    await office.page.getByRole('row', { name: /荆州市滨江医院 .*单位已认可/ }).waitFor();
    assert.deepEqual(await axeFindings(office.page), []);
    await keepPicture(office.page, 'assessment-to-sign');
    await signHere(office);
    await page.goto(`/console/campaigns/${campaign}`);
    await page.getByRole('row', { name: /荆州市滨江医院.*已确认 1/ }).waitFor();
    const saving = page.waitForEvent('download');
    await page.getByRole('link', { name: '导出考核结果（Excel）' }).click();
    assert.match((await saving).suggestedFilename(), /\.xlsx$/);
    await page.goto('/console/matters');
    const ledger = page.waitForEvent('download');
    await page.getByRole('link', { name: '导出整改台账（Excel）' }).click();
    assert.match((await ledger).suggestedFilename(), /\.xlsx$/);
  });

  it('reads in English as well', async () => {
    const reader = await desk.visitAs(named('顾安然'), `/console/filed/${filing}`, { language: 'en' });
    await reader.page.getByRole('heading', { name: 'Assessment', exact: true }).waitFor();
    await keepPicture(reader.page, 'assessment-en');
    await reader.page.goto(`/console/campaigns/${campaign}`);
    await reader.page.getByRole('heading', { name: 'Results of the assessment' }).scrollIntoViewIfNeeded();
    await keepPicture(reader.page, 'assessment-results-en');
    await reader.leave();
  });

  it('made no browser complain', async () => {
    await approver.leave();
    await second.leave();
    await office.leave();
  });

  /** A sheet that is filed and accepted, as the journeys of campaigns do it with the keyboard. */
  async function fileSheet(): Promise<void> {
    const officer = await desk.visitAs(named('汪若水'), '/console/filings');
    const draft = await sent(office, 'POST', '/v1/campaigns', {
      ...{ purpose: 'assessment', title: { 'zh-CN': '2026 年度考核', en: 'Assessment of 2026' }, form: 'assessment@1' },
      ...{ documents: [], region: '421000', officeAgency: CULTURE, asOfOn: dayFromNow(-8), dueOn: ANSWERED_BY },
      ...{ period: { from: dayFromNow(-200), until: dayFromNow(-8) }, gating: false, needsReasons: false },
      ask: { regions: [], agencies: [HOSPITAL] },
    });
    campaign = draft.body.id;
    const launch = await sent(office, 'POST', `/v1/campaigns/${campaign}/launch`, { reason: '年度考核' }, draft.etag);
    await second.page.goto(`/console/proposals/${launch.body.id}`);
    await signHere(second);
    const body = { cells: FILED, acknowledged: [], reporter: HOSPITAL };
    const filed = await sent(officer, 'POST', `/v1/campaigns/${campaign}/filings`, body);
    await approver.page.goto(`/console/proposals/${filed.body.id}`);
    await signHere(approver);
    const list = await sent(office, 'GET', `/v1/filings?campaign=${campaign}`);
    filing = list.body.items[0].id;
    const read = await sent(office, 'GET', `/v1/filings/${filing}`);
    await sent(office, 'POST', `/v1/filings/${filing}/acceptance`, {}, read.etag);
    await officer.leave();
  }

  async function signHere({ page }: Visitor): Promise<void> {
    await page.locator('[data-digest=same]').waitFor();
    await page.getByRole('button', { name: /^签署/ }).click();
    await page
      .getByRole('status')
      .filter({ hasText: /^已(签署|报送)/ })
      .waitFor();
  }
});

interface Answered {
  // biome-ignore lint/suspicious/noExplicitAny: an answer of any operation.
  readonly body: any;
  readonly etag: string;
}

/** Asks the gate as the person on a page does. */
async function sent({ page }: Visitor, method: string, path: string, data?: object, etag?: string): Promise<Answered> {
  const headers = { 'X-Gate-Request': '1', ...(etag !== undefined && { 'If-Match': etag }) };
  const answer = await page.request.fetch(new URL(path, page.url()).href, { method, headers, ...(data && { data }) });
  if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
  return { body: await answer.json(), etag: answer.headers().etag ?? '' };
}
