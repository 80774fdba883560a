import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Refusal, text } from '../../kernel/index.ts';

/** A SQLite file that is read as it is, without a log and without locks. */
export interface SealedFile {
  /** By which SQLite opens it so. */
  readonly name: string;
  /** Whoever reads without locks has read nothing certain where somebody has written meanwhile. */
  readonly refuseChanged: () => void;
}

/**
 * A SQLite file that lies where this process can write nothing, on a read-only medium or in a folder of somebody else, and
 * that nobody has open; undefined for any other. SQLite would make a log beside it even to read, and fail.
 */
export function readSealed(filename: string): SealedFile | undefined {
  if (!existsSync(filename) || existsSync(`${filename}-wal`) || isWritable(dirname(filename))) return undefined;
  const before = stateOf(filename);
  return {
    name: `${pathToFileURL(filename).href}?immutable=1`,
    refuseChanged: () => {
      if (stateOf(filename) !== before) throw changedMeanwhile();
    },
  };
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function stateOf(filename: string): string {
  const { size, mtimeMs } = statSync(filename);
  return `${size} ${mtimeMs} ${existsSync(`${filename}-wal`)}`;
}

function changedMeanwhile(): Refusal {
  const message = text(
    '读取期间数据库文件被更改，结果不可靠，请重试。',
    'The database file was changed while it was read, so the result is not certain. Run it again.',
  );
  return new Refusal('unavailable', 'command.database_changed', message);
}
