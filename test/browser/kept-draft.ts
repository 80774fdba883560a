import type { Page } from 'playwright-core';
import type { components } from '../../src/http/openapi.generated.ts';
import type { OrderDraft } from '../../src/web/orders/workspace/body/order-draft.ts';

type Kept = components['schemas']['Draft'];

/** An order that was typed before, by the id of its draft. */
export async function keepDraft(page: Page, content: OrderDraft): Promise<string> {
  const { agencyCode, reference } = content;
  const kept = await page.request.post('/v1/drafts', {
    headers: { 'X-Gate-Request': '1' },
    data: { agencyCode, kind: 'order', title: reference, content },
  });
  if (!kept.ok()) throw new Error(`${kept.status()}: ${await kept.text()}`);
  return ((await kept.json()) as Kept).id;
}
