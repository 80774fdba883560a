import type { Tx } from '../db/index.ts';
import { ERASED, type Erasure } from '../log/index.ts';
import { replaceInDrafts } from './drafts-repository.ts';

/** A single character would be found in other words. */
const WORDS_MIN = 2;

/** Takes out of drafts what was erased of people: the log has no proof of a draft that would need it. */
export async function eraseFromDrafts(tx: Tx, { agency, words }: Pick<Erasure, 'agency' | 'words'>): Promise<void> {
  for (const word of new Set(words)) {
    if ([...word].length >= WORDS_MIN) await replaceInDrafts(tx, { agency, words: word, by: ERASED });
  }
}
