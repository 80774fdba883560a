import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { axeFindings } from './browser.ts';
import { type Desk, openDesk, signIn } from './desk.ts';

describe('an account of the console', () => {
  let desk: Desk;

  before(async () => {
    desk = await openDesk({ GATE_TOTP_KEY: randomBytes(32).toString('hex'), GATE_TOTP_REQUIRED_ROLES: 'audit' });
  });

  after(() => desk.close());

  it('of a role that needs one-time codes is led to them first, and asked for one from then on', async () => {
    const who = desk.one('audit');
    const visitor = await desk.visit('/console/sign-in');
    const { page } = visitor;
    await fillSignIn(page, who.email, who.password);
    await page.getByRole('heading', { name: '绑定身份验证器' }).waitFor();
    await page.getByLabel('请再输入一次密码').fill(who.password);
    await page.keyboard.press('Enter');
    await page.getByRole('img', { name: '身份验证器二维码' }).waitFor();
    assert.deepEqual(await axeFindings(page), []);
    const secret = (await page.locator('p.code').textContent()) ?? '';
    const code = (): string => new TOTP({ secret: Secret.fromBase32(secret.replace(/\s/g, '')) }).generate();
    await page.getByLabel('应用上显示的六位数字').fill(code());
    await page.keyboard.press('Enter');
    await page.waitForSelector('.shell');

    await page.getByRole('button', { name: '退出', exact: true }).click();
    await page.waitForURL(/sign-in$/);
    await fillSignIn(page, who.email, who.password);
    await page.getByLabel('动态验证码').waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await visitor.leave([422]);
  });

  it('gets another password, which the old one is asked for', async () => {
    const who = desk.one('legalization-office');
    const visitor = await desk.visitAs(who, '/console/me');
    const { page } = visitor;
    await page.getByRole('button', { name: '修改密码' }).click();
    const [fresh, other] = ['jiangling autumn 2026 river', 'jiangling autumn 2026 lake'];
    await page.getByLabel('当前密码').fill('not the one');
    await page.getByLabel('新密码', { exact: true }).fill(fresh);
    await page.getByLabel('再输入一次新密码').fill(other);
    await page.keyboard.press('Enter');
    await page.getByText('两次输入的新密码不同。').waitFor();
    await page.getByLabel('再输入一次新密码').fill(fresh);
    await page.keyboard.press('Enter');
    await page.locator('.notice[data-kind=refusal]').waitFor();
    assert.equal(await page.getByLabel('新密码', { exact: true }).inputValue(), fresh);

    await page.getByLabel('当前密码').fill(who.password);
    await page.keyboard.press('Enter');

    await page.getByText('密码已修改。').waitFor();
    const again = await desk.visit('/console/sign-in');
    await signIn(again.page, { email: who.email, password: fresh });
    await again.leave();
    await visitor.leave([422]);
  });

  it('ends a session of another computer, where a sign-in is then asked for', async () => {
    const who = desk.one('procurement-officer');
    const there = await desk.visitAs(who, '/console/orders');
    const visitor = await desk.visitAs(who, '/console/me');
    await visitor.page.getByText(/荆州市文化和旅游局（\w{18}）/).waitFor();
    await visitor.page.getByRole('row').getByRole('button', { name: '退出' }).click();
    await visitor.page.getByRole('row').getByRole('button', { name: '退出' }).waitFor({ state: 'detached' });

    await there.page.getByLabel('排序').selectOption('total');

    await there.page.getByRole('dialog').waitFor();
    await there.leave([401]);
    await visitor.leave();
  });

  it('refuses what another proposed, with a reason that the maker reads', async () => {
    const people = desk.people.filter(({ role }) => role === 'finance');
    for (const who of people) {
      const visitor = await desk.visitAs(who, '/console/proposals?tab=me');
      const { page } = visitor;
      await page.locator('.table, .empty').waitFor();
      const isForMe = (await page.locator('.table').count()) > 0;
      if (isForMe) {
        await page.locator('.table tbody a').first().click();
        await page.getByRole('button', { name: '驳回' }).click();
        await page.getByLabel(/驳回理由/).fill('附件与金额不符，请核对后重新提交。');
        await page.locator('.reason-form button').click();
        await page.getByText('附件与金额不符，请核对后重新提交。').first().waitFor();
      }
      await visitor.leave();
      if (isForMe) return;
    }
    throw new Error('nothing waits for a signature of the finance bureau');
  });
});

async function fillSignIn(page: Page, email: string, password: string): Promise<void> {
  await page.locator('input[type=email]').fill(email);
  await page.locator('input[type=password]').fill(password);
  await page.keyboard.press('Enter');
}
