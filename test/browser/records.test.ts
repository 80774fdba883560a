import assert from 'node:assert/strict';
import { type Desk, openDesk } from './desk.ts';
import { keepPicture } from './pictures.ts';

describe('records in the console', () => {
  let desk: Desk;

  before(async () => {
    desk = await openDesk();
  });
  after(() => desk.close());

  it('shows why a computer may have its software, one click after its serial number was scanned', async () => {
    const officer = await desk.visitAs(desk.one('procurement-officer'), '/console/devices?state=in-use');
    const { page } = officer;
    const serial = (await page.locator('.table tbody a').first().textContent()) ?? '';
    assert.match(serial, /^\w+$/);

    await page.keyboard.press('Control+k');
    await page.locator('.palette-input:focus').waitFor();
    await page.keyboard.type(serial);
    const found = page.locator('[role=option]').filter({ hasText: serial });
    await found.waitFor();
    await found.click();

    await page.getByRole('heading', { level: 1, name: serial }).waitFor();
    await page.locator('.chain > li').first().waitFor();
    const missing = await page.locator('.chain > li[data-missing]').count();
    const says = missing === 0 ? '每一环都有记录。' : `缺 ${missing} 环，缺的环节列在应在的位置。`;
    assert.equal(await page.getByText(says).count(), 1);
    await keepPicture(page, 'device-chain');
    await officer.leave();
  });

  it('narrows devices by serial number, and tells what is filtered away from what is not there', async () => {
    const officer = await desk.visitAs(desk.one('procurement-officer'), '/console/devices');
    const { page } = officer;
    const serial = (await page.locator('.table tbody a').first().textContent()) ?? '';

    await page.getByLabel('序列号').fill(serial.toLowerCase());
    await page.keyboard.press('Enter');
    await page.waitForURL(/serial=/);
    await page.locator('.table tbody tr').nth(1).waitFor({ state: 'detached' });
    assert.equal(await page.locator('.table tbody a').first().textContent(), serial);
    await page.getByLabel('序列号').fill('NOBODY-HAS-IT');
    await page.keyboard.press('Enter');
    await page.getByText('没有符合条件的记录。').waitFor();
    await page.getByRole('link', { name: '清除条件' }).click();
    await page.locator('.table').waitFor();
    assert.doesNotMatch(page.url(), /serial/);

    await page.goto('/console/software-names');
    await page.getByText('还没有确认过的软件名称。').waitFor();
    await officer.leave();
  });

  it('leads from a shortfall to exactly so many copies, and on to the device of each', async () => {
    const office = await desk.visitAs(desk.one('legalization-office'), '/console/licence-positions');
    const { page } = office;
    const short = page.locator('.table td a').first();
    await short.waitFor();
    const copies = Number(await short.textContent());

    await short.click();
    await page.getByRole('heading', { level: 1, name: '缺口明细' }).waitFor();
    await page
      .locator('.table tbody tr')
      .nth(copies - 1)
      .waitFor();
    assert.equal(await page.locator('.table tbody tr').count(), copies);
    await page.locator('.table a[href*="/devices/"]').first().click();
    await page.locator('.chain > li').first().waitFor();
    await office.leave();
  });

  it('leads from an agency to what belongs to it, and from a supplier to its debarments', async () => {
    const finance = await desk.visitAs(desk.one('finance'), '/console/agencies?name=文化和旅游');
    const { page } = finance;
    await page.locator('.table tbody a').first().click();
    await page.locator('.facts').first().waitFor();
    await page.locator('main').getByRole('link', { name: '实施计划备案' }).click();
    await page.waitForURL(/plan-filings\?agencyCode=/);
    await page.locator('.table, .empty').waitFor();

    await page.goto('/console/suppliers');
    await page.locator('.table tbody a').first().click();
    await page.getByRole('link', { name: '该供应商的黑名单记录' }).click();
    await page.waitForURL(/debarments\?supplier=/);
    await page.locator('.table, .empty').waitFor();
    await finance.leave();
  });

  it('shows a name of software that an agency confirmed, once there is one', async () => {
    const officer = await desk.visitAs(desk.one('procurement-officer'), '/console/software-names');
    const { page } = officer;
    const own = await page.request.get('/v1/agencies?limit=1');
    const { items } = (await own.json()) as { readonly items: readonly { readonly code: string }[] };
    const data = { agencyCode: items[0]?.code, name: '金山办公套装', category: 'office', product: 'WPS Office' };
    const made = await page.request.post('/v1/software-names', {
      headers: { 'X-Gate-Request': '1' },
      data: { ...data, edition: null, version: null },
    });
    assert.equal(made.status(), 201, await made.text());

    await page.reload();
    await page.getByRole('link', { name: '金山办公套装' }).click();
    await page.getByText('以清单所写为准').waitFor();
    await officer.leave();
  });

  it('shows a liaison the alerts of the own agency, and no list that the role may not read', async () => {
    const liaison = await desk.visitAs(desk.one('agency-liaison'), '/console/alerts');
    const { page } = liaison;
    await page.locator('.table, .empty').waitFor();
    assert.equal(await page.locator('nav a[href="/console/devices"]').count(), 0);
    await page.locator('nav a[href="/console/agencies"]').click();
    await page.locator('.table tbody tr').first().waitFor();
    assert.equal(await page.locator('.table tbody tr').count(), 1);
    await liaison.leave();
  });
});
