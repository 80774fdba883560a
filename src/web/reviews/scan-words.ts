import type { BothLanguages, Words } from '../words/use-words.ts';

const zh = {
  scan: '依据文件扫描件（可不填）',
  none: 'PDF、PNG 或 JPEG，不超过 10 MB。签署人可打开查看。',
  busy: '正在上传…',
  kind: '只能上传 PDF、PNG 或 JPEG 文件。',
  size: '文件超过 10 MB。',
  sent: (name: string) => `已上传：${name}`,
};

const en: Words<typeof zh> = {
  scan: 'Scan of the document (optional)',
  none: 'PDF, PNG or JPEG of at most 10 MB. Whoever signs can open it.',
  busy: 'Sending…',
  kind: 'Only PDF, PNG and JPEG files are taken.',
  size: 'The file is larger than 10 MB.',
  sent: (name) => `sent: ${name}`,
};

/** The scan of a paper that a waiver rests on. */
export const SCAN_WORDS: BothLanguages<typeof zh> = { zh, en };
