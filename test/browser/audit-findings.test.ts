import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { axeFindings } from './browser.ts';
import { type Desk, openDesk } from './desk.ts';
import { dayFromNow, PDF } from './office-desk.ts';
import { keepPicture } from './pictures.ts';

const FINDING = '验收单上的序列号与实物不符，请核对并说明。';

describe('what the audit bureau found at an agency', () => {
  let desk: Desk;

  before(async () => {
    desk = await openDesk();
  });

  after(() => desk.close());

  it('is recorded from an order, answered by the agency with a proof, returned, answered again and closed', async () => {
    const officer = await desk.visitAs(desk.one('procurement-officer'), '/console/orders');
    const order = await officer.page.locator('.table tbody a').first().getAttribute('href');
    const auditor = await desk.visitAs(desk.one('audit'), order ?? '');
    await recordFromOrder(auditor.page);
    const path = new URL(auditor.page.url()).pathname;

    await officer.page.goto('/console/');
    await officer.page.getByRole('link', { name: /审计问题，请答复/ }).click();
    await officer.page.waitForURL(/audit-findings\?state=open/);
    await officer.page.getByRole('link', { name: FINDING }).click();
    await officer.page.getByRole('button', { name: '答复', exact: true }).waitFor();
    assert.equal(await officer.page.getByRole('button', { name: '了结' }).count(), 0, 'the bureau alone closes');
    await answer(officer.page, '已逐台核对，序列号已更正。', { hasProof: true });
    await keepPicture(officer.page, 'audit-finding-answered');

    await auditor.page.goto('/console/');
    await auditor.page.getByRole('link', { name: /对审计问题的答复，请审定/ }).click();
    await auditor.page.getByRole('link', { name: FINDING }).click();
    await auditor.page.getByRole('link', { name: '查看扫描件' }).waitFor();
    await giveBack(auditor.page);

    await officer.page.goto(path);
    await officer.page.getByText('请附更正后的清单。').waitFor();
    await answer(officer.page, '清单见附件。', { hasProof: false });

    await auditor.page.goto(path);
    await auditor.page.getByRole('button', { name: '了结' }).click();
    await auditor.page.getByLabel('了结意见').fill('已更正。');
    await auditor.page.getByRole('button', { name: '提交' }).click();
    await auditor.page.getByText('已了结。').waitFor();
    await auditor.page.locator('.facts div', { hasText: '状态' }).getByText('已了结').waitFor();
    assert.equal(await auditor.page.getByRole('button', { name: '退回' }).count(), 0);
    await keepPicture(auditor.page, 'audit-finding-closed');
    assert.deepEqual(await axeFindings(auditor.page), []);

    await officer.page.goto('/console/audit-findings?state=closed');
    await officer.page.getByRole('row', { name: new RegExp(`${FINDING}.*已了结`) }).waitFor();
    assert.equal(await officer.page.getByRole('link', { name: '登记审计问题' }).count(), 0);
    await officer.leave();
    await auditor.leave();
  });

  it('is found in English by its order, and the dossier of the order is a paper', async () => {
    const visitor = await desk.visitAs(desk.one('audit'), '/console/audit-findings', { language: 'en' });
    const { page } = visitor;
    await page.getByLabel('State').selectOption('closed');
    await page.getByRole('link', { name: FINDING }).click();
    await page.getByText('Returned', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'Open the order' }).click();
    const paper = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Dossier of the order (PDF)' }).click();
    assert.match((await paper).suggestedFilename(), /\.pdf$/);
    await page.getByRole('link', { name: 'Audit findings on this order' }).click();
    await page.getByText('Only those about one order.').waitFor();
    await page.getByRole('link', { name: FINDING }).waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'audit-findings-en');
    await visitor.leave();
  });
});

async function recordFromOrder(page: Page): Promise<void> {
  await page.getByRole('link', { name: '登记审计问题' }).click();
  await page.getByRole('button', { name: '登记', exact: true }).click();
  // What is missing is told at its field.
  await page.locator('.form-field', { hasText: '请填写。' }).waitFor();
  await page.locator('.form-field', { hasText: '请填写今天或以后的日期' }).waitFor();
  await keepPicture(page, 'audit-finding-new');
  assert.deepEqual(await axeFindings(page), []);
  await page.getByLabel('问题', { exact: true }).fill(FINDING);
  await page.locator('option[value="ACC-01"]').waitFor({ state: 'attached' });
  await page.getByLabel('违反的规则（可不填）').selectOption('ACC-01');
  await page.getByLabel('答复期限').fill(dayFromNow(10));
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await page.waitForURL(/audit-findings\/afd_/);
  await page.getByText('单位还没有答复。').waitFor();
}

async function answer(page: Page, text: string, { hasProof }: { readonly hasProof: boolean }): Promise<void> {
  await page.getByRole('button', { name: '答复', exact: true }).click();
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByText('请填写。').waitFor();
  await page.getByLabel('已采取的措施').fill(text);
  if (hasProof) {
    await page.getByLabel(/^证明材料/).setInputFiles({ name: '核对表.pdf', mimeType: 'application/pdf', buffer: PDF });
    await page.getByText('已上传 1 份').waitFor();
  }
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByText('已答复，等审计部门审定。').waitFor();
}

async function giveBack(page: Page): Promise<void> {
  await page.getByRole('button', { name: '退回' }).click();
  await page.getByLabel('退回原因').fill('请附更正后的清单。');
  await page.getByLabel('重新答复的期限').fill(dayFromNow(-1));
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByText('请填写今天或以后的日期').waitFor();
  await page.getByLabel('重新答复的期限').fill(dayFromNow(20));
  await page.getByRole('button', { name: '提交' }).click();
  await page.getByText('已退回，等单位重新答复。').waitFor();
}
