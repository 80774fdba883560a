import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

/** The full path of a program; also from the folder for servers beside one of the PATH, which ordinary accounts leave out. */
export function findProgram(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(':');
  const forServers = folders.map((folder) => folder.replace(/\/bin\/?$/, '/sbin'));
  return [...folders, ...forServers].map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

interface Need {
  /** What is not run without them, in words that end a sentence which begins with “Not run:”. */
  readonly what: string;
  readonly programs: readonly string[];
  /** What to install. */
  readonly from: string;
}

/**
 * Whether this machine has the programs that some tests want beside Node. Without them those tests are not run, and the run
 * says so in one line; in CI that is an error.
 */
export function hasPrograms({ what, programs, from }: Need): boolean {
  const missing = programs.filter((name) => findProgram(name) === undefined);
  if (missing.length === 0) return true;
  const why = `${missing.join(' and ')} (${from}) ${missing.length === 1 ? 'is' : 'are'} not on the PATH`;
  if (process.env.CI === 'true') throw new Error(`${why}, and CI leaves nothing out`);
  console.warn(`  Not run: ${what}, because ${why}.`);
  return false;
}
