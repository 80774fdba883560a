import { open, rm } from 'node:fs/promises';
import { temporaryPath } from '../kernel/index.ts';
import type { Append } from './report-table.ts';

/** A document that was written to a file of its own, so that neither memory nor a database snapshot waits for a slow client. */
export interface DocumentFile {
  readonly path: string;
  readonly remove: () => Promise<void>;
}

/** Lets a document be written piece by piece; a document that fails half way leaves no file behind. */
export async function writeDocumentFile(write: (append: Append) => Promise<void>): Promise<DocumentFile> {
  const path = temporaryPath();
  const remove = (): Promise<void> => rm(path, { force: true });
  // Nobody but this process's account may read it, and nobody else's file is ever written to.
  const file = await open(path, 'wx', 0o600);
  let isWhole = false;
  try {
    await write((piece) => file.appendFile(piece));
    isWhole = true;
  } finally {
    await file.close();
    if (!isWhole) await remove();
  }
  return { path, remove };
}
