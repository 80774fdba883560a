import type { BothLanguages, Words } from '../../../words/both-languages.ts';

const zh = {
  none: '可上传 PDF、PNG 或 JPEG，不超过 10 MB；审核人员可打开查看。',
  noAgency: '请先选择单位，再上传文件。',
  busy: '正在上传…',
  kind: '只能上传 PDF、PNG 或 JPEG 文件。',
  size: '文件超过 10 MB。',
  sent: '已上传',
  sentAs: (name: string) => `已上传：${name}`,
  open: '查看',
  remove: '移除',
};

const en: Words<typeof zh> = {
  none: 'PDF, PNG or JPEG of at most 10 MB; reviewers can open it.',
  noAgency: 'Choose the agency first, then send the file.',
  busy: 'Sending…',
  kind: 'Only PDF, PNG and JPEG files are taken.',
  size: 'The file is larger than 10 MB.',
  sent: 'Sent',
  sentAs: (name) => `Sent: ${name}`,
  open: 'See it',
  remove: 'Remove it',
};

/** Of papers that are sent with a line or a plan item. */
export const FILE_WORDS: BothLanguages<typeof zh> = { zh, en };
