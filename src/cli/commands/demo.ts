import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { demoClock } from '../../../db/seeds/demo-days.ts';
import { CITY, PEOPLE } from '../../../db/seeds/demo-people.ts';
import { STORY_DAYS, seedDemo } from '../../../db/seeds/seed-demo.ts';
import { claimServing } from '../../db/index.ts';
import type { Config } from '../../gate/config.ts';
import { type Gate, openGate } from '../../gate/gate.ts';
import { serveGate } from '../../gate/main.ts';
import { openLogOutput } from '../../http/log-output.ts';
import { addDays, type Clock, dayOf, text } from '../../kernel/index.ts';
import { type CommandBody, EXIT_OK } from '../command.ts';
import { printTable } from '../print/print-table.ts';
import { readOptions } from '../read-options.ts';
import type { Terminal } from '../terminal.ts';

export const demo: CommandBody = {
  configFrom: demoConfig,
  run: async (args, { config, terminal, io }) => {
    const { values } = readOptions(args, { 'no-serve': { type: 'boolean' } }, { wordsMax: 0 });
    const { signal, asked } = io.onStop();
    const folder = config.dataDir;
    const logger = pino({ level: config.logLevel }, openLogOutput(process.stdout.fd));
    const claim = claimServing(config.databaseUrl);
    try {
      const { gate, keys } = await openDemo({ config, folder, terminal, logger, clock: io.clock });
      if (values['no-serve'] || signal.aborted) {
        printKeys(terminal, keys);
        await gate.close();
        return EXIT_OK;
      }
      const serving = await serveGate(gate, { config, logger });
      printKeys(terminal, keys);
      printFirstSteps(terminal, { url: serving.url, key: keys.officer ?? '', folder });
      await asked;
      terminal.note(terminal.say(text('正在停止……', 'Stopping …')));
      await serving.close();
      return EXIT_OK;
    } finally {
      claim.release();
    }
  },
};

/** Nothing of the real gate's database, key and region; the rest of the configuration holds for the demo too. */
function demoConfig(config: Config): Config {
  const folder = join(config.dataDir, 'demo');
  const databaseUrl = `sqlite:${join(folder, 'gate.db')}`;
  return {
    ...config,
    dataDir: folder,
    databaseUrl,
    databaseMigrationUrl: databaseUrl,
    bootstrapKey: undefined,
    region: CITY.region,
  };
}

type Keys = Readonly<Record<string, string>>;

interface DemoSetup {
  readonly config: Config;
  readonly folder: string;
  readonly terminal: Terminal;
  readonly logger: Parameters<typeof openGate>[0]['logger'];
  readonly clock: Clock;
}

/** The keys are written last: a folder without them was left in the middle of seeding, and is begun anew. */
async function openDemo(opening: DemoSetup): Promise<{ gate: Gate; keys: Keys }> {
  const { config, folder, terminal, logger, clock } = opening;
  const keysFile = join(folder, 'keys.json');
  if (existsSync(keysFile)) {
    terminal.note(terminal.say(text(`使用 ${folder} 中已有的演示数据。`, `Going on with the demo in ${folder}.`)));
    const gate = await openGate({ config, logger, clock });
    return { gate, keys: JSON.parse(readFileSync(keysFile, 'utf8')) as Keys };
  }
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `gate.db${suffix}`), { force: true });
  terminal.note(terminal.say(text('正在准备演示数据……', 'Preparing the demo …')));
  const startedMs = performance.now();
  const seeded = await seedQuietly(opening);
  writeFileSync(keysFile, `${JSON.stringify(seeded.keys, null, 2)}\n`, { mode: 0o600 });
  const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
  terminal.note(terminal.say(text(`演示数据已就绪（${seconds} 秒）。`, `The demo is ready (${seconds} s).`)));
  return seeded;
}

/** Hundreds of requests that nobody sent would only fill the log. */
async function seedQuietly({ config, logger, clock: present }: DemoSetup): Promise<{ gate: Gate; keys: Keys }> {
  const { level } = logger;
  const today = dayOf(present());
  const clock = demoClock(addDays(today, -STORY_DAYS), present);
  logger.level = 'silent';
  const gate = await openGate({ config, logger, clock: clock.now });
  try {
    if (gate.bootstrapKey.kind !== 'made') throw new Error('a new demo made no bootstrap key');
    const installer = gate.bootstrapKey.secret;
    const keys = { installer, ...(await seedDemo({ gate, clock, installerKey: installer, today })) };
    clock.release();
    logger.level = level;
    return { gate, keys };
  } catch (error) {
    await gate.close();
    throw error;
  }
}

function printKeys(terminal: Terminal, keys: Keys): void {
  const { say, print } = terminal;
  const heading = [text('姓名', 'who'), text('角色', 'role'), text('范围', 'reach'), text('密钥', 'key')].map(say);
  const people = PEOPLE.flatMap(({ name, grant, keys: own }) =>
    own.map(({ id, role, label }) => {
      const reach = grant.region ?? (grant.agencies ?? []).join(', ');
      return [role === 'machine' || role === 'platform' ? label : name, role, reach, keys[id] ?? ''];
    }),
  );
  const installer = [say(text('安装员', 'installer')), 'installer', '000000', keys.installer ?? ''];
  print();
  printTable(terminal, heading, [...people, installer]);
}

interface FirstSteps {
  readonly url: string;
  readonly key: string;
  readonly folder: string;
}

function printFirstSteps({ print, say, paint }: Terminal, { url, key, folder }: FirstSteps): void {
  print();
  print(
    `${paint('green', '✔')} ${say(text('演示闸口已启动', 'The demo is open'))}  ${paint('bold', url)}  ${url}/docs`,
  );
  print();
  print(say(text('列出一个单位的订单：', 'The orders of one agency:')));
  print(`  curl -s -H 'Authorization: Bearer ${key}' ${url}/v1/orders`);
  print(say(text('在另一终端试算或核验：', 'Check or verify from another terminal:')));
  // A .env file may name another database, and the environment wins over it.
  const variables = [`DATABASE_URL=sqlite:${join(folder, 'gate.db')}`, `GATE_DATA_DIR=${folder}`];
  print(`  ${variables.map(quoted).join(' ')} npx gate verify`);
  print();
}

/** As a shell reads `NAME=value` as one word. */
function quoted(assignment: string): string {
  const [name = '', ...value] = assignment.split('=');
  const written = value.join('=');
  return /^[\w./:@%+-]+$/.test(written) ? assignment : `${name}='${written.replaceAll("'", `'\\''`)}'`;
}
