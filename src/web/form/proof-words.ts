import type { BothLanguages, Words } from '../words/use-words.ts';

const zh = {
  sent: (count: number) => `已上传 ${count} 份`,
  busy: '正在上传……',
  kind: '请选择 PDF、PNG 或 JPEG 文件。',
  size: '文件超过 10 MB。',
};

const en: Words<typeof zh> = {
  sent: (count) => (count === 1 ? 'one file was sent' : `${count} files were sent`),
  busy: 'is being sent…',
  kind: 'Choose a PDF, PNG or JPEG file.',
  size: 'The file is larger than 10 MB.',
};

export const PROOF_WORDS: BothLanguages<typeof zh> = { zh, en };
