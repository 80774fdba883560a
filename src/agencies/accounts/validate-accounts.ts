import { findPersonsBy, normalEmail } from '../../access/index.ts';
import type { Tx } from '../../db/index.ts';
import { type Grant, reaches } from '../../kernel/index.ts';
import { selectIn } from '../../log/index.ts';
import { type AccountFault, faultsOf, type NewPerson, NO_AGENCY, TWICE } from './account.ts';

/** What stands against giving somebody an account. */
export interface JudgedPerson {
  readonly person: NewPerson;
  /** Of an agency within reach. */
  readonly agencyName: string | null;
  readonly hasAccount: boolean;
  readonly faults: readonly AccountFault[];
}

export interface AgencyPlace {
  readonly name: string;
  readonly region: string;
}

/** Agencies by code with name and place. */
export async function findAgencyPlaces(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, AgencyPlace>> {
  const rows = await selectIn(tx, 'agencies', 'code', codes);
  return new Map(rows.map(({ code, name, region }) => [String(code), { name: String(name), region: String(region) }]));
}

/** Holds persons against each other, the agencies within reach and the accounts that are there; two statements. */
export async function validateAccounts(
  tx: Tx,
  persons: readonly NewPerson[],
  grant: Grant,
): Promise<readonly JudgedPerson[]> {
  const emails = persons.map(({ email }) => normalEmail(email));
  const places = await findAgencyPlaces(
    tx,
    persons.map(({ agencyCode }) => agencyCode),
  );
  const taken = new Set((await findPersonsBy(tx, 'email', emails)).map(({ email }) => email));
  const seen = new Set<string>();
  return persons.map((person, at) => {
    const email = emails[at] ?? '';
    const place = places.get(person.agencyCode);
    const isReached = place !== undefined && reaches(grant, { code: person.agencyCode, region: place.region });
    const faults: AccountFault[] = [...faultsOf(person)];
    if (!isReached) faults.push({ field: 'agencyCode', text: NO_AGENCY });
    if (seen.has(email)) faults.push({ field: 'email', text: TWICE });
    seen.add(email);
    return {
      person: { ...person, email },
      agencyName: isReached ? place.name : null,
      hasAccount: taken.has(email),
      faults,
    };
  });
}
