import assert from 'node:assert/strict';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { hashOfSecret } from '../../src/access/index.ts';
import { recordKey } from '../../src/access/keys/create-api-key.ts';
import { inTransaction, openDatabase } from '../../src/db/index.ts';
import { signNow } from '../../src/log/checkpoints/checkpoint-job.ts';
import { governed, keyFolder, printVerifierKey, verifierKey } from '../../src/log/index.ts';
import { CLOCK_FROM, liveThrough, type OrderHistory } from '../orders/history/history-support.ts';
import { type FreshDatabase, freshDatabaseUrl } from '../support/databases.ts';
import { type Gate, LOCAL_ACTOR, startGate, testClock } from '../support/gate.ts';
import { built } from './built-gate.ts';
import { contractExample } from './contract-bureau.ts';
import { type CommandRun, freshFolder, runGate, startGateCommand } from './gate-command.ts';

describe('a signing key that is gone', function () {
  // Processes that serve and commands between them, one after the other.
  this.timeout(240_000);

  it('is told at the start with the way on, and replaced by whoever may open the database, with a reason', async () => {
    const GATE_DATA_DIR = freshFolder();
    const run = (...args: readonly string[]): Promise<CommandRun> => runGate(args, { env: { GATE_DATA_DIR } });
    const replace = (...more: readonly string[]) => run('keys', 'replace-lost-key', 'log', ...more);
    await startAndStop(GATE_DATA_DIR);
    const [there, file] = [await replace('--reason', 'nothing is lost'), await keyFileOf(GATE_DATA_DIR)];
    rmSync(join(GATE_DATA_DIR, 'keys', file));

    const stopped = await run('serve');
    const withoutReason = await replace();
    const done = await replace('--reason', 'the disk was lost with the machine');

    assert.deepEqual([there.code, stopped.code, withoutReason.code, done.code], [1, 1, 1, 0], done.stderr);
    assert.match(there.stderr, /not lost/);
    assert.match(stopped.stderr, /gate keys replace-lost-key log/);
    assert.notEqual(await keyFileOf(GATE_DATA_DIR), file);
    await startAndStop(GATE_DATA_DIR);
    assert.equal((await run('verify')).code, 0);
  });
});

async function keyFileOf(dataDir: string): Promise<string> {
  const files = await readdir(join(dataDir, 'keys'));
  return files.find((name) => name.startsWith('log-')) ?? '';
}

/** A gate that begins, answers, and is asked to end. */
async function startAndStop(dataDir: string): Promise<void> {
  await built();
  const child = startGateCommand(['serve'], { GATE_DATA_DIR: dataDir, PORT: '0' });
  for await (const line of createInterface(child.stderr)) if (line.includes('http://')) break;
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  assert.equal(code, 0);
}

describe('the evidence at a terminal', function () {
  // Many commands, one after the other, and the machine may be busy.
  this.timeout(120_000);
  let gate: Gate;
  let lived: OrderHistory;
  before(async () => {
    await built();
    gate = await startGate({ engine: 'sqlite', clock: testClock(CLOCK_FROM) });
    lived = await liveThrough(gate);
  });
  after(() => gate.close());

  const run = (...args: readonly string[]): Promise<CommandRun> =>
    runGate(args, { env: { DATABASE_URL: gate.databaseUrl } });

  /** What a command says after a change that nobody recorded; the change is taken back. */
  async function runAfter(change: string, undo: string, ...args: readonly string[]): Promise<CommandRun> {
    await gate.db.writer.raw(change);
    try {
      return await run(...args);
    } finally {
      await gate.db.writer.raw(undo);
    }
  }

  it('is sound after orders went every way', async () => {
    const [verified, reconciled, rederived] = await Promise.all([
      run('verify'),
      run('reconcile'),
      run('rederive', '--all'),
    ]);

    assert.deepEqual([verified.code, reconciled.code, rederived.code], [0, 0, 0]);
    assert.match(
      verified.stdout,
      /^✔ The log is whole; its \d+ leaves and the tables agree\.\nsize \d+, root \S{43}=\n$/,
    );
    assert.match(reconciled.stdout, /^✔ \d+ accounts, \d+ moves and \d+ orders agree\.\n$/);
    assert.match(rederived.stdout, /^facts → outcome: \d+ agree, 0 differ, 0 listed/m);
    assert.match(rederived.stdout, /^✔ All \d+ decisions derive again to the same\.$/m);
  });

  it('is sound with a key of before that orders and accepts, which is named; no new one is made', async () => {
    const [person] = await gate.db.reader('persons').select('id');
    await inTransaction(gate.db, (tx) =>
      governed(tx, gate.deps, (entry) => {
        const made = { label: 'OA', owner: String(person.id), role: 'machine' as const, grant: { region: '421000' } };
        const key = { ...made, id: 'key_of_before', scopes: ['orders:write', 'assets:write'], createdAt: entry.at };
        const secretHash = hashOfSecret('gk_of_before');
        return recordKey(entry, { actor: LOCAL_ACTOR, key: { ...key, expiresAt: null, revokedAt: null }, secretHash });
      }),
    );
    const owner = ['--owner', String(person.id), '--region', '421000'];
    const both = ['--scope', 'orders:write', '--scope', 'payments:write'];

    const verified = await run('verify');
    const refused = await run('keys', 'create', '--role', 'machine', ...owner, ...both);

    assert.equal(verified.code, 0, verified.stderr);
    assert.match(verified.stdout, /^Note: these keys submit orders and accept or pay as well.*key_of_before \(OA\)$/m);
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /One key does not have orders:write and payments:write/);
  });

  it('derives a single decision again, and knows no other', async () => {
    const { id } = await gate.db.reader('decisions').where({ order_id: lived.approved }).first('id');

    const [single, unknown, neither] = await Promise.all([
      run('rederive', id),
      run('rederive', 'dec_000000'),
      run('rederive'),
    ]);

    assert.deepEqual([single.code, single.stdout], [0, `✔ ${id} derived again; all three arrows agree.\n`]);
    assert.deepEqual([unknown.code, neither.code], [1, 1]);
    assert.match(unknown.stderr, /^Error: /);
    assert.match(neither.stderr, /name a decision, or give --all/);
  });

  it('agrees with a checkpoint that was kept elsewhere, which a key must have signed where keys are given', async () => {
    await signNow(gate.db, { ...gate.deps, keys: keyFolder(gate.dataDir) });
    const { text } = await (await gate.as('audit')).get('/v1/log/checkpoint', { accept: 'text/plain' });
    const file = join(freshFolder(), 'checkpoint');
    writeFileSync(file, text);
    const [, size] = text.split('\n');
    const { body: keys } = await gate.nobody.get('/v1/log/keys');
    const other = printVerifierKey(verifierKey('note', { name: gate.deps.origin, bytes: Buffer.alloc(32, 1) }));

    const [agreed, foreign, wrong] = await Promise.all([
      run('verify', '--known', file, '--vkey', keys.items[0].verifierKey),
      run('verify', '--known', file, '--vkey', other),
      run('verify', '--known', `${size}:${Buffer.alloc(32).toString('base64')}`),
    ]);

    assert.deepEqual([agreed.code, foreign.code, wrong.code], [0, 1, 1], agreed.stdout + agreed.stderr);
    assert.match(foreign.stderr, /is no checkpoint that a key given with --vkey has signed/);
    assert.match(wrong.stdout, /two different checkpoints were signed/);
  });

  it('names the first wrong index when a table was changed behind the back of the log', async () => {
    const change = "update agencies set name = name || '!'";
    const { code, stdout } = await runAfter(change, "update agencies set name = rtrim(name, '!')", 'verify');

    assert.equal(code, 1);
    assert.match(stdout, /^✘ 0 faults in the log and \d+ differences to the tables, first at index \d+\.$/m);
  });

  it('names the account when its counter and its moves disagree', async () => {
    const change = (sign: string): string =>
      `update budget_lines set reserved_fen = reserved_fen ${sign} 1 where code = '${lived.office.hardwareLine}'`;
    const { code, stdout } = await runAfter(change('+'), change('-'), 'reconcile');

    assert.equal(code, 1);
    assert.match(stdout, new RegExp(lived.office.hardwareLine));
    assert.match(stdout, /^✘ \d+ do not agree/m);
  });
});

describe('a database at a terminal', function () {
  // Many commands, one after the other, and the machine may be busy.
  this.timeout(120_000);
  let folder: string;
  let fresh: FreshDatabase;
  beforeEach(async () => {
    await built();
    folder = freshFolder();
    fresh = await freshDatabaseUrl('sqlite');
  });
  afterEach(() => fresh.drop());

  const run = (...args: readonly string[]): Promise<CommandRun> => runGate(args, { env: { DATABASE_URL: fresh.url } });

  it('is made by gate migrate, which has nothing to do the second time', async () => {
    const env = { GATE_DATA_DIR: folder };

    const first = await runGate(['migrate'], { env });
    const second = await runGate(['migrate'], { env });

    assert.equal(first.code, 0);
    assert.match(first.stderr, /^ {2}step 1 of (\d+) {2}0001-\S+$[\s\S]*^ {2}step \1 of \1 {2}\d{4}-\S+$/m);
    assert.match(first.stdout, /^Ran \d+ steps; the schema is that of this version now\.$/m);
    assert.deepEqual(
      [second.code, second.stdout],
      [0, 'The schema is that of this version; there was nothing to do.\n'],
    );
  });

  it('takes agencies from a file after a dry run that writes nothing', async () => {
    const file = join(folder, 'agencies.csv');
    writeFileSync(file, String(contractExample('agenciesFile')));

    const tried = await run('import', 'agencies', file, '--dry-run');
    const real = await run('import', 'agencies', file);
    const again = await run('import', 'agencies', file, '--json');

    assert.deepEqual([tried.code, real.code, again.code], [0, 0, 0], real.stderr);
    assert.match(tried.stdout, /^Row 2 {2}11421000MB1234562Q {2}would be created\n/);
    assert.match(tried.stdout, /Preview, nothing was written: 2 would be created, 0 unchanged, 0 refused\.\n$/);
    assert.match(real.stdout, /^Row 3 {2}12421000MB22334456 {2}created\n\n2 created, 0 unchanged, 0 refused\.\n$/m);
    const { created, unchanged, refused } = JSON.parse(again.stdout);
    assert.deepEqual({ created, unchanged, refused }, { created: 0, unchanged: 2, refused: 0 });
  });

  it('takes the good rows of a file in GB18030, reports a refused one with its column, and ends with 1', async () => {
    const file = join(folder, 'agencies.csv');
    // 文化局, as Chinese spreadsheets write it.
    const name = Buffer.from('cec4bbafbed6', 'hex');
    const parts = [
      'code,name,kind,level,region\n11421000MB1234562Q,',
      name,
      ',party-government-organ,city,421000\n12421000MB22334456,',
      name,
      ',direct-institution,village,421000\n',
    ];
    writeFileSync(file, Buffer.concat(parts.map((part) => Buffer.from(part))));

    const { code, stdout } = await run('import', 'agencies', file, '--encoding', 'gb18030');

    assert.equal(code, 1);
    assert.match(stdout, /^Row 3 {2}refused$/m);
    assert.match(stdout, /^Row 3, level: \S/m);
    assert.match(stdout, /^1 created, 0 unchanged, 1 refused\.$/m);
    assert.deepEqual(await namesIn(fresh.url), ['文化局']);
  });

  it('has keys that are made, listed and revoked, until set-up ends for good', async () => {
    const wish = [
      '--role',
      'procurement-officer',
      '--region',
      '421000',
      '--name',
      '李红',
      '--email',
      'li.hong@wl.example',
    ];

    const made = await run('keys', 'create', ...wish, '--label', 'desk');
    const listed = JSON.parse((await run('keys', 'list', '--json')).stdout);
    const revoked = await run('keys', 'revoke', listed[0].id, '--reason', 'lost');
    const [table, asked] = await Promise.all([run('keys', 'list'), run('keys', 'retire-bootstrap')]);
    const tooEarly = await run('keys', 'retire-bootstrap', '--yes');
    for (const name of ['甲', '乙', '丙']) {
      const email = `${Buffer.from(name).toString('hex')}@wl.example`;
      const person = ['--region', '421000', '--name', name, '--email', email];
      assert.equal((await run('keys', 'create', '--role', 'security-administrator', ...person)).code, 0);
    }
    const ended = await run('keys', 'retire-bootstrap', '--yes');
    const late = await run('keys', 'create', ...wish);

    assert.deepEqual([made.code, revoked.code, asked.code, ended.code, late.code], [0, 0, 1, 0, 1], made.stderr);
    assert.deepEqual([tooEarly.code, tooEarly.stdout], [1, '']);
    assert.match(tooEarly.stderr, /^Error: 0 security administrators can sign in or have a key that works/);
    assert.match(made.stdout, /^gk_\S{30,}\n$/);
    assert.deepEqual([listed.length, listed[0].label, 'secret' in listed[0]], [1, 'desk', false]);
    assert.match(table.stdout, /^key_\S+ +desk +procurement-officer +421000 +per_\S+ +revoked 2026-06-15T/m);
    assert.match(asked.stderr, /add --yes/);
    assert.match(late.stderr, /^Error: /);
  });
});

async function namesIn(url: string): Promise<readonly string[]> {
  const db = openDatabase(url);
  try {
    const rows: { name: string }[] = await db.reader('agencies').select('name');
    return rows.map(({ name }) => name);
  } finally {
    await db.close();
  }
}
