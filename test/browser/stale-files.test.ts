import assert from 'node:assert/strict';
import { axeFindings } from './browser.ts';
import { type Desk, openDesk } from './desk.ts';

/** The file of the screen to go to, as it is called in any build. */
const FILE = '**/console/assets/proposals-screen-*.js';

describe('a gate that is rebuilt under an open page', () => {
  let desk: Desk;

  before(async () => {
    desk = await openDesk();
  });

  after(() => desk.close());

  it('has the page read anew once, with what was typed kept, and the screen is there', async () => {
    const { page, leave } = await desk.visitAs(desk.one('procurement-officer'), '/console/orders/new');
    let isGone = true;
    await page.route(FILE, (route) => {
      if (!isGone) return route.continue();
      return route.fulfill({ status: 404, body: '' });
    });
    page.on('request', (request) => {
      // Before it reads the page anew it asks whether there is one.
      if (request.method() === 'HEAD') isGone = false;
    });
    await page.locator('.workspace').waitFor();
    await page.getByLabel('编号').first().fill('CG-STALE-1');
    await page.waitForURL(/draft=/);
    await page.getByLabel('编号').first().fill('CG-STALE-2');
    const reloaded = page.waitForEvent('load');

    await page.locator('.shell-navigation').getByRole('link', { name: '待签事项' }).click();
    await reloaded;

    await page.getByRole('heading', { level: 1, name: '待签事项' }).waitFor();
    const { items } = await (await page.request.get('/v1/drafts')).json();
    assert.ok(
      items.some(({ title }: { title: string }) => title === 'CG-STALE-2'),
      JSON.stringify(items),
    );
    await leave([404]);
  });

  it('is told in words where reading anew does not help, and nobody is caught in reloading', async () => {
    for (const [language, says] of [
      ['zh-CN', '此页面的文件无法读取'],
      ['en', 'The files of this page cannot be read'],
    ] as const) {
      const { page, leave } = await desk.visitAs(desk.one('finance'), '/console/', { language });
      let loads = 0;
      page.on('load', () => (loads += 1));
      await page.route(FILE, (route) => route.fulfill({ status: 404, body: '' }));

      await page.locator('.shell-navigation a[href$="/proposals"]').click();

      await page.getByText(says).waitFor();
      assert.equal(loads, 1);
      assert.deepEqual(await axeFindings(page), []);
      await leave([404]);
    }
  });

  it('is told in words where the gate is away, and the page stays', async () => {
    const { page, leave } = await desk.visitAs(desk.one('finance'), '/console/');
    await page.route(FILE, (route) => route.abort());
    await page.route('**/console/proposals', (route) => route.abort());

    await page.locator('.shell-navigation a[href$="/proposals"]').click();

    await page.getByText('此页面的文件无法读取').waitFor();
    await page.locator('.shell-navigation').getByRole('link').first().click();
    await page.locator('.tray').waitFor();
    await leave();
  });
});
