import assert from 'node:assert/strict';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { built } from './built-gate.ts';
import { freshFolder, runGate, startGateCommand } from './gate-command.ts';

type Variables = Readonly<Record<string, string>>;

/** For what a gate says of itself: threads of its own, each of which takes half of what a start does, do not change it. */
const QUICK = { PORT: '0', GATE_READERS: '0' };

describe('gate serve', () => {
  before(async function () {
    this.timeout(120_000);
    await built();
  });

  it('says where it listens, shows its key at the first start only, and ends well when asked to', async () => {
    const env = { GATE_DATA_DIR: freshFolder(), PORT: '0' };

    const first = await start(env);
    const health = await fetch(`${first.url}/healthz`);
    const readiness = await fetch(`${first.url}/readyz`);
    const told = Object.keys(Object(await readiness.json()));
    const firstEnd = await first.end('SIGTERM');
    const second = await start({ ...env, GATE_LANGUAGE: 'zh-CN' });
    const secondEnd = await second.end('SIGINT');

    assert.deepEqual([health.status, told], [200, ['status']]);
    assert.deepEqual([firstEnd.code, secondEnd.code], [0, 0]);
    assert.match(firstEnd.stderr, /^✔ The gate is open {2}http:.*\n {2}API docs .*\/docs\n {2}Database {2}sqlite:/);
    assert.match(firstEnd.stderr, /shown this once.*\n {2}gk_\S{30,}\n/);
    assert.match(firstEnd.stderr, /Set-up mode: .*gate keys retire-bootstrap --yes /);
    assert.match(firstEnd.stderr, /Stopped\.\n$/);
    assert.match(secondEnd.stderr, /^✔ 闸口已启动[\s\S]*已停止。\n$/);
    assert.doesNotMatch(secondEnd.stderr, /gk_/);
  });

  it('says after set-up which roles lack two people who reach the region of the gate', async () => {
    const env = { GATE_DATA_DIR: freshFolder(), ...QUICK, GATE_REGION: '421000' };
    const during = await (await start(env)).end('SIGTERM');
    for (const name of ['a', 'b', 'c']) {
      const person = [
        '--role',
        'security-administrator',
        '--region',
        '421023',
        '--name',
        name,
        '--email',
        `${name}@wl.example`,
      ];
      await runGate(['keys', 'create', ...person], { env });
    }
    const retired = await runGate(['keys', 'retire-bootstrap', '--yes'], { env });
    assert.equal(retired.code, 0, retired.stderr);

    const after = await (await start(env)).end('SIGTERM');
    const inChinese = await (await start({ ...env, GATE_LANGUAGE: 'zh-CN' })).end('SIGTERM');

    assert.doesNotMatch(during.stderr, /No two people/);
    assert.match(after.stderr, /! No two people reach all of GATE_REGION=421000, .* as legalization-office; audit or /);
    assert.match(inChinese.stderr, /! 没有两名人员的管辖范围覆盖 GATE_REGION=421000，.*legalization-office；audit、/);
  });

  it('names keys that their owners do not carry', async () => {
    const secret = 'gk_the_bootstrap_key_of_a_started_gate';
    const env = { GATE_DATA_DIR: freshFolder(), ...QUICK, GATE_BOOTSTRAP_KEY: secret };
    const gate = await start(env);
    const ask = async (path: string, body?: object, headers: Readonly<Record<string, string>> = {}) => {
      const sent = { authorization: `Bearer ${secret}`, 'content-type': 'application/json', ...headers };
      const init = body ? { method: 'POST', body: JSON.stringify(body) } : {};
      const answer = await fetch(`${gate.url}${path}`, { ...init, headers: sent });
      assert.ok(answer.ok, `${path}: ${answer.status}`);
      const { id } = (await answer.json()) as { readonly id: string };
      return { id, etag: answer.headers.get('etag') ?? '' };
    };
    const grant = { region: '421000' };
    const roles = (role: string) => [{ role, grant }];
    const person = { name: '财政甲', email: 'cai.jia@jingzhou.test', roles: roles('finance') };
    const { id: owner, etag } = await ask('/v1/persons', person);
    const wish = { label: '财政系统', owner, role: 'machine', grant, scopes: ['budget:load'], expiresAt: null };
    const { id: key } = await ask('/v1/api-keys', wish);
    const event = { effectiveOn: '2026-01-01', reason: '岗位调整', changes: { roles: roles('audit') } };
    await ask(`/v1/persons/${owner}/events`, event, { 'if-match': etag });
    const before = await gate.end('SIGTERM');

    const after = await (await start(env)).end('SIGTERM');
    const inChinese = await (await start({ ...env, GATE_LANGUAGE: 'zh-CN' })).end('SIGTERM');

    assert.ok(!before.stderr.includes(key));
    assert.ok(after.stderr.includes(`replace them: ${key} (财政系统)`), after.stderr);
    assert.ok(inChinese.stderr.includes(`请更换：${key}（财政系统）`), inChinese.stderr);
  });

  it('writes its log as lines of JSON, and no key into it', async () => {
    const gate = await start({ GATE_DATA_DIR: freshFolder(), ...QUICK });
    await fetch(`${gate.url}/v1/orders`, { headers: { authorization: 'Bearer gk_of_somebody_0000000000000000' } });
    const { stdout } = await gate.end('SIGTERM');

    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line): { status?: number } => JSON.parse(line));
    assert.ok(lines.some(({ status }) => status === 401));
    assert.doesNotMatch(stdout, /gk_/);
  });

  it('tells everything that is wrong with the configuration, in both languages and without a stack', async () => {
    const { code, stdout, stderr } = await runGate(['serve'], { env: { PORT: 'http', GATE_QUEUE_MAXIMUM: '5' } });

    assert.deepEqual([code, stdout], [1, '']);
    assert.match(
      stderr,
      /^错误：配置有误[\s\S]*PORT 应为[\s\S]*^Error: the configuration is wrong[\s\S]*PORT must be/m,
    );
    assert.equal(stderr.split('GATE_QUEUE_MAXIMUM').length - 1, 2);
    assert.doesNotMatch(stderr, /^ {4}at /m);
  });

  it('names the port that somebody else has', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;

    const { code, stderr } = await runGate(['serve'], { env: { GATE_DATA_DIR: freshFolder(), PORT: String(port) } });
    other.close();

    assert.equal(code, 1);
    assert.equal(stderr, `Error: port ${port} is in use; choose another by PORT\n`);
  });

  it('refuses a SQLite file that another gate serves, lets commands work beside that one, and starts after a kill', async () => {
    const env = { GATE_DATA_DIR: freshFolder(), PORT: '0' };
    const first = await start(env);

    const second = await runGate(['serve'], { env });
    const inChinese = await runGate(['serve'], { env: { ...env, GATE_LANGUAGE: 'zh-CN' } });
    const beside = [await runGate(['keys', 'list'], { env }), await runGate(['verify'], { env })];
    const killed = await first.end('SIGKILL');
    const again = await (await start(env)).end('SIGTERM');

    assert.deepEqual([second.code, inChinese.code], [1, 1]);
    assert.match(
      second.stderr,
      /^Error: Another gate serves the database .*gate\.db, and one SQLite file serves one gate\./,
    );
    assert.match(inChinese.stderr, /^错误：另一个闸口进程正在使用数据库 .*gate\.db；/);
    assert.deepEqual(
      beside.map(({ code }) => code),
      [0, 0],
      beside.map(({ stderr }) => stderr).join(''),
    );
    assert.deepEqual([killed.code, again.code], [null, 0]);
  });

  it('waits for a database that is away, says so without its password, and stops waiting when asked to', async () => {
    const child = startGateCommand(['serve'], { DATABASE_URL: 'mysql://gate:geheim@127.0.0.1:1/gate' });
    const said = collect(child);
    await said.until(/trying again in 1 s/);
    child.kill('SIGTERM');

    const { code, stderr } = await said.end();

    assert.equal(code, 0);
    assert.match(
      stderr,
      /^The database at 127\.0\.0\.1:1 cannot be reached \(ECONNREFUSED\); trying again in 0\.5 s …\n/,
    );
    assert.doesNotMatch(stderr, /geheim/);
  });
});

interface StartedGate {
  readonly url: string;
  readonly end: (signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL') => Promise<ProcessEnd>;
}

interface ProcessEnd {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function start(env: Variables): Promise<StartedGate> {
  const child = startGateCommand(['serve'], env);
  const said = collect(child);
  const url = await said.until(/http:\/\/127\.0\.0\.1:\d+(?=\/docs)/);
  // Whoever asks for the end before everything is said would not see all of it.
  await said.until(/Set-up mode|初始设置中|No two people|没有两名人员/);
  return {
    url,
    end: (signal) => {
      child.kill(signal);
      return said.end();
    },
  };
}

interface ProcessOutput {
  /** Resolves with what matches, as soon as it was said. */
  readonly until: (pattern: RegExp) => Promise<string>;
  readonly end: () => Promise<ProcessEnd>;
}

function collect(child: ChildProcessWithoutNullStreams): ProcessOutput {
  const stdout = textOf(child.stdout);
  const closed = once(child, 'close');
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  const until = async (pattern: RegExp): Promise<string> => {
    for (;;) {
      const found = pattern.exec(stderr)?.[0];
      if (found !== undefined) return found;
      if (child.exitCode !== null) throw new Error(`the command ended without saying ${pattern}: ${stderr}`);
      await Promise.race([once(child.stderr, 'data'), closed]);
    }
  };
  return {
    until,
    end: async () => {
      const [code] = await closed;
      return { code: code as number | null, stdout: await stdout, stderr };
    },
  };
}
