import assert from 'node:assert/strict';
import { axeFindings } from './browser.ts';
import { type Desk, openDesk } from './desk.ts';
import { keepPicture } from './pictures.ts';
import { signInAgain } from './sign-in-again.ts';

describe('what is typed and saved by itself', () => {
  let desk: Desk;

  before(async () => {
    desk = await openDesk();
  });

  after(() => desk.close());

  it('says at once that the gate is away, loses nothing of an order, and saves it by itself when the gate is back', async () => {
    // A part of the page that an earlier visitor's browser has on file would not have to wait for the gate.
    const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/orders/new', { isNew: true });
    const { page } = visitor;
    const description = page.locator('[name="lines.0.description"]');
    await description.fill('办公用台式计算机');
    await page.waitForURL(/\?draft=/);
    await page.locator('[data-saving=saved]').waitFor();
    await desk.stop();
    try {
      await description.fill('办公用台式计算机 A');
      await page.getByRole('alert').filter({ hasText: '填写的内容还在本页，尚未保存；连接恢复后自动保存' }).waitFor();
      await page.locator('[data-saving=away]', { hasText: '尚未保存' }).waitFor();
      await page.keyboard.press('Control+Enter');
      await page.locator('[name="lines.0.brand"]').fill('长城');
      await page.getByText('这一部分在连接恢复后显示。').waitFor();
      await keepPicture(page, 'gate-away-zh-CN');
      assert.equal(await page.getByText(/已保存/).count(), 0);
      assert.equal(await page.getByRole('button', { name: '重新载入' }).count(), 0);
      await page.locator('.shell-navigation').getByRole('link', { name: '待签事项' }).click();
      await page.getByText('留在本页，连接恢复后会自动保存').waitFor();
      await keepPicture(page, 'leaving-zh-CN');
      assert.deepEqual(await axeFindings(page), []);
      await page.getByRole('button', { name: '留在本页' }).click();
      assert.equal(await description.inputValue(), '办公用台式计算机 A');
    } finally {
      await desk.start();
    }

    await page.locator('[data-saving=saved]').waitFor({ timeout: 30_000 });
    await page.getByText('填写的内容还在本页').waitFor({ state: 'detached' });
    await page.getByText('这一部分在连接恢复后显示。').waitFor({ state: 'detached' });
    assert.equal(await description.inputValue(), '办公用台式计算机 A');
    await page.reload();
    await page.locator('[name="lines.0.description"][value="办公用台式计算机 A"]').waitFor();
    assert.equal(await page.locator('[name="lines.0.brand"]').inputValue(), '长城');
    await visitor.leave();
  });

  it('keeps a waiver that is typed while the gate is away and back, and asks whoever leaves a form without a draft', async () => {
    const visitor = await desk.visitAs(desk.one('finance'), '/console/reviews', { language: 'en' });
    const { page } = visitor;
    await page.locator('.table tbody a').first().click();
    await page
      .getByRole('button', { name: /Propose a waiver/ })
      .first()
      .click();
    const form = page.locator('form.reason-form', { has: page.locator('[data-saving]') }).first();
    const text = form.locator('textarea').first();
    await text.fill('For digitising the archives');
    await form.locator('[data-saving=saved]').waitFor();
    await desk.stop();
    try {
      await text.fill('For digitising the archives, prices were compared.');
      await page.getByRole('alert').filter({ hasText: 'The gate cannot be reached' }).first().waitFor();
      await form.locator('[data-saving=away]').waitFor();
      await keepPicture(page, 'gate-away-en');
    } finally {
      await desk.start();
    }
    await form.locator('[data-saving=saved]').waitFor({ timeout: 30_000 });
    await page.reload();
    await page
      .getByRole('button', { name: /Propose a waiver/ })
      .first()
      .click();
    await page.getByText('For digitising the archives, prices were compared.').waitFor();

    await page.getByRole('button', { name: /Turn down/ }).click();
    await page.locator('.review-acts textarea').fill('The price is not explained.');
    await page.locator('.shell-navigation a').first().click();
    await page.getByRole('button', { name: 'Drop what I typed and leave' }).click();
    await page.locator('.tray').waitFor();
    await visitor.leave();
  });

  it('asks for a sign-in in mid-form, and the form goes on where it was, saved without another key', async () => {
    const who = desk.one('procurement-officer');
    const visitor = await desk.visitAs(who, '/console/orders/new');
    const { page } = visitor;
    await page.locator('[name="lines.0.description"]').fill('便携式计算机');
    await page.waitForURL(/\?draft=/);
    await page.context().clearCookies();
    await page.locator('[name="lines.0.brand"]').fill('联想');
    await signInAgain(page, who);

    await page.locator('[data-saving=saved]').waitFor();
    await page.locator('[name="lines.0.brand"]:focus').waitFor();
    await page.reload();

    await page.locator('[name="lines.0.brand"][value="联想"]').waitFor();
    await visitor.leave([401]);
  });

  it('says that a draft was ended elsewhere, asks for it no more, and keeps what stands here as a new one', async () => {
    const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/orders/new');
    const { page } = visitor;
    const brand = page.locator('[name="lines.0.brand"]');
    await page.locator('[name="lines.0.description"]').fill('扫描仪');
    await page.waitForURL(/\?draft=/);
    await page.locator('[data-saving=saved]').waitFor();
    const address = `/v1/drafts/${new URL(page.url()).searchParams.get('draft')}`;
    const { etag = '' } = (await page.request.get(address)).headers();
    await page.request.delete(address, { headers: { 'If-Match': etag, 'X-Gate-Request': '1' } });
    let saves = 0;
    page.on('request', (request) => {
      if (request.method() === 'PUT') saves += 1;
    });

    await brand.fill('紫光');
    await page.getByText('此草稿已不在：可能已在别处提交，或已被删除。').waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'draft-gone-zh-CN');
    await brand.fill('紫光 A');
    await page.waitForTimeout(2_500);
    assert.equal(saves, 1);
    await page.getByRole('button', { name: '另存为新草稿' }).click();
    await page.locator('[data-saving=saved]').waitFor();

    await page.reload();
    await page.locator('[name="lines.0.brand"][value="紫光 A"]').waitFor();
    await visitor.leave([404]);
  });

  it('asks no more whose session it is once that is over', async () => {
    const visitor = await desk.visitAs(desk.one('finance'), '/console/');
    const { page } = visitor;
    await page.clock.install();
    await page.reload();
    await page.locator('.tray').waitFor();
    await page.context().clearCookies();
    await page.clock.runFor(320_000);
    await page.getByRole('dialog').waitFor();
    let looks = 0;
    page.on('request', (request) => {
      if (request.url().endsWith('/v1/session')) looks += 1;
    });

    await page.clock.runFor(1_200_000);

    assert.ok(looks <= 1, `${looks} looks in twenty minutes`);
    await visitor.leave([401]);
  });
});
