import { optionalId } from '../columns.ts';
import { columnStep } from '../step.ts';

/** Of a seat that counts users: the allocation to another machine of the same user, which took it. */
export const steps = [
  columnStep('0039-shared-seats', {
    table: 'allocations',
    columns: [optionalId('shares_seat_of')],
    indexes: { allocations_by_shared_seat: ['shares_seat_of'] },
  }),
];
