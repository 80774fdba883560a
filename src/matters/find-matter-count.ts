import type { Tx } from '../db/index.ts';
import type { CivilDate, Grant, Instant } from '../kernel/index.ts';
import { countDue, type DueCount } from '../log/index.ts';
import type { MatterState } from './matter.ts';
import { narrowByAnswers } from './matters-repository.ts';

interface MattersToCount {
  readonly grant: Grant;
  readonly state: MatterState;
  readonly at: Instant;
  readonly urgentUntil: CivilDate;
  /** Only those that were due before this day, and no answer that was sent in time waits to be signed. */
  readonly overdueOn?: CivilDate;
  /** Only those of which an answer waits to be signed, or of which none does. */
  readonly answerAwaited?: boolean;
  /** Only those that are due on this day or later. */
  readonly dueFrom?: CivilDate;
}

/** How many matters whose owners are within a grant stand so; who owns one with others does not answer it. */
export async function countMatters(tx: Tx, asked: MattersToCount): Promise<DueCount> {
  const { grant, state, urgentUntil, dueFrom } = asked;
  const rows = tx('matters').where({ kind: 'rectification', state });
  for (const narrow of await narrowByAnswers(tx, asked)) narrow(rows);
  return countDue(tx, {
    rows,
    reach: { column: 'owner_agency', table: 'matters', grant },
    due: 'due_on',
    from: dueFrom,
    urgentUntil,
  });
}
