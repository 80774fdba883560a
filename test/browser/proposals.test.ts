import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { axeFindings } from './browser.ts';
import { type Account, type Desk, openDesk } from './desk.ts';
import { keepPicture } from './pictures.ts';

describe('what waits for somebody else', () => {
  let desk: Desk;

  before(async () => {
    desk = await openDesk();
  });

  after(() => desk.close());

  function second(role: Account['role']): Account {
    const found = desk.people.filter((person) => person.role === role)[1];
    if (found === undefined) throw new Error(`there are not two of ${role}`);
    return found;
  }

  it('says in a sentence who would move how much money from whom to whom, and after a refusal that it was refused', async () => {
    const visitor = await desk.visitAs(second('finance'), '/console/proposals');
    const { page } = visitor;
    await page.getByRole('row', { name: /预算指标调剂.*荆州市财政局.*沈书宁 财政部门/ }).waitFor();
    const each: string[] = [];
    page.on('request', (request) => each.push(new URL(request.url()).pathname));
    await page.reload();
    const row = page.getByRole('row', { name: /预算指标调剂/ });
    await row.getByText(/从 荆州市财政局.+调剂 20,000\.00 元至 荆州市文化和旅游局/).waitFor();
    await page.getByRole('row', { name: /对 .+[一-龥] [A-Z]+-\d+ 的问题予以豁免，.+用于 订单 JZ-/ }).waitFor();
    // What a row says comes with the list; what it asked for by itself would have come before it.
    assert.deepEqual(
      each.filter((path) => /^\/v1\/(proposals|agencies|orders|campaigns)\//.test(path)),
      [],
    );
    await keepPicture(page, 'proposals');
    await page.getByRole('link', { name: '预算指标调剂' }).click();
    await page.getByRole('heading', { name: '待签：预算指标调剂' }).waitFor();
    const sentence = page.locator('.proposal-sentence', { hasText: '荆州市文化和旅游局' });
    await sentence.waitFor();
    const told = (await sentence.textContent()) ?? '';
    assert.match(told, /^沈书宁（财政部门）提请预算指标调剂：从 荆州市财政局.+调剂 20,000\.00 元至 荆州市文化和旅游局/);
    await assertNoRawTimes(page);
    await page.locator('[data-digest=same]').waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'proposal-transfer');

    await page.getByRole('button', { name: '驳回' }).click();
    await page.getByLabel(/驳回理由/).fill('本年度财政局自身尚有设备更新任务，暂不调出。');
    await page.locator('.reason-form button').click();

    await page.getByText('已驳回。理由列在提交人的“我提交的”中。').and(page.locator(':focus')).waitFor();
    assert.equal(await page.getByRole('button', { name: /^(签署|驳回)/ }).count(), 0);
    await visitor.leave();
  });

  it('says who must still sign after the first of two signatures, and offers that person no second one', async () => {
    const asked = await desk.visitAs(desk.one('procurement-officer'), '/console/proposals?tab=mine', {
      language: 'en',
    });
    await asked.page.getByRole('link', { name: 'Waive a finding' }).click();
    const needed = asked.page.getByText(/Still to be signed by: .+ \(2 people\)\./);
    await needed.waitFor();
    const bureau = /by: (.+) \(2/.exec((await needed.textContent()) ?? '')?.[1];
    const path = new URL(asked.page.url()).pathname;
    await assertSaysWhatIsWaived(asked.page);
    await keepPicture(asked.page, 'proposal-waiver-en');
    await asked.leave();

    const role = bureau === 'Finance bureau' ? 'finance' : 'legalization-office';
    const signing = await desk.visitAs(desk.one(role), path, { language: 'en' });
    const { page } = signing;
    await page.locator('[data-digest=same]').waitFor();
    await page.getByRole('button', { name: /^Sign \(/ }).click();

    const message = page.getByText(`Signed. Still to be signed by: ${bureau}.`);
    await message.and(page.locator(':focus')).waitFor();
    assert.equal(await page.getByRole('button', { name: /^(Sign \(|Refuse)/ }).count(), 0);
    await keepPicture(page, 'proposal-signed-en');
    await page.reload();
    await page.getByText('You have signed.').waitFor();
    assert.equal(await page.getByRole('button', { name: /^(Sign \(|Refuse)/ }).count(), 0);
    await signing.leave();
  });
});

/** By the title of the rule, and of which order: whose it is, what it buys and for how much. */
async function assertSaysWhatIsWaived(page: Page): Promise<void> {
  await page.locator('.proposal-sentence', { hasText: /Waives \S.+ [A-Z]{2}-\d\d from / }).waitFor();
  for (const [name, says] of [
    ['Agency', /荆州市/],
    ['Goods', / × \d+/],
    ['Order total (yuan)', /\d\.\d\d/],
  ] as const) {
    const fact = page.locator('.facts > div', { has: page.getByText(name, { exact: true }) });
    await fact.getByText(says).first().waitFor();
  }
}

/** Hours are those of Beijing but in what was sent, which is folded. */
async function assertNoRawTimes(page: Page): Promise<void> {
  // biome-ignore lint/performance/useDomNodeTextContent: only what is visible is read.
  const shown = await page.locator('main').innerText();
  assert.doesNotMatch(shown, /\d{4}-\d\d-\d\dT/);
}
