import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import type { Response } from 'supertest';
import { gateContract } from '../../src/http/contract.ts';
import { ENGINES } from '../support/databases.ts';
import { type Caller, type Gate, type RawBody, startGate } from '../support/gate.ts';

const AGENCY = '11421000MB1234562Q';
const MIB = 1024 * 1024;

/** What one answer says is wrong, without the words. */
interface Refused {
  readonly status: number;
  readonly code: string;
  readonly pointers: readonly string[];
}

// Nothing here reaches a database, so one engine shows it.
const [engine = 'sqlite'] = ENGINES;

describe('bad input', () => {
  let gate: Gate;
  let officer: Caller;

  before(async () => {
    gate = await startGate({ engine });
    officer = await gate.as('procurement-officer');
  });
  after(() => gate.close());

  let sizeBefore: number;
  beforeEach(async () => {
    sizeBefore = await logSize(gate);
  });
  afterEach('leaves nothing behind', async () => {
    assert.equal(await logSize(gate), sizeBefore);
    assert.deepEqual(await gate.db.reader('orders').select('id'), []);
    assert.deepEqual(Object.keys(Object.prototype), []);
  });

  const refuses = (what: string, body: string | Buffer, expected: Refused, headers: RawBody['headers'] = {}): void => {
    it(`refuses ${what}`, async () => {
      const answer = await officer.send('post', '/v1/orders', { bytes: body, headers });

      assert.deepEqual(refusedIn(answer), expected);
    });
  };

  describe('that is not strict JSON', () => {
    const order = JSON.stringify(minimalOrder());
    const at = (code: string, pointer = ''): Refused => ({ status: 400, code, pointers: [pointer] });

    refuses('half an order', order.slice(0, -1), at('request.json'));
    refuses('no body', '', at('request.body_missing'));
    refuses('a byte order mark', `\u{feff}${order}`, at('request.encoding'));
    refuses(
      'invalid UTF-8',
      Buffer.concat([Buffer.from('{"reference":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]),
      at('request.encoding'),
    );
    refuses('UTF-16', Buffer.from(order, 'utf16le'), at('request.json'));
    refuses('a key twice', order.replace('{', '{"reference":"first",'), at('request.duplicate_key', '/reference'));
    refuses(
      '__proto__',
      order.replace('{', '{"__proto__":{"isAdmin":true},'),
      at('request.forbidden_key', '/__proto__'),
    );
    refuses(
      'constructor.prototype',
      order.replace('{', '{"constructor":{"prototype":{"isAdmin":true}},'),
      at('request.forbidden_key', '/constructor/prototype'),
    );
    refuses('33 levels', `${'['.repeat(33)}${']'.repeat(33)}`, at('request.depth', '/0'.repeat(32)));
    refuses('half a surrogate pair', order.replace('CG-1', '\\ud800'), at('request.surrogate', '/reference'));
  });

  describe('of a kind that is not taken', () => {
    const order = JSON.stringify(minimalOrder());
    const at = (code: string, header: string): Refused => ({ status: 415, code, pointers: [`/headers/${header}`] });

    const type = (value: string) => ({ 'content-type': value });
    refuses('plain text', order, at('request.media_type', 'Content-Type'), type('text/plain'));
    refuses(
      'a form',
      'reference=1',
      at('request.media_type', 'Content-Type'),
      type('application/x-www-form-urlencoded'),
    );
    refuses('JSON in GBK', order, at('request.media_type', 'Content-Type'), type('application/json; charset=gbk'));
    refuses('a compressed body', gzipSync(order), at('request.content_encoding', 'Content-Encoding'), {
      'content-encoding': 'gzip',
    });
  });

  describe('that the schema does not allow', () => {
    const cases: readonly [string, object, readonly string[]][] = [
      ['an unknown field', { ...minimalOrder(), status: 'approved' }, ['/status']],
      [
        'an unknown field deep inside',
        { ...minimalOrder(), lines: [{ ...line(), approvedBy: 'me' }] },
        ['/lines/0/approvedBy'],
      ],
      ['a missing field', { agencyCode: AGENCY, fiscalYear: 2026, lines: [line()] }, ['/reference']],
      ['no lines', { ...minimalOrder(), lines: [] }, ['/lines']],
      ['a quantity of nought', { ...minimalOrder(), lines: [{ ...line(), quantity: 0 }] }, ['/lines/0/quantity']],
      [
        'a quantity with a fraction',
        { ...minimalOrder(), lines: [{ ...line(), quantity: 1.5 }] },
        ['/lines/0/quantity'],
      ],
      ['a quantity as a text', { ...minimalOrder(), lines: [{ ...line(), quantity: '1' }] }, ['/lines/0/quantity']],
      ['a wrong check character', { ...minimalOrder(), agencyCode: '11421000MB1234562X' }, ['/agencyCode']],
      ['an impossible letter', { ...minimalOrder(), agencyCode: '11421000MB123456IQ' }, ['/agencyCode']],
      [
        "a wrong check character of the supplier's",
        { ...minimalOrder(), supplier: { creditCode: '91420000MA4KTEXT65' } },
        ['/supplier/creditCode'],
      ],
      ['two lines with one number', { ...minimalOrder(), lines: [line(), line()] }, ['/lines/1/line']],
      [
        'two plan items with one number',
        { ...minimalOrder(), softwarePlan: [planItem(), { ...planItem(), item: 2 }, planItem()] },
        ['/softwarePlan/2/item'],
      ],
      ['a day that does not exist', { ...minimalOrder(), expectedDeliveryOn: '2026-02-30' }, ['/expectedDeliveryOn']],
      ['a day in another form', { ...minimalOrder(), expectedDeliveryOn: '2026-2-3' }, ['/expectedDeliveryOn']],
      [
        'a moment for a day',
        { ...minimalOrder(), expectedDeliveryOn: '2026-02-03T00:00:00.000Z' },
        ['/expectedDeliveryOn'],
      ],
      ['an array', [minimalOrder()], ['']],
      [
        'several things at once',
        { ...minimalOrder(), total: '-1.00', lines: [{ ...line(), goods: 'car', unitPrice: '5.' }] },
        ['/total', '/lines/0/goods', '/lines/0/unitPrice'],
      ],
    ];
    for (const [what, body, pointers] of cases) {
      refuses(what, JSON.stringify(body), { status: 400, code: 'request.invalid', pointers });
    }

    for (const amount of [
      '1e3',
      '-1.00',
      '+1',
      ' 1',
      '1,000.00',
      '1.234',
      '.5',
      '01.00',
      'NaN',
      '１００',
      '10000000000000.00',
      '',
    ]) {
      refuses(`the amount ${JSON.stringify(amount)}`, JSON.stringify({ ...minimalOrder(), total: amount }), {
        status: 400,
        code: 'request.invalid',
        pointers: ['/total'],
      });
    }
    refuses('an amount that is a number', JSON.stringify({ ...minimalOrder(), total: 100 }), {
      status: 400,
      code: 'request.invalid',
      pointers: ['/total'],
    });

    it('says what is wrong in the language of the caller', async () => {
      const bytes = JSON.stringify({ ...minimalOrder(), total: '1e3' });

      const inChinese = await officer.send('post', '/v1/orders', { bytes });
      const inEnglish = await officer.send('post', '/v1/orders', { bytes, headers: { 'accept-language': 'en' } });

      assert.match(inChinese.body.errors[0].message, /金额/);
      assert.equal(inChinese.headers['content-language'], 'zh-CN');
      assert.match(inEnglish.body.errors[0].message, /amount in yuan/);
      assert.deepEqual(inEnglish.body.text, inChinese.body.text);
    });

    it('tells only the first fault of a body that is one large fault', async () => {
      const lines = Array.from({ length: 10_000 }, () => ({ junk: 1 }));

      const answer = await officer.send('post', '/v1/orders', { bytes: JSON.stringify({ ...minimalOrder(), lines }) });

      assert.deepEqual(refusedIn(answer), { status: 400, code: 'request.invalid', pointers: ['/lines'] });
    });
  });

  describe('that is too large', () => {
    const tooLarge: Refused = { status: 413, code: 'request.too_large', pointers: [] };
    const padded = (bytes: number): string =>
      JSON.stringify({ ...minimalOrder(), justification: '' }).replace(/""}$/, `"${'a'.repeat(bytes)}"}`);

    refuses('a body above 1 MiB', padded(MIB), tooLarge);

    it('takes an order of just 1 MiB as far as the schema', async () => {
      const bytes = padded(MIB - JSON.stringify({ ...minimalOrder(), justification: '' }).length);
      assert.equal(bytes.length, MIB);

      const answer = await officer.send('post', '/v1/orders', { bytes });

      assert.deepEqual(refusedIn(answer).pointers, ['/justification']);
    });

    it('refuses a batch above 8 MiB, and not one above 1 MiB', async () => {
      const batch = (bytes: number): string => JSON.stringify({ orders: [{ junk: 'a'.repeat(bytes) }] });

      const over = await officer.send('post', '/v1/orders/batch', { bytes: batch(8 * MIB) });
      const under = await officer.send('post', '/v1/orders/batch', { bytes: batch(2 * MIB) });

      assert.deepEqual(refusedIn(over), tooLarge);
      assert.equal(under.status, 200);
      assert.equal(under.body.results[0].status, 400);
    });

    it('refuses a body that does not tell its length once it has grown too large', async () => {
      const answer = await fetch(`${gate.url}/v1/orders`, {
        method: 'POST',
        headers: { authorization: `Bearer ${officer.secret}`, 'content-type': 'application/json' },
        body: new ReadableStream({
          pull(controller) {
            controller.enqueue(new Uint8Array(MIB / 2));
            if ((this as { count?: number }).count === 5) controller.close();
            (this as { count?: number }).count = ((this as { count?: number }).count ?? 0) + 1;
          },
        }),
        duplex: 'half',
      } as RequestInit);

      assert.equal(answer.status, 413);
    });
  });

  describe('in a path or a query', () => {
    const gets = (what: string, path: string, expected: Refused): void => {
      it(`refuses ${what}`, async () => {
        assert.deepEqual(refusedIn(await officer.get(path)), expected);
      });
    };
    const at = (...pointers: string[]): Refused => ({ status: 400, code: 'request.invalid', pointers });

    gets('an unknown parameter', '/v1/orders?sate=approved', at('/query/sate'));
    gets('a parameter twice', '/v1/orders?limit=1&limit=2', at('/query/limit'));
    gets('a limit of nought', '/v1/orders?limit=0', at('/query/limit'));
    gets('a limit above the most', '/v1/orders?limit=201', at('/query/limit'));
    gets('a limit that is no number', '/v1/orders?limit=1e2', at('/query/limit'));
    gets('a day that does not exist', '/v1/orders?submittedFrom=2026-02-30', at('/query/submittedFrom'));
    gets('__proto__', '/v1/orders?__proto__=1', at('/query/__proto__'));
    gets('a revision that is no number', '/v1/orders/ord_1/revisions/x', at('/path/revision'));
    gets('a cursor of somewhere else', '/v1/orders?after=x', {
      status: 400,
      code: 'request.cursor',
      pointers: ['/query/after'],
    });
    gets('a path that does not decode', '/v1/orders/%E7', { status: 400, code: 'request.path', pointers: [] });
    gets('an unknown path', '/v1/purchases', { status: 404, code: 'request.not_found', pointers: [] });

    it('refuses a method that the path does not take, and names those it takes', async () => {
      const answer = await officer.send('put', '/v1/orders');

      assert.equal(answer.status, 405);
      assert.equal(answer.headers.allow, 'POST, GET, HEAD');
      assert.equal(answer.body.code, 'request.method_not_allowed');
    });

    it('refuses an idempotency key with a space', async () => {
      const order = await gate.installer.post('/v1/agencies', {}, { 'idempotency-key': 'a b' });

      assert.deepEqual(
        order.body.errors.map((error: { pointer: string }) => error.pointer),
        ['/headers/Idempotency-Key'],
      );
    });
  });

  it('ends every operation that takes JSON with 400 for a body of junk', async () => {
    const { operations } = gateContract();
    for (const { path, method } of operations.filter(({ body }) => body?.mediaType === 'application/json')) {
      const caller = method === 'PATCH' ? 'patch' : 'post';
      for (const who of [gate.installer, officer]) {
        const answer = await who.send(caller, path.replace(/\{.*\}/, 'x'), { bytes: '{"__proto__":1}' });
        assert.ok([400, 403].includes(answer.status), `${method} ${path} answered ${answer.status}`);
      }
    }
  });
});

async function logSize(gate: Gate): Promise<number> {
  const head = await gate.installer.get('/v1/log/head');
  return head.body.size;
}

function refusedIn({ status, body, headers }: Response): Refused {
  assert.match(headers['content-type'] ?? '', /^application\/problem\+json/);
  const errors: readonly { readonly pointer: string }[] = body.errors ?? [];
  return { status, code: body.code, pointers: errors.map(({ pointer }) => pointer) };
}

function minimalOrder(): object {
  return { reference: 'CG-1', agencyCode: AGENCY, fiscalYear: 2026, lines: [line()] };
}

function line(): object {
  return { line: 1, goods: 'computer', description: 'desktop', quantity: 1 };
}

function planItem(): object {
  return { item: 1, category: 'office', seats: 1 };
}
