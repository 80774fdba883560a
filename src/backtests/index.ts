export type { BacktestQuestion } from './backtest.ts';
export { getBacktest, getReportBytes } from './find-backtest.ts';
export type { BacktestChange } from './report/backtest-change.ts';
export { type BacktestReport, backtestReport } from './report/backtest-report.ts';

export { CUTS, type Cut, NOTHING_IN_BUCKETS, OTHERS } from './report/tally.ts';
export { findWindow } from './run/find-window.ts';
export { openReplay } from './run/replay-decision.ts';
export { type QuestionFault, validateQuestion } from './validate-question.ts';
