import assert from 'node:assert/strict';
import { axeFindings } from './browser.ts';
import { type Desk, openDesk } from './desk.ts';
import { keepPicture } from './pictures.ts';

describe('something that the office asks a unit to put right', () => {
  let desk: Desk;

  before(async () => {
    desk = await openDesk();
  });

  after(() => desk.close());

  it('says at each empty field what belongs there, and calls no day wrong that nobody typed', async () => {
    const visitor = await desk.visitAs(desk.one('legalization-office'), '/console/matters/new');
    const { page } = visitor;
    await page.getByLabel('程度').selectOption('');
    await page.getByRole('button', { name: '登记' }).click();

    for (const [field, told] of [
      ['事项', '请填写。'],
      ['程度', '请填写。'],
      ['整改期限', '请按 2026-12-31 这样填写日期。'],
    ] as const) {
      const place = page.locator('.form-field', { has: page.getByLabel(field, { exact: true }) });
      await place.locator('.field-error', { hasText: told }).waitFor();
    }
    await keepPicture(page, 'matter-not-filled-in-zh');
    assert.deepEqual(await axeFindings(page), []);
    await visitor.leave();
  });
});
