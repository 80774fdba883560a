import assert from 'node:assert/strict';
import type { CDPSession } from 'playwright-core';
import { draftOfOrder } from '../../src/web/orders/workspace/body/draft-of-order.ts';
import { blankLine, type OrderDraft } from '../../src/web/orders/workspace/body/order-draft.ts';
import { examples } from '../web/order-examples.ts';
import { type Desk, openDesk } from './desk.ts';
import { keepDraft } from './kept-draft.ts';

const LINES = 200;
/** Of the page and of the field with the cursor; far from one a row. */
const LAYERS_MAX = 60;

describe('an order of two hundred lines', () => {
  let desk: Desk;

  before(async () => {
    desk = await openDesk();
  });

  after(() => desk.close());

  it('is one table to a reader of the screen, and no key makes a layer of each row', async () => {
    const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/');
    const { page } = visitor;
    const draft = await keepDraft(page, longOrder());
    await page.goto(`/console/orders/new?draft=${draft}`);
    const field = page.locator(`[name="lines.${LINES / 2}.description"]`);
    await page.locator('.verdict[data-stale=false]').waitFor();
    const devtools = await page.context().newCDPSession(page);
    const roles = await rolesOf(devtools);
    assert.ok(roles.filter((role) => role === 'rowheader').length >= LINES);
    assert.ok(roles.filter((role) => role === 'textbox').length >= LINES * 5);

    await field.click();
    const layers = layersOf(devtools);
    await page.keyboard.type('abc');
    assert.match(await field.inputValue(), /abc/);
    assert.ok((await layers) < LAYERS_MAX);
    await page.locator('.verdict[data-stale=false]').waitFor();

    await page.keyboard.press('Control+z');
    assert.doesNotMatch(await field.inputValue(), /abc/);
    await visitor.leave();
  });
});

async function rolesOf(devtools: CDPSession): Promise<readonly string[]> {
  const { nodes } = await devtools.send('Accessibility.getFullAXTree');
  return nodes.map(({ role }) => String(role?.value));
}

/** How many layers the page has, once it is drawn again. */
async function layersOf(devtools: CDPSession): Promise<number> {
  const drawn = new Promise<number>((tell) => {
    devtools.on('LayerTree.layerTreeDidChange', ({ layers }) => {
      if (layers !== undefined) tell(layers.length);
    });
  });
  await devtools.send('DOM.enable');
  await devtools.send('LayerTree.enable');
  return drawn;
}

function longOrder(): OrderDraft {
  const order = draftOfOrder(examples.approvable);
  const [line = blankLine(1)] = order.lines;
  return { ...order, lines: Array.from({ length: LINES }, (_line, at) => ({ ...line, line: String(at + 1) })) };
}
