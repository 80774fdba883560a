import type { BothLanguages, Words } from '../words/use-words.ts';

const zh = { example: (day: string) => `如 ${day}`, choose: '从日历中选择' };

const en: Words<typeof zh> = { example: (day) => `e.g. ${day}`, choose: 'Choose from a calendar' };

export const DAY_WORDS: BothLanguages<typeof zh> = { zh, en };
