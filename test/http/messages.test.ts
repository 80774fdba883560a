import assert from 'node:assert/strict';
import { validateOrderSubmission } from '../../src/http/validate/validator.ts';
import type { Language } from '../../src/kernel/index.ts';
import { oneGate } from './one-gate.ts';

const LINE = { line: 1, goods: 'computer', description: '台式机', quantity: 1 };
const ORDER = { reference: 'CG-1', agencyCode: '11421000MB1234562Q', fiscalYear: 2026, lines: [LINE] };

describe('what is told of a malformed body', () => {
  const told = (body: object, language: Language) =>
    validateOrderSubmission({ ...ORDER, ...body }, language).map(({ pointer, message }) => `${pointer} ${message}`);

  const misplaced: readonly [string, object, string][] = [
    ['a computer block on a software line', { goods: 'software', computer: {} }, '/lines/0/computer'],
    ['a computer block on another line', { goods: 'other', computer: {} }, '/lines/0/computer'],
    ['a software block on a computer line', { software: { category: 'office' } }, '/lines/0/software'],
    ['whether computers are in it, on a computer line', { containsComputers: 'none' }, '/lines/0/containsComputers'],
    ['a software block on another line', { goods: 'other', software: {} }, '/lines/0/software'],
  ];
  for (const [what, line, pointer] of misplaced) {
    it(`says of ${what} that it does not belong there`, () => {
      const body = { lines: [{ ...LINE, ...line }] };

      assert.deepEqual(told(body, 'en'), [`${pointer} must be left out here`]);
      assert.deepEqual(told(body, 'zh-CN'), [`${pointer} 此处不应填写`]);
    });
  }

  it('counts one character and one item as one, and more as more', () => {
    const many = Array.from({ length: 51 }, () => ({}));

    assert.deepEqual(told({ reference: '' }, 'en'), ['/reference must have at least 1 character']);
    assert.deepEqual(told({ lines: [] }, 'en'), ['/lines must have at least 1 item']);
    assert.deepEqual(told({ approvals: many }, 'en'), ['/approvals must have at most 50 items']);
    assert.deepEqual(told({ reference: 'x'.repeat(101) }, 'en'), ['/reference must have at most 100 characters']);
    assert.deepEqual(told({ lines: [] }, 'zh-CN'), ['/lines 至少 1 项']);
  });

  it('refuses a word that stands for a paper at each field that names one', () => {
    const evidence = [{ kind: 'coa', reference: '待补' }];
    const rating = { announcement: '无' };
    const line = {
      computer: { cpu: { securityRating: rating }, operatingSystem: { securityRating: rating, evidence } },
    };
    const body = {
      ...{ planFilingNumber: 'N/A', lines: [{ ...ORDER.lines[0], ...line }], softwarePlan: [{ evidence }] },
      approvals: [{ document: '合同签订后提供', issuedBy: '-' }],
      exemption: { document: '后补', issuedBy: ['正版办', '暂无'] },
    };

    assert.deepEqual(
      told(body, 'en').map((message) => message.split(' ')[0]),
      [
        '/planFilingNumber',
        '/lines/0/computer/cpu/securityRating/announcement',
        '/lines/0/computer/operatingSystem/securityRating/announcement',
        '/lines/0/computer/operatingSystem/evidence/0/reference',
        '/softwarePlan/0/evidence/0/reference',
        '/approvals/0/document',
        '/approvals/0/issuedBy',
        '/exemption/document',
        '/exemption/issuedBy/1',
      ],
    );
    assert.match(
      told({ planFilingNumber: '无' }, 'zh-CN')[0] ?? '',
      /^\/planFilingNumber 应写明文件的名称、文号或出具单位/,
    );
  });

  it('takes a proof by its kind alone, and a paper by its name', () => {
    const evidence = [{ kind: 'coa' }, { kind: 'coa', reference: null }];
    const approvals = [{ document: '无锡市财政局〔2026〕3号', issuedBy: '无锡市财政局' }];

    assert.deepEqual(told({ planFilingNumber: null, softwarePlan: [{ evidence }], approvals }, 'en'), []);
  });

  for (const blank of [' ', '\u3000\t', '\u00a0\n ']) {
    it(`says of ${JSON.stringify(blank)} that nothing is written there`, () => {
      assert.deepEqual(told({ reference: blank }, 'en'), ['/reference must not be blank']);
      assert.deepEqual(told({ reference: blank }, 'zh-CN'), ['/reference 不能为空白']);
      assert.deepEqual(told({ reference: `${blank}甲${blank}` }, 'en'), []);
    });
  }
});

describe('a blank text', () => {
  const here = oneGate();

  const cases: readonly [string, string, string, object][] = [
    ['reason of a withdrawal', '/v1/orders/ord_1/withdrawal', '/reason', {}],
    ['name of a person', '/v1/persons', '/name', { email: 'a@example.cn', roles: [] }],
    ['reason of a transfer', '/v1/budget-transfers', '/reason', {}],
  ];
  for (const [what, path, pointer, rest] of cases) {
    it(`is no ${what}`, async () => {
      const who = path.startsWith('/v1/orders') ? here.officer : here.gate.installer;

      const answer = await who.post(path, { ...rest, [pointer.slice(1)]: ' \u3000' }, { 'if-match': '"1"' });

      assert.equal(answer.status, 400, JSON.stringify(answer.body));
      const errors: { pointer: string; message: string }[] = answer.body.errors;
      assert.deepEqual(
        errors.filter((error) => error.pointer === pointer),
        [{ pointer, message: '不能为空白' }],
      );
    });
  }
});
