import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import type { Gate, RawBody } from '../support/gate.ts';
import { oneGate } from './one-gate.ts';
import { type RefusedAnswer, refusedIn } from './refused.ts';

const AGENCY = '11421000MB1234562Q';
const MIB = 1024 * 1024;

describe('bad input', () => {
  const here = oneGate();

  let sizeBefore: number;
  beforeEach(async () => {
    sizeBefore = await logSize(here.gate);
  });
  afterEach('leaves nothing behind', async () => {
    assert.equal(await logSize(here.gate), sizeBefore);
    assert.deepEqual(await here.gate.db.reader('orders').select('id'), []);
    assert.deepEqual(Object.keys(Object.prototype), []);
  });

  const refuses = (
    what: string,
    body: string | Buffer,
    expected: RefusedAnswer,
    headers: RawBody['headers'] = {},
  ): void => {
    it(`refuses ${what}`, async () => {
      const answer = await here.officer.send('post', '/v1/orders', { bytes: body, headers });

      assert.deepEqual(refusedIn(answer), expected);
    });
  };

  describe('that is not strict JSON', () => {
    const order = JSON.stringify(minimalOrder());
    const at = (code: string, pointer = ''): RefusedAnswer => ({ status: 400, code, pointers: [pointer] });

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
    refuses('U+0000', order.replace('CG-1', 'CG-1\\u0000'), at('request.control_character', '/reference'));
    refuses('half a surrogate pair', order.replace('CG-1', '\\ud800'), at('request.surrogate', '/reference'));
  });

  describe('of a kind that is not taken', () => {
    const order = JSON.stringify(minimalOrder());
    const at = (code: string, header: string): RefusedAnswer => ({
      status: 415,
      code,
      pointers: [`/headers/${header}`],
    });

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
      [
        'a word in place of a paper',
        { ...minimalOrder(), planFilingNumber: '待补', approvals: [{ document: '合同签订后提供' }] },
        ['/planFilingNumber', '/approvals/0/document'],
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

      const inChinese = await here.officer.send('post', '/v1/orders', { bytes });
      const inEnglish = await here.officer.send('post', '/v1/orders', { bytes, headers: { 'accept-language': 'en' } });

      assert.match(inChinese.body.errors[0].message, /金额/);
      assert.equal(inChinese.headers['content-language'], 'zh-CN');
      assert.match(inEnglish.body.errors[0].message, /amount in yuan/);
      assert.deepEqual(inEnglish.body.text, inChinese.body.text);
    });

    it('tells only the first fault of a body that is one large fault', async () => {
      const lines = Array.from({ length: 10_000 }, () => ({ junk: 1 }));

      const answer = await here.officer.send('post', '/v1/orders', {
        bytes: JSON.stringify({ ...minimalOrder(), lines }),
      });

      assert.deepEqual(refusedIn(answer), { status: 400, code: 'request.invalid', pointers: ['/lines'] });
    });
  });

  describe('that is too large', () => {
    const tooLarge: RefusedAnswer = { status: 413, code: 'request.too_large', pointers: [] };
    const padded = (bytes: number): string =>
      JSON.stringify({ ...minimalOrder(), justification: '' }).replace(/""}$/, `"${'a'.repeat(bytes)}"}`);

    refuses('a body above 1 MiB', padded(MIB), tooLarge);

    it('takes an order of just 1 MiB as far as the schema', async () => {
      const bytes = padded(MIB - JSON.stringify({ ...minimalOrder(), justification: '' }).length);
      assert.equal(bytes.length, MIB);

      const answer = await here.officer.send('post', '/v1/orders', { bytes });

      assert.deepEqual(refusedIn(answer).pointers, ['/justification']);
    });

    it('refuses a batch above 8 MiB, and not one above 1 MiB', async () => {
      const batch = (bytes: number): string => JSON.stringify({ orders: [{ junk: 'a'.repeat(bytes) }] });

      const over = await here.officer.send('post', '/v1/orders/batch', { bytes: batch(8 * MIB) });
      const under = await here.officer.send('post', '/v1/orders/batch', { bytes: batch(2 * MIB) });

      assert.deepEqual(refusedIn(over), tooLarge);
      assert.equal(under.status, 200);
      assert.equal(under.body.results[0].status, 400);
    });

    it('refuses a body that does not tell its length once it has grown too large', async () => {
      const answer = await fetch(`${here.gate.url}/v1/orders`, {
        method: 'POST',
        headers: { authorization: `Bearer ${here.officer.secret}`, 'content-type': 'application/json' },
        body: ReadableStream.from(Array.from({ length: 6 }, () => new Uint8Array(MIB / 2))),
        duplex: 'half',
      } as RequestInit);

      assert.equal(answer.status, 413);
    });
  });
});

async function logSize(gate: Gate): Promise<number> {
  const head = await gate.installer.get('/v1/log/head');
  return head.body.size;
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
