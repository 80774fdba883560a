import { type Text, text } from '../../kernel/index.ts';

/** What would have become of a decision. */
export const BUCKETS = [
  'unchanged',
  'other-findings',
  'stricter',
  'looser',
  'became-indeterminate',
  'not-replayable',
] as const;
export type Bucket = (typeof BUCKETS)[number];

/** For reports and terminals. */
export const BUCKET_WORDS: Readonly<Record<Bucket, Text>> = {
  unchanged: text('不变', 'Unchanged'),
  'other-findings': text('结论相同、意见不同', 'Same outcome, other findings'),
  stricter: text('更严', 'Stricter'),
  looser: text('更宽', 'Looser'),
  'became-indeterminate': text('无法判定', 'Became indeterminate'),
  'not-replayable': text('无法重放', 'Not replayable'),
};
