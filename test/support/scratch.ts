import { accessSync, constants, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const MEMORY = '/dev/shm';
const FREE_BYTES_MIN = 4 * 2 ** 30;

let inMemory = false;

/** Where databases and keys of gates are put: on the disk, as benches need it, unless told otherwise. */
export function scratchFolder(): string {
  return inMemory ? MEMORY : tmpdir();
}

/**
 * Puts them in memory where Linux has room for it. A gate waits for the disk at each commit, and what that guards is a power
 * cut: the tests end processes, which lose nothing that they have written.
 */
export function scratchInMemory(): void {
  inMemory = hasRoom(MEMORY);
}

function hasRoom(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize >= FREE_BYTES_MIN;
  } catch {
    return false;
  }
}
