import type { BothLanguages, Words } from '../../words/use-words.ts';

const zh = { choose: '选择文件', none: '未选择文件' };
const en: Words<typeof zh> = { choose: 'Choose a file', none: 'none chosen' };

export const FILE_PICK_WORDS: BothLanguages<typeof zh> = { zh, en };
