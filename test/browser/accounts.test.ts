import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { axeFindings } from './browser.ts';
import { type Account, type Desk, openDesk, signIn } from './desk.ts';
import { keepPicture } from './pictures.ts';

const PASSWORD = '江陵城外的七只白鹭与一条渡船啊 Wp7';

describe('accounts for many people', () => {
  let desk: Desk;

  before(async () => {
    desk = await openDesk();
  });

  after(() => desk.close());

  function administrator(place: number): Account {
    const found = desk.people.filter(({ role }) => role === 'security-administrator')[place];
    if (found === undefined) throw new Error('there are not so many security administrators');
    return found;
  }

  /** Gives one half first, is told of the other, and signs in with the new password. */
  async function acceptsInvitation(email: string, [first, second]: readonly [string, string]): Promise<void> {
    const person = await desk.visit('/console/invitation');
    await person.page.getByLabel('邀请码前半').fill(` ${first}`);
    await person.page.getByLabel('新密码', { exact: true }).fill(PASSWORD);
    await person.page.getByLabel('再输入一次新密码').fill(PASSWORD);
    await person.page.locator('button[type=submit]').click();
    await person.page.getByText('还缺另一半').waitFor();
    // One less at the end is not mistyped but the other kind of half.
    const mistyped = `${second.slice(0, -1)}${/[78]$/.test(second) ? '2' : '7'}`;
    await person.page.getByLabel('邀请码后半').fill(mistyped);
    await person.page.getByText('输入有误').waitFor();
    await keepPicture(person.page, 'invitation-mistyped');
    // As the code of the second slip comes from a scanner, in whichever place the cursor is.
    await person.page.getByLabel('邀请码前半').fill(`http://gate.example/console/invitation#${second}`);
    assert.equal(await person.page.getByLabel('邀请码后半').inputValue(), second);
    await person.page.getByLabel('邀请码后半').fill(second.toLowerCase().replaceAll('-', ' '));
    await person.page.locator('button[type=submit]').click();
    await person.page.locator('a[href="/console/sign-in"]').click();
    await signIn(person.page, { email, password: PASSWORD });
    await person.leave();
  }

  it('are asked for page by page of a long roster, and what was typed on any page is tried, what is wrong first', async () => {
    const visitor = await desk.visitAs(administrator(0), '/console/me');
    const { page } = visitor;
    await page.route(/\/v1\/persons-to-invite\?duty=liaison/, async (route) => {
      const answer = await route.fetch();
      const [known] = (await answer.json()).items;
      const items = Array.from({ length: 120 }, (_, at) => ({
        ...known,
        id: `trm_${at}`,
        name: `陈一${at}`,
        hasAccount: false,
      }));
      await route.fulfill({ response: answer, json: { items, next: null } });
    });
    await page.goto('/console/accounts/new');
    const fields = page.locator('input[type=email]');
    await page.getByText(/^第 1 页，共 3 页/).waitFor();
    assert.equal(await fields.count(), 50);
    await fields.first().fill('chen.yi@jingzhou.example');
    await page.getByRole('button', { name: '下一页' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('.table-frame:focus').waitFor();
    await page.getByText(/^第 2 页，共 3 页/).waitFor();
    await fields.first().fill('nowhere');
    assert.deepEqual(await axeFindings(page), []);
    await page.getByRole('button', { name: '上一页' }).click();
    await page.getByText(/^第 1 页/).waitFor();

    assert.equal(await fields.first().inputValue(), 'chen.yi@jingzhou.example');
    await page.getByRole('button', { name: '试算' }).click();
    await page.getByText('试算结果：可开户 1 人，已有账户 0 人，不能开户 1 人。').waitFor();
    await page.locator('.table').last().locator('tbody tr').first().getByText('不能开户').waitFor();
    await visitor.leave();
  });

  it('are given to people of the roster by two administrators, each of whom hands out own slips', async () => {
    const first = await desk.visitAs(administrator(0), '/console/accounts/new');
    const { page } = first;
    await page.getByRole('link', { name: '开通账户' }).waitFor();
    const fields = page.locator('input[type=email]');
    await fields.nth(2).waitFor();
    assert.deepEqual(await axeFindings(page), []);
    const emails = ['zhongli.an@jingzhou.example', 'gu.qingyuan@jingzhou.example', 'lin.shubai@jingzhou.example'];
    for (const [place, email] of emails.entries()) await fields.nth(place).fill(email);
    await keepPicture(page, 'accounts-roster');
    await page.getByRole('button', { name: '试算' }).click();
    await page.getByText('试算结果：可开户 3 人，已有账户 0 人，不能开户 0 人。').waitFor();
    assert.equal(await page.getByRole('row', { name: /可开户/ }).count(), 3);
    await page.getByRole('button', { name: '提交 3 人开户' }).click();
    const halves = await halvesOn(page);
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'accounts-first-halves');
    await keepPaper(page, 'accounts-first-halves-paper');
    assert.equal(await page.locator('.slips .slip').first().getByText('签署起 24 小时').count(), 1);
    const path = (await page.getByRole('link', { name: '查看待签事项' }).getAttribute('href')) ?? '';
    await page.getByRole('link', { name: '查看待签事项' }).click();
    await page.getByRole('dialog', { name: '离开本页？' }).waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await page.getByRole('button', { name: '留在本页' }).click();
    assert.deepEqual(await halvesOn(page), halves);
    await page.getByRole('link', { name: '查看待签事项' }).click();
    await page.getByRole('button', { name: '已抄录，离开' }).click();
    await page.getByRole('heading', { name: '开户人员 3 人' }).waitFor();
    await first.leave();

    const second = await desk.visitAs(administrator(1), path, { language: 'en' });
    const signing = second.page;
    await signing.getByRole('heading', { name: '3 persons to have an account' }).waitFor();
    for (const email of emails) await signing.getByRole('row', { name: email }).waitFor();
    await signing.locator('[data-digest=same]').waitFor();
    assert.deepEqual(await axeFindings(signing), []);
    await keepPicture(signing, 'accounts-proposal-en');
    await signing.getByRole('button', { name: /^Sign \(/ }).click();
    const others = await halvesOn(signing);
    assert.deepEqual(await axeFindings(signing), []);
    await keepPicture(signing, 'accounts-second-halves-en');
    await signing.getByLabel('Language of the slips').selectOption('zh-CN');
    await signing.locator('.slips .slip').first().getByText('采购闸口账户邀请').waitFor();
    await keepPaper(signing, 'accounts-second-halves-paper');
    await signing.reload();
    await signing.getByText('log index').first().waitFor();
    assert.equal(await signing.locator('.slip').count(), 0);
    await second.leave();

    assert.deepEqual([...halves.keys()], emails);
    assert.deepEqual([...others.keys()], emails);
    const [email = ''] = emails;
    await acceptsInvitation(email, [`${halves.get(email)}`, `${others.get(email)}`]);
  });

  it('are tried from a file row by row, with what is wrong by its cell', async () => {
    const visitor = await desk.visitAs(administrator(0), '/console/accounts/new', { language: 'en' });
    const { page } = visitor;
    await page.getByLabel('A file').check();
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save a template' }).click();
    assert.equal((await saving).suggestedFilename(), 'accounts-template.csv');
    const field = page.getByLabel('Choose a file');
    await field.setInputFiles({ name: 'list.docx', mimeType: 'application/msword', buffer: Buffer.from('x') });
    await page.getByText('Choose an XLSX or CSV file.').waitFor();
    const rows = [
      'Agency,Name,Role,E-mail',
      '荆州市图书馆,钟灵,agency-liaison,zhong.ling@jingzhou.example',
      '荆州市图书馆,钟灵,agency-liaison,ZHONG.LING@jingzhou.example',
      '荆州市某某局,甲,agency-approver,jia@jingzhou.example',
      `荆州市图书馆,某人,agency-liaison,${desk.one('agency-liaison').email}`,
    ];
    await field.setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) });
    await page.getByRole('button', { name: 'Try' }).click();

    await page.getByText('Trial: 1 to be added, 1 with an account already, 2 refused.').waitFor();
    await page.getByText('D3: The address stands in the list twice.').waitFor();
    await page.getByText('A4: There is no such agency.').waitFor();
    await page.getByRole('button', { name: 'Propose 1 account' }).waitFor();
    assert.deepEqual(await axeFindings(page), []);
    await keepPicture(page, 'accounts-file-en');
    await visitor.leave();
  });
});

/** The half of each person as the slips have it, by e-mail. */
async function halvesOn(page: Page): Promise<ReadonlyMap<string, string>> {
  await page.locator('.slips .slip').first().waitFor();
  const slips = await page.locator('.slips .slip').all();
  const found = await Promise.all(
    slips.map(async (slip) => {
      const [email = '', half = ''] = await slip.locator('.code').allTextContents();
      assert.match(half, /^[0-9A-Z]{4}(-[0-9A-Z]{4}){6}$/);
      return [email, half] as const;
    }),
  );
  return new Map(found);
}

/** What comes out of the printer. */
async function keepPaper(page: Page, name: string): Promise<void> {
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('.slips-paper .slip').last().isVisible(), true);
  assert.equal(await page.locator('.shell').isVisible(), false);
  await keepPicture(page, name);
  await page.emulateMedia({ media: null });
}
