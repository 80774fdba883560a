import { type CivilDate, text } from '../../kernel/index.ts';
import { derived, optionalText, type ReferenceKind, textField } from '../../reference/index.ts';

/** Why a device no longer has a seat. */
export type AllocationEnd = 'return' | 'retirement' | 'reallocation';

/** One seat of an entitlement, given to a device or shared with another one of its user. It is never taken back by forgetting it: it ends. */
export interface Allocation {
  readonly id: string;
  readonly agencyCode: string;
  readonly entitlementId: string;
  readonly deviceId: string;
  /** Where the seat was before: free, or held for an order. */
  readonly takenFrom: 'free' | 'held';
  /** Another allocation whose seat serves this machine as well, because both are one user's; null: it has its own. */
  readonly sharesSeatOf: string | null;
  /** The order that it was given for. */
  readonly orderId: string | null;
  readonly from: CivilDate;
  /** The last day; null while it lasts. */
  readonly until: CivilDate | null;
  readonly endedBecause: AllocationEnd | null;
}

export const ALLOCATION: ReferenceKind<Allocation> = {
  type: 'allocation',
  called: text('授权分配', 'allocation'),
  table: 'allocations',
  key: 'id',
  idPrefix: 'alo',
  fields: {
    id: derived(textField('id')),
    agencyCode: textField('agency_code'),
    entitlementId: textField('entitlement_id'),
    deviceId: textField('device_id'),
    takenFrom: derived(textField('taken_from')),
    sharesSeatOf: derived(optionalText('shares_seat_of')),
    orderId: derived(optionalText('order_id')),
    from: derived(textField('from_on')),
    until: derived(optionalText('until_on')),
    endedBecause: derived(optionalText('ended_because')),
  },
  agency: 'agencyCode',
  identity: { lookUp: 'deviceId', of: ({ entitlementId, deviceId, from }) => [entitlementId, deviceId, from] },
  filters: {
    agencyCode: { by: 'equal', column: 'agency_code' },
    entitlementId: { by: 'equal', column: 'entitlement_id' },
    deviceId: { by: 'equal', column: 'device_id' },
    orderId: { by: 'equal', column: 'order_id' },
    state: { by: 'open', column: 'until_on' },
  },
  listedBy: {
    allocations_listed_by_device: ['device_id'],
    allocations_listed_by_open_seats: ['entitlement_id', 'until_on'],
    allocations_listed_by_entitlement: ['entitlement_id'],
    allocations_listed_by_order: ['order_id'],
    allocations_by_agency: ['agency_code'],
    allocations_listed_by_end: ['until_on'],
  },
  // Who gives a seat by hand gives a free one, from today on; what an order holds is given by its acceptance.
  derive: (allocation, { before, on }) =>
    before === null
      ? {
          ...allocation,
          takenFrom: 'free',
          sharesSeatOf: null,
          orderId: null,
          from: on,
          until: null,
          endedBecause: null,
        }
      : allocation,
};
