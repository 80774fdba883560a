import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal, text } from '../kernel/index.ts';
import { type Command, EXIT_FAILED, EXIT_OK } from './command.ts';
import { answerFile, type FileAnswer } from './exchange/answer-file.ts';
import { listWaiting, openExchangeFolder, ownPath, removeParts } from './exchange/exchange-folder.ts';
import { lacksCertificate, tell, tellAway, tellLeftAlone } from './exchange/tell-answers.ts';
import { writeTemplate } from './exchange/template.ts';
import { LOOK_EVERY_MS, laterTurn, pauseMs, type Turn, type Turns, turnsAt } from './exchange/turns.ts';
import { forgetGoneFiles } from './exchange/undecided-file.ts';
import { waitForFiles } from './exchange/wait-for-files.ts';
import { type FolderLock, lockFolder } from './folder-lock.ts';
import { readOptions, usage } from './read-options.ts';
import { type RemoteGate, remoteGateIn } from './remote-gate.ts';
import { onStopSignal } from './stop-signal.ts';
import type { Terminal } from './terminal.ts';

/** Everything was answered, and something was refused or has no certificate yet. */
const EXIT_REFUSED = 2;

export const exchange: Command = {
  name: 'exchange',
  summary: text('以文件夹交换订单与结果（不用 HTTP 的平台）', 'exchange orders and results as files in a folder'),
  help: text(
    `用法：gate exchange <文件夹> [选项]

  --watch            持续监看；不用此项则只办理一次。文件均在 2 秒不再变化后办理
  --template         写出 template.csv：全部列名和一张示例订单
  --gate <网址>      闸口（默认 GATE_URL）
  --key <密钥>       提交订单的密钥（采购经办人，或 machine 加 orders:write、orders:read）；放在 GATE_API_KEY 中更安全

in        放入订单：.json（一张订单或订单数组，同 POST /v1/orders）、.csv（UTF-8 或 GB18030）、.xlsx
          表格每行为一项计算机及其软件配置，订单编号相同的行为一张订单；列名用中文或英文；表格不能填报的
          （如一行多个预算指标、批件）用 JSON。以“.”“~”开头或以 .tmp、.part 结尾的文件不读取：请先以这样的
          名称写完，再改名。按文件名的顺序办理
out       <文件名>.results.json 和 .results.csv：每张订单的结论、意见、依据与改正办法（并指出行和列）；
          <文件名>/<订单编号>.jws：通过订单的放行证。.results.json 最后写出：有它即全部齐备。
          多次未能审核的文件留在 in 继续尝试，<文件名>.undecided.txt 和 .undecided.json 说明原因，办理后自行删除
done      已办理的文件；refused 为无法读取的文件，<文件名>.reason.txt 和 .reason.json 说明原因

每个文件办理一次：内容相同的文件，其订单全部通过并有放行证的不再提交，否则重新询问当前结论；不予通过的订单更正后
请用新的订单编号，或通过 HTTP 变更原订单；同名而内容不同的以摘要区分，不覆盖任何文件。订单以单位和订单编号识别，
中断后再次运行不会产生第二张订单。闸口不可用时文件留在 in。一个文件夹同时只由一个进程办理。
退出码：0 全部办理，2 有文件或订单未受理或暂无放行证，1 其他（文件留在 in）。`,
    `Usage: gate exchange <folder> [options]

  --watch            go on; without it once. Either way a file is taken when it has not changed for 2 seconds
  --template         write template.csv: every column, and one order as an example
  --gate <url>       the gate (default GATE_URL)
  --key <key>        of whoever submits (procurement officer, or machine with orders:write and orders:read); GATE_API_KEY
                     keeps it out of the list of processes

in        takes orders: .json (one or an array, as POST /v1/orders takes them), .csv (UTF-8 or GB18030), .xlsx. A row of
          a table is one kind of computer with the software planned for it, and rows with one reference are one order;
          columns are named in Chinese or English; what a table cannot say, as several budget lines for a row or an
          approval, comes as JSON. Names that begin with . or ~ or end with .tmp or .part are left alone: write under
          such a name, then rename. Files are taken in the order of their names
out       <file>.results.json and .results.csv: the outcome of each order, with findings, basis and remedies, by row and
          column; <file>/<reference>.jws: the certificates of those that are approved. The JSON is written last: once it
          is there, everything is. A file that could not be decided several times stays in in and is tried again;
          <file>.undecided.txt and .json say why, until it is answered
done      the files that were answered; refused has those that cannot be read, and <file>.reason.txt and .json say why

Each file once: the same content is not sent again once all its orders are approved and have certificates; until then it is
answered with what stands now. After a no, a corrected order needs a new reference, or is an amendment over HTTP. A name
that was used gets the digest of its content, and no file is written over. An order is known by its agency and reference,
so a run after a crash makes no second one. While the gate is away files stay in in. One process at a time works on a
folder.
Exit codes: 0 everything was answered, 2 some files or orders were refused or lack a certificate yet, 1 anything else (files
stay in in).`,
  ),
  run: async (args, { config, terminal }) => {
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
      const work = { folder, gate, lock, terminal };
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
}

async function runOnce(work: Work): Promise<number> {
  const { names, written, leftAlone } = await waitForFiles(work.folder);
  for (const each of leftAlone) tellLeftAlone(work.terminal, each);
  const answers: FileAnswer[] = written.map(() => BUSY);
  for (const name of written) tell(work.terminal, name, BUSY);
  for (const name of names) {
    const answer = await answerOrAway(work, name);
    if ('away' in answer) {
      tellAway(work.terminal, answer.away);
      return EXIT_FAILED;
    }
    tell(work.terminal, name, answer);
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
  const { signal } = onStopSignal();
  let turns: Turns = new Map();
  let told: readonly string[] = [];
  let failures = 0;
  terminal.note(terminal.say(text(`正在监看 ${folder} 的 in。`, `Watching in of ${folder}.`)));
  while (!signal.aborted) {
    const { files, leftAlone } = await listWaiting(folder);
    for (const each of leftAlone) if (!told.includes(each.name)) tellLeftAlone(terminal, each);
    told = leftAlone.map(({ name }) => name);
    const now = performance.now();
    const looked = new Map(turnsAt(now, turns, files));
    turns = looked;
    let away: Refusal | undefined;
    for (const [name, turn] of looked) {
      if (signal.aborted || away || turn.from > now) continue;
      const answer = await answerOrAway(work, name);
      if ('away' in answer) away = answer.away;
      else if (answer.kind === 'busy' || answer.kind === 'undecided') {
        if (isNews(turn, answer)) tell(terminal, name, answer);
        looked.set(name, laterTurn(turn, performance.now()));
      } else tell(terminal, name, answer);
    }
    if (away && failures === 0) tellAway(terminal, away);
    failures = away ? failures + 1 : 0;
    await sleep(away ? pauseMs(failures) : LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
  return EXIT_OK;
}

/** What was told of a file is not told at every further attempt, but that more is said of it in `out` is. */
function isNews({ attempts }: Turn, answer: FileAnswer): boolean {
  return attempts === 0 || (answer.kind === 'undecided' && answer.notice?.isFirst === true);
}
