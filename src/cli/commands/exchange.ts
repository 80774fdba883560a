import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal, text } from '../../kernel/index.ts';
import { type CommandBody, EXIT_FAILED, EXIT_OK } from '../command.ts';
import { answerFile, type FileAnswer } from '../exchange/answer-file.ts';
import { listWaiting, openExchangeFolder, ownPath, removeParts } from '../exchange/exchange-folder.ts';
import { lacksCertificate, printAnswer, printLeftAlone, printUnreachable } from '../exchange/print-answers.ts';
import {
  LOOK_EVERY_MS,
  laterAttempt,
  pauseMs,
  type RetrySchedule,
  type ScheduledFile,
  scheduleAt,
} from '../exchange/retry-schedule.ts';
import { writeTemplate } from '../exchange/template.ts';
import { forgetGoneFiles } from '../exchange/undecided-file.ts';
import { waitForFiles } from '../exchange/wait-for-files.ts';
import { type FolderLock, lockFolder } from '../folder-lock.ts';
import type { Io } from '../io.ts';
import { readOptions, usage } from '../read-options.ts';
import { type RemoteGate, remoteGateIn } from '../remote-gate.ts';
import type { Terminal } from '../terminal.ts';

/** Everything was answered, and something was refused or has no certificate yet. */
const EXIT_REFUSED = 2;

export const exchange: CommandBody = {
  run: async (args, { config, terminal, io }) => {
    const { values, words } = readOptions(args, OPTIONS, { wordsMax: 1 });
    const [named] = words;
    if (named === undefined) throw usage(text('请给出交换文件夹', 'name the folder of the exchange'));
    const gate = values.template ? undefined : gateIn(remoteGateIn(config, values));
    const folder = await openExchangeFolder(named);
    if (!gate) return printTemplate(folder, terminal);
    const lock = await lockFolder({ folder, path: ownPath(folder, 'lock'), command: 'exchange' });
    try {
      await removeParts(folder);
      await forgetGoneFiles(folder);
      const work = { folder, gate, lock, terminal, onStop: io.onStop, pauses: io.pauses };
      return values.watch ? await watch(work) : await runOnce(work);
    } finally {
      await lock.release();
    }
  },
};

const OPTIONS = {
  watch: { type: 'boolean' },
  template: { type: 'boolean' },
  gate: { type: 'string' },
  key: { type: 'string' },
} as const;

function gateIn(gate: RemoteGate | undefined): RemoteGate {
  if (gate) return gate;
  throw usage(text('请用 --gate 或 GATE_URL 给出闸口网址', 'give the address of the gate with --gate or GATE_URL'));
}

async function printTemplate(folder: string, { language, print }: Terminal): Promise<number> {
  print(await writeTemplate(folder, language));
  return EXIT_OK;
}

interface Work {
  readonly folder: string;
  readonly gate: RemoteGate;
  readonly lock: FolderLock;
  readonly terminal: Terminal;
  readonly onStop: Io['onStop'];
  readonly pauses: Io['pauses'];
}

async function runOnce(work: Work): Promise<number> {
  const { names, written, leftAlone } = await waitForFiles(work.folder, work.pauses);
  for (const each of leftAlone) printLeftAlone(work.terminal, each);
  const answers: FileAnswer[] = written.map(() => BUSY);
  for (const name of written) printAnswer(work.terminal, name, BUSY);
  for (const name of names) {
    const answer = await answerOrAway(work, name);
    if ('away' in answer) {
      printUnreachable(work.terminal, answer.away);
      return EXIT_FAILED;
    }
    printAnswer(work.terminal, name, answer);
    answers.push(answer);
  }
  if (answers.some(({ kind }) => kind === 'busy' || kind === 'undecided')) return EXIT_FAILED;
  return answers.some(hasRefused) ? EXIT_REFUSED : EXIT_OK;
}

const BUSY: FileAnswer = { kind: 'busy' };

function hasRefused(answer: FileAnswer): boolean {
  if (answer.kind !== 'answered') return answer.kind === 'refused';
  return answer.results.counts.refused > 0 || answer.results.orders.some(lacksCertificate);
}

/** A gate that is away comes back, and so does one that has too much to do; a wrong key does not become right. */
async function answerOrAway({ folder, gate, lock }: Work, name: string): Promise<FileAnswer | { away: Refusal }> {
  await lock.assertHeld();
  try {
    return await answerFile(folder, gate, name);
  } catch (error) {
    const isAway = error instanceof Refusal && ['unavailable', 'too_many'].includes(error.kind);
    if (!isAway) throw error;
    return { away: error };
  }
}

/** Looks again and again: a folder that another machine shares tells nobody of its changes. */
async function watch(work: Work): Promise<number> {
  const { folder, terminal } = work;
  const { signal } = work.onStop();
  let turns: RetrySchedule = new Map();
  let told: readonly string[] = [];
  let failures = 0;
  terminal.note(terminal.say(text(`正在监看 ${folder} 的 in。`, `Watching in of ${folder}.`)));
  while (!signal.aborted) {
    const { files, leftAlone } = await listWaiting(folder);
    for (const each of leftAlone) if (!told.includes(each.name)) printLeftAlone(terminal, each);
    told = leftAlone.map(({ name }) => name);
    const now = performance.now();
    const looked = new Map(scheduleAt(now, turns, files));
    turns = looked;
    let away: Refusal | undefined;
    for (const [name, turn] of looked) {
      if (signal.aborted || away || turn.from > now) continue;
      const answer = await answerOrAway(work, name);
      if ('away' in answer) away = answer.away;
      else if (answer.kind === 'busy' || answer.kind === 'undecided') {
        if (isNews(turn, answer)) printAnswer(terminal, name, answer);
        looked.set(name, laterAttempt(turn, performance.now()));
      } else printAnswer(terminal, name, answer);
    }
    if (away && failures === 0) printUnreachable(terminal, away);
    failures = away ? failures + 1 : 0;
    await sleep(away ? pauseMs(failures) : LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
  return EXIT_OK;
}

/** What was told of a file is not told at every further attempt, but that more is said of it in `out` is. */
function isNews({ attempts }: ScheduledFile, answer: FileAnswer): boolean {
  return attempts === 0 || (answer.kind === 'undecided' && answer.notice?.isFirst === true);
}
