import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { axeFindings } from './browser.ts';
import { type Desk, openDesk } from './desk.ts';
import { dayFromNow } from './office-desk.ts';
import { keepPicture } from './pictures.ts';

const NOTE = '办公软件单价标准由 600 元调整为 580 元。';

describe('a rule set that is drafted', () => {
  let desk: Desk;

  before(async () => {
    desk = await openDesk();
  });

  after(() => desk.close());

  it('says in words what it changes, what its tests prove and what it takes to enter into force, and is given up with a reason', async () => {
    const visitor = await desk.visitAs(desk.one('audit'), '/console/rules');
    const { page } = visitor;
    await draft(page);
    await page.getByRole('link', { name: '全部规则集' }).click();
    await page.getByRole('row', { name: /^1 生效中/ }).waitFor();
    const drafted = page.getByRole('row', { name: new RegExp(`草案.*${NOTE}`) });
    await keepPicture(page, 'rule-sets-zh');
    assert.deepEqual(await axeFindings(page), []);
    await drafted.getByRole('link').click();

    await page.getByRole('heading', { name: '与第 1 号相比的改动' }).waitFor();
    await page.getByRole('cell', { name: /^580.00 元/ }).waitFor();
    await page.getByRole('heading', { name: '生效前须办理' }).waitFor();
    await page.getByRole('heading', { name: '测试报告' }).waitFor();
    await page.getByText('逐行比较').click();
    await keepPicture(page, 'rule-set-zh');
    assert.deepEqual(await axeFindings(page), []);

    await page.getByText('撤回', { exact: true }).first().click();
    await page.getByLabel('撤回原因').fill('太短');
    await page.getByRole('button', { name: '撤回' }).click();
    assert.equal(await page.getByLabel('撤回原因').getAttribute('aria-invalid'), 'true');
    await page.getByLabel('撤回原因').fill('征求意见时各单位提出了不同的价格，重新测算之后再起草。');
    await page.getByRole('button', { name: '撤回' }).click();
    await page.getByText('已撤回。').waitFor();
    await page.locator('.facts div', { hasText: '状态' }).getByText('已撤回').waitFor();
    assert.equal(await page.getByRole('heading', { name: '生效前须办理' }).count(), 0);

    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'What is other than in rule set 1' }).waitFor();
    await keepPicture(page, 'rule-set-en');
    await visitor.leave();
  });

  it('is read by an officer, who has nothing to give up', async () => {
    const visitor = await desk.visitAs(desk.one('procurement-officer'), '/console/rule-sets');
    const { page } = visitor;
    await page.getByRole('link', { name: '1', exact: true }).click();
    await page.getByText('这是第一个规则集').waitFor();
    assert.equal(await page.getByText('撤回', { exact: true }).count(), 0);
    await visitor.leave();
  });
});

/** As a program of the bureau does it: drafting by sentences has no page yet. */
async function draft(page: Page): Promise<void> {
  const answer = await page.request.post('/v1/rule-sets', {
    headers: { 'X-Gate-Request': '1', 'Idempotency-Key': 'draft-of-the-journey' },
    data: {
      changeNote: NOTE,
      inForceFrom: dayFromNow(1),
      parameters: [
        {
          name: 'policy.cap.office',
          jurisdiction: '000000',
          levels: null,
          value: 58_000,
          verified: false,
          from: dayFromNow(1),
          until: null,
          document: '办公软件配置标准（征求意见稿）',
          article: null,
        },
      ],
    },
  });
  assert.equal(answer.status(), 201, await answer.text());
}
