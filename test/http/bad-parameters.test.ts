import assert from 'node:assert/strict';
import { gateContract } from '../../src/http/contract/contract.ts';
import { cursorAt } from '../../src/http/paging.ts';
import { oneGate } from './one-gate.ts';
import { type RefusedAnswer, refusedIn } from './refused.ts';

describe('a path, a query or a header', () => {
  const here = oneGate();

  const gets = (what: string, path: string, expected: RefusedAnswer): void => {
    it(`refuses ${what}`, async () => {
      assert.deepEqual(refusedIn(await here.officer.get(path)), expected);
    });
  };
  const at = (...pointers: string[]): RefusedAnswer => ({ status: 400, code: 'request.invalid', pointers });

  gets('an unknown parameter', '/v1/orders?sate=approved', at('/query/sate'));
  gets('a parameter twice', '/v1/orders?limit=1&limit=2', at('/query/limit'));
  gets('a limit of nought', '/v1/orders?limit=0', at('/query/limit'));
  gets('a limit above the most', '/v1/orders?limit=201', at('/query/limit'));
  gets('a limit that is no number', '/v1/orders?limit=1e2', at('/query/limit'));
  gets('a day that does not exist', '/v1/orders?submittedFrom=2026-02-30', at('/query/submittedFrom'));
  gets('__proto__', '/v1/orders?__proto__=1', at('/query/__proto__'));
  gets('U+0000 in a query', '/v1/orders?reference=CG-1%00', at('/query/reference'));
  gets('U+0000 in a path', '/v1/orders/ord_1%00', at('/path/id'));
  gets('a revision that is no number', '/v1/orders/ord_1/revisions/x', at('/path/revision'));
  gets('a cursor of somewhere else', '/v1/orders?after=x', {
    status: 400,
    code: 'request.cursor',
    pointers: ['/query/after'],
  });
  gets('a cursor with U+0000', `/v1/orders?after=${cursorAt(['2026-06-01T00:00:00.000Z', 'ord_1\0'])}`, {
    status: 400,
    code: 'request.cursor',
    pointers: ['/query/after'],
  });
  gets('a path that does not decode', '/v1/orders/%E7', { status: 400, code: 'request.path', pointers: [] });
  gets('an unknown path', '/v1/purchases', { status: 404, code: 'request.not_found', pointers: [] });

  it('refuses a method that the path does not take, and names those it takes', async () => {
    const answer = await here.officer.send('put', '/v1/orders');

    assert.equal(answer.status, 405);
    assert.equal(answer.headers.allow, 'POST, GET, HEAD');
    assert.equal(answer.body.code, 'request.method_not_allowed');
  });

  it('refuses an idempotency key with a space', async () => {
    const order = await here.gate.installer.post('/v1/agencies', {}, { 'idempotency-key': 'a b' });

    assert.deepEqual(
      order.body.errors.map((error: { pointer: string }) => error.pointer),
      ['/headers/Idempotency-Key'],
    );
  });

  it('ends every operation that takes JSON with 400 for a body of junk', async () => {
    const { operations } = gateContract();
    for (const { path, method } of operations.filter(({ body }) => body?.mediaType === 'application/json')) {
      const caller = method.toLowerCase() as 'patch' | 'post' | 'put';
      for (const who of [here.gate.installer, here.officer]) {
        const answer = await who.send(caller, path.replace(/\{.*\}/, 'x'), { bytes: '{"__proto__":1}' });
        assert.ok([400, 403].includes(answer.status), `${method} ${path} answered ${answer.status}`);
      }
    }
  });
});
