import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Instant, Refusal, text } from '../../kernel/index.ts';
import { parseVerifierKey, printVerifierKey, verifierKey } from '../../log/index.ts';
import {
  createWitness,
  openWitness,
  rootIn,
  treeOf,
  type WatchedGate,
  type WatchResult,
  type WitnessFolder,
  watchLog,
} from '../../witness/index.ts';
import { type CommandBody, EXIT_FAILED, EXIT_OK, type Surroundings } from '../command.ts';
import { type FolderLock, lockFolder } from '../folder-lock.ts';
import type { Io } from '../io.ts';
import { readOptions, usage } from '../read-options.ts';
import { remoteGateIn } from '../remote-gate.ts';
import type { Terminal } from '../terminal.ts';
import { alarmText } from './witness-alarm.ts';
import { watchedGate } from './witness-gate.ts';
import { writeDailyPage, writePages } from './witness-page.ts';

/** A person has to look before anything is cosigned again. */
const EXIT_ALARM = 3;

type Action = (args: readonly string[], surroundings: Surroundings) => Promise<number>;

export const witness: CommandBody = {
  run: async ([name, ...args], surroundings) => {
    const action = name !== undefined && Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
    if (action) return action(args, surroundings);
    const names = Object.keys(ACTIONS);
    throw usage(text(`witness 之后应为 ${names.join('、')} 之一`, `witness is followed by one of ${names.join(', ')}`));
  },
};

const ACTIONS: Readonly<Record<string, Action>> = { init, run, page, check, trust, 'accept-gap': acceptGap };

function folderIn(words: readonly string[]): string {
  const [folder] = words;
  if (folder === undefined) throw usage(text('请给出见证方的文件夹', 'name the folder of the witness'));
  return folder;
}

function keyIn(vkey: string | undefined) {
  const key = vkey === undefined ? undefined : parseVerifierKey(vkey);
  if (key?.type === 'note') return key;
  if (vkey !== undefined) throw usage(noLogKey(vkey));
  throw usage(
    text(
      '请用 --vkey 给出闸口的日志公钥（GET /v1/log/keys）',
      "give the key of the gate's log with --vkey (GET /v1/log/keys)",
    ),
  );
}

function noLogKey(vkey: string) {
  return text(
    `--vkey ${vkey} 不是日志公钥：应为 名称+8 位散列+base64，如 GET /v1/log/keys 所示；请用单引号括起，完整复制`,
    `--vkey ${vkey} is no key of a log: it is name+hash of 8 digits+base64, as in GET /v1/log/keys; copy all of it, in quotes`,
  );
}

async function init(args: readonly string[], { config, terminal }: Surroundings): Promise<number> {
  const options = { gate: { type: 'string' }, vkey: { type: 'string' }, name: { type: 'string' } } as const;
  const { values, words } = readOptions(args, options, { wordsMax: 1 });
  const gate = values.gate ?? config.url;
  if (gate === undefined) throw usage(text('请用 --gate 给出网址', 'give the address with --gate'));
  if (!/^[^\s+]{1,100}$/.test(values.name ?? ''))
    throw usage(text('请用 --name 给出见证方名称', 'name the witness with --name'));
  const key = keyIn(values.vkey);
  const made = createWitness(
    folderIn(words),
    { gate, origin: key.name, name: values.name ?? '' },
    printVerifierKey(key),
  );
  const { name, bytes } = made.signer;
  const { print, say } = terminal;
  print(
    say(
      text(
        '见证方已建立。请在闸口登记（POST /v1/log/witnesses，两人办理）：',
        'The witness is made. Register it at the gate (POST /v1/log/witnesses, by two people):',
      ),
    ),
  );
  print(JSON.stringify({ name, publicKey: bytes.toString('base64url') }));
  print(printVerifierKey(verifierKey('cosignature', { name, bytes })));
  return EXIT_OK;
}

async function run(args: readonly string[], { config, terminal, io }: Surroundings): Promise<number> {
  const { values, words } = readOptions(args, { once: { type: 'boolean' }, key: { type: 'string' } }, { wordsMax: 1 });
  const folder = openWitness(folderIn(words));
  const remote = remoteGateIn(config, { gate: folder.settings.gate, key: values.key });
  if (!remote) throw usage(text('没有闸口网址', 'there is no address of a gate'));
  const gate = watchedGate(remote, terminal.language);
  const { path } = folder;
  const lock = await lockFolder({ folder: path, path: join(path, 'lock'), command: 'witness run' });
  try {
    const work = { folder, gate, terminal, io };
    return values.once ? await lookAndWrite(work) : await goOn(work, lock);
  } finally {
    await lock.release();
  }
}

interface Work {
  readonly folder: WitnessFolder;
  readonly gate: WatchedGate;
  readonly terminal: Terminal;
  readonly io: Io;
}

/** The page is written whether the gate is there or not, and a full disk stops neither. */
async function lookAndWrite({ folder, gate, terminal, io: { clock } }: Work): Promise<number> {
  const look = async (): Promise<number> => report(terminal, await watchLog(folder, gate, secondsOf(clock())));
  const writePage = async (): Promise<void> => {
    for (const path of await writeDailyPage(folder, clock)) terminal.print(path);
  };
  const code = await look().catch((error: unknown) => away(terminal, error));
  const written = await writePage().then(
    () => EXIT_OK,
    (error: unknown) => away(terminal, error),
  );
  return code === EXIT_OK ? written : code;
}

async function goOn(work: Work, lock: FolderLock): Promise<number> {
  const { signal } = work.io.onStop();
  let last: number = EXIT_OK;
  while (!signal.aborted) {
    await lock.assertHeld();
    last = await lookAndWrite(work);
    await sleep(EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
  return last;
}

const EVERY_MS = 30_000;

function secondsOf(at: Instant): number {
  return Math.floor(Date.parse(at) / 1_000);
}

/** A gate that is away comes back, and a full disk is emptied; a bug does not go away. */
function away({ note, say }: Terminal, error: unknown): number {
  if (error instanceof Refusal) note(say(error.text));
  else if (error instanceof Error && 'syscall' in error) note(error.message);
  else throw error;
  return EXIT_FAILED;
}

function report({ print, note, paint, say }: Terminal, { size, added, alarm, refusal }: WatchResult): number {
  if (alarm) {
    print(paint('red', say(alarmText(alarm))));
    return EXIT_ALARM;
  }
  print(
    paint(
      'green',
      say(text(`✔ 已见证至第 ${size} 条，新增 ${added} 条。`, `✔ Seen up to ${size} leaves, ${added} of them new.`)),
    ),
  );
  if (refusal === null) return EXIT_OK;
  const why = refusal instanceof Refusal ? refusal.text : text(String(refusal), String(refusal));
  note(say(text(`闸口未接受联署：${why['zh-CN']}`, `The gate did not take the cosignature: ${why.en}`)));
  if (refusal instanceof Refusal && refusal.code === 'cosignature.witness_unknown') note(say(HOW_TO_REGISTER));
  return EXIT_FAILED;
}

const HOW_TO_REGISTER = text(
  '请在闸口登记本见证方的公钥（POST /v1/log/witnesses，两人办理；公钥在 gate witness init 时已打印）。',
  'Register its public key at the gate (POST /v1/log/witnesses, by two people); gate witness init has printed it.',
);

async function page(args: readonly string[], { terminal, io }: Surroundings): Promise<number> {
  const { words } = readOptions(args, {}, { wordsMax: 1 });
  for (const path of await writePages(openWitness(folderIn(words)), io.clock)) terminal.print(path);
  return EXIT_OK;
}

async function check(args: readonly string[], { terminal }: Surroundings): Promise<number> {
  const { words } = readOptions(args, {}, { wordsMax: 1 });
  const folder = openWitness(folderIn(words));
  const state = folder.state();
  const { frontier } = treeOf(folder.records(), state.size);
  const isSound = frontier.size === state.size && frontier.root().equals(rootIn(state));
  const { print, paint, say } = terminal;
  const sound = text('✔ 所存记录得出根散列。', '✔ The leaves that are kept here lead to the root.');
  const unsound = text('✘ 所存记录不能得出根散列。', '✘ The leaves that are kept here do not lead to the root.');
  print(isSound ? paint('green', say(sound)) : paint('red', say(unsound)));
  print(
    say(
      text(
        `条数 ${state.size}，根散列 ${rootIn(state).toString('base64')}`,
        `size ${state.size}, root ${rootIn(state).toString('base64')}`,
      ),
    ),
  );
  if (state.alarm) print(paint('red', say(alarmText(state.alarm))));
  return isSound && !state.alarm ? EXIT_OK : EXIT_ALARM;
}

async function trust(args: readonly string[], { terminal }: Surroundings): Promise<number> {
  const { values, words } = readOptions(args, { vkey: { type: 'string' } }, { wordsMax: 1 });
  const folder = openWitness(folderIn(words));
  const key = keyIn(values.vkey);
  const state = folder.state();
  const alarm = state.alarm?.kind === 'key' ? null : state.alarm;
  folder.save({ ...state, trusted: [...new Set([...state.trusted, printVerifierKey(key)])], alarm });
  terminal.print(terminal.say(text('已信任该密钥。', 'The key is believed from now on.')));
  return EXIT_OK;
}

async function acceptGap(args: readonly string[], { terminal }: Surroundings): Promise<number> {
  const { words } = readOptions(args, {}, { wordsMax: 1 });
  const folder = openWitness(folderIn(words));
  const { alarm } = folder.state();
  if (alarm?.kind !== 'gap' || alarm.said === 'nothing') throw noNamedGap(folder);
  const kept = folder.setAside(alarm.from);
  terminal.print(
    terminal.say(
      text(`已接受；缺失的记录保存在 ${kept}。`, `Accepted; the leaves that are missing there are kept in ${kept}.`),
    ),
  );
  return EXIT_OK;
}

function noNamedGap({ path }: WitnessFolder): Refusal {
  const message = text(`${path} 没有闸口已说明的缺口。`, `${path} knows of no gap that the gate has named.`);
  return new Refusal('conflict', 'witness.no_gap', message);
}
