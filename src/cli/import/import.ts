import { civilDate, isCivilDate, text } from '../../kernel/index.ts';
import { type CommandBody, EXIT_FAILED, EXIT_OK, type Surroundings } from '../command.ts';
import { printProposed, printResult } from '../print/print-import.ts';
import { readNamedFile } from '../read-named-file.ts';
import { readOptions, usage } from '../read-options.ts';
import { remoteGateIn } from '../remote-gate.ts';
import { KIND_NAMES, type KindName } from './import-kinds.ts';
import type { ImportRequest, ImportResult } from './import-locally.ts';
import { importRemotely, isProposed } from './import-remotely.ts';
import { joinScans } from './join-scans.ts';

export const importFiles: CommandBody = {
  run: async (args, surroundings) => {
    const { config, terminal } = surroundings;
    const { values, words } = readOptions(args, OPTIONS, { wordsMax: args.includes('scans') ? FILES_MAX : 2 });
    const [kind, ...files] = words;
    if (!isKind(kind)) throw usage(unknownKind(kind));
    const [file] = files;
    if (file === undefined) throw usage(text('请给出文件', 'name the file'));
    const asked: ImportRequest = {
      kind,
      bytes: kind === 'scans' ? joinScans(await Promise.all(files.map(readNamedFile))) : await readNamedFile(file),
      isDryRun: values['dry-run'],
      ...{ encoding: encodingIn(values.encoding), unit: unitIn(values.unit), agency: values.agency },
      ...{ channel: channelIn(values.channel), seenOn: dayIn(values['seen-on']), language: terminal.language },
    };
    const remote = remoteGateIn(config, values);
    const result = remote ? await importRemotely(remote, asked) : await locally(surroundings, asked);
    if (values.json) terminal.print(JSON.stringify(result, null, 2));
    else if (isProposed(result)) printProposed(terminal, result);
    else printResult(terminal, result);
    const { refused } = isProposed(result) ? result.preview.body : result;
    return refused === 0 ? EXIT_OK : EXIT_FAILED;
  },
};

/** What a gate elsewhere imports needs none of what is imported here. */
async function locally(surroundings: Surroundings, asked: ImportRequest): Promise<ImportResult> {
  const { importLocally } = await import('./import-locally.ts');
  return importLocally(surroundings, asked);
}

/** Of one folder of scans. */
const FILES_MAX = 5_000;

const OPTIONS = {
  'dry-run': { type: 'boolean' },
  encoding: { type: 'string' },
  unit: { type: 'string' },
  agency: { type: 'string' },
  channel: { type: 'string' },
  'seen-on': { type: 'string' },
  gate: { type: 'string' },
  key: { type: 'string' },
  json: { type: 'boolean' },
} as const;

function unitIn(unit: string | undefined): ImportRequest['unit'] {
  if (unit === undefined || unit === 'yuan' || unit === 'wan-yuan') return unit;
  throw usage(text('--unit 应为 yuan 或 wan-yuan', '--unit is yuan or wan-yuan'));
}

/** GBK and GB 2312 are parts of GB 18030. */
function encodingIn(encoding: string | undefined): string | undefined {
  if (encoding === undefined || /^(utf-?8|gb18030|gbk|gb2312)$/i.test(encoding)) return encoding;
  throw usage(text('--encoding 应为 utf-8 或 gb18030', '--encoding is utf-8 or gb18030'));
}

const CHANNELS = [
  ...(['oem', 'volume', 'retail', 'subscription', 'site', 'free', 'open-source', 'granted-from-above'] as const),
];

function channelIn(written: string | undefined): ImportRequest['channel'] {
  if (written === undefined) return undefined;
  const channel = CHANNELS.find((each) => each === written);
  if (channel) return channel;
  throw usage(text(`--channel 应为 ${CHANNELS.join('、')} 之一`, `--channel is one of ${CHANNELS.join(', ')}`));
}

function dayIn(written: string | undefined): ImportRequest['seenOn'] {
  if (written === undefined) return undefined;
  if (isCivilDate(written)) return civilDate(written);
  throw usage(text('--seen-on 应为日期，如 2026-03-01', '--seen-on is a day, such as 2026-03-01'));
}

function isKind(kind: string | undefined): kind is KindName {
  return kind !== undefined && KIND_NAMES.includes(kind);
}

function unknownKind(kind: string | undefined) {
  const [zh, en] = [KIND_NAMES.join('、'), KIND_NAMES.join(', ')];
  if (kind === undefined) return text(`请给出种类：${zh}`, `name a kind: ${en}`);
  return text(`没有种类 ${kind}，应为 ${zh} 之一`, `there is no kind ${kind}; it is one of ${en}`);
}
