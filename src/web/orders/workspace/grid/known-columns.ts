import { CHOICE_WORDS, CHOICES_OF } from '../body/choice-words.ts';
import { FIELD_WORDS } from '../body/field-words.ts';
import { GRID_CELLS, ITEM_FIELDS, LINE_FIELDS } from '../body/fields.ts';
import type { GridName } from '../body/order-draft.ts';
import { byWord } from './pasted-grid.ts';
import { OFFICE_HEADINGS, OFFICE_KINDS } from './pasted-words.ts';

/** Headings and words of choices in both languages, and as offices have them: a table is read whichever it is in. */
function knownBy(grid: GridName) {
  const fields = grid === 'lines' ? LINE_FIELDS : ITEM_FIELDS;
  const own = grid === 'lines' ? ['kind'] : [];
  const names = [...new Set([...own, ...fields.map(({ name }) => name), ...GRID_CELLS[grid]])];
  const called = (name: string): readonly string[] => [
    ...[FIELD_WORDS.zh, FIELD_WORDS.en].flatMap((words) => words[name] ?? []),
    ...(OFFICE_HEADINGS[grid][name] ?? []),
  ];
  const choices = names.flatMap((name) => {
    const choice = CHOICES_OF[name];
    if (choice === undefined) return [];
    const { zh, en } = CHOICE_WORDS;
    const words = new Map([...byWord(zh[choice] ?? {}), ...byWord(en[choice] ?? {})]);
    if (name === 'kind') {
      for (const [kind, others] of Object.entries(OFFICE_KINDS)) for (const one of others) words.set(one, kind);
    }
    return [[name, words] as const];
  });
  return { grid, headings: new Map(names.map((name) => [name, called(name)] as const)), choices: new Map(choices) };
}

export const KNOWN_COLUMNS = { lines: knownBy('lines'), softwarePlan: knownBy('softwarePlan') };
