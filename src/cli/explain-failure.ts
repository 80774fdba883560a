import { kindOfDatabaseError } from '../db/index.ts';
import { type Language, messageOf, Refusal, type Text, text } from '../kernel/index.ts';
import { EXIT_FAILED } from './command.ts';
import { USAGE } from './read-options.ts';
import type { Terminal } from './terminal.ts';

export interface FailureContext {
  readonly command?: string | undefined;
  /** When the language itself could not be read. */
  readonly inBothLanguages?: boolean;
}

/** Says on standard error why a command did not do its work. Only what nobody foresaw comes with a stack. */
export function explainFailure(terminal: Terminal, error: unknown, context: FailureContext = {}): number {
  const { note, paintNote, language } = terminal;
  const languages: readonly Language[] = context.inBothLanguages ? ['zh-CN', 'en'] : [language];
  const foreseen = foreseenText(error);
  for (const each of languages) note(`${paintNote('red', LABEL[each])}${(foreseen ?? UNFORESEEN)[each]}`);
  if (error instanceof Refusal) {
    for (const field of error.errors) note(`  ${field.pointer || '/'}  ${messageOf(error, field, language)}`);
    if (error.code === USAGE) note(hint(context.command)[language]);
  }
  if (!foreseen) note(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return EXIT_FAILED;
}

const LABEL = text('错误：', 'Error: ');
const UNFORESEEN = text('发生未预料的错误，请将以下内容提供给维护人员。', 'something unforeseen; please report this:');

function hint(command: string | undefined): Text {
  const about = command === undefined ? 'gate help' : `gate help ${command}`;
  return text(`用法见：${about}`, `See: ${about}`);
}

function foreseenText(error: unknown): Text | undefined {
  if (error instanceof Refusal) return error.text;
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error ? String(error.code) : '';
  const subject = subjectOf(error);
  if (kindOfDatabaseError(error) === 'other') {
    // Our own refusals to start are plain errors with a sentence; a TypeError is a bug.
    return SYSTEM_ERRORS[code]?.(subject) ?? (isSentence(error, code) ? text(error.message, error.message) : undefined);
  }
  const detail = code || error.message;
  return text(`数据库无法访问（${detail}）。`, `the database cannot be reached (${detail}).`);
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
