import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { writeMoney } from '../../src/web/ui/money.ts';
import { axeFindings } from './browser.ts';
import { type Desk, type Look, openDesk, type Visitor } from './desk.ts';

interface Papers {
  readonly certificate: string;
  readonly receipt: { readonly hashes: readonly string[]; readonly checkpoint: string };
  readonly checkpoint: string;
  readonly used: string;
  readonly pdf: Buffer;
}

/** Pictures to look at: `PICTURES=<folder> npm run test:browser`. */
const PICTURES = process.env.PICTURES;

describe('the page that verifies, on plain HTTP', () => {
  let desk: Desk;
  let papers: Papers;
  let visitor: Visitor;

  before(async function () {
    // The gate signs a checkpoint once a minute.
    this.timeout(150_000);
    desk = await openDesk();
    papers = await papersOf(desk);
    visitor = await visitByName(desk);
  });

  after(() => desk.close());

  it('has no cryptography of the browser, and says what to do', async () => {
    const { page } = visitor;
    assert.equal(await page.evaluate(() => typeof crypto.subtle), 'undefined');
    await page.getByText('还没有要查验的内容').waitFor();
    const forOperators = page.getByText('gate verify --receipt');
    assert.equal(await forOperators.isVisible(), false);
    await page.getByText('供运维人员').click();
    await forOperators.waitFor();
    assert.deepEqual(await axeFindings(page), []);
  });

  it('checks a certificate from its address, and says how its order stands', async () => {
    const { page } = visitor;
    const total = writeMoney(String(Reflect.get(membersOf(papers.certificate.split('.')[1] ?? ''), 'total')));
    await page.goto(`${addressOf(desk)}#${papers.certificate}`);
    await page.getByRole('heading', { name: '订单现状' }).waitFor();
    assert.deepEqual(await faultsOn(page), []);
    assert.equal(new URL(page.url()).hash, '');
    await page.getByText('✔ 真实有效，可以用于采购').waitFor();
    await page.getByText('现在有效').waitFor();
    await page.getByText('请与纸面逐项核对').waitFor();
    await page.getByText(total, { exact: true }).waitFor();
    await page.getByText(/^\p{Script=Han}+ [0-9A-Z]{18}$/u).waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'verify-certificate-zh-CN');
  });

  it('checks a receipt and a checkpoint', async () => {
    const { page } = visitor;
    assert.deepEqual(await faultsOf(page, JSON.stringify(papers.receipt)), []);
    for (const told of ['审核决定', '通过', /^订单 ord_/, /^[0-9A-Z]{18}$/, /^\d{4}-\d\d-\d\d \d\d:\d\d$/])
      await page.locator('dd').filter({ hasText: told }).first().waitFor();
    await page.getByText('请与放行证上的“闸口订单号”核对').waitFor();
    assert.equal(await page.locator('dd', { hasText: 'order.decided' }).count(), 0, 'no word of the machine');
    await keepPicture(page, 'verify-receipt-zh-CN');
    assert.deepEqual(await faultsOf(page, papers.checkpoint), []);
  });

  it('says of one whose order is under contract that it is genuine, and used', async () => {
    const { page } = visitor;
    assert.deepEqual(await faultsOf(page, papers.used), []);
    await page.getByText('真实，但已用于签订合同，不能再用').waitFor();
    assert.equal(await page.locator('.notice[data-kind=done]').count(), 0);
  });

  it('reads the certificate out of the PDF that the gate gave out, and says what a number is worth', async () => {
    const { page } = visitor;
    const file = { name: 'certificate.pdf', mimeType: 'application/pdf', buffer: papers.pdf };
    await page.getByLabel('或选择文件').setInputFiles(file);
    await page.getByText('✔ 真实有效，可以用于采购').waitFor();
    assert.equal(await page.locator('textarea').inputValue(), '', 'nobody reads a PDF as text');
    await page.getByText('certificate.pdf').waitFor();
    await keepPicture(page, 'verify-file-zh-CN');
    await page.getByRole('button', { name: '查验' }).click();
    await page.getByText('✔ 真实有效，可以用于采购').waitFor();
    await page.getByLabel('或选择文件').setInputFiles({ ...file, buffer: Buffer.from('%PDF-1.7\n') });
    await page.getByText('这份 PDF 里没有放行证原文').waitFor();
    await page.locator('textarea').fill('JZ-2026-0455');
    await page.getByText('未选择文件').waitFor();
    await page.getByRole('button', { name: '查验' }).click();
    await page.getByText('编号不能证明放行证的真伪').waitFor();
  });

  it('names what is wrong with six that were altered', async () => {
    const { page } = visitor;
    const { certificate, receipt, checkpoint } = papers;
    const [head = '', body = '', signature = ''] = certificate.split('.');
    const [header, claims] = [membersOf(head), membersOf(body)];
    const altered: readonly (readonly [string, readonly string[]])[] = [
      [`${head}.${encoded({ ...claims, total: '1.00' })}.${signature}`, ['certificateSignature']],
      [`${head}.${body}.${signature[0] === 'A' ? 'B' : 'A'}${signature.slice(1)}`, ['certificateSignature']],
      [`${encoded({ ...header, kid: 'nobody' })}.${body}.${signature}`, ['certificateKey', 'certificateSignature']],
      [`${head}.${encoded({ ...claims, iss: 'other.example' })}.${signature}`, ['certificateSignature', 'issuer']],
      [JSON.stringify({ ...receipt, hashes: [...receipt.hashes].reverse() }), ['inclusion']],
      [checkpoint.replace(/^\S+\n\d+\n/, 'other.example\n7\n'), ['log', 'checkpointKey', 'checkpointSignature']],
    ];
    for (const [brought, faults] of altered) assert.deepEqual(await faultsOf(page, brought), faults, brought);
    await keepPicture(page, 'verify-altered-zh-CN');
    assert.deepEqual(await axeFindings(page), []);
    await visitor.leave();
  });

  it('fits a narrow window in English', async () => {
    for (const look of [{ width: 360, height: 740 }, {}] satisfies Look[]) {
      const { page, leave } = await visitByName(desk, { language: 'en', ...look });
      assert.deepEqual(await faultsOf(page, papers.certificate), []);
      await page.getByRole('heading', { name: 'How the order stands now' }).waitFor();
      await page.getByText('✔ Genuine and valid: the order may be bought as approved').waitFor();
      await page.getByText('Compare these with the paper').waitFor();
      await keepPicture(page, `verify-certificate-en-${look.width ?? 1366}`);
      const root = page.locator('html');
      assert.ok(await root.evaluate(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth));
      await leave();
    }
  });
});

function addressOf({ url }: Desk): string {
  return `${url.replace('127.0.0.1', 'gate.test')}/verify`;
}

async function visitByName(desk: Desk, look?: Look): Promise<Visitor> {
  return desk.visit(addressOf(desk), look);
}

/** What somebody of the demo was given, for anybody else to check. */
async function papersOf(desk: Desk): Promise<Papers> {
  const { page, leave } = await desk.visitAs(desk.one('audit'), '/console/');
  const read = async (path: string) => (await page.request.get(path)).json();
  const paperOf = async (id: string) => {
    const answer = await page.request.get(`/v1/decisions/${id}/certificate?format=pdf`);
    assert.equal(answer.status(), 200, await answer.text());
    return answer.body();
  };
  const approvalOf = async (state: string): Promise<string> => {
    const { items } = await read(`/v1/orders?state=${state}`);
    const { items: decisions } = await read(`/v1/orders/${items[0].id}/decisions`);
    return decisions.find(
      ({ outcome, stage }: { outcome: string; stage: string }) => outcome === 'approved' && stage === 'submission',
    ).id;
  };
  const id = await approvalOf('approved');
  const used = /\((eyJ[\w.-]+)\)/.exec(String(await paperOf(await approvalOf('contracted'))))?.[1] ?? '';
  const pdf = await paperOf(id);
  const { certificate } = await read(`/v1/decisions/${id}/certificate`);
  let receipt = await read(`/v1/decisions/${id}/proof`);
  while (receipt.checkpoint === null) {
    await page.waitForTimeout(1_000);
    receipt = await read(`/v1/decisions/${id}/proof`);
  }
  await leave();
  return { certificate, receipt, checkpoint: receipt.checkpoint, used, pdf };
}

/** By the keyboard, as a person pastes and goes on. Answers the checks that fail. */
async function faultsOf(page: Page, brought: string): Promise<readonly string[]> {
  await page.locator('textarea').fill(brought);
  await page.locator('textarea').press('Tab');
  await page.keyboard.press('Tab');
  const answered = page.waitForResponse(/\/v1\/log\/keys$/);
  await page.keyboard.press('Enter');
  await answered;
  return faultsOn(page);
}

async function faultsOn(page: Page): Promise<readonly string[]> {
  await page.locator('.verify-checks').waitFor();
  await page.locator('button[type=submit][aria-disabled=false]').waitFor();
  const failed = page.locator('.verify-checks li[data-good=false]');
  return failed.evaluateAll((items) => items.map((item) => item.getAttribute('data-check') ?? ''));
}

function membersOf(part: string): object {
  return JSON.parse(Buffer.from(part, 'base64url').toString());
}

function encoded(members: object): string {
  return Buffer.from(JSON.stringify(members)).toString('base64url');
}

async function keepPicture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return;
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
}
