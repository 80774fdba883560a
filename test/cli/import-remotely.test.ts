import assert from 'node:assert/strict';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type Gate, startGate } from '../support/gate.ts';
import { contractExample } from './contract-bureau.ts';
import { type CommandRun, freshFolder, runGate } from './gate-command.ts';

describe('gate import into a gate elsewhere', () => {
  let gate: Gate;
  let file: string;
  before(async function () {
    this.timeout(120_000);
    gate = await startGate({ engine: 'sqlite' });
    file = join(freshFolder(), 'agencies.csv');
    writeFileSync(file, String(contractExample('agenciesFile')));
  });
  after(() => gate.close());

  const importWith = (key: string, ...options: readonly string[]): Promise<CommandRun> =>
    runGate(['import', 'agencies', file, '--gate', `${gate.url}/`, ...options], { env: { GATE_API_KEY: key } });

  it('writes nothing in a dry run, and then what the key may write, with a result for each row', async () => {
    const { secret = '' } = gate.installer;

    const tried = await importWith(secret, '--dry-run');
    const written = await importWith(secret);
    const { body } = await gate.installer.get('/v1/agencies');

    assert.deepEqual([tried.code, written.code], [0, 0], tried.stderr + written.stderr);
    assert.match(tried.stdout, /Preview, nothing was written: 2 would be created/);
    assert.match(written.stdout, /^2 created, 0 unchanged, 0 refused\.$/m);
    assert.equal(body.items.length, 2);
  });

  it('proposes what takes two people, and says who has to do what', async () => {
    const { secret = '' } = await gate.as('legalization-office');
    const suppliers = join(freshFolder(), 'suppliers.csv');
    writeFileSync(suppliers, String(contractExample('suppliersFile')));

    const asked = ['import', 'suppliers', suppliers, '--gate', gate.url];
    const { code, stdout, stderr } = await runGate(asked, { env: { GATE_API_KEY: secret } });
    const { body } = await gate.installer.get('/v1/suppliers');

    assert.equal(code, 0, stderr);
    assert.match(stdout, /^Proposed as pro_\d+\. Another person has to sign it before .*; nothing is imported yet\.$/m);
    assert.match(stdout, /^Signed, \d would be created, 0 unchanged, 0 refused\.$/m);
    assert.deepEqual(body.items, []);
  });

  it('says why when the key may not import', async () => {
    const { secret = '' } = await gate.as('procurement-officer');

    const { code, stdout, stderr } = await importWith(secret);

    assert.deepEqual([code, stdout], [1, '']);
    assert.match(stderr, /^Error: The role procurement-officer may not do this\.\n$/);
  });

  it('does not take for an answer what is none, and follows no redirect with the key', async () => {
    const asked: string[] = [];
    const stranger = createServer((req, res) => {
      asked.push(req.url ?? '');
      res.writeHead(302, { location: '/elsewhere' }).end('<html></html>');
    }).listen(0, '127.0.0.1');
    await once(stranger, 'listening');
    const url = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;

    const { code, stderr } = await runGate(['import', 'agencies', file, '--gate', url, '--key', 'x'.repeat(40)]);
    stranger.close();

    assert.equal(code, 1);
    assert.equal(stderr, `Error: ${url} answered 302, and not as a gate does; check the address.\n`);
    assert.deepEqual(asked, ['/v1/agencies/import']);
  });

  it('refuses a kind that there is not, and names those that there are', async () => {
    const { code, stderr } = await runGate(['import', 'printers', file]);

    assert.equal(code, 1);
    assert.match(stderr, /there is no kind printers; it is one of agencies, .*devices, .*scans\nSee: gate help import/);
  });
});
