import { text as textOf } from 'node:stream/consumers';
import type { Config } from '../../gate/config.ts';
import type { components } from '../../http/openapi.generated.ts';
import { validateOrderSubmission } from '../../http/validate/validator.ts';
import { parseStrictJson, Refusal, text } from '../../kernel/index.ts';
import { type CommandBody, EXIT_OK, type Surroundings } from '../command.ts';
import type { Io } from '../io.ts';
import { type NameLookup, printDecision } from '../print/print-decision.ts';
import { readNamedFile } from '../read-named-file.ts';
import { readOptions, usage } from '../read-options.ts';
import { postTo, type RemoteGate, remoteGateIn } from '../remote-gate.ts';
import type { Terminal } from '../terminal.ts';
import type { Asked } from './check-locally.ts';

type CheckResult = components['schemas']['CheckResult'];
type OrderSubmission = components['schemas']['OrderSubmission'];

export const check: CommandBody = {
  run: async (args, surroundings) => {
    const { config, terminal, io } = surroundings;
    const { values, words } = readOptions(args, OPTIONS, { wordsMax: 1 });
    const [file] = words;
    if (file === undefined)
      throw usage(text('请给出订单文件，或用 - 从标准输入读取', 'name the file of the order, or - for standard input'));
    const remote = remoteGateIn(config, values);
    const source = await readSource(file, io);
    if (source.trim() === '') throw empty(file);
    const body = readOrder(source, terminal);
    const asked = { body, amends: values.order ?? null };
    const result = remote ? await checkRemotely(remote, terminal, asked) : await locally(surroundings, asked);
    if (values.json) terminal.print(JSON.stringify(result, null, 2));
    else printDecision(terminal, { result, order: body, naming: await namesFor(result, config) });
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

async function readSource(file: string, { stdin }: Io): Promise<string> {
  return file === '-' ? textOf(stdin()) : decode(await readNamedFile(file));
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

/** What judges orders is half of the program, which nobody waits for who asks a gate elsewhere. */
async function locally(surroundings: Surroundings, asked: Asked): Promise<CheckResult> {
  const { checkLocally } = await import('./check-locally.ts');
  return checkLocally(surroundings, asked);
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
async function namesFor({ decision }: CheckResult, { packDir }: Config): Promise<NameLookup> {
  if (decision.indeterminate.length === 0) return () => undefined;
  const { openPack } = await import('../../rules/index.ts');
  const { rules, facts } = openPack(packDir);
  const names = new Map([
    ...rules.map(({ id, title }) => [id, title] as const),
    ...facts.facts.map(({ name, title }) => [name, title] as const),
  ]);
  return (name) => names.get(name);
}
