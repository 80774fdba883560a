import type { Tx } from '../db/index.ts';
import type { CivilDate, Grant } from '../kernel/index.ts';
import { countDue, type DueCount } from '../log/index.ts';
import type { MatterState } from './matter.ts';

interface MattersToCount {
  readonly grant: Grant;
  readonly state: MatterState;
  readonly urgentUntil: CivilDate;
  /** Only those that are due before this day. */
  readonly dueBefore?: CivilDate;
  /** Only those that are due on this day or later. */
  readonly dueFrom?: CivilDate;
}

/** How many matters whose owners are within a grant stand so; who owns one with others does not answer it. */
export function countMatters(tx: Tx, asked: MattersToCount): Promise<DueCount> {
  const { grant, state, urgentUntil, dueBefore, dueFrom } = asked;
  return countDue(tx, {
    rows: tx('matters').where({ kind: 'rectification', state }),
    reach: { column: 'owner_agency', table: 'matters', grant },
    due: 'due_on',
    before: dueBefore,
    from: dueFrom,
    urgentUntil,
  });
}
