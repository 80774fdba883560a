import type { Account } from './desk.ts';

/** A kind of records as its journey goes: who reads it, where, and whether a row opens a page. */
export interface RecordCase {
  /** As its description is named in `src/web/records/kinds`. */
  readonly kind: string;
  readonly role: Account['role'];
  readonly hasPage: boolean;
  /** What the demo has none of: the list then says so. */
  readonly isEmpty?: true;
}

export const RECORD_KINDS: readonly RecordCase[] = [
  { kind: 'suppliers', role: 'legalization-office', hasPage: true },
  { kind: 'debarments', role: 'procurement-officer', hasPage: true },
  { kind: 'products', role: 'legalization-office', hasPage: true },
  { kind: 'software-names', role: 'legalization-office', hasPage: true, isEmpty: true },
  { kind: 'devices', role: 'procurement-officer', hasPage: true },
  { kind: 'entitlements', role: 'legalization-office', hasPage: true },
  { kind: 'installations', role: 'audit', hasPage: true },
  { kind: 'allocations', role: 'procurement-officer', hasPage: true },
  { kind: 'agencies', role: 'audit', hasPage: true },
  { kind: 'plan-filings', role: 'finance', hasPage: true },
  { kind: 'alerts', role: 'legalization-office', hasPage: false },
  { kind: 'alert-digests', role: 'audit', hasPage: false },
  { kind: 'checkpoints', role: 'finance', hasPage: false },
  { kind: 'log', role: 'audit', hasPage: false },
  { kind: 'licence-positions', role: 'legalization-office', hasPage: false },
  { kind: 'licence-shortfalls', role: 'audit', hasPage: false },
];
