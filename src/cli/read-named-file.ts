import { readFile } from 'node:fs/promises';

/** Reading a folder fails without saying which; whoever typed its name wants to read it. */
export async function readNamedFile(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    throw error instanceof Error ? Object.assign(error, { path }) : error;
  }
}
