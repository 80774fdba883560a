import { type Text, text } from '../kernel/index.ts';
import { databaseCodeOf } from './database-errors.ts';

/** What became of the last writes of this process: whether the database takes any. */
export interface WriteWatch {
  readonly committed: () => void;
  readonly failed: (error: unknown) => void;
  /** A trial came to its end. */
  readonly recovered: () => void;
  readonly sinceCommitMs: () => number;
  /** Why nothing can be written; null where something can. */
  readonly fault: () => Text | null;
}

/** A database that was just opened is believed until it says something else. */
export function watchWrites(): WriteWatch {
  let committedMs = performance.now();
  let fault: Text | null = null;
  return {
    committed: () => {
      committedMs = performance.now();
    },
    failed: (error) => {
      const code = error instanceof Error ? databaseCodeOf(error) : '';
      fault = UNWRITABLE[code] ?? fault;
    },
    recovered: () => {
      fault = null;
    },
    sinceCommitMs: () => performance.now() - committedMs,
    fault: () => fault,
  };
}

function full(code: string): Text {
  return text(
    `数据库所在的磁盘已满，无法写入（${code}）：请腾出空间，随后会自动恢复。`,
    `The disk of the database is full, so nothing can be written (${code}). Make room; the gate then goes on by itself.`,
  );
}

function readOnly(code: string): Text {
  return text(
    `数据库只能读取，无法写入（${code}）：请检查磁盘、文件权限或数据库服务器的 read_only，随后会自动恢复。`,
    `The database only reads, so nothing can be written (${code}). Look at the disk, the rights to the file, or read_only of the server; the gate then goes on by itself.`,
  );
}

function failing(code: string): Text {
  return text(
    `数据库所在的磁盘出错，无法写入（${code}）：请检查磁盘和系统日志。`,
    `The disk of the database fails, so nothing can be written (${code}). Look at the disk and at the system's log.`,
  );
}

/** Said of every write and not of this one: no space, or no right to write. */
const UNWRITABLE: Readonly<Record<string, Text>> = {
  SQLITE_FULL: full('SQLITE_FULL'),
  SQLITE_IOERR: failing('SQLITE_IOERR'),
  SQLITE_READONLY: readOnly('SQLITE_READONLY'),
  ER_DISK_FULL: full('ER_DISK_FULL'),
  ER_RECORD_FILE_FULL: full('ER_RECORD_FILE_FULL'),
  ER_OPTION_PREVENTS_STATEMENT: readOnly('read_only'),
};
