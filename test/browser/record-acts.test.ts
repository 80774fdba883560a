import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { creditCode } from '../support/given.ts';
import { axeFindings } from './browser.ts';
import { type Desk, openDesk, type Visitor } from './desk.ts';
import { keepPicture } from './pictures.ts';
import { RECORD_ACTS, type RecordActs, type TypedFields } from './record-acts.ts';

describe('acts on records in the console', () => {
  let desk: Desk;

  before(async () => {
    desk = await openDesk();
  });
  after(() => desk.close());

  for (const acts of RECORD_ACTS) {
    it(`enters, corrects and changes a record of ${acts.kind}`, async () => {
      const visitor = await desk.visitAs(desk.one(acts.role), `/console/${acts.kind}`);
      const { page } = visitor;
      await page.locator('.table, .empty').first().waitFor();
      await page.locator('main a[href$="/-/create"]').click();
      await actOn(page, acts, await ownFields(page, acts.create), `${acts.kind}-create`);
      await openRecord(page, acts);
      for (const act of ['describe', 'change'] as const) {
        const typed = acts[act];
        if (typed === undefined) continue;
        const record = page.url();
        await page.locator(`main a[href$="/${act}"]`).click();
        await actOn(page, acts, await ownFields(page, typed), `${acts.kind}-${act}`);
        await page.goto(record);
        await page.locator('.facts').first().waitFor();
      }
      await visitor.leave();
    });
  }

  it('says at the field what is missing, in both languages, and sends nothing', async () => {
    const office = await desk.visitAs(desk.one('legalization-office'), '/console/suppliers/-/create');
    const { page } = office;
    await page.getByRole('button', { name: '提交' }).click();
    const missing = page.locator('.form-field').filter({ hasText: '统一社会信用代码' });
    assert.equal(await missing.locator('.field-error').textContent(), '必填');
    assert.equal(await page.evaluate('document.activeElement.name'), 'creditCode');
    await page.locator('[name=creditCode]').fill('123');
    assert.equal(await missing.locator('.field-error').textContent(), '填写的内容无法识别');
    await page.locator('.shell-person button[lang]').click();
    await page.locator('html[lang=en]').waitFor();
    assert.equal(await missingIn(page), 'This cannot be read');
    await keepPicture(page, 'record-act-faults-en');
    await office.leave();
  });

  it('shows no act to a role that may not do it', async () => {
    const audit = await desk.visitAs(desk.one('audit'), '/console/suppliers');
    await audit.page.locator('.table').waitFor();
    assert.equal(await audit.page.locator('main a[href$="/create"]').count(), 0);
    await audit.leave();
  });

  it('keeps what was typed where somebody else was quicker, and goes on from what is on file now', async () => {
    const office = await desk.visitAs(desk.one('legalization-office'), '/console/devices');
    const { page } = office;
    await page.locator('.table tbody a').first().click();
    await page.locator('main a[href$="/describe"]').click();
    await page.locator('[name=department]').fill('档案室');
    await describedByAnother(office);
    await page.getByRole('button', { name: '提交' }).click();
    await page.getByText('该记录刚被他人修改').waitFor();
    assert.equal(await page.locator('[name=department]').inputValue(), '档案室');
    await page.locator('[name=usedBy]').and(page.locator('[value="另一人"]')).waitFor();
    await page.getByRole('button', { name: '提交' }).click();
    await page.locator('.notice[data-kind=done]').waitFor();
    await office.leave([412]);
  });
});

async function missingIn(page: Page): Promise<string | null> {
  return page.locator('.form-field:has([name=creditCode]) .field-error').textContent();
}

/** The form without a finding of axe, filled in and sent once. */
async function actOn(page: Page, { isForTwo }: RecordActs, typed: TypedFields, name: string): Promise<void> {
  await page.locator('form.reason-form').waitFor();
  for (const [field, value] of Object.entries(typed)) {
    const control = page.locator(`form.reason-form [name=${field}]`);
    const tag = await control.evaluate((element) => element.tagName);
    await (tag === 'SELECT' ? control.selectOption(value) : control.fill(value));
  }
  await keepPicture(page, `record-act-${name}`);
  assert.deepEqual(await axeFindings(page), []);
  await page.getByRole('button', { name: '提交' }).click();
  const done = page.locator('.notice[data-kind=done]');
  const refused = page.locator('.refusal, .field-error, form [role=alert]').first();
  await done.or(refused).first().waitFor();
  assert.equal(await done.count(), 1, (await page.locator('main').textContent()) ?? '');
  assert.equal(await done.locator('a[href*="/proposals/"]').count(), isForTwo ? 1 : 0);
}

/** The record that was just entered; where a second person has to sign that first, one that was there before. */
async function openRecord(page: Page, { kind, isForTwo }: RecordActs): Promise<void> {
  if (isForTwo) {
    await page.goto(`/console/${kind}`);
    await page.locator('.table tbody a').first().click();
  } else {
    await page.getByRole('link', { name: '打开该记录' }).click();
  }
  await page.locator('.facts').first().waitFor();
}

/** Codes that nothing has yet, and records of the demo that a new one names. */
async function ownFields(page: Page, typed: TypedFields): Promise<TypedFields> {
  const firstOf = async (path: string, member: string): Promise<string> => {
    const answer = await page.request.get(path);
    const { items } = (await answer.json()) as { readonly items: readonly Record<string, string>[] };
    return items[0]?.[member] ?? '';
  };
  const device = await firstOf('/v1/devices?limit=1', 'id').catch(() => '');
  const filled = new Map([
    ['NEW-AGENCY', creditCode()],
    ['NEW-SUPPLIER', creditCode('supplier')],
    ['AGENCY', await firstOf('/v1/agencies?limit=1', 'code')],
    ['SUPPLIER', await firstOf('/v1/suppliers?limit=1', 'creditCode')],
    ['OTHER-SUPPLIER', await lastSupplier(page)],
    ['DEVICE', device],
  ]);
  return Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, filled.get(value) ?? value]));
}

async function lastSupplier(page: Page): Promise<string> {
  const { items } = (await (await page.request.get('/v1/suppliers?limit=50')).json()) as {
    readonly items: readonly { readonly creditCode: string }[];
  };
  return items.at(-1)?.creditCode ?? '';
}

async function describedByAnother({ page }: Visitor): Promise<void> {
  const path = new URL(page.url()).pathname.replace('/console/', '/v1/').replace('/describe', '');
  const read = await page.request.get(path);
  const changed = await page.request.patch(path, {
    headers: { 'X-Gate-Request': '1', 'If-Match': read.headers().etag ?? '' },
    data: { usedBy: '另一人' },
  });
  assert.equal(changed.status(), 200, await changed.text());
}
