import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS } from '../../src/cli/commands.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { witnessOf } from '../witness/witness-support.ts';
import { built } from './built-gate.ts';
import { contractExample, registerBureau, withoutEvidence } from './contract-bureau.ts';
import { type CommandRun, freshFolder, runGate, runGateProcess, type Surroundings } from './gate-command.ts';

/** All other tests run commands in their own process. Here each is started as its users do, and says and answers the same. */
describe('gate as a process', function () {
  // The build, and a process for each command, on a machine that may be busy.
  this.timeout(240_000);
  let gate: Gate;
  let folder: string;
  const started = new Set<string>();
  const codes = new Set<number | null>();
  before(async () => {
    await built();
    gate = await startGate({ engine: 'sqlite' });
    await registerBureau(gate);
    folder = freshFolder();
  });
  after(() => gate.close());

  const start = async (args: readonly string[], { env, input }: Surroundings = {}): Promise<CommandRun> => {
    const ran = await runGateProcess(args, { env: { DATABASE_URL: gate.databaseUrl, ...env }, input });
    started.add(args[0] ?? '');
    codes.add(ran.code);
    return ran;
  };

  /** For what changes nothing: in this process it must come to the same. */
  async function assertSame(code: number, args: readonly string[], surroundings: Surroundings = {}): Promise<void> {
    const env = { DATABASE_URL: gate.databaseUrl, ...surroundings.env };
    const [process, here] = [await start(args, surroundings), await runGate(args, { ...surroundings, env })];

    assert.equal(process.code, code, process.stdout + process.stderr);
    assert.deepEqual(here, process);
  }

  for (const [code, title, args] of [
    [1, 'nothing', []],
    [0, '--version', ['--version']],
    [0, 'help check', ['help', 'check']],
    [1, 'a command that does not exist', ['nonsense']],
    [0, 'verify', ['verify']],
    [0, 'reconcile', ['reconcile']],
    [0, 'rederive --all', ['rederive', '--all']],
    [0, 'keys list', ['keys', 'list']],
    [0, 'rules check', ['rules', 'check']],
    [2, 'backtest of nothing', ['backtest', '1', '--until', '2001-01-01']],
    [1, 'demo --noserve', ['demo', '--noserve']],
    [0, 'migrate', ['migrate']],
    [1, 'accept-clock without a reason', ['accept-clock']],
  ] as const) {
    it(`says and answers ${code} after ${title}`, () => assertSame(code, args));
  }

  for (const [code, order] of [
    [0, contractExample('approvable')],
    [2, withoutEvidence()],
    [3, contractExample('withoutOperatingSystem')],
  ] as const) {
    it(`ends check with ${code}, and reads the order from a pipe`, async () => {
      const ran = await start(['check', '-'], { input: JSON.stringify(order) });

      assert.deepEqual([ran.code, ran.stderr], [code, '']);
    });
  }

  it('imports, backs up and restores', async () => {
    const [file, copy] = [join(folder, 'agencies.csv'), join(folder, 'backup')];
    writeFileSync(file, String(contractExample('agenciesFile')));
    await assertSame(0, ['import', 'agencies', file, '--dry-run']);
    const backedUp = await start(['backup', copy], { env: { GATE_DATA_DIR: gate.dataDir } });
    await assertSame(0, ['backup', '--verify', copy]);
    const place = { GATE_DATA_DIR: freshFolder(), DATABASE_URL: `sqlite:${join(folder, 'restored.db')}` };
    const restored = await start(['restore', copy], { env: place });

    assert.deepEqual([backedUp.code, restored.code], [0, 0], backedUp.stderr + restored.stderr);
  });

  it('answers files of a folder', async () => {
    mkdirSync(join(folder, 'exchange', 'in'), { recursive: true });
    writeFileSync(join(folder, 'exchange', 'in', 'a.json'), '{');

    const env = { GATE_URL: gate.url, GATE_API_KEY: 'gk_of_nobody' };
    const refused = await start(['exchange', join(folder, 'exchange')], { env });

    assert.equal(refused.code, 2, refused.stderr);
  });

  it('watches a log', async () => {
    const witness = await witnessOf(gate);

    await assertSame(0, ['witness', 'check', witness.folder.path]);
  });

  it('refuses to serve with a configuration that is wrong', () => assertSame(1, ['serve'], { env: { PORT: 'http' } }));

  it('was started here with every command, and with every exit code', () => {
    assert.deepEqual(
      COMMANDS.filter(({ name }) => !started.has(name)).map(({ name }) => name),
      [],
    );
    assert.deepEqual([...codes].sort(), [0, 1, 2, 3]);
  });
});
