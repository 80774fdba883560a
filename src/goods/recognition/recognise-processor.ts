import { isLatinWord, isNumber, tokensOf } from './tokens.ts';
import { wordFinder } from './word-finder.ts';

/** A processor by every name that it goes under. */
interface NamedProcessor {
  readonly model: string;
  readonly aliases: readonly string[];
}

/**
 * Reads the model out of what people write: 飞腾D2000/8 8核2.3GHz is a 飞腾 D2000. Only what is understood to the last word
 * counts: beside the name stand numbers, its maker once more, and words that say nothing of the model. A letter behind a
 * number makes another model of it. Made once for those words.
 */
export function processorReader(fillers: readonly string[]): (typed: string, named: NamedProcessor) => boolean {
  const finder = wordFinder(
    { foldings: [] },
    fillers.map((word) => [word, true]),
  );
  const modelIn = (text: string): readonly string[] =>
    finder.find(tokensOf(text)).flatMap(({ tokens, meaning }) => (meaning ? [] : tokens));
  const known = new WeakMap<NamedProcessor, NamesOfProcessor>();
  const namesOf = (named: NamedProcessor): NamesOfProcessor => {
    const found = known.get(named);
    if (found) return found;
    const names = [named.model, ...named.aliases].map(modelIn);
    const makers = new Set(names.flat().filter((token) => isLatinWord(token) || token.charCodeAt(0) > 127));
    known.set(named, { names, makers });
    return { names, makers };
  };
  let last: { readonly typed: string; readonly tokens: readonly string[] } | undefined;
  return (typed, named) => {
    // What is typed is held against one processor of a list after the other.
    if (last?.typed !== typed) last = { typed, tokens: modelIn(typed) };
    const { tokens } = last;
    const { names, makers } = namesOf(named);
    return names.some((name) => {
      const at = placeOf(name, tokens);
      const rest = tokens.filter((_, place) => place < at || place >= at + name.length);
      return at >= 0 && rest.every((token) => isNumber(token) || makers.has(token));
    });
  };
}

interface NamesOfProcessor {
  readonly names: readonly (readonly string[])[];
  readonly makers: ReadonlySet<string>;
}

/** Where a name stands in a text; -1 where it does not, and where there is no name. */
function placeOf(name: readonly string[], tokens: readonly string[]): number {
  if (name.length === 0) return -1;
  return tokens.findIndex((_, at) => name.every((token, ahead) => token === tokens[at + ahead]));
}
