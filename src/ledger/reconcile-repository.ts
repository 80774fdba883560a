import { selectedRows, type Tx } from '../db/index.ts';
import { ACCOUNTS } from './account-tables.ts';
import type { AccountKind, Bucket } from './move.ts';

export type CounterRow = Readonly<Record<string, string | number | null>> & {
  readonly account: string;
  readonly agency_code: string;
};

/** One account, or those after one; `upTo` is included and null means to the end. */
export type AccountRange = { readonly accountKind: AccountKind } & (
  | { readonly only: string }
  | { readonly after: string; readonly upTo: string | null }
);

type CountersQuestion = { readonly accountKind: AccountKind } & (
  | { readonly only: string }
  | { readonly after: string; readonly limit: number }
);

/** The counters of one account, or of a page of them by key. */
export async function listCounters(tx: Tx, question: CountersQuestion): Promise<readonly CounterRow[]> {
  const { name, key, counters } = ACCOUNTS[question.accountKind];
  const columns = Object.keys(counters);
  const wanted = 'only' in question ? `${key} = ?` : `${key} > ?`;
  const [from, limit] = 'only' in question ? [question.only, 1] : [question.after, question.limit];
  return selectedRows<CounterRow>(
    await tx.raw(
      `select ${key} as account, agency_code, ${columns.join(', ')} from ${name} where ${wanted} order by ${key} limit ?`,
      [from, limit],
    ),
  );
}

export interface FoldedRow {
  readonly account: string;
  readonly from_bucket: Bucket;
  readonly to_bucket: Bucket;
  readonly quantity: number;
  readonly moves: number;
}

/** What moves did to the accounts of a range, summed by arrow; also to accounts that are no more. */
export async function foldRange(tx: Tx, range: AccountRange): Promise<readonly FoldedRow[]> {
  const upTo = 'only' in range ? null : range.upTo;
  const wanted = 'only' in range ? 'account = ?' : upTo === null ? 'account > ?' : 'account > ? and account <= ?';
  const bounds = 'only' in range ? [range.only] : upTo === null ? [range.after] : [range.after, upTo];
  return selectedRows<FoldedRow>(
    await tx.raw(
      `select account, from_bucket, to_bucket, sum(quantity) as quantity, count(*) as moves
       from moves where account_kind = ? and ${wanted} group by account, from_bucket, to_bucket`,
      [range.accountKind, ...bounds],
    ),
  );
}
