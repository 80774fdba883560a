import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { draftOfOrder } from '../../src/web/orders/workspace/body/draft-of-order.ts';
import { withValue } from '../../src/web/orders/workspace/body/paths.ts';
import { examples } from '../web/order-examples.ts';
import { axeFindings } from './browser.ts';
import { type Desk, openDesk } from './desk.ts';
import { holdBack } from './hold-back.ts';
import { keepDraft } from './kept-draft.ts';
import { dayFromNow } from './office-desk.ts';
import { keepPicture } from './pictures.ts';

const ordered = draftOfOrder(examples.approvable);
const RATING = 'computer.cpu.securityRating';
const unrated = { level: '', announcement: '', file: '' };

describe('somebody who types an order for the first time', () => {
  let desk: Desk;

  before(async () => {
    desk = await openDesk();
  });

  after(() => desk.close());

  it('sees what is to be filled in, is led from every open entry to its field, and by findings to what mends them', async () => {
    const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/orders/new');
    const { page } = visitor;
    await page.locator('.workspace').waitFor();
    const needed = page.locator('[name="lines.0.quantity"]');
    assert.equal(await needed.getAttribute('aria-required'), 'true');
    assert.equal(await page.locator('[name="justification"]').getAttribute('aria-required'), null);
    await typeOneMachine(page);

    const open = page.locator('.verdict section', { hasText: '还需填写' });
    // Rules that ask for the same fields stand below them and are not counted with them.
    await open.locator('.finding').first().waitFor();
    const fields = await open.getByRole('list', { name: '还需填写' }).getByRole('listitem').count();
    assert.equal(await open.getByRole('heading').textContent(), `还需填写 ${fields}`);
    await open.getByRole('button', { name: '采购方式', exact: true }).click();
    await page.locator('[name="method"]:focus').waitFor();
    await open.getByRole('button', { name: '明细第 1 项 采购品目编码' }).click();
    await page.locator('[name="lines.0.catalogue.code"]:focus').waitFor();
    const offered = page.locator('datalist option[value="A02010105"]');
    await offered.waitFor({ state: 'attached' });
    assert.match((await offered.getAttribute('label')) ?? '', /^台式机/);

    const rating = page.locator('.verdict details', { hasText: 'OS-12' });
    await rating.locator('summary').click();
    await rating.getByRole('button', { name: '转到' }).click();
    await page.locator('[name="lines.0.computer.cpu.securityRating.level"]:focus').waitFor();
    await keepPicture(page, 'order-help-zh');
    assert.deepEqual(await axeFindings(page), []);
    await visitor.leave();
  });

  it('is told from the first paint on what is still to be filled in and how much, and is led through it by one key', async () => {
    const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/orders/new');
    const { page } = visitor;
    const open = page.locator('.verdict section', { hasText: '还需填写' });
    await open.getByRole('heading', { name: '还需填写 9' }).waitFor();
    const called = await open.getByRole('listitem').allTextContents();
    assert.deepEqual(called.map((one) => one.trim()).slice(0, 5), [
      ...['采购方式', '采购组织形式', '交货日期', '明细第 1 项 类别', '明细第 1 项 名称'],
    ]);
    assert.equal(called.length, 9);

    await open.getByRole('button', { name: '交货日期' }).press('Enter');
    await page.locator('[name="expectedDeliveryOn"]:focus').waitFor();
    await page.keyboard.type('+20');
    await open.getByRole('heading', { name: '还需填写 8' }).waitFor();
    await page.keyboard.press('F8');
    await page.locator('[name="method"]:focus').waitFor();
    await page.keyboard.press('F8');
    await page.locator('[name="organisationForm"]:focus').waitFor();
    await page.keyboard.press('F8');
    await page.locator('[name="lines.0.kind"]:focus').waitFor();
    await page.keyboard.type('1');

    await open.getByRole('button', { name: '明细第 1 项 系统状态' }).press('Enter');
    await page.locator('[name="lines.0.computer.operatingSystem.state"]:focus').waitFor();
    await keepPicture(page, 'order-open-zh');
    assert.deepEqual(await axeFindings(page), []);
    await visitor.leave();
  });

  it('is led by one key through findings on the order, a line, a group and the whole plan, once each, and never to what is mended', async () => {
    const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/');
    const { page } = visitor;
    const [machine] = ordered.lines;
    const draft = await keepDraft(page, {
      ...{ ...ordered, reference: 'F8-2026-1', supplier: { ...ordered.supplier, creditCheckedOn: '' } },
      lines: machine ? [withValue({ ...machine, unitPrice: '49990' }, RATING, unrated)] : [],
      softwarePlan: ordered.softwarePlan.map((item) => ({ ...item, seats: '25' })),
    });
    await page.goto(`/console/orders/new?draft=${draft}`);
    await page.locator('.verdict[data-stale=false] .finding').first().waitFor();
    const findings = await page.locator('.verdict .finding').allTextContents();
    for (const rule of ['PLN-04', 'OS-12', 'HW-01']) assert.ok(findings.join().includes(rule), findings.join());

    const led: string[] = [];
    for (let press = 0; press < 30 && !led.slice(0, -1).includes(led.at(-1) ?? ''); press += 1) {
      await page.keyboard.press('F8');
      // A selector: to wait for a function means eval, which the console's policy forbids.
      await page.locator(`*:focus:not([name="${led.at(-1) ?? ''}"])`).waitFor();
      led.push((await page.locator('*:focus').getAttribute('name')) ?? '');
    }
    assert.equal(led.at(-1), led[0], led.join(' '));
    for (const place of ['lines.0.unitPrice', 'lines.0.computer.cpu.securityRating.level', 'softwarePlan.0.category']) {
      assert.ok(led.includes(place), `${place} is none of ${led.join(' ')}`);
    }

    const price = page.locator('[name="lines.0.unitPrice"]');
    const come = await holdBack(page, /\/v1\/checks/);
    await price.fill('4999');
    await page.keyboard.press('F8');
    await page.waitForTimeout(500);
    await page.locator('[name="lines.0.unitPrice"]:focus').waitFor();
    come();
    await page.locator(`[name="${led[led.indexOf('lines.0.unitPrice') + 1]}"]:focus`).waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await visitor.leave();
  });

  it('types a catalogue code before the known codes are read, and loses neither cursor nor letters when they come', async () => {
    const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/orders/new');
    const { page } = visitor;
    const come = await holdBack(page, /\/policy\?/);
    await page.reload();
    await page.locator('.workspace').waitFor();
    await choose(page, '[name="lines.0.kind"]', 'desktop');
    const code = page.locator('[name="lines.0.catalogue.code"]');
    await code.focus();
    await page.keyboard.type('A0201');
    assert.equal(await page.locator('datalist option[value="A02010105"]').count(), 0);

    come();
    await page.locator('datalist option[value="A02010105"]').waitFor({ state: 'attached' });
    await page.keyboard.type('0105');

    assert.equal(await page.locator('[name="lines.0.catalogue.code"]:focus').inputValue(), 'A02010105');
    await page.locator('.labelled-cell[data-name="catalogue.code"]', { hasText: /台式机/ }).waitFor();
    assert.deepEqual(await axeFindings(page), []);

    // Goods that are no computer are found by their name.
    await choose(page, '[name="lines.0.kind"]', 'other');
    await code.fill('显示器');
    await code.press('Tab');
    await page.locator('[name="lines.0.catalogue.code"][value="A02021104"]').waitFor();
    await visitor.leave();
  });

  it('cannot type a system for goods that have none, and is told where one was typed before', async () => {
    const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/orders/new');
    const { page } = visitor;
    await page.locator('.workspace').waitFor();
    const system = page.locator('[name="lines.0.computer.operatingSystem.product"]');
    await choose(page, '[name="lines.0.kind"]', 'other');
    assert.equal(await system.isEditable(), false);
    assert.equal(await system.getAttribute('aria-required'), null);

    await choose(page, '[name="lines.0.kind"]', 'desktop');
    await system.fill('UnionTech UOS Desktop');
    await choose(page, '[name="lines.0.kind"]', 'software');
    await page.getByText('此类货物没有操作系统，不随单提交').waitFor();
    assert.equal(await system.inputValue(), 'UnionTech UOS Desktop');
    assert.deepEqual(await axeFindings(page), []);
    await visitor.leave();
  });

  it('is told of a barred supplier as soon as it is chosen, and finds a product by its Chinese name', async () => {
    const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/orders/new');
    const { page } = visitor;
    await page.locator('.workspace').waitFor();
    await page.waitForLoadState('networkidle');
    const delivery = page.locator('[name="expectedDeliveryOn"]');
    assert.match((await delivery.getAttribute('placeholder')) ?? '', /^如 \d{4}-\d\d-\d\d$/);
    await page.locator('[data-name="expectedDeliveryOn"] .day-calendar input').fill(dayFromNow(20));
    assert.equal(await delivery.inputValue(), dayFromNow(20));
    await page.locator('[name="supplier.name"]').fill('荆州诚采电子商贸有限公司');
    await page.locator('[name="supplier.name"]').press('Tab');

    const told = page.locator('.labelled-cell[data-name="supplier.name"] [role=alert]');
    await told.waitFor();
    assert.match((await told.textContent()) ?? '', /^该供应商已列入黑名单/);
    const last = page.locator('#known-suppliers option').last();
    assert.equal(await last.getAttribute('value'), '荆州诚采电子商贸有限公司');
    assert.equal(await last.getAttribute('label'), '已列入黑名单');
    const product = page.locator('#known-systems option[value="UnionTech UOS Desktop"]');
    assert.match((await product.getAttribute('label')) ?? '', /统信软件.*统信桌面操作系统/);
    await page.locator('[name="lines.0.computer.operatingSystem.product"]').fill('UnionTech UOS Desktop');
    await page.getByRole('button', { name: '按需生成配置计划' }).focus();
    await keepPicture(page, 'order-barred-zh');
    assert.deepEqual(await axeFindings(page), []);
    await visitor.leave();
  });

  it('sends the announcement of a rating where it is asked for, and finds it there after a reload', async () => {
    const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/orders/new', { language: 'en' });
    const { page } = visitor;
    await page.locator('.workspace').waitFor();
    await typeOneMachine(page);
    const delivery = page.locator('[name="expectedDeliveryOn"]');
    assert.match((await delivery.getAttribute('placeholder')) ?? '', /^e\.g\. \d{4}-/);
    await choose(page, '[name="lines.0.computer.cpu.securityRating.level"]', 'I');
    const file = page.locator('[name="lines.0.computer.cpu.securityRating.file"]');

    await file.setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no paper') });
    await page.getByText('Only PDF, PNG and JPEG files are taken.').waitFor();
    await file.setInputFiles({
      name: 'announcement.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.4 a'),
    });
    await page.getByText('Sent: announcement.pdf').waitFor();

    await page.waitForURL(/\?draft=/);
    await page.getByText(/^Saved \d/).waitFor();
    const saved = page.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.ok());
    await page.locator('[name="justification"]').fill('for the second floor');
    await saved;
    await page.reload();
    const paper = page.getByRole('link', { name: 'See it' });
    await paper.waitFor();
    const kept = await page.request.get((await paper.getAttribute('href')) ?? '');
    assert.equal((await kept.body()).toString(), '%PDF-1.4 a');
    await keepPicture(page, 'order-help-en');
    assert.deepEqual(await axeFindings(page), []);
    await visitor.leave();
  });
});

/** A choice has its options while somebody is at it. */
async function choose(page: Page, field: string, value: string): Promise<void> {
  await page.locator(field).focus();
  await page.locator(field).selectOption(value);
}

async function typeOneMachine(page: Page): Promise<void> {
  await choose(page, '[name="lines.0.kind"]', 'desktop');
  await page.locator('[name="lines.0.description"]').fill('办公用台式计算机');
  await page.locator('[name="lines.0.quantity"]').fill('2');
  await page.locator('[name="lines.0.computer.operatingSystem.product"]').fill('UnionTech UOS Desktop');
  await choose(page, '[name="lines.0.computer.operatingSystem.state"]', 'preinstalled');
  await page.locator('.verdict[data-stale=false]').waitFor();
}
