import assert from 'node:assert/strict';
import { systemClock } from '../../src/kernel/index.ts';
import { ENGINES, forEachEngine, sharedMariadb } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { until } from '../support/until.ts';

/** As a full disk does, or a server that is made read-only; answers what makes it write again. */
async function refuseWrites({ db }: Gate): Promise<() => Promise<unknown>> {
  if (db.engine === 'sqlite') {
    const [{ page_count }] = await db.writer.raw('pragma page_count');
    await db.writer.raw(`pragma max_page_count=${page_count}`);
    return () => db.writer.raw('pragma max_page_count=1000000');
  }
  const { administer } = await sharedMariadb();
  const account = "to 'root'@'127.0.0.1'";
  // Root may write all the same, in connections that were there before as well.
  await administer(`revoke read_only admin on *.* ${account.replace('to', 'from')}`);
  const others = await administer('select id from information_schema.processlist where id <> connection_id()');
  for (const { id } of others as readonly { id: number }[]) await administer(`kill ${id}`);
  await administer('set global read_only = 1');
  return () => administer(`set global read_only = 0; grant read_only admin on *.* ${account}`);
}

forEachEngine('statements', (engine) => {
  describe('whether the gate is ready', () => {
    let gate: Gate;
    afterEach(() => gate.close());

    const check = (answer: { body: { checks: { name: string; ok: boolean }[] } }, name: string) =>
      answer.body.checks.find((each) => each.name === name)?.ok;

    it('is told with its set-up mode, when everything is right', async () => {
      gate = await startGate({ engine, clock: { now: systemClock, advance: () => undefined } });

      const during = await gate.installer.get('/readyz');
      const administrator = await gate.as('system-administrator');
      await gate.retireBootstrap();
      const after = await administrator.get('/readyz');

      assert.deepEqual([during.status, during.body.status, during.body.setUpMode], [200, 'ready', true]);
      assert.deepEqual([after.status, after.body.setUpMode], [200, false]);
      assert.deepEqual(
        after.body.checks.map(({ name }: { name: string }) => name),
        ['database', 'schema', 'clock', 'gate-region'],
      );
    });

    it('is denied when the clock is not the database clock', async () => {
      gate = await startGate({ engine });

      const answer = await gate.installer.get('/readyz');

      assert.equal(answer.status, 503);
      assert.equal(answer.body.status, 'not-ready');
      assert.equal(check(answer, 'clock'), false);
      assert.equal(check(answer, 'database'), true);
    });

    it('is denied when a migration is still to be run', async () => {
      gate = await startGate({ engine });
      await gate.db.writer('schema_steps').where('name', 'like', '0004%').delete();

      assert.equal(check(await gate.installer.get('/readyz'), 'schema'), false);
    });

    it('is explained in the language that the caller accepts, in Chinese unless told, under the same names', async () => {
      gate = await startGate({ engine });
      await gate.db.writer('schema_steps').where('name', 'like', '0004%').delete();

      const chinese = await gate.installer.get('/readyz');
      const english = await gate.installer.get('/readyz', { 'accept-language': 'en' });

      const [ours, theirs] = [chinese, english].map((answer) =>
        answer.body.checks.map(({ name, detail }: { name: string; detail: string | null }) => [
          name,
          detail?.replace(/\d+/, 'n') ?? null,
        ]),
      );
      assert.deepEqual(ours, [
        ['database', null],
        ['schema', '数据库结构不是本版本的，请运行 gate migrate。'],
        ['clock', '本机时钟与数据库的时钟相差 n 秒，请校准。'],
      ]);
      assert.deepEqual(theirs, [
        ['database', null],
        ['schema', 'The database does not have the schema of this version; run gate migrate.'],
        ['clock', "The clock differs from the database's by n s; put it right."],
      ]);
    });

    it('is denied while nothing can be written, and granted again by itself once something can', async () => {
      gate = await startGate({ engine, clock: { now: systemClock, advance: () => undefined } });
      const roles = [{ role: 'audit', grant: { region: '421000' } }];
      let people = 0;
      const write = () =>
        gate.installer.post('/v1/persons', { name: '甲', email: `p${++people}@jingzhou.test`, roles });
      const goOn = await refuseWrites(gate);

      const before = await gate.installer.get('/readyz');
      // Pages that are there already have room for some.
      await until('a write is refused', async () => (await write()).status === 503);
      const during = await gate.installer.get('/readyz', { 'accept-language': 'en' });
      await goOn();
      await until('the gate is ready again', async () => (await gate.installer.get('/readyz')).status === 200);
      const after = await gate.installer.get('/readyz');
      const again = await write();

      assert.deepEqual([before.status, during.status], [200, 503]);
      assert.equal(check(during, 'writes'), false);
      assert.match(JSON.stringify(during.body), /nothing can be written \((SQLITE_FULL|read_only)\)/);
      assert.equal(check(after, 'writes'), undefined);
      assert.equal(again.status, 201, JSON.stringify(again.body));
    });

    it('is denied when the database is away, while the process still lives', async () => {
      gate = await startGate({ engine });
      await gate.db.reader.destroy();

      for (const caller of [gate.nobody, gate.installer]) {
        const answer = await caller.get('/readyz');
        assert.deepEqual([answer.status, answer.body], [503, { status: 'not-ready' }]);
      }
      assert.equal((await gate.nobody.get('/healthz')).status, 200);
    });
  });
});

const [engine = 'sqlite'] = ENGINES;

describe('what a gate says about itself', () => {
  let gate: Gate;
  before(async () => {
    gate = await startGate({ engine });
  });
  after(() => gate.close());

  it('includes the contract that requests are checked against', async () => {
    const { body } = await gate.nobody.get('/openapi.json');

    assert.equal(body.openapi, '3.1.0');
    assert.ok(body.paths['/v1/orders'].post);
  });

  it('includes how long requests took, without anything of their content', async () => {
    await gate.nobody.get('/v1/orders/ord_secret');

    const { text, headers } = await gate.installer.get('/metrics');

    assert.match(headers['content-type'] ?? '', /^text\/plain/);
    assert.match(text, /gate_request_duration_seconds_count\{operation="getOrder",status="401"\} 1/);
    assert.match(text, /gate_queue_waiting 0/);
    assert.doesNotMatch(text, /ord_secret/);
  });

  it('is no JSON for a caller that wants a table of a list that has none: 406; with a table, or where JSON will do, as before', async () => {
    const ask = (path: string, accept: string) => gate.installer.get(path, { accept });

    for (const path of ['/v1/agencies', '/v1/suppliers', '/v1/proposals', '/v1/alerts']) {
      const { status, body } = await ask(path, 'text/csv');
      assert.deepEqual([status, body.code], [406, 'request.not_acceptable'], path);
    }
    assert.equal((await ask('/v1/agencies', 'text/csv, */*;q=0.1')).status, 200);
    assert.equal((await ask('/v1/agencies', 'application/json')).status, 200);
    const table = await ask('/v1/licence-positions', 'text/csv');
    assert.deepEqual([table.status, table.headers['content-type']?.split(';')[0]], [200, 'text/csv']);
  });

  for (const path of ['/readyz', '/metrics']) {
    it(`tells the details of ${path} to who runs it, and to nobody else, also on this very machine`, async () => {
      const knowing = [
        gate.installer,
        await gate.as('system-administrator'),
        await gate.as('machine', { scopes: ['metrics:read'] }),
      ];
      const others = [
        gate.nobody,
        gate.withKey('gk_nobody_made_this_key'),
        await gate.as('machine', { scopes: ['orders:read', 'log:read'] }),
        await gate.as('finance'),
        await gate.as('security-administrator'),
        await gate.as('platform'),
      ];

      const [told, kept] = await Promise.all(
        [knowing, others].map((callers) => Promise.all(callers.map((caller) => caller.get(path)))),
      );

      const details = /setUpMode|"checks"|gate_|gate-region|nodejs/;
      for (const { text } of told ?? []) assert.match(text, details);
      for (const { text } of kept ?? []) assert.doesNotMatch(text, details);
      const statuses = kept?.map(({ status }) => status);
      if (path === '/metrics') assert.deepEqual(statuses, [401, 401, 403, 403, 403, 403]);
      else for (const { body } of kept ?? []) assert.deepEqual(Object.keys(body), ['status']);
    });
  }

  it('leads from / to a page that needs nothing from elsewhere', async () => {
    const root = await gate.nobody.get('/');
    assert.deepEqual([root.status, root.headers.location], [302, '/console/']);

    const page = await gate.nobody.get('/docs');

    assert.equal(page.status, 200);
    assert.match(page.headers['content-security-policy'] ?? '', /^default-src 'self';/);
    assert.doesNotMatch(page.text, /https?:\/\//);
    const paths = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? '');
    assert.ok(paths.length >= 3);
    for (const path of paths) assert.equal((await gate.nobody.get(path)).status, 200, path);
  });

  it('has pages that are only read, and says so', async () => {
    for (const path of ['/', '/docs', '/docs/page.js', '/console/', '/console/orders', '/verify']) {
      for (const method of ['post', 'put', 'delete'] as const) {
        const answer = await gate.nobody.send(method, path);

        assert.deepEqual([answer.status, answer.headers.allow], [405, 'GET, HEAD'], `${method} ${path}`);
        assert.equal(answer.body.code, 'request.method_not_allowed');
      }
    }
    assert.equal((await gate.nobody.get('/docs/nothing-there.js')).status, 404);
    assert.equal(
      (await gate.nobody.get('/docs/package.json')).status,
      404,
      'what the package has besides is not served',
    );
  });

  it('never lets an answer be kept, framed or taken for a page', async () => {
    const { headers } = await gate.installer.get('/v1/persons');

    assert.equal(headers['cache-control'], 'no-store');
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['strict-transport-security'], 'max-age=31536000');
    assert.equal(
      headers['content-security-policy'],
      "default-src 'none';object-src 'none';base-uri 'none';frame-ancestors 'none'",
    );
    assert.equal(headers['x-powered-by'], undefined);
  });

  for (const path of ['/healthz', '/openapi.json', '/metrics', '/v1/persons', '/v1/licence-positions?format=csv']) {
    it(`is told in full to whoever has something of ${path} already`, async () => {
      for (const [condition, tag] of [
        ['if-none-match', '*'],
        ['if-match', '"7"'],
      ] as const) {
        const answer = await gate.installer.get(path, { [condition]: tag });

        assert.deepEqual([answer.status, answer.text.length > 0], [200, true], condition);
      }
    });
  }

  it('names a request by the id of the proxy, unless that could harm a log', async () => {
    const idFor = async (given: string) =>
      (await gate.nobody.get('/healthz', { 'x-request-id': given })).headers['x-request-id'];

    assert.equal(await idFor('lb-7.1'), 'lb-7.1');
    assert.match((await idFor('a b')) ?? '', /^[0-9a-f-]{36}$/);
    const { body } = await gate.nobody.get('/v1/orders', { 'x-request-id': 'lb-8' });
    assert.equal(body.instance, 'urn:request:lb-8');
  });
});
