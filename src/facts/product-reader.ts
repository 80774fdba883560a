import { productReader, type SoftwareKind, type Vocabulary } from '../goods/index.ts';
import { oncePer } from './once-per.ts';
import { remembering } from './remembering.ts';

/** Reads names of software by the words of a policy: prepared once for these words, and a name is read once. */
export const productReaderOf: (words: Vocabulary) => ReturnType<typeof productReader> = oncePer((words: Vocabulary) =>
  remembering(productReader(words), (typed, asked) => `${asked.kind}|${asked.on}|${typed}`),
);

/** By which words software of a category is read. */
export function softwareKindOf(category: string): SoftwareKind {
  if (category === 'operating-system' || category === 'office') return category;
  return category === 'antivirus-client' || category === 'antivirus-server' ? 'antivirus' : 'other';
}
