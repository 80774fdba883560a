export type { BacktestQuestion } from './backtest.ts';
export type { BacktestChange } from './backtest-change.ts';
export { type BacktestReport, backtestReport } from './backtest-report.ts';
export { BUCKET_WORDS, BUCKETS, type Bucket } from './bucket.ts';
export { checkQuestion, type QuestionFault } from './check-question.ts';
export { getBacktest, getReportBytes } from './find-backtest.ts';
export { findWindow } from './find-window.ts';
export { openReplay } from './replay-decision.ts';
export { CUTS, type Cut, NOTHING_IN_BUCKETS, OTHERS, type TallyCounts } from './tally.ts';
