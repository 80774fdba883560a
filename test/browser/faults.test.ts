import assert from 'node:assert/strict';
import type { Page, Route } from 'playwright-core';
import { axeFindings } from './browser.ts';
import { type Desk, openDesk, signIn } from './desk.ts';
import { holdBack } from './hold-back.ts';
import { signInAgain } from './sign-in-again.ts';
import { openWithdrawal, REASON } from './withdrawal.ts';

describe('the console when something goes wrong', () => {
  let desk: Desk;

  before(async () => {
    desk = await openDesk();
  });

  after(() => desk.close());

  it('waits as long as a busy gate asks, says so, and goes on by itself', async () => {
    const visitor = await desk.visitAs(desk.one('finance'), '/console/');
    const { page } = visitor;
    await page.locator('.tray').waitFor();
    await inTurn(page, /\/v1\/waivers\?/, [busy(4), goOn]);
    await page.getByRole('link', { name: '豁免', exact: true }).click();

    await page.getByText(/闸口繁忙，\d 秒后自动重试/).waitFor();
    await page.locator('.empty').waitFor();

    await visitor.leave([503]);
  });

  it('keeps what was read while a gate is too busy for long, and counts down', async () => {
    const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/orders');
    const { page } = visitor;
    await page.locator('.table').waitFor();
    await page.getByRole('link', { name: '待办' }).click();
    await page.locator('.tray').waitFor();
    await inTurn(page, /\/v1\/orders\?/, [busy(30), goOn]);
    await page.getByRole('link', { name: '采购订单' }).click();

    await page.getByText(/请在 \d+ 秒后再试。/).waitFor();
    assert.ok((await page.locator('.table tbody tr').count()) > 0);
    assert.deepEqual(await axeFindings(page), []);
    await page.getByRole('button', { name: '重试' }).click();

    await page.locator('.refusal').waitFor({ state: 'detached' });
    await visitor.leave([503]);
  });

  it('keeps a form that a busy gate did not take, says when to try again, and sends the same change', async () => {
    const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/orders?state=rejected');
    const { page } = visitor;
    const keys: (string | undefined)[] = [];
    await openWithdrawal(page);
    await inTurn(page, /\/withdrawal$/, [busy(2), busy(30), goOn], ({ 'idempotency-key': key }) => keys.push(key));
    await page.locator('.reason-form button').click();

    await page.getByText(/闸口繁忙，\d 秒后自动重试/).waitFor();
    await page.locator('.reason-form .refusal', { hasText: /请在 \d+ 秒后再试。/ }).waitFor();
    assert.equal(await page.locator('.reason-form textarea').inputValue(), REASON);
    assert.deepEqual(await axeFindings(page), []);
    await page.locator('.reason-form button').click();

    await page.locator('.order-head', { hasText: '已撤回' }).waitFor();
    assert.equal(keys.length, 3);
    assert.equal(new Set(keys).size, 1);
    await visitor.leave([503]);
  });

  it('says how long something is being done already, and that the page has to stay', async () => {
    const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/orders?state=rejected');
    const { page } = visitor;
    await openWithdrawal(page);
    const come = await holdBack(page, /\/withdrawal$/);
    await page.locator('.reason-form button').click();

    await page.getByText(/正在办理，已用 \d 秒，请不要关闭本页。/).waitFor();
    assert.deepEqual(await axeFindings(page), []);
    come();

    await page.locator('.order-head', { hasText: '已撤回' }).waitFor();
    await page.getByText(/正在办理/).waitFor({ state: 'detached' });
    await visitor.leave();
  });

  it('shows that a workbook is being made, says on the page why it is not, and saves it the next time', async () => {
    const visitor = await desk.visitAs(desk.one('finance'), '/console/budget-lines');
    const { page } = visitor;
    const workbook = page.getByRole('link', { name: '导出 Excel' });
    await workbook.waitFor();
    await inTurn(page, /format=xlsx/, [busy(30), goOn]);
    await workbook.click();

    await page.locator('.refusal').waitFor();
    assert.deepEqual(await axeFindings(page), []);
    const saving = page.waitForEvent('download');
    await workbook.click();

    assert.match((await saving).suggestedFilename(), /^.+-\d{4}-\d\d-\d\d\.xlsx$/);
    await page.locator('.refusal').waitFor({ state: 'detached' });
    await visitor.leave([503]);
  });

  it('does once what was done before the connection was cut, and shows it', async () => {
    const visitor = await desk.visitAs(desk.one('finance'), '/console/reviews');
    const { page } = visitor;
    await page.locator('.table tbody a').first().click();
    await page
      .getByRole('button', { name: /提请豁免/ })
      .first()
      .click();
    await page.getByLabel('豁免依据').selectOption('special-work');
    await page
      .getByLabel('豁免理由')
      .fill('该批设备用于档案数字化，需要更高的配置，经本部门核对市场价格，同意按此申报。');
    await page.getByLabel('依据文件的文号或名称').fill('荆财采核〔2026〕77号');
    const before = await proposalsOf(page);
    // Twice, so that the form is told; the third time the answer arrives.
    await inTurn(page, /\/v1\/waivers$/, [cutAfterwards, cutAfterwards, goOn]);
    await page.getByRole('button', { name: '提交豁免' }).click();
    await page.getByText('刚才无法连接闸口，现已恢复连接。').first().waitFor();
    assert.match(await page.getByLabel('豁免理由').inputValue(), /档案数字化/);

    await page.getByRole('button', { name: '提交豁免' }).click();

    await page.getByText(/已提交，待财政部门签署/).waitFor();
    assert.equal((await proposalsOf(page)) - before, 1);
    await page.getByRole('link', { name: '查看待签事项' }).click();
    await page.getByRole('button', { name: '撤回' }).click();
    await page.locator('.reason-form textarea').fill('改由主管部门统一报批。');
    await page.locator('.reason-form button').click();
    await page.getByText('改由主管部门统一报批。').first().waitFor();
    await visitor.leave();
  });

  it('shows that an act was done whose answer was lost, where the gate does not know the key', async () => {
    const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/orders?state=approved');
    const { page } = visitor;
    await openWithdrawal(page);
    await inTurn(page, /\/withdrawal$/, [cutAfterwards, goOn]);

    await page.locator('.reason-form button').click();

    await page.locator('.order-head', { hasText: '已撤回' }).waitFor();
    await page.getByRole('tab', { name: '历程' }).click();
    await page.getByText(REASON).first().waitFor();
    assert.equal(await page.getByText(REASON).count(), 1);
    await visitor.leave([409, 412]);
  });

  it('goes on in all tabs when one signs in again, and shows nobody what another person saw', async () => {
    const [officer, auditor] = [desk.one('procurement-officer'), desk.one('audit')];
    const visitor = await desk.visitAs(officer, '/console/orders');
    const { page } = visitor;
    const other = await page.context().newPage();
    await other.goto('/console/orders?state=rejected');
    await other.locator('.table, .empty').waitFor();
    await page.context().clearCookies();
    for (const tab of [page, other]) {
      await tab.getByLabel('排序').selectOption('total');
      await tab.getByRole('dialog').waitFor();
    }

    await signInAgain(page, officer);
    await other.getByRole('dialog').waitFor({ state: 'hidden' });
    assert.match(other.url(), /state=rejected/);

    await other.goto('/console/sign-in');
    await signIn(other, auditor);
    await page.getByText(`${auditor.name} · 审计部门`).waitFor();
    assert.equal(new URL(page.url()).pathname, '/console/');
    await visitor.leave([401]);
  });
});

type Turn = (route: Route) => Promise<void>;

const goOn: Turn = (route) => route.continue();

/** As the gate answers with too many orders waiting. */
function busy(seconds: number): Turn {
  const body = JSON.stringify({
    ...{ type: 'about:blank', title: '服务繁忙', status: 503, code: 'service.busy', detail: '闸口正忙，请稍后再试。' },
  });
  const headers = { 'Content-Type': 'application/problem+json', 'Retry-After': String(seconds) };
  return (route) => route.fulfill({ status: 503, headers, body });
}

/** The gate has done it, and nobody hears of it. */
const cutAfterwards: Turn = async (route) => {
  await route.fetch();
  await route.abort('connectionreset');
};

/** What becomes of the first request to an address, of the second, and of all others as of the last. */
async function inTurn(
  page: Page,
  address: RegExp,
  turns: readonly Turn[],
  see: (headers: Record<string, string>) => void = () => undefined,
): Promise<void> {
  let count = 0;
  await page.route(address, async (route) => {
    const turn = turns[Math.min(count, turns.length - 1)] ?? goOn;
    count += 1;
    see(route.request().headers());
    await turn(route);
  });
}

async function proposalsOf(page: Page): Promise<number> {
  const answer = await page.request.get('/v1/proposals?maker=me&limit=200');
  return ((await answer.json()) as { items: readonly unknown[] }).items.length;
}
