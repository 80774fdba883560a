import { RESPONSIBLE_PERSON, type ResponsiblePerson, SEATS, type Seat } from '../../agencies/index.ts';
import type { Tx } from '../../db/index.ts';
import type { Reading } from '../../documents/index.ts';
import { type CivilDate, groupBy } from '../../kernel/index.ts';
import { readKindRow } from '../../reference/index.ts';
import {
  countRoster,
  listRosterAgencies,
  listSeatTerms,
  type RosterAgency,
  type RosterCounts,
  type RosterScope,
  type VacancyWish,
} from './roster-repository.ts';

/** The seats of an agency on a day. */
export interface RosterRow extends RosterAgency {
  /** In the order of the seats, then in that in which they began. */
  readonly holders: readonly ResponsiblePerson[];
  readonly vacant: readonly Seat[];
  /** Why the last term that was over by then ended. */
  readonly lastEndReason: string | null;
}

export interface Roster {
  readonly reading: Reading<RosterRow>;
  readonly counts: RosterCounts;
}

/** Agencies with who holds their seats: those that are asked for. */
export async function listRoster(tx: Tx, scope: RosterScope, vacancy: VacancyWish): Promise<Roster> {
  const reading: Reading<RosterRow> = {
    keyOf: ({ code }) => [code],
    page: async (after, limit) => {
      const code = after?.[0];
      const wish = { ...vacancy, after: code === undefined ? undefined : String(code), limit };
      const agencies = await listRosterAgencies(tx, scope, wish);
      const codes = agencies.map((agency) => agency.code);
      const terms = (await listSeatTerms(tx, codes, scope.on)).map((row) => readKindRow(RESPONSIBLE_PERSON, row).state);
      const byAgency = groupBy(terms, ({ agencyCode }) => agencyCode);
      return agencies.map((agency) => rosterRow(agency, byAgency.get(agency.code) ?? [], scope.on));
    },
  };
  return { reading, counts: await countRoster(tx, scope) };
}

function rosterRow(agency: RosterAgency, terms: readonly ResponsiblePerson[], on: CivilDate): RosterRow {
  const isOver = ({ until }: ResponsiblePerson): boolean => until !== null && until < on;
  const holders = SEATS.flatMap((seat) => terms.filter((term) => term.duty === seat && !isOver(term)));
  const last = terms.filter(isOver).toSorted((one, other) => ((one.until ?? '') < (other.until ?? '') ? -1 : 1));
  return {
    ...agency,
    holders,
    vacant: SEATS.filter((seat) => !holders.some(({ duty }) => duty === seat)),
    lastEndReason: last.at(-1)?.endReason ?? null,
  };
}
