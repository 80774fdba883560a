import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { machines, tianqing, wps } from '../../db/seeds/order-goods.ts';
import { orderOf } from '../../db/seeds/order-parts.ts';
import { dayOf, systemClock } from '../../src/kernel/index.ts';
import { axeFindings } from './browser.ts';
import { type Desk, openDesk } from './desk.ts';
import { keepPicture } from './pictures.ts';

const SAID = {
  'zh-CN': {
    title: '旧设备已由其他订单更新',
    message: /^本行拟更新的旧设备中有2台已由本单位其他订单更新：ord_\w+。一台旧设备只能更新一次。$/u,
    named: '所列订单',
  },
  en: {
    title: 'Old device replaced by another order',
    message: /^Other orders of the agency already replace 2 of the devices that this line replaces: ord_\w+\./u,
    named: 'Orders that it names',
  },
} as const;

describe('an old machine that another order has replaced', () => {
  let desk: Desk;
  before(async () => {
    desk = await openDesk();
  });
  after(() => desk.close());

  it('is told on the page of the order that replaces it again, with a way to the other one', async () => {
    const buyer = desk.people.find(({ email }) => email.startsWith('tian.xiaohe@'));
    assert.ok(buyer);
    let id: string | undefined;
    for (const language of ['zh-CN', 'en'] as const) {
      const { title, message, named } = SAID[language];
      const visitor = await desk.visitAs(buyer, '/console/', { language });
      const { page } = visitor;
      id ??= await orderOfTheMarket(page);
      await page.goto(`/console/orders/${id}`);

      const finding = page.getByRole('tabpanel').locator('.finding', { hasText: title }).first();
      await finding.getByText(message).waitFor();
      await finding.getByRole('region', { name: named }).getByRole('link', { name: /0066/ }).waitFor();
      await finding.scrollIntoViewIfNeeded();
      await keepPicture(page, `replaced-once-${language}`);
      assert.deepEqual(await axeFindings(page), []);
      await finding.getByRole('link', { name: /0066/ }).click();
      await page.getByRole('heading', { level: 1, name: /0066/ }).waitFor();
      await visitor.leave();
    }
  });
});

/** It replaces two machines that an order of the demo has replaced. */
async function orderOfTheMarket(page: Page): Promise<string> {
  const orders = (await (await page.request.get('/v1/orders?limit=200')).json()).items;
  const replaced = orders.find(({ reference }: { reference: string }) => reference.includes('0066'));
  const { submission } = await (await page.request.get(`/v1/orders/${replaced.id}`)).json();
  const day = dayOf(systemClock());
  const replaces = submission.lines[0].replaces.slice(0, 2);
  const order = orderOf(
    { agency: 'market', day, year: Number(day.slice(0, 4)), number: '0998' },
    { lines: [machines({ quantity: 2, model: '世恒 TD120B1', rest: { replaces } })], plan: [wps(2), tianqing(2)] },
  );
  const headers = { 'X-Gate-Request': '1', 'Idempotency-Key': 'journey-replaced-once' };
  const answer = await page.request.post('/v1/orders', { data: order, headers });
  assert.equal(answer.status(), 201, await answer.text());
  return (await answer.json()).order.id;
}
