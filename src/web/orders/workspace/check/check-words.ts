import type { BothLanguages } from '../../../words/both-languages.ts';

interface CheckWords {
  /** What has to be there before anything can be checked: fields by their names, and whether a line is among it. */
  readonly waiting: (fields: readonly string[], needsLine: boolean) => string;
  readonly places: (count: number) => string;
}

const zh: CheckWords = {
  waiting: (fields, needsLine) => `填写${[...fields, ...(needsLine ? ['第一项明细'] : [])].join('、')}后即时试算。`,
  places: (count) => `${count} 处`,
};

const en: CheckWords = {
  waiting: (fields, needsLine) =>
    fields.length === 0
      ? 'The order is checked as you type, from the first line on.'
      : `Before the order can be checked, fill in: ${[...fields, ...(needsLine ? ['the first line'] : [])].join(', ')}.`,
  places: (count) => `in ${count} places`,
};

export const CHECK_WORDS: BothLanguages<CheckWords> = { zh, en };
