import {
  bareWordsReader,
  claimsReader,
  countsReader,
  type LineWords,
  namedSystemsReader,
  systemOfMachineReader,
  type TextWords,
  termsReader,
} from '../../goods/index.ts';
import { oncePer } from '../once-per.ts';
import { remembering } from '../remembering.ts';

/** All that reads texts against fields, by the lists of one rule set. */
export type TextReaders = ReturnType<typeof textReaders>;

export function textReadersOf(words: TextWords, goods: LineWords): TextReaders {
  return readersOf(words)(goods);
}

const readersOf = oncePer((words: TextWords) => oncePer((goods: LineWords) => textReaders(words, goods)));

function textReaders(words: TextWords, goods: LineWords) {
  const processors = new Map(words.processors.map((processor) => [processor.name, processor]));
  const families = new Map((words.families ?? []).map(({ name, processors: theirs }) => [name, theirs]));
  const platforms = words.platforms && new Map(words.platforms.map((each) => [each.architecture, each.runsNot]));
  const terms = termsReader(words, goods);
  // In the reasons a system is replaced by what is bought, and in a line the one that came.
  const bare = bareWordsReader({ ...goods, bare: { ...goods.bare, replacing: [] } });
  return {
    claims: remembering(claimsReader(words), (text, kind) => `${kind}|${text}`),
    counts: remembering(countsReader(words, goods), (text, kind) => `${kind}|${text}`),
    named: remembering(namedSystemsReader(words), (text) => text),
    comesWith: systemOfMachineReader(words),
    terms: terms && remembering(terms, (text) => text),
    processorsOf: (family: string): readonly string[] => families.get(family) ?? [],
    bare: remembering(bare, (text) => text),
    architecturesOf: (processor: string): readonly string[] => processors.get(processor)?.architectures ?? [],
    runsNot: (processor: string): readonly string[] => processors.get(processor)?.runsNot ?? [],
    /** What nothing of an architecture runs; lists of before are without it. */
    platformRunsNot: platforms && ((architecture: string): readonly string[] => platforms.get(architecture) ?? []),
  };
}
