import type { BothLanguages, Words } from '../../../words/both-languages.ts';

const zh = {
  /** What has to be there before anything can be checked: fields by their names, and whether a line is among it. */
  waiting: (fields: readonly string[], needsLine: boolean) =>
    `填写${[...fields, ...(needsLine ? ['第一项明细'] : [])].join('、')}后即时试算。`,
  places: (count: number) => `${count} 处`,
};

type CheckWords = Words<typeof zh>;

const en: CheckWords = {
  waiting: (fields, needsLine) =>
    fields.length === 0
      ? 'The order is checked as you type, from the first line on.'
      : `Before the order can be checked, fill in: ${[...fields, ...(needsLine ? ['the first line'] : [])].join(', ')}.`,
  places: (count) => `in ${count} places`,
};

export const CHECK_WORDS: BothLanguages<typeof zh> = { zh, en };
