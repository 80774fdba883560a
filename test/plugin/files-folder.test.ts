import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OrderResult } from '../../src/cli/exchange/order-results.ts';
import { given } from '../agencies/agency-examples.ts';
import { contractExample } from '../cli/contract-bureau.ts';
import { freshFolder, runGate } from '../cli/gate-command.ts';
import type { Gate } from '../support/gate.ts';
import { creditCode } from '../support/given.ts';
import { inLongRun } from '../support/long.ts';
import { until } from '../support/until.ts';
import { type FilesPlatform, machines, openFilesExchange } from './files-platform.ts';

describe('the folder of an exchange', function () {
  // Many runs that wait until files lie still, and the machine may be busy.
  this.timeout(180_000);
  let gate: Gate;
  let platform: FilesPlatform;
  beforeEach(async () => {
    ({ gate, platform } = await openFilesExchange('sqlite'));
  });
  afterEach(() => gate.close());

  const path = (name: string): string => join(platform.folder, name);
  const decisions = async (): Promise<number> => (await gate.db.reader('decisions')).length;

  it('tells that the same content was answered before, and submits it no more', async () => {
    platform.drop('a.json', machines('A-1', 1));
    await platform.exchange();
    const told = platform.read('out/a.json.results.json');
    platform.drop('a.json', machines('A-1', 1));
    platform.drop('b.json', machines('A-1', 1));

    const { code, stdout } = await platform.exchange();

    assert.equal(code, 0);
    assert.match(stdout, /^a\.json {2}was answered before; 1 order: 1 approved/m);
    assert.match(stdout, /^b\.json {2}has the content of a\.json, which was answered before; 1 order: 1 approved/m);
    assert.equal(platform.read('out/a.json.results.json'), told);
    const { sameAs, orders } = platform.results('b.json');
    assert.deepEqual([sameAs, orders], ['a.json', JSON.parse(told).orders]);
    assert.deepEqual(platform.names('done'), ['a.json', 'b.json']);
    assert.equal(await decisions(), 1);
  });

  it('writes over nothing: a name that was used before gets the digest of its new content', async () => {
    platform.drop('a.json', machines('A-1', 1));
    await platform.exchange();
    const first = [platform.read('out/a.json.results.json'), platform.read('done/a.json')];
    platform.drop('a.json', machines('A-2', 2));

    const { code } = await platform.exchange();

    assert.equal(code, 0);
    assert.deepEqual([platform.read('out/a.json.results.json'), platform.read('done/a.json')], first);
    const [other = '', ...more] = platform.names('done').filter((name) => name !== 'a.json');
    assert.deepEqual(more, []);
    assert.match(other, /^a\.[0-9a-f]{12}\.json$/);
    assert.equal(platform.result(other).certificate, `${other}/A-2.jws`);
    assert.ok(platform.results(other).sha256.startsWith(other.split('.')[1] ?? '-'));
  });

  it('takes an order again whose content is the same once what stood in its way is gone', async () => {
    const other = creditCode();
    platform.drop('a.json', machines('A-1', 1, { agencyCode: other }));
    const before = await platform.exchange();
    const refused = platform.result('a.json');
    await given(gate, '/v1/agencies', { ...Object(contractExample('cityBureau')), code: other });
    const { secret = '' } = await gate.as('procurement-officer', { grant: { agencies: [other] } });
    platform.drop('a.json', machines('A-1', 1, { agencyCode: other }));
    const after = await runGate(['exchange', platform.folder], { env: { ...platform.env, GATE_API_KEY: secret } });

    assert.deepEqual([before.code, refused.outcome, refused.problem?.code], [2, 'refused', 'agency.not_found']);
    assert.deepEqual([after.code, platform.result('a.json').outcome], [0, 'rejected'], after.stderr);
    assert.deepEqual(platform.names('done'), ['a.json']);
  });

  it('tells what became of a referred order when its file comes again', async () => {
    const officer = gate.withKey(platform.env.GATE_API_KEY ?? '');
    const acted = async (name: string, { orderId }: OrderResult, body: object): Promise<void> => {
      const { etag = '' } = (await officer.get(`/v1/orders/${orderId}`)).headers;
      const { status, text } = await officer.post(`/v1/orders/${orderId}/${name}`, body, { 'If-Match': etag });
      assert.ok(status < 300, text);
    };
    platform.drop('a.json', machines('A-1', 1));
    platform.drop('b.json', machines('B-1', 1));
    await platform.exchange();
    const before = platform.result('b.json');
    await acted('withdrawal', platform.result('a.json'), { reason: '重复' });
    await acted('decisions', before, {});
    platform.drop('b.json', machines('B-1', 1));

    const { code } = await platform.exchange();

    const after = platform.result('b.json');
    assert.deepEqual([code, before.outcome, before.certificate], [0, 'referred', null]);
    assert.deepEqual([after.outcome, after.orderId, after.certificate], ['approved', before.orderId, 'b.json/B-1.jws']);
  });

  it('puts what cannot be read into refused, and says why in both languages; the others are answered', async () => {
    platform.drop('a.csv', '订单编号,单价格\r\nA-1,2');
    platform.drop('b.xls', 'anything');
    platform.drop('c.json', machines('C-1', 1));
    platform.drop('d.json', '');
    truncateSync(path('in/d.json'), 33 * 1024 * 1024);

    const { code, stdout } = await platform.exchange();

    assert.equal(code, 2);
    assert.match(stdout, /^a\.csv {2}cannot be read: Unknown columns: 单价格\. → refused\/a\.csv$/m);
    const codes = ['a.csv', 'b.xls', 'd.json'].map(
      (name) => JSON.parse(platform.read(`refused/${name}.reason.json`)).code,
    );
    assert.deepEqual(codes, ['exchange.columns', 'exchange.kind', 'exchange.too_large']);
    assert.equal(platform.read('refused/a.csv.reason.txt'), '未知的列：单价格。\r\nUnknown columns: 单价格.\r\n');
    assert.equal(platform.read('refused/a.csv'), '订单编号,单价格\r\nA-1,2');
    assert.equal(platform.result('c.json').outcome, 'approved');
    assert.deepEqual([platform.names('in'), platform.names('done')], [[], ['c.json']]);
  });

  inLongRun('cli/exchange/wait-for-files.test.ts', () =>
    it('takes a file that another program is still writing once that has ended', async () => {
      const content = JSON.stringify(machines('A-1', 1));
      const slowly = `const { appendFileSync } = require('node:fs');
      const [path, content] = process.argv.slice(1);
      const size = Math.ceil(content.length / 60);
      for (let at = 0; at < content.length; at += size)
        setTimeout(() => appendFileSync(path, content.slice(at, at + size)), (at / size) * 100);`;
      const written = once(spawn(process.execPath, ['-e', slowly, path('in/a.json'), content]), 'exit');

      await until('the file is there', () => platform.names('in').length > 0);
      const { code, stderr } = await runGate(['exchange', platform.folder], { env: platform.env });

      assert.deepEqual([code, stderr, await written], [0, '', [0, null]]);
      assert.equal(platform.result('a.json').outcome, 'approved');
      assert.deepEqual(platform.names('refused'), []);
    }),
  );

  it('leaves alone what is not meant for it, and follows no link', async () => {
    const secret = join(freshFolder(), 'secret.json');
    writeFileSync(secret, JSON.stringify(machines('S-1', 1)));
    const left = ['.a.json', '~$a.xlsx', 'a.json.tmp', 'a.json.part', 'x.results.json'];
    for (const name of left) platform.drop(name, machines('A-1', 1));
    symlinkSync(secret, path('in/link.json'));
    mkdirSync(path('in/folder.json'));

    const { code, stdout, stderr } = await platform.exchange();

    assert.deepEqual([code, stdout], [0, '']);
    assert.match(stderr, /^folder\.json {2}is left alone: it is a folder or a link/m);
    assert.match(stderr, /^link\.json {2}is left alone/m);
    assert.match(stderr, /^x\.results\.json {2}is left alone/m);
    assert.deepEqual(platform.names('in'), [...left, 'folder.json', 'link.json'].sort());
    assert.deepEqual([platform.names('out'), await decisions()], [[], 0]);
    assert.ok(readFileSync(secret, 'utf8').includes('S-1'));
  });

  it('writes nowhere else: neither where a link leads nor where a reference would', async () => {
    platform.drop('a.json', [machines('../../up', 1), machines('CON', 2), machines('订单/3', 3)]);
    await platform.exchange();

    const files = platform.results('a.json').orders.map(({ certificate }) => certificate ?? '');
    assert.match(files[0] ?? '', /^a\.json\/_{2,}up-[0-9a-f]{16}\.jws$|^a\.json\/_.*up-[0-9a-f]{16}\.jws$/);
    assert.match(files[1] ?? '', /^a\.json\/CON-[0-9a-f]{16}\.jws$/);
    assert.match(files[2] ?? '', /^a\.json\/订单_3-[0-9a-f]{16}\.jws$/);
    assert.deepEqual(platform.names('out/a.json'), files.map((file) => file.slice('a.json/'.length)).sort());
    assert.deepEqual(platform.names('.'), ['.exchange', 'done', 'in', 'out', 'refused']);

    const elsewhere = freshFolder();
    rmSync(path('out'), { recursive: true });
    symlinkSync(elsewhere, path('out'));
    platform.drop('b.json', machines('B-1', 1));
    const { code, stderr } = await platform.exchange();
    assert.equal(code, 1);
    assert.match(stderr, /^Error: .*out is not a folder\.$/m);
    assert.deepEqual(platform.names('in'), ['b.json']);
  });

  it('tells of a classified order no more than the gate does', async () => {
    platform.drop('a.json', machines('A-1', 1, { classified: true, justification: '机要室更新' }));

    await platform.exchange();

    const written = platform.read('out/a.json.results.json') + platform.read('out/a.json.results.csv');
    assert.ok(written.includes('A-1') && !written.includes('机要室更新'));
    const { orderId, decision } = platform.result('a.json');
    const officer = gate.withKey(platform.env.GATE_API_KEY ?? '');
    const { body } = await officer.get(`/v1/decisions/${decision?.id}`);
    assert.equal(orderId, body.orderId);
    assert.deepEqual(
      decision?.findings.map(({ message }) => message),
      body.findings.map((each: { message: unknown }) => each.message),
    );
  });

  it('answers the others where the gate takes one order not even alone', async () => {
    let deep: object = {};
    for (let depth = 0; depth < 29; depth += 1) deep = { deep };
    platform.drop('a.json', [machines('A-1', 1), machines('A-2', 2, { deep }), machines('A-3', 3)]);

    const { code } = await platform.exchange();

    assert.equal(code, 2);
    const told = platform.results('a.json').orders.map(({ outcome, problem }) => [outcome, problem?.code ?? null]);
    assert.deepEqual(told, [
      ['approved', null],
      ['refused', 'request.depth'],
      ['approved', null],
    ]);
  });

  it('is not made because its name was misspelt, and needs a gate that is named', async () => {
    const misspelt = await runGate(['exchange', path('nowhere')], { env: platform.env });
    const unnamed = await runGate(['exchange', platform.folder]);

    assert.deepEqual([misspelt.code, unnamed.code], [1, 1]);
    assert.match(misspelt.stderr, /^Error: There is no folder .*nowhere\. Make it first\.$/m);
    assert.match(
      unnamed.stderr,
      /^Error: give the address of the gate with --gate or GATE_URL\nSee: gate help exchange$/m,
    );
  });
});
