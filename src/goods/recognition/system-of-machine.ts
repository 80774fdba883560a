import type { MachineSystemWords, TextWords } from './text-words.ts';
import { tokensOf, wordsWithin } from './tokens.ts';

/** A computer by what its order says of it. */
export interface ToldMachine {
  readonly system: string;
  readonly category: string | null;
  /** Description, brand and model, as far as they are told. */
  readonly texts: readonly string[];
  readonly isNamed: boolean;
}

/** Whether a system comes with such a machine, by the lists; nothing is told where they have none. */
export function systemOfMachineReader({ machineSystems = [], foldings }: TextWords): (machine: ToldMachine) => boolean {
  const entries = machineSystems.map((entry) => ({ ...entry, ...findersOf(entry) }));
  function findersOf({ written, machines }: MachineSystemWords) {
    return { isSystem: wordsWithin(written, foldings), isMachine: wordsWithin(machines, foldings) };
  }
  return ({ system, category, texts, isNamed }) => {
    const tokens = tokensOf(system, foldings);
    return entries
      .filter(({ isSystem }) => isSystem(tokens))
      .every(({ categories, isMachine }) => {
        if (category !== null && categories.includes(category)) return true;
        // A maker's own system says nothing of a machine that nobody has named.
        if (categories.length === 0 && !isNamed) return true;
        return texts.some((text) => isMachine(tokensOf(text, foldings)));
      });
  };
}
