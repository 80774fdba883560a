import { readFile } from 'node:fs/promises';
import { isSpreadsheet, XLSX } from '../http/table-file.ts';
import { Refusal, text } from '../kernel/index.ts';
import { REFERENCE_KINDS } from '../main.ts';
import { type Command, EXIT_FAILED, EXIT_OK } from './command.ts';
import {
  type Counts,
  type ImportAsked,
  type ImportedRow,
  type ImportResult,
  importLocally,
  type KindName,
} from './import-locally.ts';
import { readOptions, usage } from './read-options.ts';
import { postTo, type RemoteGate, remoteGateIn } from './remote-gate.ts';
import type { Terminal } from './terminal.ts';

const KIND_NAMES = Object.keys(REFERENCE_KINDS);

export const importFiles: Command = {
  name: 'import',
  summary: text('从 CSV 文件导入基础数据', 'import reference data from a CSV file'),
  help: text(
    `用法：gate import <种类> <文件.csv> [选项]

种类：${KIND_NAMES.join('、')}

  --dry-run           只核对并逐行报告，不写入
  --encoding <编码>   utf-8（默认）或 gb18030（GBK、GB 2312 均可）
  --unit <单位>       预算指标金额的单位：yuan（元）或 wan-yuan（万元）；文件中已写明时不必给出
  --gate <网址>       导入到远程闸口（默认 GATE_URL；都没有时用本机数据库）
  --key <密钥>        远程闸口的接口密钥；放在 GATE_API_KEY 中更安全
  --json              输出 JSON，供程序读取

须两人办理的种类（供应商、软件产品、预算指标等）以自己的密钥导入时，提交为待签事项，由另一人签署后生效。
预算指标（budget-lines）可用财政系统导出的 CSV 或 XLSX，表头为中文；已存在的指标金额不同时记为调整。
首行为列名，与接口字段同名。各行互不影响：已存在且内容相同的不变，内容不同的拒绝。
对本机数据库导入只在初始设置期间可用，之后请以自己的密钥通过 --gate 导入。
退出码：0 全部导入、不变或已提交待签，1 有被拒绝的行。`,
    `Usage: gate import <kind> <file.csv> [options]

Kinds: ${KIND_NAMES.join(', ')}

  --dry-run           check and report every row, write nothing
  --encoding <name>   utf-8 (default) or gb18030 (also for GBK and GB 2312)
  --unit <unit>       what amounts of budget lines count: yuan or wan-yuan; not needed where the file says it
  --gate <url>        import into a gate elsewhere (default GATE_URL; with neither, the local database)
  --key <key>         your key for it; GATE_API_KEY keeps it out of the list of processes
  --json              print JSON for programs

What takes two people (suppliers, products, budget lines …) is proposed when you import it with a key of your own, and is
done once another person has signed it.
Budget lines come as finance systems export them, CSV or XLSX with Chinese headings; other amounts of a line are a revision.
The first row names the columns as the API names the fields. Rows stand alone: what is there with the same content stays,
other content is refused. The local database takes imports during set-up only; later import with a key of your own.
Exit codes: 0 all imported, unchanged or proposed, 1 some rows were refused.`,
  ),
  run: async (args, { config, terminal }) => {
    const { values, words } = readOptions(args, OPTIONS, { wordsMax: 2 });
    const [kind, file] = words;
    if (!isKind(kind)) throw usage(unknownKind(kind));
    if (file === undefined) throw usage(text('请给出 CSV 文件', 'name the CSV file'));
    const asked = {
      kind,
      bytes: await readFile(file),
      isDryRun: values['dry-run'],
      encoding: values.encoding,
      unit: unitIn(values.unit),
      language: terminal.language,
    };
    const remote = remoteGateIn(config, values);
    const result = remote ? await importRemotely(remote, asked) : await importLocally(config, asked);
    if (values.json) terminal.print(JSON.stringify(result, null, 2));
    else if (isProposed(result)) printProposed(terminal, result);
    else printResult(terminal, result);
    const { refused } = isProposed(result) ? result.preview.body : result;
    return refused === 0 ? EXIT_OK : EXIT_FAILED;
  },
};

const OPTIONS = {
  'dry-run': { type: 'boolean' },
  encoding: { type: 'string' },
  unit: { type: 'string' },
  gate: { type: 'string' },
  key: { type: 'string' },
  json: { type: 'boolean' },
} as const;

function unitIn(unit: string | undefined): ImportAsked['unit'] {
  if (unit === undefined || unit === 'yuan' || unit === 'wan-yuan') return unit;
  throw usage(text('--unit 应为 yuan 或 wan-yuan', '--unit is yuan or wan-yuan'));
}

function isKind(kind: string | undefined): kind is KindName {
  return kind !== undefined && KIND_NAMES.includes(kind);
}

function unknownKind(kind: string | undefined) {
  const [zh, en] = [KIND_NAMES.join('、'), KIND_NAMES.join(', ')];
  if (kind === undefined) return text(`请给出种类：${zh}`, `name a kind: ${en}`);
  return text(`没有种类 ${kind}，应为 ${zh} 之一`, `there is no kind ${kind}; it is one of ${en}`);
}

async function importRemotely(gate: RemoteGate, asked: ImportAsked): Promise<ImportResult | ProposedImport> {
  const { kind, bytes, isDryRun, encoding, unit, language } = asked;
  const query = {
    ...(isDryRun && { dryRun: 'true' }),
    ...(encoding !== undefined && { encoding }),
    ...(unit !== undefined && { unit }),
  };
  const path = `/v1/${kind}/import`;
  const contentType = isSpreadsheet(bytes) ? XLSX : 'text/csv';
  const answer = await postTo(gate, { path, query, body: bytes, contentType, language });
  if (isResult(answer) || isProposed(answer)) return answer;
  throw new Refusal(
    'unavailable',
    'command.not_a_gate',
    text('远程闸口的答复不是导入结果。', 'What the remote gate answered is no result of an import.'),
  );
}

function isResult(answer: unknown): answer is ImportResult {
  return typeof answer === 'object' && answer !== null && 'rows' in answer && 'refused' in answer;
}

/** An import that waits for a second person; its preview counts what would become of the rows. */
interface ProposedImport {
  readonly id: string;
  readonly lapsesAt: string;
  readonly preview: { readonly body: Counts };
}

function isProposed(answer: unknown): answer is ProposedImport {
  return typeof answer === 'object' && answer !== null && 'preview' in answer && 'lapsesAt' in answer;
}

function printProposed({ print, say }: Terminal, { id, lapsesAt, preview }: ProposedImport): void {
  const counts = preview.body;
  print(
    say(
      text(
        `已提交待签事项 ${id}，须由另一人在 ${lapsesAt} 之前签署；尚未导入。`,
        `Proposed as ${id}. Another person has to sign it before ${lapsesAt}; nothing is imported yet.`,
      ),
    ),
  );
  print(say(text(`签署后可${countsIn(counts)['zh-CN']}。`, `Signed, ${countsIn(counts, ' would be').en}.`)));
}

function printResult({ print, paint, say }: Terminal, result: ImportResult): void {
  for (const row of result.rows)
    print(`${say(rowHeading(row))}${paint(ROW_TONES[row.status], say(statusOf(row, result)))}`);
  const rows = result.rows.flatMap(({ row, errors = [] }) => errors.map((error) => ({ row, ...error })));
  if (rows.length > 0) print();
  for (const { row, column, message } of rows) {
    const place = text(`第 ${row} 行${column ? ` ${column}` : ''}：`, `Row ${row}${column ? `, ${column}` : ''}: `);
    print(`${paint('red', say(place))}${message}`);
  }
  print();
  print(say(totals(result)));
}

const ROW_TONES = { created: 'green', revised: 'green', unchanged: 'dim', refused: 'red' } as const;

function rowHeading({ row, key, id }: ImportedRow) {
  const name = key ?? id ?? '';
  return text(`第 ${row} 行  ${name}${name && '  '}`, `Row ${row}  ${name}${name && '  '}`);
}

function statusOf({ status }: ImportedRow, { dryRun }: ImportResult) {
  if (status === 'revised') return dryRun ? text('将调整', 'would be revised') : text('已调整', 'revised');
  if (status === 'unchanged') return text('不变', 'unchanged');
  if (status === 'refused') return text('拒绝', 'refused');
  return dryRun ? text('可导入', 'would be created') : text('已导入', 'created');
}

function totals(result: ImportResult) {
  const [zh, en] = [countsIn(result)['zh-CN'], countsIn(result, result.dryRun ? ' would be' : '').en];
  if (result.dryRun) return text(`预览（未写入）：可${zh}。`, `Preview, nothing was written: ${en}.`);
  return text(`已${zh}。`, `${en}.`);
}

function countsIn({ created, revised, unchanged, refused }: Counts, would = '') {
  const [zh, en] = revised === undefined ? ['', ''] : [`调整 ${revised} 行，`, `${revised} revised, `];
  return text(
    `导入 ${created} 行，${zh}不变 ${unchanged} 行，拒绝 ${refused} 行`,
    `${created}${would} created, ${en}${unchanged} unchanged, ${refused} refused`,
  );
}
