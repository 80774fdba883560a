import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

let digest: string | undefined;

/**
 * Names the code that runs: the SHA-256 over every file of the program but the console, which decides nothing. In each
 * decision's record, and in a leaf when a gate starts with a build it has not run before, so that a changed program shows in
 * the log. Taken once in a process: a file that is changed later is not what runs.
 */
export function buildDigest(): string {
  digest ??= digestOfFiles();
  return digest;
}

function digestOfFiles(): string {
  const folder = join(dirname(fileURLToPath(import.meta.url)), '..');
  const hash = createHash('sha256');
  for (const file of sourceFiles(folder)) {
    hash.update(relative(folder, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return `sha256:${hash.digest('hex')}`;
}

function sourceFiles(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.[jt]s$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !relative(folder, file).startsWith(`web${sep}`))
    .sort();
}
