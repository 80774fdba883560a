export { type Database, type Engine, engineOf, openDatabase, type Tx } from './database.ts';
export { kindOfDatabaseError } from './database-errors.ts';
export { type Lease, type LeaseWish, type Led, withLease } from './lease.ts';
export { hasPendingMigrations, migrate } from './migrate.ts';
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
} from './statements.ts';
export { inSnapshot, inTransaction, inTrial } from './transaction.ts';
