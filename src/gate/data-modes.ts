import { chmodSync, statSync } from 'node:fs';
import { isMissingFile, Refusal, text } from '../kernel/index.ts';
import type { Config } from './config.ts';

type DataPlaces = Pick<Config, 'dataDir' | 'databaseUrl'>;

const OTHERS = 0o007;
const GROUP_AND_OTHERS = 0o077;
/** A folder that everybody shares, such as /tmp: taking rights away from it would stop the whole machine. */
const STICKY = 0o1000;

/**
 * Takes the rights of group and others from the data folder and the SQLite file: password hashes, sealed secrets and orders
 * are in them, and earlier versions left them to every account of the machine. What belongs to another account stays as it
 * is, and is refused where others may use it.
 */
export function narrowDataModes({ dataDir, databaseUrl }: DataPlaces): void {
  const database = databaseUrl.startsWith('sqlite:') ? databaseUrl.slice('sqlite:'.length) : undefined;
  const files = database === undefined ? [] : ['', '-wal', '-shm'].map((ending) => database + ending);
  for (const path of [dataDir, ...files]) narrow(path);
}

function narrow(path: string): void {
  const mode = modeOf(path);
  if (mode === undefined || (mode & GROUP_AND_OTHERS) === 0) return;
  if ((mode & STICKY) === 0) takeRights(path, mode & ~GROUP_AND_OTHERS);
  if (((modeOf(path) ?? 0) & OTHERS) !== 0) throw openToOthers(path);
}

function modeOf(path: string): number | undefined {
  try {
    return statSync(path).mode & 0o7777;
  } catch (error) {
    if (isMissingFile(error)) return undefined;
    throw error;
  }
}

function takeRights(path: string, mode: number): void {
  try {
    chmodSync(path, mode);
  } catch {
    // Another account's, or of a file system without rights: what it is like afterwards decides.
  }
}

function openToOthers(path: string): Refusal {
  const message = text(
    `${path} 对本机其他账户开放，且闸口无权更改。请以其所有者执行 chmod o-rwx ${path}，或以 GATE_DATA_DIR 另给闸口一个专用文件夹。`,
    `Other accounts of this machine may use ${path}, and the gate cannot change that. As its owner run chmod o-rwx ${path}, or give the gate a folder of its own by GATE_DATA_DIR.`,
  );
  return new Refusal('forbidden', 'gate.data_open', message);
}
