import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { inSnapshot } from '../db/index.ts';
import type { Config } from '../gate/config.ts';
import { checkOrder, toCheckBody } from '../gate/main.ts';
import type { components } from '../http/openapi.generated.ts';
import { validateOrderSubmission } from '../http/validate/validator.ts';
import { packageRoot, parseStrictJson, Refusal, text } from '../kernel/index.ts';
import { CLOSURES, loadPack } from '../rules/index.ts';
import { type Command, EXIT_OK } from './command.ts';
import { localActor, localDeps, withDatabase } from './local-database.ts';
import { type Naming, printDecision } from './print-decision.ts';
import { readNamedFile } from './read-named-file.ts';
import { readOptions, usage } from './read-options.ts';
import { postTo, type RemoteGate, remoteGateIn } from './remote-gate.ts';
import type { Terminal } from './terminal.ts';

type CheckResult = components['schemas']['CheckResult'];
type OrderSubmission = components['schemas']['OrderSubmission'];

export const check: Command = {
  name: 'check',
  summary: text('试算一张采购订单，不提交', 'check an order without submitting it'),
  help: text(
    `用法：gate check <订单.json | -> [选项]

  -                  从标准输入读取订单
  --gate <网址>      试算由远程闸口进行（默认 GATE_URL；都没有时用本机数据库）
  --key <密钥>       远程闸口的接口密钥；放在 GATE_API_KEY 中更安全
  --order <ord_…>    作为该订单的变更试算，其原有资金与授权占用视为可用
  --json             输出 JSON，供程序读取

订单内容先按接口约定核对。试算不保存、不预占，也不构成承诺。
退出码：0 通过，2 转人工，3 不予通过，1 其他。`,
    `Usage: gate check <order.json | -> [options]

  -                  read the order from standard input
  --gate <url>       ask a gate elsewhere (default GATE_URL; with neither, the local database)
  --key <key>        your key for it; GATE_API_KEY keeps it out of the list of processes
  --order <ord_…>    check it as an amendment of this order, whose own money and seats count as free
  --json             print JSON for programs

The order is first compared with the contract. A check keeps and reserves nothing, and is no promise.
Exit codes: 0 approved, 2 referred, 3 rejected, 1 anything else.`,
  ),
  run: async (args, { config, terminal }) => {
    const { values, words } = readOptions(args, OPTIONS, { wordsMax: 1 });
    const [file] = words;
    if (file === undefined)
      throw usage(text('请给出订单文件，或用 - 从标准输入读取', 'name the file of the order, or - for standard input'));
    const remote = remoteGateIn(config, values);
    const source = await readSource(file);
    if (source.trim() === '') throw empty(file);
    const body = readOrder(source, terminal);
    const asked = { body, amends: values.order ?? null };
    const result = remote ? await checkRemotely(remote, terminal, asked) : await checkLocally(config, asked);
    if (values.json) terminal.print(JSON.stringify(result, null, 2));
    else printDecision(terminal, { result, order: body, naming: namesOfPack(config) });
    return EXIT_CODES[result.decision.outcome];
  },
};

const OPTIONS = {
  gate: { type: 'string' },
  key: { type: 'string' },
  order: { type: 'string' },
  json: { type: 'boolean' },
} as const;

const EXIT_CODES = { approved: EXIT_OK, referred: 2, rejected: 3 } as const;

async function readSource(file: string): Promise<string> {
  return file === '-' ? textOf(process.stdin) : decode(await readNamedFile(file));
}

/** A byte order mark is forgiven here, since editors write it unasked; anything else must be UTF-8. */
function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal(
      'invalid',
      'command.encoding',
      text(
        '文件不是有效的 UTF-8 文本：请以 UTF-8 另存后再试。',
        'The file is not valid UTF-8; save it as UTF-8 and try again.',
      ),
    );
  }
}

function empty(file: string): Refusal {
  const message =
    file === '-'
      ? text('标准输入为空。', 'Standard input is empty.')
      : text(`文件 ${file} 为空。`, `${file} is empty.`);
  return new Refusal('invalid', 'command.empty_file', message);
}

function readOrder(source: string, { language }: Terminal): OrderSubmission {
  const body = parseStrictJson(source);
  const errors = validateOrderSubmission(body, language);
  if (errors.length === 0) return body as OrderSubmission;
  const message = text(
    '订单不符合接口约定，请按所列位置更正：',
    'The order does not follow the contract. Please correct:',
  );
  throw new Refusal('invalid', 'request.invalid', message, errors);
}

interface Asked {
  readonly body: OrderSubmission;
  readonly amends: string | null;
}

function checkLocally(config: Config, asked: Asked): Promise<CheckResult> {
  const deps = { ...localDeps(config), screening: () => CLOSURES };
  const actor = localActor('procurement-officer');
  return withDatabase(config, (db) =>
    inSnapshot(db, async (tx) => toCheckBody(await checkOrder(tx, deps, { actor, ...asked }))),
  );
}

async function checkRemotely(gate: RemoteGate, { language }: Terminal, { body, amends }: Asked): Promise<CheckResult> {
  const answer = await postTo(gate, {
    path: '/v1/checks',
    ...(amends !== null && { query: { order: amends } }),
    body,
    contentType: 'application/json',
    language,
  });
  if (isCheckResult(answer)) return answer;
  throw new Refusal(
    'unavailable',
    'command.not_a_gate',
    text('远程闸口的答复不是审核结果。', 'What the remote gate answered is no decision.'),
  );
}

function isCheckResult(answer: unknown): answer is CheckResult {
  if (typeof answer !== 'object' || answer === null || !('decision' in answer)) return false;
  const { decision } = answer;
  return (
    typeof decision === 'object' && decision !== null && 'outcome' in decision && String(decision.outcome) in EXIT_CODES
  );
}

/** Names of rules and facts for what could not be judged: the decision itself has only their ids. */
function namesOfPack({ packDir }: Config): Naming {
  const names = () => {
    const { rules, facts } = loadPack(packDir ?? join(packageRoot(), 'rules'));
    return new Map([
      ...rules.map(({ id, title }) => [id, title] as const),
      ...facts.facts.map(({ name, title }) => [name, title] as const),
    ]);
  };
  let loaded: ReturnType<typeof names> | undefined;
  return (name) => {
    loaded ??= names();
    return loaded.get(name);
  };
}
