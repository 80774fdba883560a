import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { axeFindings } from './browser.ts';
import { type Desk, openDesk, type Visitor } from './desk.ts';

/** Pictures to look at: `PICTURES=<folder> npm run test:browser`. */
const { PICTURES } = process.env;

describe('the papers of an order', () => {
  let desk: Desk;

  before(async () => {
    desk = await openDesk();
  });

  after(() => desk.close());

  async function orderOf(role: Parameters<Desk['one']>[0], state: string, language?: 'en'): Promise<Visitor> {
    const look = language === undefined ? undefined : { language };
    const visitor = await desk.visitAs(desk.one(role), `/console/orders?state=${state}`, look);
    await visitor.page.locator('.table tbody a').first().click();
    await visitor.page.locator('.order-head').waitFor();
    await visitor.page.locator('.findings').waitFor();
    return visitor;
  }

  it('are the official form in the language of the page, under the name of the agency', async () => {
    for (const [language, link, title] of [
      [undefined, '打印审核表', '政府采购订单审核表'],
      ['en', 'Print the review form', 'Review form of a procurement order'],
    ] as const) {
      const { page, leave } = await orderOf('audit', 'approved', language);
      await page.locator('.order-head', { hasText: /[局委院厅处府]|中心/ }).waitFor();
      const href = await page.getByRole('link', { name: link }).getAttribute('href');
      const form = await page.request.get(`${href}`.replace('format=pdf', 'format=html'));
      assert.equal(form.status(), 200);
      assert.ok((await form.text()).includes(title));
      await leave();
    }
  });

  it('are the certificate of an approval, and the form of a delivery, each as a document to print', async () => {
    const approved = await orderOf('procurement-officer', 'approved');
    const reference = (await approved.page.locator('h1').textContent())?.replace('采购订单 ', '') ?? '';
    const certificate = await documentBehind(
      approved.page,
      approved.page.getByRole('link', { name: '下载放行证 PDF' }),
    );
    assert.ok(certificate.includes(reference), certificate);
    await approved.leave();

    const delivered = await orderOf('audit', 'accepted');
    await delivered.page.getByRole('tab', { name: '版本与决定' }).click();
    const form = await documentBehind(delivered.page, delivered.page.getByRole('link', { name: /验收单/ }).first());
    assert.ok(form.includes('验收'), form);
    await delivered.leave();
  });

  it('are the receipt of a decision as one file that the page for everybody checks', async () => {
    const visitor = await orderOf('procurement-officer', 'approved');
    const { page, leave } = visitor;
    await page.getByRole('tab', { name: '版本与决定' }).click();
    assert.deepEqual(await axeFindings(page), []);
    const button = page.getByRole('button', { name: '下载回执' }).first();
    await untilSigned(visitor);
    const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
    const file = readFileSync(await download.path(), 'utf8');
    assert.match(download.suggestedFilename(), /^receipt-.+\.json$/);

    await page.goto('/verify');
    await page.locator('textarea').fill(file);
    await page.getByRole('button', { name: '查验' }).click();

    await page.getByText('回执的各项检查均通过').waitFor();
    await leave();
  }).timeout(180_000);

  it('are earlier revisions and decisions as well, each with what was said of it', async () => {
    const { page, leave } = await orderOf('audit', 'referred');
    await page.getByRole('tab', { name: '版本与决定' }).click();
    await page.locator('summary', { hasText: /^第 1 版$/ }).click();
    await page.getByText(/散列 sha256:/).waitFor();
    await page.locator('summary', { hasText: '的意见' }).first().click();
    await page.locator('details[open] .finding').first().waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await leave();
  });

  it('are the page itself, printed with all its parts, its address and its place in the log, and without navigation', async () => {
    const { page, leave } = await orderOf('audit', 'approved');
    for (const table of ['审核决定', '历程']) {
      await page.locator('caption', { hasText: table }).waitFor({ state: 'attached' });
    }
    await page.locator('summary', { hasText: '不适用的规则' }).waitFor();
    await page.emulateMedia({ media: 'print' });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    await page.locator('.print-only').last().waitFor();
    const shown = await visibleText(page);
    for (const part of ['审核意见', '采购明细', '资金', '审核决定', '历程', '打印时间', '存证序号']) {
      assert.ok(shown.includes(part), `${part} in ${shown}`);
    }
    assert.equal(await page.locator('.shell-navigation').isVisible(), false);
    assert.equal(await page.locator('details:not(.screen-only):not([open])').count(), 0);
    if (PICTURES) await page.pdf({ path: join(PICTURES, 'order-printed.pdf'), format: 'A4' });
    await page.evaluate("dispatchEvent(new Event('afterprint'))");
    assert.ok((await page.locator('details:not([open])').count()) > 0);
    await leave();
  });
});

/** Follows a link by the keyboard, and answers the words of the document that is saved; no tab opens meanwhile. */
async function documentBehind(page: Page, link: Locator): Promise<string> {
  const saving = page.waitForEvent('download');
  await link.press('Enter');
  const saved = await saving;
  assert.match(saved.suggestedFilename(), /^[^.]+\.pdf$/);
  assert.equal(page.context().pages().length, 1);
  return execFileSync('pdftotext', [await saved.path(), '-'], { encoding: 'utf8' });
}

function visibleText(page: Page): Promise<string> {
  // biome-ignore lint/performance/useDomNodeTextContent: only what is visible is on paper.
  return page.locator('main').innerText();
}

/** The gate signs once a minute; before that there is no receipt to give. */
async function untilSigned({ page }: Visitor): Promise<void> {
  const id = new URL(page.url()).pathname.split('/').at(-1);
  const read = async (path: string) => (await page.request.get(path)).json();
  const { items } = await read(`/v1/orders/${id}/decisions`);
  while ((await read(`/v1/decisions/${items[0].id}/proof`)).checkpoint === null) await page.waitForTimeout(1_000);
}
