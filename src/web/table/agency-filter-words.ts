import type { BothLanguages, Words } from '../words/use-words.ts';

const zh = { label: '单位', bad: '请从列表中选择，或填写单位全称或统一社会信用代码' };
const en: Words<typeof zh> = { label: 'Agency', bad: 'Choose from the list, or type the full name or the credit code' };

export const AGENCY_FILTER_WORDS: BothLanguages<typeof zh> = { zh, en };
