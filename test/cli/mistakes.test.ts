import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { explainFailure } from '../../src/cli/print/explain-failure.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { loadConfig } from '../../src/gate/config.ts';
import { packageRoot, Refusal, text } from '../../src/kernel/index.ts';
import { ENGINES, freshDatabaseUrl } from '../support/databases.ts';
import { startMariadb } from '../support/mariadb.ts';
import { built } from './built-gate.ts';
import { type CommandRun, freshFolder, runGate, startGateCommand } from './gate-command.ts';

const SECRET = 'geheim-und-lang';

describe('gate, when somebody makes a mistake', () => {
  before(async function () {
    this.timeout(180_000);
    await built();
  });

  it('lists its commands when none is named, says which one it does not know, and tells its version', async () => {
    const alone = await runGate([]);
    const unknown = await runGate(['nonsense']);
    const helpOfUnknown = await runGate(['help', 'nonsense']);
    const version = await runGate(['--version']);

    assert.equal(alone.code, 1);
    assert.match(alone.stdout, /^Genuine Gate[\s\S]*\n {2}serve /);
    for (const ran of [unknown, helpOfUnknown]) {
      assertSays(ran, 'Error: there is no command nonsense\nSee: gate help\n');
    }
    const { version: own } = JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8'));
    assert.deepEqual(version, { code: 0, stdout: `${own}\n`, stderr: '' });
  });

  it('says that a file of an order is empty, a folder or nothing that is JSON, once each', async () => {
    const folder = freshFolder();
    const [empty, wrong] = [join(folder, 'empty.json'), join(folder, 'wrong.json')];
    writeFileSync(empty, '\n');
    writeFileSync(wrong, '{"a"');

    assertSays(await runGate(['check', empty]), `Error: ${empty} is empty.\n`);
    assertSays(await runGate(['check', '-']), 'Error: Standard input is empty.\n');
    assertSays(await runGate(['check', folder]), `Error: ${folder} is a folder, not a file\n`);
    assertSays(await runGate(['check', wrong]), /^Error: The body is not valid JSON.*\n$/);
  });

  it('says how a file in GB18030 is imported, and what encodings there are', async () => {
    const file = join(freshFolder(), 'agencies.csv');
    writeFileSync(file, Buffer.concat([Buffer.from('code,name\n1,'), Buffer.from([0xd6, 0xd0])]));

    assertSays(await runGate(['import', 'agencies', file]), /^Error: .*UTF-8\.[\s\S]*--encoding gb18030/);
    const latin = await runGate(['import', 'agencies', file, '--encoding', 'latin1']);
    assertSays(latin, /^Error: --encoding is utf-8 or gb18030\n/);
  });

  it('names the variable that is wrong: host, folder of rules, database', async () => {
    const folder = freshFolder();
    const noDatabase = join(folder, 'ok.json');
    writeFileSync(noDatabase, 'x'.repeat(5_000));
    const serve = (env: Readonly<Record<string, string>>) =>
      runGate(['serve'], { env: { GATE_DATA_DIR: folder, PORT: '0', ...env } });

    assertSays(await serve({ HOST: 'nix.invalid' }), /^Error: there is no host nix\.invalid \(\w+\); check HOST\n$/);
    assertSays(await serve({ DATABASE_URL: `sqlite:${noDatabase}` }), `Error: ${noDatabase} is no SQLite database.\n`);
    const pack = await serve({ GATE_DATA_DIR: freshFolder(), GATE_PACK_DIR: '/nix' });
    assertSays(pack, /^Error: there is no file \/nix\S*; check GATE_PACK_DIR\n$/);
  });

  it('ends where a database has no place, and says what cannot be written', async () => {
    const [noFolder, noFile] = ['sqlite:/proc/x/gate.db', 'sqlite:/sys/gate.db'];

    assertSays(await runGate(['migrate'], { env: { DATABASE_URL: noFolder } }), /^Error: .*\/proc\/x/);
    const unopened = await runGate(['migrate'], { env: { DATABASE_URL: noFile } });
    assertSays(unopened, /^Error: the database file \/sys\/gate\.db cannot be written; /);
  });

  it('answers its own code also when nobody reads what it prints', async () => {
    const child = startGateCommand([], {});
    child.stdout.destroy();
    const [[code], stderr] = await Promise.all([once(child, 'close'), textOf(child.stderr)]);

    assert.deepEqual([code, stderr], [1, '']);
  });

  it('says that rules come with the first start, after a mere migration', async () => {
    const env = { GATE_DATA_DIR: freshFolder() };
    await runGate(['migrate'], { env });
    const { components } = JSON.parse(readFileSync(join(packageRoot(), 'openapi/bundle.json'), 'utf8'));
    const input = JSON.stringify(components.examples.approvable.value);

    assertSays(
      await runGate(['check', '-'], { env, input }),
      /^Error: No rule set is in force\.\nThe first start .*gate serve/,
    );
  });

  it('tells a key of the log that is wrong from one that is missing', async () => {
    const args = [
      'witness',
      'init',
      join(freshFolder(), 'w'),
      '--gate',
      'http://127.0.0.1:1',
      '--name',
      'audit.example',
    ];

    assertSays(await runGate(args), /^Error: give the key of the gate's log with --vkey/);
    assertSays(await runGate([...args, '--vkey', 'gate+x']), /^Error: --vkey gate\+x is no key of a log/);
  });

  it('names the gate elsewhere that cannot be reached, and neither user nor password', async () => {
    const file = join(freshFolder(), 'order.json');
    const { components } = JSON.parse(readFileSync(join(packageRoot(), 'openapi/bundle.json'), 'utf8'));
    writeFileSync(file, JSON.stringify(components.examples.approvable.value));
    const ran = await runGate(['check', file, '--gate', `http://u:${SECRET}@127.0.0.1:1`, '--key', 'gk_x']);

    assertSays(
      ran,
      /^Error: The remote gate http:\/\/127\.0\.0\.1:1 cannot be reached \(ECONNREFUSED\); check the address/,
    );
    assert.doesNotMatch(ran.stderr, new RegExp(SECRET));
  });

  if (ENGINES.includes('mysql')) {
    it('says that MariaDB refuses a password or has no such database, and what to check', async () => {
      const fresh = await freshDatabaseUrl('mysql');
      const wrongPassword = new URL(fresh.url);
      Object.assign(wrongPassword, { username: 'nobody', password: SECRET });
      const wrongName = new URL(fresh.url);
      wrongName.pathname = '/no_such_database';
      const serve = (url: URL) => runGate(['serve'], { env: { GATE_DATA_DIR: freshFolder(), DATABASE_URL: url.href } });

      const refused = await serve(wrongPassword);
      const unknown = await serve(wrongName);
      await fresh.drop();

      assertSays(
        refused,
        'Error: the database refuses the sign-in; check user and password in DATABASE_URL. An account that requires TLS (REQUIRE SSL) is refused the same way while DATABASE_CA_FILE is not set.\n',
      );
      assert.doesNotMatch(refused.stderr, new RegExp(SECRET));
      assertSays(unknown, /^Error: there is no database of the name in DATABASE_URL; create it .*\n$/);
    });

    it('says what a server with a binary log lacks for an account that may change the schema and no more', async () => {
      const server = await startMariadb(['--log-bin=binary-log']);
      await server.administer('create database gate');
      await server.administer(`create user 'gate-schema'@'%' identified by '${SECRET}'`);
      await server.administer("grant all on gate.* to 'gate-schema'@'%'");
      const DATABASE_URL = server.urlOf('gate').replace('root@', `gate-schema:${SECRET}@`);
      const migrate = () => runGate(['migrate'], { env: { GATE_DATA_DIR: freshFolder(), DATABASE_URL } });

      const refused = await migrate();
      await server.administer('set global log_bin_trust_function_creators = on');
      const { code, stderr } = await migrate();
      await server.remove();

      assertSays(
        refused,
        /^(?: {2}.*\n)+Error: the database server writes a binary log; .*log_bin_trust_function_creators = ON.*\n$/,
      );
      assert.equal(code, 0, stderr);
    });
  }
});

describe('an explanation of a failure', () => {
  const config = loadConfig({ DATABASE_URL: 'sqlite:/read-only/gate.db' });

  it('says which file cannot be written, though SQLite itself has no name for it', () => {
    const error = Object.assign(new Error('attempt to write a readonly database'), {
      code: 'UNKNOWN_SQLITE_ERROR_1544',
      rawCode: 1544,
    });

    assert.match(explained(error), /^Error: the database file \/read-only\/gate\.db cannot be written; [^\n]*\n$/);
  });

  it('names host and port of a database that is away, and never its account', () => {
    const away = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    const said = explained(away, loadConfig({ DATABASE_URL: `mysql://u:${SECRET}@db.example/gate` }));

    assert.match(
      said,
      /^Error: the database at db\.example:3306 cannot be reached \(ECONNREFUSED\); [^\n]*DATABASE_URL\.\n$/,
    );
    assert.doesNotMatch(said, new RegExp(SECRET));
  });

  it('does not say twice what is about the whole', () => {
    const message = text('不对。', 'It is wrong.');
    const errors = [
      { pointer: '', message: '' },
      { pointer: '/lines', message: '' },
    ];

    assert.equal(
      explained(new Refusal('invalid', 'x.y', message, errors)),
      'Error: It is wrong.\n  /lines  It is wrong.\n',
    );
  });

  function explained(error: unknown, own = config): string {
    const notes: string[] = [];
    const terminal: Partial<Terminal> = {
      language: 'en',
      paintNote: (_, said) => said,
      note: (line) => notes.push(`${line}\n`),
    };
    explainFailure(terminal as Terminal, error, { config: own });
    return notes.join('');
  }
});

function assertSays({ code, stderr }: CommandRun, wanted: string | RegExp): void {
  assert.equal(code, 1, stderr);
  if (typeof wanted === 'string') assert.equal(stderr, wanted);
  else assert.match(stderr, wanted);
  assert.doesNotMatch(stderr, /^ {4}at |something unforeseen/m);
}
