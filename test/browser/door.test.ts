import assert from 'node:assert/strict';
import { axeFindings } from './browser.ts';
import { type Desk, openDesk, signIn } from './desk.ts';
import { keepPicture } from './pictures.ts';

describe('the door of the console', () => {
  let desk: Desk;

  before(async () => {
    desk = await openDesk();
  });

  after(() => desk.close());

  it('says what is missing, refuses without saying which part was wrong, and keeps what was typed', async () => {
    const visitor = await desk.visit('/console/sign-in');
    const { page } = visitor;
    await page.locator('button[type=submit]').click();
    assert.equal(await page.getByText('请填写。').count(), 2);

    await page.locator('input[type=email]').fill('xu.qingyuan@jingzhou.example');
    await page.locator('input[type=password]').fill('not the password');
    await page.keyboard.press('Enter');

    await page.locator('.notice[data-kind=refusal]').waitFor();
    assert.equal(await page.locator('input[type=email]').inputValue(), 'xu.qingyuan@jingzhou.example');
    assert.deepEqual(await axeFindings(page), []);
    await visitor.leave([401]);
  });

  it('leads whoever is not signed in from a place in the console to the door, and back to that place', async () => {
    const visitor = await desk.visit('/console/orders?state=rejected');
    const { page } = visitor;
    await page.waitForURL(/sign-in\?next=/);

    await signIn(page, desk.one('procurement-officer'));

    await page.waitForURL(/\/console\/orders\?state=rejected$/);
    await page.getByRole('heading', { name: '采购订单' }).waitFor();
    await visitor.leave([401]);
  });

  it('leads whoever holds a certificate or a receipt to where it is checked, in both languages', async () => {
    for (const [language, name] of [
      ['zh-CN', '查验放行证、回执'],
      ['en', 'Check a certificate or a receipt'],
    ] as const) {
      const { page, leave } = await desk.visit('/console/sign-in', { language });
      await keepPicture(page, `sign-in-${language}`);
      await page.getByRole('link', { name }).click();
      await page.waitForURL(/\/verify$/);
      await page.locator('textarea').waitFor();
      await leave();
    }
  });

  it('leads nowhere else, whatever an address says', async () => {
    for (const next of ['https://elsewhere.example/', '//elsewhere.example', '/console/sign-in', '/v1/session']) {
      const visitor = await desk.visit(`/console/sign-in?next=${encodeURIComponent(next)}`);
      await signIn(visitor.page, desk.one('audit'));
      assert.equal(new URL(visitor.page.url()).pathname, '/console/', next);
      await visitor.leave();
    }
  });

  it('speaks English by one click, and asks the gate in English from then on', async () => {
    const visitor = await desk.visit('/console/sign-in');
    const { page } = visitor;
    await page.locator('input[type=email]').fill('nobody@jingzhou.example');
    await page.locator('input[type=password]').fill('something long enough');

    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();

    await page
      .getByText(/E-mail address, password or code|wrong|not/i)
      .first()
      .waitFor();
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    assert.equal(await page.locator('input[type=email]').inputValue(), 'nobody@jingzhou.example');
    await visitor.leave([401]);
  });

  it('lets in by one click in a demo, and out again in every tab', async () => {
    const visitor = await desk.visit('/console/sign-in');
    const { page } = visitor;
    const who = desk.one('finance');
    await page.getByRole('button', { name: `以${who.name}登录` }).click();
    await page.waitForSelector('.shell');
    const other = await page.context().newPage();
    await other.goto('/console/orders');
    await other.waitForSelector('.table');

    await page.getByRole('button', { name: '退出' }).click();

    await page.waitForURL(/sign-in$/);
    await other.waitForURL(/sign-in/);
    await visitor.leave();
  });

  it('lies over the page when the session is over, and the same person goes on where he was', async () => {
    const who = desk.one('procurement-officer');
    const visitor = await desk.visitAs(who, '/console/orders');
    const { page } = visitor;
    await page.getByRole('textbox').fill('JZ-2026');
    await page.context().clearCookies();
    await page.getByLabel('状态').selectOption('rejected');

    await page.getByRole('dialog').waitFor();
    assert.deepEqual(await axeFindings(page), []);
    const dialog = page.getByRole('dialog');
    assert.equal(await dialog.getByLabel('电子邮箱').inputValue(), who.email);
    await dialog.locator('input[type=password]:focus').waitFor();
    await page.keyboard.type(who.password);
    await page.keyboard.press('Enter');

    await page.locator('.table').waitFor();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    assert.match(page.url(), /state=rejected/);
    assert.equal(await page.getByRole('textbox').first().inputValue(), 'JZ-2026');
    await visitor.leave([401]);
  });
});
