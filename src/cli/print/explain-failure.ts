import type { Config } from '../../gate/config.ts';
import { type Language, messageOf, Refusal, type Text, text } from '../../kernel/index.ts';
import { EXIT_FAILED } from '../command.ts';
import { USAGE } from '../read-options.ts';
import type { Terminal } from '../terminal.ts';
import { databaseErrorText } from './explain-database-error.ts';

export interface FailureContext {
  readonly command?: string | undefined;
  /** What was set, so that the cause can be named; absent when it could not be read. */
  readonly config?: Config;
  /** When the language itself could not be read. */
  readonly inBothLanguages?: boolean;
}

/** Says on standard error why a command did not do its work. Only what nobody foresaw comes with a stack. */
export function explainFailure(terminal: Terminal, error: unknown, context: FailureContext = {}): number {
  const { note, paintNote, language } = terminal;
  const languages: readonly Language[] = context.inBothLanguages ? ['zh-CN', 'en'] : [language];
  const foreseen = foreseenText(error, context.config);
  for (const each of languages) note(`${paintNote('red', LABEL[each])}${(foreseen ?? UNFORESEEN)[each]}`);
  if (error instanceof Refusal) {
    for (const field of error.errors) {
      const message = messageOf(error, field, language);
      // What is about all of a text says it again.
      if (field.pointer !== '' || message !== error.text[language]) note(`  ${field.pointer || '/'}  ${message}`);
    }
    const next = error.code === USAGE ? hint(context.command) : NEXT_STEPS[error.code];
    if (next) note(next[language]);
  }
  if (!foreseen) note(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return EXIT_FAILED;
}

const LABEL = text('错误：', 'Error: ');
const UNFORESEEN = text('发生未预料的错误，请将以下内容提供给维护人员。', 'something unforeseen; please report this:');

/** What an operator does about a refusal whose words are for callers over HTTP. */
const NEXT_STEPS: Readonly<Record<string, Text>> = {
  'rule_set.none_in_force': text(
    '首次启动闸口（gate serve）时导入规则包；之后再运行本命令。',
    'The first start of the gate (gate serve) imports the rule pack; run this command after it.',
  ),
  'import.encoding': text(
    'gate import 可用 --encoding gb18030 读取 GBK、GB 2312、GB18030 文件，用 --encoding utf-8 读取 UTF-8 文件。',
    'gate import reads files in GBK, GB 2312 or GB18030 with --encoding gb18030, and those in UTF-8 with --encoding utf-8.',
  ),
};

function hint(command: string | undefined): Text {
  const about = command === undefined ? 'gate help' : `gate help ${command}`;
  return text(`用法见：${about}`, `See: ${about}`);
}

function foreseenText(error: unknown, config: Config | undefined): Text | undefined {
  if (error instanceof Refusal) return error.text;
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error ? String(error.code) : '';
  if (isHostToListenOn(error, config)) return wrongHost(config?.host ?? '', code);
  const ofDatabase = databaseErrorText(error, config);
  if (ofDatabase) return ofDatabase;
  // Our own refusals to start are plain errors with a sentence; a TypeError is a bug.
  const foreseen = SYSTEM_ERRORS[code]?.(subjectOf(error));
  if (foreseen) return named(foreseen, error, config);
  return isSentence(error, code) ? text(error.message, error.message) : undefined;
}

/** The database's host is looked up too; its driver marks what ends a connection as fatal. */
function isHostToListenOn(error: Error, config: Config | undefined): boolean {
  if (!('syscall' in error) || error.syscall !== 'getaddrinfo' || 'fatal' in error) return false;
  return 'hostname' in error && error.hostname === config?.host;
}

function wrongHost(host: string, code: string): Text {
  return text(`找不到主机 ${host}（${code}）；请检查 HOST`, `there is no host ${host} (${code}); check HOST`);
}

/** Adds the variable that a path comes from, where its user typed no path. */
function named(said: Text, error: Error, config: Config | undefined): Text {
  const folder = config?.packDir;
  if (folder === undefined || !('path' in error) || !String(error.path).startsWith(folder)) return said;
  return text(`${said['zh-CN']}；请检查 GATE_PACK_DIR`, `${said.en}; check GATE_PACK_DIR`);
}

function isSentence(error: Error, code: string): boolean {
  return code === '' && (error.constructor === Error || error.constructor === RangeError);
}

function subjectOf(error: Error): string {
  if ('path' in error) return String(error.path);
  if ('port' in error) return String(error.port);
  return 'address' in error ? String(error.address) : '';
}

const SYSTEM_ERRORS: Readonly<Record<string, (subject: string) => Text>> = {
  ENOENT: (path) => text(`没有文件 ${path}`, `there is no file ${path}`),
  EISDIR: (path) => text(`${path || '所给路径'} 是文件夹，不是文件`, `${path || 'the path'} is a folder, not a file`),
  ENOTDIR: (path) => text(`${path} 不在文件夹中`, `${path} is not inside a folder`),
  EEXIST: (path) => text(`${path} 不是文件夹`, `${path} is not a folder`),
  EROFS: (path) => text(`${path} 所在的磁盘只读`, `${path} is on a read-only disk`),
  EXDEV: (path) => text(`${path} 在另一个磁盘上`, `${path} is on another disk`),
  ENOSPC: () => text('磁盘空间不足', 'there is no space left on the disk'),
  EACCES: (path) => text(`没有权限：${path}`, `permission denied: ${path}`),
  EADDRINUSE: (port) =>
    text(`端口 ${port} 已被占用；可用 PORT 换一个端口`, `port ${port} is in use; choose another by PORT`),
  EADDRNOTAVAIL: (host) => text(`本机没有地址 ${host}；请检查 HOST`, `this machine has no address ${host}; check HOST`),
};
