import type { AccountKind, Bucket } from './move.ts';

type ChangeOf = (account: string, bucket: Bucket) => number;

/** Where the counters of a kind of account stand, and how a move changes them. */
export interface AccountTable {
  readonly name: string;
  readonly key: string;
  /** Each counter column and its change out of the changes of the buckets. */
  readonly counters: Readonly<Record<string, (changeOf: ChangeOf, account: string) => number>>;
  readonly guards: readonly Guard[];
}

/** What must be left where the gate takes something. */
export interface Guard {
  /** SQL for what may still be taken. */
  readonly remainder: string;
  /** The buckets that the gate takes into, under guard; from one of them to another nothing more is taken. */
  readonly takenInto: readonly Bucket[];
}

/** Whether an open allocation `a` is of a device that got its seat out of what an order held, be it taken back and given anew since. */
export const IS_PLACED = `(a.until_on is null and a.shares_seat_of is null and (a.taken_from = 'held' or exists (select 1 from allocations h
  where h.device_id = a.device_id and h.entitlement_id = a.entitlement_id and h.taken_from = 'held')))`;

const PLACED = `from allocations a where a.entitlement_id = entitlements.id and ${IS_PLACED}`;

/** Seats of an entitlement that an order held and its machines have: they came after what was said to be installed. */
export const PLACED_SEATS = `(select count(*) ${PLACED})`;

/** max(installed + placed, allocated). Where nothing is said to be installed, every placed seat is among the allocated. */
export const USED_SEATS = `(case when installed_seats = 0 then allocated_seats else
  (select case when entitlements.installed_seats + count(*) > entitlements.allocated_seats
    then entitlements.installed_seats + count(*) else entitlements.allocated_seats end ${PLACED}) end)`;

export const ACCOUNTS: Readonly<Record<AccountKind, AccountTable>> = {
  'budget-line': {
    name: 'budget_lines',
    key: 'code',
    counters: {
      // What came in from outside is the appropriation; nothing else ever crosses that border.
      appropriation_fen: (changeOf, account) => -changeOf(account, 'outside'),
      elsewhere_fen: (changeOf, account) => changeOf(account, 'elsewhere'),
      reserved_fen: (changeOf, account) => changeOf(account, 'reserved'),
      encumbered_fen: (changeOf, account) => changeOf(account, 'encumbered'),
      spent_fen: (changeOf, account) => changeOf(account, 'spent'),
    },
    guards: [
      {
        remainder: '(appropriation_fen - elsewhere_fen - reserved_fen - encumbered_fen - spent_fen)',
        takenInto: ['reserved', 'encumbered', 'spent'],
      },
    ],
  },
  entitlement: {
    name: 'entitlements',
    key: 'id',
    counters: {
      seats: (changeOf, account) => -changeOf(account, 'outside'),
      held_seats: (changeOf, account) => changeOf(account, 'held'),
      allocated_seats: (changeOf, account) => changeOf(account, 'allocated'),
    },
    guards: [
      {
        // Unlimited seats inside a site are null: there is always one more.
        remainder: '(case when seats is null then 9007199254740991 else seats - allocated_seats - held_seats end)',
        takenInto: ['held', 'allocated'],
      },
      {
        // What is held must be free as well of what is said to be installed; to allocate is to say where that is.
        remainder: `(case when seats is null then 9007199254740991 else seats - ${USED_SEATS} - held_seats end)`,
        takenInto: ['held'],
      },
    ],
  },
};
