import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { axeFindings } from './browser.ts';
import { contractedOrder } from './contracted-order.ts';
import { type Account, type Desk, openDesk } from './desk.ts';
import { keepPicture } from './pictures.ts';

const MACHINES = 100;
const BEFORE_THE_RELOAD = 60;
const HOSPITAL = '124210004200031280';

const serialOf = (number: number): string => `GW26${String(number).padStart(4, '0')}`;

describe('what comes for an order under contract', () => {
  let desk: Desk;
  let id: string;

  before(async () => {
    desk = await openDesk();
  });

  after(() => desk.close());

  const ofHospital = (wanted: Account['role']): Account => {
    const found = desk.people.find(({ agencyCode, role }) => agencyCode === HOSPITAL && role === wanted);
    assert.ok(found);
    return found;
  };

  it('is not accepted by whoever bought it: the order and the page of acceptances say who does', async () => {
    const visitor = await desk.visitAs(ofHospital('procurement-officer'), '/console/');
    const { page } = visitor;
    ({ id } = await contractedOrder(page, MACHINES));
    await page.goto(`/console/orders/${id}`);
    await page.getByText('须由他人验收').waitFor();
    assert.equal(await page.getByRole('link', { name: '登记验收' }).count(), 0);
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'accepted-by-others');
    await page.goto(`/console/orders/${id}/accept`);
    await page.getByText('须由他人验收').waitFor();
    await visitor.leave();
  });

  it('is scanned machine by machine: a hundred are accepted by the keyboard, and a reload in between loses none', async () => {
    const visitor = await desk.visitAs(ofHospital('agency-approver'), `/console/orders/${id}/accept`);
    const { page } = visitor;
    await scanFieldOf(page);

    await scan(page, 1, BEFORE_THE_RELOAD);
    // Before that the browser asks whether the page is really to be left.
    await page.locator('[data-saving=saved]').waitFor();
    await page.reload();
    await scanFieldOf(page);
    await page.getByText(`本次 ${BEFORE_THE_RELOAD} 台，尚缺 ${MACHINES - BEFORE_THE_RELOAD} 台`).waitFor();
    await scan(page, BEFORE_THE_RELOAD + 1, MACHINES);
    await scan(page, 7, 7);
    await page.locator('.last-scan[data-wrong=true]', { hasText: `${serialOf(7)}：重复` }).waitFor();
    await keepPicture(page, 'accept-doubled');
    await tabTo(page, '移除');
    await page.keyboard.press('Enter');
    await page.getByText(`本次 ${MACHINES} 台，尚缺 0 台`).waitFor();

    await stateAsContracted(page);
    // A button has the focus now, and still no scan is lost, nor does its Enter press anything.
    await scanWhereverTheFocusIs(page, serialOf(8));
    await page.locator('.last-scan[data-wrong=true]', { hasText: `${serialOf(8)}：重复` }).waitFor();
    await tabTo(page, '移除');
    await page.keyboard.press('Enter');
    await page.locator('.delivery-verdict [data-kind=approved]').waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'accept-complete');
    await tabTo(page, '登记验收');
    await page.keyboard.press('Enter');

    await page.locator('.decided', { hasText: '设备 100 台，授权 200 个' }).waitFor();
    await page.locator('.decided', { hasText: '已验收' }).waitFor();
    assert.equal(await page.getByRole('button', { name: '继续登记下一批' }).count(), 0);
    assert.deepEqual(await axeFindings(page), []);
    const kept = await (await page.request.get(`/v1/orders/${id}/acceptances`)).json();
    const serials = kept.items[0].devices.map(({ serial }: { readonly serial: string }) => serial);
    assert.deepEqual(
      serials,
      Array.from({ length: MACHINES }, (_, index) => serialOf(index + 1)),
    );
    const drafts = await (await page.request.get(`/v1/drafts?orderId=${id}`)).json();
    assert.deepEqual(drafts.items, []);
    await visitor.leave();
  });

  it('comes from a file whose every row is told its result, is mended and returned, each in place', async () => {
    const approver = desk.one('agency-approver');
    const visitor = await desk.visitAs(approver, '/console/deliveries', { language: 'en' });
    const { page } = visitor;
    await page.getByRole('link', { name: 'Accept a delivery' }).click();
    await scanFieldOf(page);

    await page.getByRole('button', { name: 'Enter the acceptance' }).click();
    await page.getByText('Nothing is stated yet').waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await page.getByText('From a file (CSV)').click();
    const rows = ['line,serial', '1,CW-1', '9,CW-2', '1,CW-1', '1,To be filled by O.E.M.'];
    await page.getByLabel('Choose a file').setInputFiles(csvOf(rows));
    await page.getByText('0 can be entered, 1 are not as contracted, 3 rows are refused').waitFor();
    assert.equal(await page.locator('.looks .table tbody tr').count(), 4);
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'accept-file');

    // Of two machines one is in another register's name already; the other one is accepted, with the scan of its letter.
    await page.getByLabel('Scan or type a serial number').first().focus();
    await pasteInto(page, ['CW-101', 'SNJZ20260419001'].join('\n'));
    await page.getByRole('button', { name: 'As contracted' }).click();
    await page.getByLabel('Kind of proof').first().selectOption('vendor-authorization-letter');
    await page.getByLabel('File of the proof (PDF, PNG, JPEG)').first().setInputFiles(letter());
    await page.getByText('Sent: letter.pdf').waitFor();
    await page.locator('.delivery-verdict', { hasText: 'Machines: 1 as contracted, 1 not' }).waitFor();
    await page.locator('.delivery-verdict', { hasText: /Still to be accepted after this:.*plan item 1 / }).waitFor();
    await keepPicture(page, 'accept-differing');
    await page.getByRole('button', { name: 'Enter the acceptance' }).click();
    await page.getByText('Registered: 1 machine, 0 seats.').waitFor();
    await keepPicture(page, 'accepted-in-part');
    await page.getByRole('button', { name: 'Enter the next delivery' }).click();
    assert.equal(await page.getByLabel('Serial number of machine 1').inputValue(), 'SNJZ20260419001');

    await page.getByRole('link', { name: 'Back to the order' }).click();
    await page.getByRole('tab', { name: 'Deliveries' }).click();
    await page.getByRole('link', { name: 'Delivery 1' }).click();
    await page.locator('.table', { hasText: 'CW-101' }).waitFor();
    await page.getByRole('row', { name: /CW-101 1 长城 世恒 TD120A9 UnionTech UOS .+ registered/ }).waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'acceptance');
    await page.goBack();

    await page.getByRole('link', { name: 'Return machines' }).click();
    await page.getByRole('button', { name: 'Return 0 machines' }).click();
    await page.getByText('Choose the machines that go back.').waitFor();
    await page.getByLabel('Scan or type a serial number to return').first().focus();
    await page.keyboard.type('CW-999');
    await page.keyboard.press('Enter');
    await page.getByText('CW-999: no accepted machine of this order').waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await page.keyboard.type('cw-101');
    await page.keyboard.press('Tab');
    await page.getByLabel('Why they go back').fill('主板故障，供应商同意更换');
    await keepPicture(page, 'return');
    await page.getByRole('button', { name: 'Return 1 machine' }).click();
    await page.getByText('1 machine is returned').waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await visitor.leave();
  });

  it('is paid as far as it has come, to the fen, and what the gate refuses stays typed', async () => {
    const finance = desk.one('finance');
    const visitor = await desk.visitAs(finance, '/console/');
    const { page } = visitor;
    await page.getByRole('link', { name: /已验收的订单，等待付款/ }).click();
    // Not the order of the hospital, of which nothing was paid before.
    await page.locator('.table tbody a').filter({ hasNotText: 'JZYY' }).first().click();
    await page.getByRole('link', { name: '登记付款' }).click();
    await page.getByRole('button', { name: '登记付款' }).click();
    await page.getByText('请填写付款数量和金额').waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await page.getByRole('button', { name: '填入全部可付' }).click();
    await page.getByLabel('开票日期').fill('+0');
    // The invoice of the payment before it.
    await page.getByLabel('发票号码').fill('26422000000023308817');
    await page.getByRole('button', { name: '登记付款' }).click();
    await page.locator('.delivery-main .refusal', { hasText: '此张发票已付款' }).waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'pay-refused');

    await page.getByLabel('发票号码').fill('26422000000099000001');
    await page.locator('.delivery-verdict [data-kind=approved]').waitFor();
    await page.getByRole('checkbox').last().check();
    await page.locator('.delivery-verdict', { hasText: '已办结' }).waitFor();
    await keepPicture(page, 'pay');
    await page.getByLabel('发票号码').press('Enter');
    await page.locator('.decided [data-kind=approved]').waitFor();
    await page.locator('.decided', { hasText: '已办结' }).waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'paid');
    await page.getByRole('link', { name: '查看付款' }).click();
    await page.getByText('26422000000099000001').waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await page.getByRole('link', { name: '返回订单' }).click();
    await page.getByRole('tab', { name: '付款' }).click();
    await page.getByText('（最后一笔）').waitFor();
    await page.goto('/console/deliveries?tab=unregistered');
    await page.locator('.table, .empty').first().waitFor();
    assert.deepEqual(await page.locator('.tab-links [aria-current=page]').allTextContents(), ['验收后未入账']);
    assert.deepEqual(await axeFindings(page), []);
    await visitor.leave([422]);
  });
});

async function scanFieldOf(page: Page): Promise<void> {
  await page.locator('.scan-field input:focus').waitFor();
}

/** As a scanner does: key after key without a pause, and Enter. */
async function scan(page: Page, first: number, last: number): Promise<void> {
  for (let number = first; number <= last; number += 1) {
    await page.keyboard.type(serialOf(number));
    await page.keyboard.press('Enter');
  }
}

/** Faster than the driver of the browser can type: a scanner needs milliseconds for a key. */
async function scanWhereverTheFocusIs(page: Page, serial: string): Promise<void> {
  await tabTo(page, '登记验收');
  await page.evaluate(`{
    for (const key of [...${JSON.stringify(serial)}, 'Enter']) {
      document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    }
  }`);
  await page.locator('.scan-field input:focus').waitFor();
}

/** Tab by Tab to a button by its text, or to a field by its name. */
async function tabTo(page: Page, target: string): Promise<void> {
  for (let stops = 0; stops < 80; stops += 1) {
    const focused = page.locator('*:focus');
    const [name, text] = [await focused.getAttribute('name'), await focused.textContent()];
    if (name === target || text === target) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${target}`);
}

/** By the arrow key, as far down the list as it stands. */
async function choose(page: Page, label: string): Promise<void> {
  const chosen = 'document.activeElement.selectedOptions[0].textContent';
  for (let steps = 0; steps < 30; steps += 1) {
    if ((await page.evaluate<string>(chosen)) === label) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`nothing in the list is called ${label}`);
}

/** What was found is what was contracted, with a paper for the machines and one for each licence. */
async function stateAsContracted(page: Page): Promise<void> {
  await tabTo(page, '与合同一致');
  await page.keyboard.press('Enter');
  await tabTo(page, 'alike.1.proof');
  await choose(page, '厂商授权书');
  await page.keyboard.press('Tab');
  await page.keyboard.type('UOS-SQ-0998');
  for (const item of [1, 2]) {
    await tabTo(page, `全部到齐（${MACHINES}）`);
    await page.keyboard.press('Enter');
    await tabTo(page, `item.${item}.proof`);
    await choose(page, '授权证书');
    await page.keyboard.press('Tab');
    await page.keyboard.type(`ZS-0998-${item}`);
  }
}

function csvOf(rows: readonly string[]) {
  return { name: 'machines.csv', mimeType: 'application/vnd.ms-excel', buffer: Buffer.from(`${rows.join('\n')}\n`) };
}

function letter() {
  return { name: 'letter.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') };
}

/** As the clipboard of a spreadsheet does, into the field that has the focus. */
async function pasteInto(page: Page, text: string): Promise<void> {
  await page.evaluate(`{
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', ${JSON.stringify(text)});
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    document.activeElement.dispatchEvent(event);
  }`);
}
