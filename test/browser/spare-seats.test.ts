import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { CITY } from '../../db/seeds/demo-people.ts';
import { machines, tianqing, wps } from '../../db/seeds/order-goods.ts';
import { orderOf } from '../../db/seeds/order-parts.ts';
import { dayOf, systemClock } from '../../src/kernel/index.ts';
import { axeFindings } from './browser.ts';
import { type Desk, openDesk } from './desk.ts';

describe('licences that an agency has to spare', () => {
  let desk: Desk;

  before(async () => {
    desk = await openDesk();
  });

  after(() => desk.close());

  it('are offered beside an order that would buy some, and stand in the plan after one click', async () => {
    const buyer = desk.people.find(({ role, region }) => role === 'procurement-officer' && region === CITY.region);
    assert.ok(buyer);
    const visitor = await desk.visitAs(buyer, '/console/');
    const { page } = visitor;
    const id = await orderOfTheLibrary(page);
    await page.goto(`/console/orders/${id}/amend`);

    const offer = page.locator('.verdict p', { hasText: '办公软件：有' });
    await offer.getByText('WPS Office').waitFor();
    assert.match((await offer.textContent()) ?? '', /有 4 套 WPS Office 结余可用/);
    // As many seats as machines: the heading must not say that there are too many.
    await page.locator('.verdict details', { hasText: '未先利用结余授权' }).getByText('PLN-04').waitFor();
    assert.equal(await page.getByText('超标准配置').count(), 0);
    assert.deepEqual(await axeFindings(page), []);
    await offer.getByRole('button', { name: '采用' }).click();

    await page.locator('[name="softwarePlan.1.provision"]').waitFor();
    await offer.waitFor({ state: 'detached' });
    await visitor.leave();
  });

  it('are offered where a licence that would be bought ends too soon, since the remedy is a valid one', async () => {
    const buyer = desk.people.find(({ role, region }) => role === 'procurement-officer' && region === CITY.region);
    assert.ok(buyer);
    const visitor = await desk.visitAs(buyer, '/console/orders');
    const { page } = visitor;
    const order = await page.locator('.table a', { hasText: '0997' }).getAttribute('href');
    await page.goto(`${order}/amend`);
    await page.locator('[name="softwarePlan.0.validUntil"]').fill('+1');
    const finding = page.locator('.verdict details', { hasText: 'LIC-03' });
    await finding.locator('summary').click();

    await finding.getByText(/有 4 套 WPS Office 结余可用/).waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await finding.getByRole('button', { name: '采用' }).click();

    await finding.waitFor({ state: 'detached' });
    await page.locator('[name="softwarePlan.1.provision"]').waitFor();
    await visitor.leave();
  });
});

/** It buys office software for four machines, while some of what it has is used by nobody. */
async function orderOfTheLibrary(page: Page): Promise<string> {
  const day = dayOf(systemClock());
  const order = orderOf(
    { agency: 'library', day, year: Number(day.slice(0, 4)), number: '0997' },
    { lines: [machines({ quantity: 4, model: '世恒 TD120B1' })], plan: [wps(4), tianqing(4)] },
  );
  const headers = { 'X-Gate-Request': '1', 'Idempotency-Key': 'journey-spare-seats' };
  const answer = await page.request.post('/v1/orders', { data: order, headers });
  assert.equal(answer.status(), 201, await answer.text());
  return (await answer.json()).order.id;
}
