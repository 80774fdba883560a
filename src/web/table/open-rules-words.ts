import type { BothLanguages } from '../words/both-languages.ts';

const zh = { more: (count: number) => `另有 ${count} 项` };

export const OPEN_RULES_WORDS: BothLanguages<typeof zh> = { zh, en: { more: (count) => `and ${count} more` } };
