import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { axeFindings } from './browser.ts';
import { type Desk, openDesk } from './desk.ts';

/** How many keys a second an officer types, and how long five lines with their plan may take. */
const KEYS_A_SECOND = 5;
const SECONDS_MAX = 180;
const TAB_STOPS_MAX = 12;

const LINE = ['1', '办公用台式计算机', '长城', '世恒 TD130X1', '1', '4999', 'UnionTech UOS Desktop', 'JZ-2026-31002'];

/** What stands in the details of a computer, field after field; an empty text leaves a field as it is. */
const DETAILS = [
  ...['1', '2', 'Kunpeng 920', '1', '2023-1', ''],
  ...['1', '1', 'Professional', '20', '1', '2023-1', '', '3', 'UOS-SQ-0463', '', ''],
  ...['', '', ''],
  ...['A02010105', '1'],
];

describe('the order workspace', () => {
  let desk: Desk;

  before(async () => {
    desk = await openDesk();
  });

  after(() => desk.close());

  it('takes five lines with their software plan by the keyboard, and tells the decision in place', async () => {
    const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/orders/new');
    const keyboard = keyboardOf(visitor.page);
    await visitor.page.locator('.workspace').waitFor();
    await visitor.page.waitForLoadState('networkidle');

    await typeHead(keyboard);
    const stops = await typeFirstLine(keyboard);
    for (const [row, quantity] of ['1', '1', '1', '2'].entries()) {
      // Enter past the last cell opens a row, which then copies the one above.
      await keyboard.press('Enter');
      await keyboard.on(`lines.${row + 1}.`);
      await keyboard.press('Control+d');
      for (let cell = 0; cell < 4; cell += 1) await keyboard.press('Enter');
      await keyboard.type(quantity);
      for (let cell = 0; cell < 3; cell += 1) await keyboard.press('Enter');
    }
    await keyboard.tabTo('按需生成配置计划');
    await keyboard.press('Enter');
    await visitor.page.locator('.verdict[data-stale=false] [data-kind=approved]').waitFor();
    assert.deepEqual(await axeFindings(visitor.page), []);
    await keyboard.press('Control+Enter');

    await visitor.page.locator('.decided [data-kind=approved]').waitFor();
    assert.equal(await visitor.page.locator('.decided .table tbody tr').count(), 2);
    await visitor.page.getByRole('heading', { name: '订单已提交' }).waitFor();
    await visitor.page.waitForURL(/\?decided=/);
    const decided = visitor.page.url();
    await visitor.page.getByRole('navigation').getByRole('link', { name: '采购订单', exact: true }).click();
    await visitor.page.getByRole('heading', { name: '采购订单', exact: true }).waitFor();
    await visitor.page.goto(decided);
    await visitor.page.waitForURL(/\/console\/orders\/ord_[^?]*$/);
    await visitor.page.locator('.state-word, h1').first().waitFor();
    assert.ok(stops <= TAB_STOPS_MAX, `${stops} stops of Tab a line`);
    assert.ok(keyboard.pressed() / KEYS_A_SECOND < SECONDS_MAX, `${keyboard.pressed()} keys`);
    if (process.env.PICTURES) console.log(`${keyboard.pressed()} keys, ${stops} stops of Tab a line`);
    await visitor.leave();
  });

  it('keeps what was typed when it cannot be sent, says what is missing at its field, and opens it again later', async () => {
    const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/orders/new');
    const { page } = visitor;
    await page.locator('[name="lines.0.description"]').fill('办公用台式计算机');
    await page.locator('[name="lines.0.unitPrice"]').fill('about 5000');

    await page.keyboard.press('Control+Enter');

    await page.locator('.notice[data-kind=refusal] li').first().waitFor();
    const told = await page.locator('.notice[data-kind=refusal] li').allTextContents();
    assert.deepEqual(told, [
      '明细第 1 项 类别 请填写。',
      '明细第 1 项 数量 请填写。',
      '明细第 1 项 单价（元） 不是金额',
    ]);
    assert.equal(await page.locator('[name="lines.0.unitPrice"]').getAttribute('aria-invalid'), 'true');
    await page.locator('[name="lines.0.kind"]:focus').waitFor();
    assert.deepEqual(await axeFindings(page), []);

    await page.waitForURL(/\?draft=/);
    await page.goto('/console/orders/new');
    await page.getByText('未提交的草稿').click();
    await page.locator('details .plain-button').first().click();
    await page.waitForURL(/\?draft=/);
    await page.locator('[name="lines.0.description"][value="办公用台式计算机"]').waitFor();
    assert.equal(await page.locator('[name="lines.0.unitPrice"]').inputValue(), 'about 5000');
    await visitor.leave();
  });
});

interface Keyboard {
  readonly press: (key: string) => Promise<void>;
  readonly type: (text: string) => Promise<void>;
  /** Tab by Tab to a field by its name, or to a button by its text. */
  readonly tabTo: (target: string) => Promise<number>;
  /** Waits until the focus is within fields whose names begin so. */
  readonly on: (prefix: string) => Promise<void>;
  readonly pressed: () => number;
}

function keyboardOf(page: Page): Keyboard {
  let keys = 0;
  const press = async (key: string): Promise<void> => {
    keys += 1;
    await page.keyboard.press(key);
  };
  return {
    press,
    type: async (text) => {
      keys += text.length;
      await page.keyboard.type(text);
    },
    tabTo: async (target) => {
      for (let stops = 0; stops < 100; stops += 1) {
        const focused = page.locator('*:focus');
        const [name, text] = [await focused.getAttribute('name'), await focused.textContent()];
        if (name === target || text === target) return stops;
        await press('Tab');
      }
      throw new Error(`Tab does not lead to ${target}`);
    },
    on: async (prefix) => {
      await page.locator(`[name^="${prefix}"]:focus`).waitFor();
    },
    pressed: () => keys,
  };
}

async function typeHead({ tabTo, type, press }: Keyboard): Promise<void> {
  await press('Tab');
  await tabTo('method');
  await type('1');
  await tabTo('organisationForm');
  await type('1');
  await tabTo('planFilingNumber');
  await type('JZCG');
  await tabTo('expectedDeliveryOn');
  await type('+20');
  await tabTo('supplier.name');
  await type('湖北楚信信息技术有限公司');
  await tabTo('supplier.creditCheckedOn');
  await type('+0');
}

/** Cell by cell, then the details. Answers how many stops of Tab the line has. */
async function typeFirstLine({ tabTo, type, press, on }: Keyboard): Promise<number> {
  await tabTo('lines.0.kind');
  for (const [index, value] of LINE.entries()) {
    if (index > 0) await press('Tab');
    await type(value);
  }
  await press('Alt+Enter');
  for (const [index, value] of DETAILS.entries()) {
    if (index > 0) await press('Tab');
    if (value !== '') await type(value);
  }
  await press('Alt+Enter');
  await on('lines.0.funding');
  return LINE.length;
}
