import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { ORDER_STATE_WORDS } from '../../src/web/words/states.ts';
import { axeFindings } from './browser.ts';
import { type Desk, openDesk } from './desk.ts';
import { keepPicture } from './pictures.ts';

const CODE = 'lines.0.catalogue.code';
const PLATFORMS = 'softwarePlan.0.platforms';

describe('somebody who copies an earlier order and changes it', () => {
  let desk: Desk;

  before(async () => {
    desk = await openDesk();
  });

  after(() => desk.close());

  it('tells earlier orders apart by state and number of devices', async () => {
    const buyer = desk.one('procurement-officer');
    for (const [language, count, state] of [
      ['zh-CN', /（\d+ 台）/, new RegExp(Object.values(ORDER_STATE_WORDS.zh).join('|'))],
      ['en', /\(\d+ machines?\)/, new RegExp(Object.values(ORDER_STATE_WORDS.en).join('|'))],
    ] as const) {
      const visitor = await desk.visitAs(buyer, '/console/orders/new', { language });
      const { page } = visitor;
      await page.locator('.copy-from summary').click();
      const orders = page.locator('.copy-from li');
      await orders.first().waitFor();
      const told = await orders.allTextContents();
      assert.ok(told.some((one) => count.test(one)));
      for (const one of told) assert.match(one, state);
      assert.deepEqual(await axeFindings(page), []);
      await keepPicture(page, `earlier-orders-${language}`);
      await visitor.leave();
    }
  });

  it('types words where a code belongs, is told so at the field, and keeps all other findings', async () => {
    const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/orders/new');
    const { page } = visitor;
    await copyFirst(page);
    await page.locator(`[name="lines.0.unitPrice"]`).fill('99999');
    await page.locator('.verdict[data-stale=false] details', { hasText: 'HW-01' }).waitFor();
    await page.locator('[name="softwarePlan.0.product"]').fill('单位自编文字处理软件');
    await page.locator('.verdict[data-stale=false] details', { hasText: '产品未登记' }).waitFor();

    await page.locator(`[name="${CODE}"]`).fill('办公电脑');

    await toldAt(page, CODE, '这里要填代码，请从列表中选择');
    await page.locator('.verdict section', { hasText: '还需填写' }).getByText('采购品目编码').first().waitFor();
    await page.locator('.verdict[data-stale=false] details', { hasText: 'HW-01' }).waitFor();
    await page.locator('.verdict details', { hasText: '产品未登记' }).waitFor();
    await page.locator('.verdict-outcome .tag').waitFor();
    assert.equal(await page.locator('.verdict .refusal').count(), 0);
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'words-for-a-code-zh-CN');

    await page.locator(`[name="${CODE}"]`).fill('A02010105');
    await page.locator(`.labelled-cell[data-name="catalogue.code"] [data-tone=gap]`).waitFor({ state: 'detached' });
    await visitor.leave();
  });

  it('types what only the gate knows to be wrong, and is told by the gate at the field', async () => {
    const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/orders/new', { language: 'en' });
    const { page } = visitor;
    await copyFirst(page);
    await page.locator(`[name="lines.0.unitPrice"]`).fill('99999');
    await page.locator('.verdict[data-stale=false] details', { hasText: 'HW-01' }).waitFor();
    await page.locator(`[name="${PLATFORMS}"]`).fill('Microsoft');

    await toldAt(page, PLATFORMS, 'must be an operating system and a processor architecture');
    await page.locator('.verdict section', { hasText: 'Still to fill in' }).getByText('Platforms').waitFor();
    await page.locator('.verdict[data-stale=false] details', { hasText: 'HW-01' }).waitFor();
    assert.equal(await page.locator('.verdict .refusal').count(), 0);
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'refused-value-en');
    await visitor.leave([400]);
  });
});

describe('a list of orders', () => {
  let desk: Desk;

  before(async () => {
    desk = await openDesk();
  });

  after(() => desk.close());

  it('says what each open rule is about beside its code, to the auditor and at the review desk', async () => {
    const named = { 'zh-CN': /硬件单价超上限\s*HW-01/, en: /Unit price above the cap\s*HW-01/ };
    for (const language of ['zh-CN', 'en'] as const) {
      for (const [who, path] of [
        ['audit', '/console/orders?state=referred'],
        ['finance', '/console/reviews'],
      ] as const) {
        const visitor = await desk.visitAs(desk.one(who), path, { language });
        const { page } = visitor;
        await page.locator('.table li').filter({ hasText: named[language] }).first().waitFor();
        assert.deepEqual(await axeFindings(page), []);
        await keepPicture(page, `open-rules-${who}-${language}`);
        await visitor.leave();
      }
    }
  });

  it('breaks no day, amount, count or reference over two lines, and scrolls no page sideways', async () => {
    for (const language of ['zh-CN', 'en'] as const) {
      for (const path of ['/console/orders', '/console/orders?state=approved']) {
        const visitor = await desk.visitAs(desk.one('audit'), path, { language });
        const { page } = visitor;
        await page.locator('.table tbody tr').first().waitFor();
        await page.waitForLoadState('networkidle');
        assert.deepEqual(await page.evaluate(BROKEN_FIGURES), []);
        assert.equal(await page.evaluate("document.querySelector('.table-frame').scrollWidth <= innerWidth"), true);
        await keepPicture(page, `figures${path.replace(/\W/g, '-')}-${language}`);
        await visitor.leave();
      }
    }
  });
});

/** Texts with figures in them that stand in more than one line; a text for the page, which has types of its own. */
const BROKEN_FIGURES = `(() => {
  const broken = [];
  const walk = document.createTreeWalker(document.querySelector('.table tbody'), NodeFilter.SHOW_TEXT);
  for (let at = walk.nextNode(); at !== null; at = walk.nextNode()) {
    for (const { 0: word, index } of at.data.matchAll(/[\\w,.]*\\d[\\w,.-]*( 台| 天| machines?)?/g)) {
      const range = document.createRange();
      range.setStart(at, index);
      range.setEnd(at, index + word.length);
      const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
      if (lines.size > 1) broken.push(word);
    }
  }
  return broken;
})()`;

async function copyFirst(page: Page): Promise<void> {
  await page.locator('.copy-from summary').click();
  await page.locator('.copy-from .plain-button:enabled').first().click();
  await page.getByRole('button', { name: /^(复制整单|Copy the whole order)$/ }).click();
  await page.locator('[name="lines.0.description"][value]:not([value=""])').waitFor();
  await page.locator('.verdict[data-stale=false] .verdict-outcome .tag').waitFor();
}

async function toldAt(page: Page, path: string, words: string): Promise<void> {
  const field = page.locator(`[name="${path}"][aria-invalid=true]`);
  await field.waitFor();
  const told = page.locator('label', { has: field }).locator('[data-tone=gap]');
  await told.filter({ hasText: words }).waitFor();
}
