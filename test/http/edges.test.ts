import assert from 'node:assert/strict';
import { gateContract } from '../../src/http/contract/contract.ts';
import { routeTable } from '../../src/http/contract/route-table.ts';
import { etagOf, refuseStale, requireIfMatch } from '../../src/http/etag.ts';
import { languageOf } from '../../src/http/language.ts';
import { cursorOf, pageOf, textCursorOf } from '../../src/http/paging.ts';
import { problemOf, statusOf } from '../../src/http/problem.ts';
import { Refusal, type RefusalKind, text } from '../../src/kernel/index.ts';

describe('the language of an answer', () => {
  const cases: readonly [string | undefined, string][] = [
    [undefined, 'zh-CN'],
    ['', 'zh-CN'],
    ['en', 'en'],
    ['en-GB,en;q=0.9', 'en'],
    ['fr', 'zh-CN'],
    ['fr, en;q=0.1', 'en'],
    ['zh-TW;q=0.3, en;q=0.2', 'zh-CN'],
    ['zh;q=0.1, EN;q=0.2', 'en'],
    ['en;q=0', 'zh-CN'],
    ['*', 'zh-CN'],
    ['en;q=x', 'zh-CN'],
  ];
  for (const [header, language] of cases) {
    it(`is ${language} for ${header ?? 'no wish'}`, () => assert.equal(languageOf(header), language));
  }
});

describe('If-Match', () => {
  const withHeader = (value?: string) => ({ get: () => value });

  it('is the log index of what was read', () => {
    assert.equal(requireIfMatch(withHeader(etagOf(4711))), 4711);
  });

  it('is missed with 428, and refused with 400 when it is no tag of ours', () => {
    assert.throws(() => requireIfMatch(withHeader()), { kind: 'precondition_required' });
    for (const tag of ['*', '4711', 'W/"4711"', '"4711", "4712"', '""', '"-1"', '"1e3"']) {
      assert.throws(() => requireIfMatch(withHeader(tag)), { kind: 'invalid' }, tag);
    }
  });

  it('is stale when anything about the thing was logged since', () => {
    refuseStale(7, 7);
    assert.throws(() => refuseStale(7, 8), { kind: 'stale', code: 'request.stale' });
  });
});

describe('a page', () => {
  const keyOf = (row: { name: string; at: number }) => [row.name, row.at];
  const rows = ['甲', '乙', '丙'].map((name, at) => ({ name, at }));

  it('ends without a next when one row fewer came than was asked for', () => {
    assert.deepEqual(pageOf(rows, 3, keyOf), { items: rows, next: null });
    assert.deepEqual(pageOf([], 3, keyOf), { items: [], next: null });
  });

  it('leads to the next page by the keys of its last row', () => {
    const { items, next } = pageOf(rows, 2, keyOf);

    assert.equal(items.length, 2);
    assert.deepEqual(cursorOf({ after: next ?? '' }, ['string', 'number']), ['乙', 1]);
  });

  it('refuses a cursor of another list, a forged one and nonsense', () => {
    const { next } = pageOf(rows, 2, keyOf);
    const of = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

    for (const after of [next ?? '', of('x'), of([1]), of([['x']]), of({}), of([]), 'x', '%%%']) {
      assert.throws(() => textCursorOf({ after }), { kind: 'invalid', code: 'request.cursor' }, after);
    }
    assert.equal(textCursorOf({}), undefined);
  });
});

describe('a problem', () => {
  const statuses: Readonly<Record<RefusalKind, number>> = {
    invalid: 400,
    unauthenticated: 401,
    forbidden: 403,
    not_found: 404,
    conflict: 409,
    stale: 412,
    too_large: 413,
    unsupported: 415,
    unprocessable: 422,
    precondition_required: 428,
    too_many: 429,
    unavailable: 503,
  };
  const message = text('该编号已被使用。', 'The reference is used already.');

  for (const kind of Object.keys(statuses) as RefusalKind[]) {
    it(`of the kind ${kind} has the status ${statuses[kind]}`, () => {
      assert.equal(statusOf(new Refusal(kind, 'order.x', message)), statuses[kind]);
    });
  }

  it('speaks the language of the caller, and carries both for programs', () => {
    const refusal = new Refusal('unprocessable', 'order.reference_used', message, [
      { pointer: '/reference', message: '' },
      { pointer: '/lines', message: 'as it was said' },
    ]);

    const problem = problemOf(refusal, { language: 'zh-CN', requestId: 'r-1' });

    assert.deepEqual(problem, {
      type: 'urn:genuine-gate:problem:order.reference_used',
      title: '请求无法执行',
      status: 422,
      detail: '该编号已被使用。',
      instance: 'urn:request:r-1',
      code: 'order.reference_used',
      text: message,
      errors: [
        { pointer: '/reference', message: '该编号已被使用。' },
        { pointer: '/lines', message: 'as it was said' },
      ],
    });
    assert.equal(problemOf(refusal, { language: 'en' }).detail, 'The reference is used already.');
  });
});

describe('the route table', () => {
  const find = routeTable(gateContract().operations);
  const operationOf = (method: string, path: string): string => {
    const answer = find(method, path);
    return answer.kind === 'found' ? answer.route.operation.id : answer.kind;
  };

  it('prefers a fixed path to a template', () => {
    assert.equal(operationOf('POST', '/v1/orders/batch'), 'submitOrders');
    assert.equal(operationOf('GET', '/v1/orders/ord_1'), 'getOrder');
    assert.equal(operationOf('POST', '/v1/agencies/import'), 'importAgencies');
  });

  it('decodes what stands in a path, and refuses what does not decode', () => {
    const answer = find('GET', '/v1/budget-lines/JZ%2F2026%20%E7%94%B2');

    assert.deepEqual(answer.kind === 'found' && answer.route.params, { code: 'JZ/2026 甲' });
    assert.equal(operationOf('GET', '/v1/budget-lines/%E7'), 'malformed-path');
  });

  it('answers HEAD like GET, and names what a path allows', () => {
    assert.equal(operationOf('HEAD', '/v1/orders'), 'listOrders');
    assert.deepEqual(find('DELETE', '/v1/orders'), { kind: 'wrong-method', allowed: ['POST', 'GET', 'HEAD'] });
  });

  it('knows nothing beside the contract', () => {
    for (const path of ['/v1', '/v1/orders/', '/v1/orders//decisions', '/V1/orders', '/v1/orders/a/b', '//v1/orders']) {
      assert.equal(operationOf('GET', path), 'unknown-path', path);
    }
  });
});
