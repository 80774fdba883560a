import type { Tx } from '../../db/index.ts';
import { type Actor, type CivilDate, dayOf, instant } from '../../kernel/index.ts';
import type { FilingState } from '../filings/filing.ts';
import { type AlikeUnits, type Counts, countsOfAlike } from './counts.ts';
import { type AlikeRow, listAlike } from './counts-repository.ts';

/** How the units of a campaign within reach stand now. */
export async function findCounts(tx: Tx, { grant }: Pick<Actor, 'grant'>, campaignId: string): Promise<Counts> {
  return countsOfAlike((await listAlike(tx, campaignId, grant)).map(toAlike));
}

function toAlike({ units, is_excused: isExcused, due_on: dueOn, state, filed_hour: hour }: AlikeRow): AlikeUnits {
  return {
    ...{ units: Number(units), isExcused: Number(isExcused) === 1, dueOn: dueOn as CivilDate },
    ...{
      state: state as FilingState | null,
      firstFiledOn: hour === null ? null : dayOf(instant(`${hour}:00:00.000Z`)),
    },
  };
}
