import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { machines, tianqing, wps } from '../../db/seeds/order-goods.ts';
import { orderOf } from '../../db/seeds/order-parts.ts';
import { dayOf, systemClock } from '../../src/kernel/index.ts';

/** An order of the hospital for so many machines with their software, approved: as its officer, who is signed in, would have it. */
export async function approvedOrder(page: Page, count: number, number = '0998') {
  const day = dayOf(systemClock());
  const order = orderOf(
    { agency: 'hospital', day, year: Number(day.slice(0, 4)), number },
    {
      deliveryDays: 20,
      lines: [machines({ quantity: count, unitPrice: '1200.00', model: '世恒 TD120A9' })],
      plan: [wps(count, { unitPrice: '100.00' }), tianqing(count, { unitPrice: '50.00' })],
    },
  );
  const submitted = await post(page, '/v1/orders', order, { 'Idempotency-Key': `journey-${number}` });
  assert.equal(submitted.body.decision.outcome, 'approved', JSON.stringify(submitted.body.decision.findings));
  return { id: String(submitted.body.order.id), etag: submitted.etag, order, day };
}

/** The same, under contract at the approved sum. */
export async function contractedOrder(page: Page, count: number): Promise<{ readonly id: string }> {
  const { id, etag, order, day } = await approvedOrder(page, count);
  const { supplier, total } = order;
  const contract = { number: 'HT-0998', signedOn: day, supplier: { ...supplier, creditCheckedOn: day }, total };
  const contracted = await post(page, `/v1/orders/${id}/contract`, contract, { 'If-Match': etag });
  assert.equal(contracted.body.decision.outcome, 'approved', JSON.stringify(contracted.body.decision.findings));
  return { id };
}

async function post(page: Page, path: string, data: object, more: Readonly<Record<string, string>> = {}) {
  const headers = { 'X-Gate-Request': '1', 'Idempotency-Key': `journey${path.replaceAll('/', '-')}`, ...more };
  const answer = await page.request.post(path, { data, headers });
  assert.equal(answer.status(), 201, await answer.text());
  return { body: await answer.json(), etag: answer.headers().etag ?? '' };
}
