import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { axeFindings } from './browser.ts';
import { type Account, type Desk, openDesk, signIn } from './desk.ts';
import { keepPicture } from './pictures.ts';

const CLICKS_MAX = 5;
const GROUNDS = '该批设备用于档案数字化，需要更高的配置，经本部门核对市场价格，同意按此申报。';

/** A picture of one dot. */
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

/** A hand on the mouse that is counted. */
function hand(): { readonly click: (on: Locator) => Promise<void>; readonly clicks: () => number } {
  let count = 0;
  return {
    click: async (on) => {
      count += 1;
      await on.click();
    },
    clicks: () => count,
  };
}

describe('a review by two people of a bureau', () => {
  let desk: Desk;

  before(async () => {
    desk = await openDesk();
  });

  after(() => desk.close());

  function twoOf(role: Account['role']): readonly [Account, Account] {
    const [first, second] = desk.people.filter((person) => person.role === role);
    if (first === undefined || second === undefined) throw new Error(`there are not two of ${role}`);
    return [first, second];
  }

  it('comes in pages where there are many, and says how many there are in all', async () => {
    const [first] = twoOf('finance');
    const visitor = await desk.visitAs(first, '/console/me');
    const { page } = visitor;
    await page.route(/awaitingReviewBy/, (route) =>
      route.continue({ url: route.request().url().replace('limit=50', 'limit=3') }),
    );
    await page.goto('/console/reviews');
    await page.getByText('共 5 件待审核').waitFor();
    const rows = page.locator('.table tbody tr');
    const references = () => rows.locator('td:first-child').allTextContents();
    const before = await references();
    assert.deepEqual(await axeFindings(page), []);
    await page.getByRole('link', { name: '下一页' }).click();
    await page.getByText('已是最后一页').waitFor();

    assert.equal(new Set([...before, ...(await references())]).size, 5);
    await visitor.leave();
  });

  /** Opens the order of the desk whose only open rule is this one. */
  function orderWith(page: Page, rule: string): Locator {
    return page.locator('.table tbody tr', { has: page.getByRole('listitem').filter({ hasText: rule }) }).locator('a');
  }

  /** First what is no scan, and then one. */
  async function sendScan(page: Page): Promise<void> {
    const scan = page.getByLabel('依据文件扫描件');
    await scan.setInputFiles({ name: '说明.txt', mimeType: 'text/plain', buffer: Buffer.from('no scan') });
    await page.getByText('只能上传 PDF、PNG 或 JPEG 文件。').waitFor();
    await scan.setInputFiles({ name: '核价意见.png', mimeType: 'image/png', buffer: Buffer.from(PIXEL, 'base64') });
    await page.getByText('已上传：核价意见.png').waitFor();
  }

  /** What the page itself, whose session is that of the name, is given as the scan. */
  async function bytesOfScan(page: Page): Promise<unknown> {
    const paper = await page.getByRole('link', { name: '查看扫描件' }).getAttribute('href');
    // As a text: what compiles this file would add to a function.
    const bytes = `fetch('${paper}').then((answer) => answer.arrayBuffer())`;
    return page.evaluate(`${bytes}.then((all) => btoa(String.fromCharCode(...new Uint8Array(all))))`);
  }

  it('shows the papers of the order above its findings, offers one to the waiver, and is closed without an act', async () => {
    const [maker] = twoOf('finance');
    const visitor = await desk.visitAs(maker, '/console/reviews');
    const { page } = visitor;
    await orderWith(page, 'HW-01').first().click();
    const papers = page.getByRole('heading', { name: '批准文件' });
    await assertApart(page, [papers, page.locator('.finding').first()]);
    assert.equal(await papers.count(), 1);
    await page
      .getByRole('button', { name: /提请豁免/ })
      .first()
      .click();
    await page.getByRole('button', { name: '填入这份文件' }).first().click();
    assert.match(await page.getByLabel('依据文件的文号或名称').inputValue(), /荆财资函〔\d{4}〕31号/);
    await keepPicture(page, 'waiver-form');

    await page.getByRole('button', { name: '取消' }).click();

    await page.getByLabel('豁免依据').waitFor({ state: 'detached' });
    await page
      .getByRole('button', { name: /提请豁免/ })
      .first()
      .waitFor();
    await visitor.leave();
  });

  it('is proposed in five clicks, signed in five after the digest was recomputed, and decides the order', async () => {
    const [maker, signer] = twoOf('finance');
    const proposing = await desk.visitAs(maker, '/console/');
    const { page } = proposing;
    const right = hand();
    await right.click(page.getByRole('link', { name: /订单等您审核/ }));
    const link = orderWith(page, 'HW-01').first();
    const reference = await link.textContent();
    await right.click(link);
    const propose = page.getByRole('button', { name: '提请豁免 · 硬件单价超上限' }).first();
    await assertApart(page, [page.locator('.finding').last(), propose, page.getByRole('button', { name: '退回' })]);
    await right.click(propose);
    await page.getByRole('heading', { name: '提请豁免：硬件单价超上限 HW-01' }).waitFor();
    await page.getByLabel('豁免依据').selectOption('special-work');
    await page.getByLabel('豁免理由').fill(GROUNDS);
    await page.getByLabel('依据文件的文号或名称').fill('荆财采核〔2026〕31号');
    await sendScan(page);
    assert.deepEqual(await axeFindings(page), []);
    await right.click(page.getByRole('button', { name: '提交豁免' }));
    await page.getByText(/已提交，待财政部门签署/).waitFor();
    assert.ok(right.clicks() <= CLICKS_MAX, `${right.clicks()} clicks to propose`);
    const proposal = await page.getByRole('link', { name: '查看待签事项' }).getAttribute('href');
    await page.getByText(/已提请豁免 HW-01，尚待签署/).waitFor();
    assert.equal(await page.getByRole('link', { name: '查看并签署' }).count(), 0);
    await page.getByRole('link', { name: '查看扫描件' }).waitFor();
    await page.locator('.order-head', { hasText: /荆州市/ }).waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await assertWaitsForSignature(page, reference ?? '');
    await proposing.leave();

    // Under a name on plain HTTP a browser has no crypto.subtle.
    const address = desk.url.replace('127.0.0.1', 'gate.test');
    const signing = await desk.visit(`${address}/console/sign-in?next=/console/proposals`);
    await signIn(signing.page, signer);
    assert.equal(await signing.page.evaluate('isSecureContext'), false);
    const left = hand();
    await left.click(signing.page.locator(`.table a[href="${proposal}"]`));
    await signing.page.locator('[data-digest=same]').waitFor();
    await signing.page.getByText(GROUNDS).first().waitFor();
    await assertToldByNames(signing.page, reference ?? '');
    assert.equal(await bytesOfScan(signing.page), PIXEL);
    await left.click(signing.page.getByRole('button', { name: /^签署/ }));
    await signing.page
      .getByText(/已签署。 签署已齐，事项已执行/)
      .and(signing.page.locator(':focus'))
      .waitFor();
    assert.equal(await signing.page.getByRole('button', { name: /^签署|驳回/ }).count(), 0);
    await signing.page.getByText('订单已重新审核：').waitFor();
    await left.click(signing.page.getByRole('link', { name: '查看订单' }));
    await signing.page.getByRole('heading', { name: reference ?? '' }).waitFor();
    await signing.page.locator('.finding[data-kind=waived]').first().waitFor();
    assert.equal(await signing.page.locator('.order-head strong').textContent(), '已放行');
    assert.ok(left.clicks() <= CLICKS_MAX, `${left.clicks()} clicks to sign`);
    await signing.leave();
  });

  it('is listed with who granted it, and revoked with a reason', async () => {
    const [maker, signer] = twoOf('finance');
    const visitor = await desk.visitAs(maker, '/console/waivers');
    const { page } = visitor;
    await page.getByRole('row', { name: new RegExp(`${maker.name}.*${signer.name}`) }).waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await page.locator('.table tbody a').first().click();
    await page.getByText(GROUNDS).waitFor();
    await page.locator('.facts > div', { hasText: '单位' }).getByText('荆州市').first().waitFor();
    await page.getByText('硬件单价超上限').waitFor();
    assert.deepEqual(await idsShown(page), []);
    await page.getByRole('button', { name: '撤销豁免' }).click();
    assert.deepEqual(await axeFindings(page), []);

    await page.getByLabel(/撤销理由/).fill('核价依据有误');
    await page.getByRole('button', { name: '撤销豁免' }).click();

    await page.getByText(`${maker.name} 于`).waitFor();
    assert.equal(await page.getByRole('button', { name: '撤销豁免' }).count(), 0);
    await visitor.leave();
  });

  it('offers no signature where the bytes are not what the page shows', async () => {
    const [, signer] = twoOf('finance');
    const visitor = await desk.visitAs(signer, '/console/proposals');
    const { page } = visitor;
    await page.route('**/v1/proposals/*/content', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: (await answer.text()).replace('"salt":"', '"salt":"0') });
    });
    await page.locator('.table tbody a').first().click();

    await page.locator('[data-digest=other]').waitFor();

    assert.equal(await page.getByRole('button', { name: /^签署/ }).count(), 0);
    await visitor.leave();
  });

  it('is turned down in five clicks with a reason of twenty characters', async () => {
    const [, reviewer] = twoOf('finance');
    const visitor = await desk.visitAs(reviewer, '/console/reviews');
    const { page } = visitor;
    const right = hand();
    await right.click(page.locator('.table tbody a').first());
    const turnDown = page.getByRole('button', { name: '退回（可变更后重报）' });
    await right.click(turnDown);
    await page.getByLabel(/退回理由/).fill('太贵');
    await right.click(turnDown);
    await page.locator('.field-error').waitFor();
    await page.getByLabel(/退回理由/).fill('单价明显高于同期市场价格，请重新询价并附三家报价单后再行申报。');
    await right.click(turnDown);

    await page.getByText('此订单不在待审核状态').waitFor();
    await page.getByText(new RegExp(`已由${reviewer.name}于 .+ 退回（可变更后重报）：单价明显高于`)).waitFor();

    assert.ok(right.clicks() <= CLICKS_MAX, `${right.clicks()} clicks`);
    await visitor.leave();
  });

  it('is asked for by the agency from the finding, and says that two people of the bureau sign', async () => {
    const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/orders?outcome=referred');
    const { page } = visitor;
    const right = hand();
    await right.click(page.locator('.table tbody a').first());
    await page.getByText(/^等待：(财政部门|正版化工作机构)/).waitFor();
    await right.click(page.getByRole('link', { name: '申请豁免' }).first());

    await page.getByText(/提交后由.+的两人签署/).waitFor();

    await visitor.leave();
  });
});

/** What is waived, of which order and on what basis, as the second person reads it. */
async function assertToldByNames(page: Page, reference: string): Promise<void> {
  await page.getByRole('link', { name: `订单 ${reference} 第 1 版` }).waitFor();
  await page.locator('.finding', { hasText: '硬件单价超上限 HW-01' }).getByText('依据').first().waitFor();
  assert.deepEqual(await idsShown(page), []);
}

/** What only programs know of, where a person reads it: things and clauses of rules by their ids. What is folded is for programs. */
async function idsShown(page: Page): Promise<readonly string[]> {
  const texts = await page.locator('main :is(h1, h2, h3, p, dd, li, td):visible').allTextContents();
  return texts.join(' ').match(/\b(per|ord|dec|wai|wvr|key|prp)_\w+|\([a-z]+(-[a-z]+)+\)/g) ?? [];
}

/** At the desk and in the in-tray, as long as nobody has signed. */
async function assertWaitsForSignature(page: Page, reference: string): Promise<void> {
  await page.getByRole('link', { name: '返回审核台' }).click();
  await page.getByRole('row', { name: new RegExp(`${reference}.*豁免 HW-01 待签署`) }).waitFor();
  await page.getByRole('link', { name: '待办' }).first().click();
  await page.getByText(/其中 \d+ 件已提请豁免，等待签署/).waitFor();
}

/** Each begins clearly below the one before. */
async function assertApart(page: Page, parts: readonly Locator[]): Promise<void> {
  for (const part of parts) await part.waitFor();
  const boxes = await Promise.all(parts.map((part) => part.boundingBox()));
  await keepPicture(page, 'review-desk');
  for (const [at, box] of boxes.entries()) {
    const above = boxes[at - 1];
    assert.ok(!above || (box && box.y - above.y - above.height >= 8), JSON.stringify(boxes));
  }
}
