import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { axeFindings } from './browser.ts';
import { type Desk, openDesk } from './desk.ts';
import { keepPicture } from './pictures.ts';

/** The gate signs new leaves within a minute. */
const SIGNED_MS = 75_000;

describe('the log as evidence', function () {
  this.timeout(180_000);
  let desk: Desk;

  before(async () => {
    desk = await openDesk();
  });
  after(() => desk.close());

  it('shows an auditor what was decided, the newest first, and proves any leaf in the browser', async () => {
    const auditor = await desk.visitAs(desk.one('audit'), '/console/');
    const { page } = auditor;
    await page.getByRole('navigation').getByRole('link', { name: '存证日志' }).click();
    await page.getByRole('heading', { level: 1, name: '存证日志' }).waitFor();
    const [first = 0, second = 0] = await indexesOn(page);
    assert.equal(first, second + 1);
    const saving = page.waitForEvent('download');
    await page.getByRole('link', { name: '导出全部日志' }).click();
    assert.match((await saving).suggestedFilename(), /\S/);

    await page.getByLabel('种类').selectOption({ label: '审核决定' });
    await page.waitForURL(/type=order\.decided/);
    await page.locator('.table tbody td', { hasText: '登记' }).first().waitFor({ state: 'detached' });
    await page.getByRole('link', { name: '下一页' }).click();
    await page.waitForURL(/after=\d+/);
    const [index = 0] = await indexesOn(page);
    await keepPicture(page, 'log-decisions');
    await page.locator('.table tbody a').first().click();

    await page.getByRole('heading', { level: 1, name: `存证 ${index}` }).waitFor();
    await isProven(page);
    assert.match((await page.locator('[data-check=inclusion]').textContent()) ?? '', new RegExp(`第 ${index} 条`));
    await page.locator('.facts dt', { hasText: '上一次决定' }).first().waitFor();
    await keepPicture(page, 'log-leaf');
    assert.deepEqual(await axeFindings(page), []);
    await auditor.leave();
  });

  it('does not call a leaf proven whose text is other than what was logged', async () => {
    const auditor = await desk.visitAs(desk.one('audit'), '/console/log?type=order.decided');
    const { page } = auditor;
    // A gate that tells another text than it has logged, and the hash of what it logged.
    await page.route('**/v1/log/entries?from=*', async (route) => {
      const answer = await route.fetch();
      const body = (await answer.json()) as { items: { record: string }[] };
      for (const item of body.items)
        item.record = item.record.replace('"approved"', '"rejected"').replace('"by"', '"By"');
      await route.fulfill({ response: answer, json: body });
    });
    await page.locator('.table tbody a').first().click();

    await page.getByRole('status').filter({ hasText: '没有得到证明' }).waitFor();
    assert.equal(await page.locator('[data-check=inclusion]').getAttribute('data-good'), 'false');
    assert.equal(await page.locator('[data-check=checkpointSignature]').getAttribute('data-good'), 'true');
    assert.equal(await page.getByRole('button', { name: '下载回执' }).count(), 0);
    await keepPicture(page, 'log-leaf-unproven');
    await auditor.leave();
  });

  it('tells an auditor in English what happened to one order, and what one person did on one day', async () => {
    const auditor = await desk.visitAs(desk.one('audit'), '/console/orders', { language: 'en' });
    const { page } = auditor;
    await page.locator('.table tbody a').first().click();
    await page.getByRole('link', { name: 'Its leaves in the log' }).click();
    await page.waitForURL(/log\?subject=order/);
    await page.locator('.table tbody tr', { hasText: 'Order decided' }).first().waitFor();
    const id = decodeURIComponent(new URL(page.url()).searchParams.get('subject') ?? '').replace('order/', '');
    assert.equal(await page.locator('.table tbody tr', { hasNotText: id }).count(), 0);

    await page.goto('/console/log');
    await page.getByLabel('Id of the subject').fill(id);
    await page.keyboard.press('Enter');
    await page.waitForURL(/subject=order%2F/);
    await page.getByRole('link', { name: /^\d+$/ }).first().click();
    const name = (await page.locator('.facts div', { hasText: 'Person' }).locator('bdi').first().textContent()) ?? '';
    assert.match(name, /\p{L}/u);
    await keepPicture(page, 'log-leaf-en');
    await auditor.leave();
  });

  it('shows an officer the leaves of the own orders, and of others that they are there', async () => {
    const officer = await desk.visitAs(desk.one('procurement-officer'), '/console/log?after=300');
    const { page } = officer;
    const beyond = page.locator('.table tbody tr', { hasText: '不在您的管辖范围' });
    await beyond.first().getByRole('link').click();
    await page.getByRole('status').filter({ hasText: '全文未向您显示' }).waitFor();
    await keepPicture(page, 'log-leaf-beyond');
    await officer.leave();
  });

  it('proves in the browser that the log has only grown, and holds it against a checkpoint that somebody kept', async () => {
    const auditor = await desk.visitAs(desk.one('audit'), '/console/log');
    const { page } = auditor;
    await page.locator('main').getByRole('link', { name: '检查点', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: '日志检查点' }).waitFor();
    await twoAreSigned(page);
    await keepPicture(page, 'log-checkpoints');
    await page.locator('.table tbody tr').nth(1).getByRole('link').click();

    await found(page, 'grown');
    assert.equal(await page.locator('[data-check][data-good=false]').count(), 0);
    await keepPicture(page, 'log-checkpoint');
    assert.deepEqual(await axeFindings(page), []);
    const kept = (await page.locator('pre').textContent()) ?? '';
    const other = page.getByLabel('与哪个检查点比较');
    await other.fill(kept);
    await found(page, 'same');
    await other.fill(kept.replace(/^\S+/, 'other.example'));
    await found(page, 'unsigned');
    await other.fill('7');
    await page.getByText('没有这个条数的检查点。').waitFor();
    await other.fill('seven');
    await page.getByText('这不是检查点的全文，也不是条数。').waitFor();
    await auditor.leave();
  });

  it('calls nothing consistent that the proof of the gate does not prove', async () => {
    const auditor = await desk.visitAs(desk.one('audit'), '/console/checkpoints', { language: 'en' });
    const { page } = auditor;
    // A gate whose larger log does not begin with the smaller one has no proof that it does.
    await page.route('**/v1/log/proofs/consistency?*', async (route) => {
      const answer = await route.fetch();
      const body = (await answer.json()) as { hashes: string[] };
      await route.fulfill({ response: answer, json: { ...body, hashes: body.hashes.toReversed() } });
    });
    await page.locator('.table tbody tr').nth(1).getByRole('link').click();
    await found(page, 'changed');
    await keepPicture(page, 'log-checkpoint-changed');
    await auditor.leave();
  });

  it('remembers the last checkpoint that a browser saw, and holds the log against it at each sign-in', async () => {
    const officer = await desk.visitAs(desk.one('procurement-officer'), '/console/log');
    const { page } = officer;
    await page.getByText('此浏览器第一次见到这份日志').waitFor();
    await page.reload();
    await page.locator('.notice[data-found=same], .notice[data-found=grown]').waitFor();
    await page.getByText('登录时，此浏览器把存证日志与它上次见到的检查点作了比较。').waitFor();
    await keepPicture(page, 'log-look');

    // A log that became shorter than what this browser has seen signed.
    const { items } = (await (await page.request.get('/v1/log/checkpoints?limit=1')).json()) as { items: object[] };
    await page.route('**/v1/log/checkpoints?*', (route) => route.fulfill({ json: { items, next: null } }));
    await page.goto('/console/orders');
    await found(page, 'shorter');
    await page.getByRole('heading', { level: 1, name: '采购订单' }).waitFor();
    await keepPicture(page, 'log-look-shorter');
    assert.deepEqual(await axeFindings(page), []);
    const file = page.waitForEvent('download');
    await page.getByRole('button', { name: '保存两份检查点，以后以现在的为准' }).click();
    assert.equal((await file).suggestedFilename(), 'checkpoints.txt');
    await page.locator('.notice[data-found]').waitFor({ state: 'detached' });

    await page.route('**/v1/log/keys', (route) => route.abort());
    await page.goto('/console/checkpoints');
    await page.getByText('登录时没有问到最新的检查点').waitFor();
    await officer.leave();
  });
});

/** The newest leaves are signed for a little later. */
async function isProven(page: Page): Promise<void> {
  const proven = page.getByRole('status').filter({ hasText: '重新计算：这条记录在闸口签署的' });
  for (const end = Date.now() + SIGNED_MS; (await proven.count()) === 0 && Date.now() < end; ) {
    await page.getByRole('status').filter({ hasText: '重新计算：' }).waitFor();
    if ((await proven.count()) > 0) break;
    await page.waitForTimeout(2_000);
    await page.reload();
  }
  await proven.waitFor();
}

async function indexesOn(page: Page): Promise<readonly number[]> {
  await page.locator('.table tbody a').first().waitFor();
  const texts = await page.locator('.table tbody tr td:first-child').allTextContents();
  return texts.map(Number);
}

/** Something new is signed for within a minute; who signs in is something new. */
async function twoAreSigned(page: Page): Promise<void> {
  const rows = page.locator('.table tbody tr');
  for (const end = Date.now() + SIGNED_MS; Date.now() < end; ) {
    await page.locator('.table, .empty').waitFor();
    if ((await rows.count()) > 1) return;
    await page.waitForTimeout(3_000);
    await page.reload();
  }
  assert.fail('no second checkpoint');
}

function found(page: Page, what: string): Promise<void> {
  return page.locator(`.notice[data-found=${what}]`).waitFor();
}
