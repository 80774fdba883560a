import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { demoClock } from '../../../db/seeds/demo-days.ts';
import { CITY } from '../../../db/seeds/demo-people.ts';
import { type DemoAccess, STORY_DAYS, seedDemo } from '../../../db/seeds/seed-demo.ts';
import { claimServing } from '../../db/index.ts';
import type { AppOptions } from '../../gate/app.ts';
import type { Config } from '../../gate/config.ts';
import { type Gate, openGate } from '../../gate/gate.ts';
import { serveGate } from '../../gate/main.ts';
import { isLoopback } from '../../gate/system-routes.ts';
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
      const { gate, access } = await openDemo({ config, folder, terminal, logger, clock: io.clock });
      if (values['no-serve'] || signal.aborted) {
        printPeople(terminal, { ...access, folder });
        await gate.close();
        return EXIT_OK;
      }
      const serving = await serveGate(gate, { config, logger });
      printPeople(terminal, { ...access, folder });
      printFirstSteps(terminal, { url: serving.url, key: access.keys.officer, folder });
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

interface DemoSetup {
  readonly config: Config;
  readonly folder: string;
  readonly terminal: Terminal;
  readonly logger: Parameters<typeof openGate>[0]['logger'];
  readonly clock: Clock;
}

interface OpenedDemo {
  readonly gate: Gate;
  readonly access: DemoAccess;
}

/** Passwords and keys of everybody, readable by whoever started the demo alone. */
function accessFile(folder: string): string {
  return join(folder, 'people.json');
}

/** Passwords and keys are written last: a folder without them was left in the middle of seeding, and is begun anew. */
async function openDemo(opening: DemoSetup): Promise<OpenedDemo> {
  const { config, folder, terminal, logger, clock } = opening;
  const file = accessFile(folder);
  if (existsSync(file)) {
    terminal.note(terminal.say(text(`使用 ${folder} 中已有的演示数据。`, `Going on with the demo in ${folder}.`)));
    const access = JSON.parse(readFileSync(file, 'utf8')) as DemoAccess;
    return { gate: await openGate({ config, logger, clock, options: optionsOf(config, () => access) }), access };
  }
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `gate.db${suffix}`), { force: true });
  rmSync(join(folder, 'keys'), { recursive: true, force: true });
  terminal.note(terminal.say(text('正在准备演示数据……', 'Preparing the demo …')));
  const startedMs = performance.now();
  const seeded = await seedQuietly(opening);
  writeFileSync(file, `${JSON.stringify(seeded.access, null, 2)}\n`, { mode: 0o600 });
  const seconds = ((performance.now() - startedMs) / 1_000).toFixed(1);
  terminal.note(terminal.say(text(`演示数据已就绪（${seconds} 秒）。`, `The demo is ready (${seconds} s).`)));
  return seeded;
}

/** The sign-in page shows everybody, unless other machines can reach the demo. */
function optionsOf({ host }: Config, access: () => DemoAccess | undefined): AppOptions {
  return isLoopback(host) ? { demoPeople: () => [...(access()?.people ?? [])] } : {};
}

/** Hundreds of requests that nobody sent would only fill the log. */
async function seedQuietly({ config, logger, clock: present }: DemoSetup): Promise<OpenedDemo> {
  const { level } = logger;
  const today = dayOf(present());
  const clock = demoClock(addDays(today, -STORY_DAYS), present);
  logger.level = 'silent';
  let access: DemoAccess | undefined;
  const gate = await openGate({ config, logger, clock: clock.now, options: optionsOf(config, () => access) });
  try {
    if (gate.bootstrapKey.kind !== 'made') throw new Error('a new demo made no bootstrap key');
    access = await seedDemo({ gate, clock, installerKey: gate.bootstrapKey.secret, today });
    clock.release();
    logger.level = level;
    return { gate, access };
  } catch (error) {
    await gate.close();
    throw error;
  }
}

function printPeople(terminal: Terminal, { people, folder }: DemoAccess & { readonly folder: string }): void {
  const { say, print } = terminal;
  const columns = [text('姓名', 'who'), text('角色', 'role'), text('范围', 'reach'), text('邮箱', 'e-mail')];
  const heading = [...columns, text('密码', 'password')].map(say);
  print();
  printTable(
    terminal,
    heading,
    people.map(({ name, role, agencyCode, region, email, password }) => [
      ...[name, role, agencyCode ?? region ?? '', email, password],
    ]),
  );
  const file = accessFile(folder);
  print(say(text(`密码和接口密钥均在 ${file}。`, `Passwords and API keys are in ${file}.`)));
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
