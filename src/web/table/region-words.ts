import type { BothLanguages, Words } from '../words/use-words.ts';

const zh = { label: '地区', bad: '请填写地区名称或六位行政区划代码，例如 荆州市 或 421000' };
const en: Words<typeof zh> = {
  label: 'Region',
  bad: 'Type a region’s name or its six digits, such as 荆州市 or 421000',
};

export const REGION_WORDS: BothLanguages<typeof zh> = { zh, en };
