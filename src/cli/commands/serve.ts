import { pino } from 'pino';
import { type ApiKey, isInSetUpMode, listUncarriedKeys } from '../../access/index.ts';
import { claimServing, inSnapshot } from '../../db/index.ts';
import type { Config } from '../../gate/config.ts';
import type { Gate } from '../../gate/gate.ts';
import { serveGate } from '../../gate/main.ts';
import { openLogOutput } from '../../http/log-output.ts';
import { type Text, text } from '../../kernel/index.ts';
import { findRestoredSize, gapText } from '../../log/index.ts';
import { findUnreached, unreachedText } from '../../two-people/index.ts';
import { checkAfterCrash } from '../check-after-crash.ts';
import { type CommandBody, EXIT_OK } from '../command.ts';
import { openWhenThere } from '../open-when-there.ts';
import { readOptions } from '../read-options.ts';
import type { Terminal } from '../terminal.ts';

export const serve: CommandBody = {
  run: async (args, { config, terminal, io }) => {
    readOptions(args, {}, { wordsMax: 0 });
    const { signal, asked } = io.onStop();
    const logOutput = openLogOutput(process.stdout.fd);
    const logger = pino({ level: config.logLevel }, logOutput);
    const claim = claimServing(config.databaseUrl);
    try {
      await checkAfterCrash(config, terminal);
      const gate = await openWhenThere({ logger, logOutput }, { config, terminal, signal });
      if (!gate) return EXIT_OK;
      const serving = await serveGate(gate, { config, logger });
      await announce(terminal, { gate, config, url: serving.url });
      await asked;
      terminal.note(terminal.say(ENDING));
      await serving.close();
    } finally {
      claim.release();
    }
    terminal.note(terminal.say(ENDED));
    return EXIT_OK;
  },
};

const ENDING = text(
  '正在停止：不再接受新请求，等待进行中的请求结束……',
  'Stopping: nothing new is taken, what has begun may end …',
);
const ENDED = text('已停止。', 'Stopped.');

interface RunningGate {
  readonly gate: Pick<Gate, 'db' | 'deps' | 'acts' | 'bootstrapKey' | 'pack'>;
  readonly config: Config;
  readonly url: string;
}

async function announce(terminal: Terminal, { gate, config, url }: RunningGate): Promise<void> {
  const { note, paintNote, say } = terminal;
  note(`${paintNote('green', '✔')} ${say(text('闸口已启动', 'The gate is open'))}  ${paintNote('bold', url)}`);
  note(`  ${say(text('接口文档', 'API docs'))}  ${url}/docs`);
  note(`  ${say(text('数据库', 'Database'))}  ${withoutPassword(config.databaseUrl)}`);
  announceBootstrapKey(terminal, gate.bootstrapKey);
  const { restoredSize, isBeingSetUp, unreached, uncarried } = await findCares(gate);
  if (restoredSize !== null) note(`  ${paintNote('red', '!')} ${say(gapText(restoredSize))}`);
  if (isBeingSetUp) note(`  ${say(SET_UP)}`);
  if (unreached) note(`  ${paintNote('yellow', '!')} ${say(unreachedText(unreached))}`);
  if (uncarried.length > 0) note(`  ${paintNote('yellow', '!')} ${say(uncarriedText(uncarried))}`);
  if (gate.pack === 'proposed' || gate.pack === 'already-proposed') note(`  ${say(DIFFERENT_PACK)}`);
}

/** Nobody can read the key again. */
function announceBootstrapKey({ note, paintNote, say }: Terminal, key: Gate['bootstrapKey']): void {
  if (key.kind !== 'made') return;
  note('');
  note(
    `  ${paintNote('yellow', say(text('安装密钥（只显示这一次，请妥善保存）：', 'The bootstrap key, shown this once; keep it well:')))}`,
  );
  note(`  ${paintNote('bold', key.secret)}`);
  note('');
}

/** What people should look at before anybody is in a hurry. */
function findCares({ db, acts, deps }: RunningGate['gate']) {
  return inSnapshot(db, async (tx) => ({
    restoredSize: await findRestoredSize(tx),
    isBeingSetUp: await isInSetUpMode(tx),
    unreached: await findUnreached(tx, acts),
    uncarried: await listUncarriedKeys(tx, deps.clock()),
  }));
}

const SET_UP = text(
  '初始设置中：安装密钥一人即可完成须两人办理的操作；设置完毕请运行 gate keys retire-bootstrap --yes。',
  'Set-up mode: the bootstrap key counts as both people. End it with gate keys retire-bootstrap --yes when all is set up.',
);

/** Each is replaced by one that belongs to somebody who may do the same. */
function uncarriedText(keys: readonly ApiKey[]): Text {
  const named = keys.map(({ id, label }) => `${id}（${label}）`).join('、');
  const english = keys.map(({ id, label }) => `${id} (${label})`).join(', ');
  return text(
    `以下密钥超出其所属用户的角色或管辖范围，不能办理须两人办理的事项，请更换：${named}`,
    `The owners of these keys do not have the roles for them, or not this far. They do nothing that takes two people; replace them: ${english}`,
  );
}

/** A rule pack that differs from what is in force changes nothing by itself. */
const DIFFERENT_PACK = text(
  '随程序附带的规则包与生效的规则集不同，已存为草案；重启不改变规则，仍按生效的规则集审核。',
  'The rule pack of this version differs from the set in force and was kept as a draft; a restart changes no rules.',
);

/** What stands between the account and the host is a password, and has no place on a screen. */
function withoutPassword(url: string): string {
  return url.replace(/^(mysql:\/\/[^:@/]*):[^/]*@/, '$1:***@');
}
