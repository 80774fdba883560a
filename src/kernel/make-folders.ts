import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder with those above it, and answers which of them were not there. One after the other: `recursive` of
 * Node 20 never ends where a file system has no place for folders, as /proc.
 */
export function makeFolders(path: string, mode?: number): readonly string[] {
  if (existsSync(path)) return [];
  const above = makeFolders(dirname(path), mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    // Another process may have made it meanwhile.
    if (!existsSync(path)) throw error;
  }
  return [...above, path];
}
