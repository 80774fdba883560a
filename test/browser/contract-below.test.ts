import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { axeFindings } from './browser.ts';
import { approvedOrder } from './contracted-order.ts';
import { type Account, type Desk, openDesk } from './desk.ts';
import { keepPicture } from './pictures.ts';

const HOSPITAL = '124210004200031280';
const MACHINES = 2;
const SERIALS = ['BLW-0001', 'BLW-0002'];

describe('a contract that costs less than was approved', () => {
  let desk: Desk;
  let order: string;

  before(async () => {
    desk = await openDesk();
  });
  after(() => desk.close());

  const ofHospital = (wanted: Account['role']): Account => {
    const found = desk.people.find(({ agencyCode, role }) => agencyCode === HOSPITAL && role === wanted);
    assert.ok(found);
    return found;
  };
  const second = (): Account => {
    const found = desk.people.filter(({ role }) => role === 'finance')[1];
    assert.ok(found);
    return found;
  };

  it('is typed price by price, is there again after a reload, and gives the difference back to its line', async () => {
    const visitor = await desk.visitAs(ofHospital('procurement-officer'), '/console/');
    const { page } = visitor;
    const approved = await approvedOrder(page, MACHINES);
    order = approved.id;
    const line = String(approved.order.lines[0]?.funding?.[0]?.budgetLine);
    const before = await availableOf(page, line);
    await page.goto(`/console/orders/${order}/contract`);
    await page.getByRole('button', { name: '登记并审核' }).click();
    await page.locator('[name=number]:focus').waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await page.getByLabel('合同编号').fill('HT-2026-BELOW');
    await page.getByLabel('签订日期').fill('+0');
    await page.getByLabel('信用记录查询日期').fill('+0');
    await page.locator('[name="line.1.price"]').fill('1,100');
    await page.getByRole('status', { name: '合同总额（元）' }).getByText('2,500.00').waitFor();
    await page.getByText('比批准的少 200.00，合同通过后退回预算指标。').waitFor();
    await keepPicture(page, 'contract-below');

    await page.locator('[data-saving=saved]').waitFor();
    await page.reload();
    await page.locator('[name="line.1.price"]').waitFor();
    assert.equal(await page.locator('[name="line.1.price"]').inputValue(), '1,100');
    await page.getByRole('link', { name: '返回订单' }).click();
    await page.locator('.order-head').waitFor();
    await page.getByRole('link', { name: '登记合同' }).click();
    await page.locator('[name="line.1.price"]').waitFor();
    assert.equal(await page.getByLabel('合同编号').inputValue(), 'HT-2026-BELOW');
    await page.locator('[name="line.1.price"]').fill('1300');
    await page.getByText(/超过批准的金额 200\.00/).waitFor();
    await page.locator('[name="line.1.price"]').fill('1100');
    await page.locator('[name="line.1.price"]').press('Enter');

    await page.locator('.order-head', { hasText: '已签合同' }).waitFor();
    assert.equal(await page.getByRole('link', { name: '登记退货' }).count(), 0);
    const { contract } = await (await page.request.get(`/v1/orders/${order}`)).json();
    assert.deepEqual([contract.number, contract.amount], ['HT-2026-BELOW', '2500.00']);
    assert.equal((await availableOf(page, line)) - before, 20_000n);
    const drafts = await (await page.request.get(`/v1/drafts?orderId=${order}`)).json();
    assert.deepEqual(drafts.items, []);
    await visitor.leave();
  });

  it('is accepted, and licences with a proof and no number are asked about', async () => {
    const visitor = await desk.visitAs(ofHospital('agency-approver'), `/console/orders/${order}/accept`);
    const { page } = visitor;
    for (const serial of SERIALS) await scanned(page, serial);
    await page.getByRole('button', { name: '与合同一致' }).click();
    await page.locator('[name="alike.1.proof"]').selectOption('vendor-authorization-letter');
    await page.getByLabel('证明编号').first().fill('UOS-SQ-BELOW');
    await page.locator('[name="item.1.proof"]').selectOption('licence-certificate');
    await page.getByLabel('证明编号').nth(1).fill('ZS-BELOW-1');
    await page.locator('[name="item.2.proof"]').selectOption('licence-certificate');
    await page.getByLabel('证明编号').nth(2).fill('ZS-BELOW-2');
    await page.locator('[name="item.2.seats"]').fill(String(MACHINES));
    await page.locator('[name=scan]').fill('BLW-0003');
    await page.getByRole('button', { name: '登记验收' }).click();
    const left = page.getByRole('alert');
    await left.getByText(/扫描框 还没有加入清单/).waitFor();
    await keepPicture(page, 'accept-asked');
    await left.getByRole('button', { name: /配置计划第 1 项 .*没有到货套数/ }).click();
    assert.deepEqual(await axeFindings(page), []);
    await page.locator('[name="item.1.seats"]:focus').fill(String(MACHINES));
    await page.locator('[name=scan]').fill('');
    await page.getByRole('button', { name: '登记验收' }).click();
    await page.locator('.decided', { hasText: '设备 2 台，授权 4 个' }).waitFor();
    await visitor.leave();
  });

  it('is paid by finance, who sees by which contract and whom', async () => {
    const visitor = await desk.visitAs(desk.one('finance'), `/console/orders/${order}/pay`);
    const { page } = visitor;
    const facts = page.getByRole('region', { name: '合同与收款' });
    for (const text of ['HT-2026-BELOW', '2,500.00', '闸口不登记收款账户']) await facts.getByText(text).waitFor();
    await facts.locator('.code').waitFor();
    await page.getByRole('button', { name: '填入全部可付' }).click();
    await page.getByLabel('发票号码').fill('26422000000099000777');
    await page.getByLabel('开票日期').fill('+0');
    await page.locator('.delivery-verdict [data-kind=approved]').waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'pay-contract');
    await page.getByRole('button', { name: '登记付款' }).click();
    await page.locator('.decided', { hasText: '已登记付款 2,500.00 元' }).waitFor();
    await visitor.leave();
  });

  it('of which a paid machine went back is overpaid: finance is told, and two people enter the credit note', async () => {
    const officer = await desk.visitAs(ofHospital('procurement-officer'), `/console/orders/${order}`);
    await officer.page.getByRole('link', { name: '登记退货' }).click();
    await officer.page.locator('.scan-field input:focus').waitFor();
    await scanned(officer.page, String(SERIALS[0]));
    await officer.page.getByLabel('退货原因').fill('主板故障，供应商收回');
    await officer.page.getByRole('button', { name: '退回 1 台' }).click();
    await officer.page.getByText('已登记退回 1 台').waitFor();
    await officer.leave();

    const visitor = await desk.visitAs(desk.one('finance'), '/console/');
    const { page } = visitor;
    await page.getByRole('link', { name: /已付款的设备退了货/ }).click();
    await page.locator('.table tbody a').first().waitFor();
    assert.equal(await page.locator('.table tbody tr').count(), 1);
    await page.locator('.table tbody a').first().click();
    await page.getByRole('link', { name: '登记付款' }).click();
    const overpaid = page.getByRole('region', { name: '已多付' });
    await overpaid.getByText(/已付 2，退货后现有 1，多付 1，共 1,100\.00 元。/).waitFor();
    await overpaid.getByText(/BLW-0001（.*退货）/).waitFor();
    await page.getByRole('cell', { name: '多付 1' }).waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'overpaid');
    await overpaid.getByRole('link', { name: '登记第 1 笔付款的红字发票' }).click();
    const path = await credits(page);
    await visitor.leave();
    await signs(path);
  });

  it('shows its payment and the credit note in English as well', async () => {
    const visitor = await desk.visitAs(desk.one('finance'), `/console/orders/${order}/pay`, { language: 'en' });
    const { page } = visitor;
    await page.getByRole('region', { name: 'Contract and payee' }).waitFor();
    assert.equal(await page.getByRole('region', { name: 'Overpaid' }).count(), 0);
    await keepPicture(page, 'pay-en');
    const { items } = await (await page.request.get(`/v1/orders/${order}/payments`)).json();
    await page.goto(`/console/payments/${items[0].id}`);
    await page.getByRole('link', { name: 'Enter a credit note' }).click();
    await page.getByRole('button', { name: 'Propose it' }).click();
    await page.getByText('State what is taken back.').waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'credit-en');
    await visitor.leave();
  });

  /** Enters the credit note; answers where it is signed. */
  async function credits(page: Page): Promise<string> {
    await page.getByRole('button', { name: '提请签署' }).click();
    await page.locator('[name=number]:focus').waitFor();
    assert.equal(await page.getByText('请填写。').count(), 3);
    assert.deepEqual(await axeFindings(page), []);
    await page.getByLabel('红字发票号码').fill('HZ-2026-0001');
    await page.getByRole('link', { name: '返回付款' }).click();
    await page.getByRole('button', { name: '留在本页' }).click();
    assert.equal(await page.getByLabel('红字发票号码').inputValue(), 'HZ-2026-0001');
    await page.getByLabel('红字发票日期').fill('+0');
    await page.getByLabel('冲回原因').fill('退回 1 台，供应商已开红字发票');
    await page.getByRole('button', { name: '填入多付的部分' }).click();
    await page.getByText('壹仟壹佰元整').waitFor();
    await keepPicture(page, 'credit');
    await page.getByRole('button', { name: '提请签署' }).click();
    const done = page.locator('.notice[data-kind=done]:focus');
    await done.getByText(/财政部门/).waitFor();
    assert.equal(await page.getByText('已提请，还需签署').count(), 1);
    await page.getByRole('heading', { name: /.+ 第 1 笔付款的红字发票$/ }).waitFor();
    await done.getByRole('link').click();
    await page.getByRole('heading', { name: /^待签：/ }).waitFor();
    return new URL(page.url()).pathname;
  }

  async function signs(path: string): Promise<void> {
    const signing = await desk.visitAs(second(), path);
    const { page } = signing;
    await page.getByText(/按红字发票 HZ-2026-0001 冲回 1,100\.00 元/).waitFor();
    await page.getByRole('link', { name: '第 1 笔付款 2,500.00 元' }).waitFor();
    await page.locator('[data-digest=same]').waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'credit-proposal');
    await page.getByRole('button', { name: /^签署（/ }).click();
    await page.getByText(/签署已齐，事项已执行/).waitFor();
    await page.goto(`/console/orders/${order}/pay`);
    await page.getByRole('region', { name: '合同与收款' }).waitFor();
    assert.equal(await page.getByRole('region', { name: '已多付' }).count(), 0);
    await page.goto('/console/');
    await page.locator('.tray, .empty').first().waitFor();
    assert.equal(await page.getByRole('link', { name: /已付款的设备退了货/ }).count(), 0);
    await signing.leave();
  }
});

async function scanned(page: Page, serial: string): Promise<void> {
  const field = page.locator('.scan-field input');
  await field.fill(serial);
  await field.press('Enter');
}

/** What a budget line can still spend, in fen. */
async function availableOf(page: Page, line: string): Promise<bigint> {
  const answer = await page.request.get(`/v1/budget-lines/${encodeURIComponent(line)}`);
  assert.equal(answer.status(), 200, await answer.text());
  return BigInt(String((await answer.json()).available).replace('.', ''));
}
