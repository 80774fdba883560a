export { findPageFaults } from './check-pages.ts';
export { type Database, type Engine, engineOf, openDatabase, openReadingDatabase, type Tx } from './database.ts';
export { isDatabaseError, isRefusal, kindOfDatabaseError } from './database-errors.ts';
export { databaseTime, isElsewhere } from './database-time.ts';
export { type FindWriteFault, openWriteTrials } from './find-write-fault.ts';
export type { Job, Rest, Rhythm, TimeOfDay } from './job.ts';
export {
  type AnyJobStep,
  type JobStep,
  type StepCaller,
  StoppedStep,
  stepsHere,
  type TakeStep,
  type TakeStepsFor,
} from './job-step.ts';
export { type JobLead, leadJob, type MayGoOn } from './lead-job.ts';
export { withLease } from './lease.ts';
export type { ListInOrder, PageInOrder, PlaceInOrder } from './lists/list-in-order.ts';
export { joinPages, readPageAmong, readPageInOrder } from './lists/page-in-order.ts';
export { PREFIXES_MAX } from './lists/ways.ts';
export {
  beginRestore,
  endRestore,
  hasPendingMigrations,
  hasUnfinishedRestore,
  listMissingSteps,
  MIGRATION_NAMES,
  migrate,
  migrateRestored,
} from './migrate.ts';
export { NoServerWell, sayFaults } from './nodes/node-fault.ts';
export type { DatabaseNodes } from './nodes/watch-nodes.ts';
export { answersTo, readAhead } from './read-ahead.ts';
export { rowsByIndex } from './rows-by-index.ts';
export type { MigrationWatch, StepPlace, StepWork } from './run-steps.ts';
export { claimServing } from './serving-claim.ts';
export {
  affectedRows,
  type Cell,
  caseOf,
  changeRows,
  insertRows,
  marksFor,
  padded,
  type Row,
  selectedRows,
  selectRows,
  whereBegins,
} from './statements.ts';
export { refreshStatistics } from './statistics.ts';
export { openStoppableReads, type StoppableReads, StoppedRead } from './stoppable-reads.ts';
export { dropTables, emptyTable, listStoredTables, rowsOfTable, type StoredTable } from './stored-tables.ts';
export { inSnapshot, inTransaction, inTrial, lookIntoSnapshots } from './transaction.ts';
