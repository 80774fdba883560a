export type { BacktestChange, BacktestQuestion } from './backtest.ts';
export { type BacktestReport, backtestReport } from './backtest-report.ts';
export { BUCKET_WORDS, BUCKETS, type Bucket } from './bucket.ts';
export { getBacktest, getReportBytes } from './find-backtest.ts';
export { findWindow } from './find-window.ts';
export { openReplay } from './replay-decision.ts';
export { CUTS, type Cut, OTHERS, type TallyCounts } from './tally.ts';
export { backtestProjection } from './verify-backtests.ts';
export { factChunkProjection } from './verify-fact-chunks.ts';
