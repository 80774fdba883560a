import { findPersonsBy, type Person } from '../../access/index.ts';
import type { Tx } from '../../db/index.ts';
import { type CivilDate, type Grant, groupBy, reaches, regionPrefix } from '../../kernel/index.ts';
import { regionsOfAgencies } from '../../log/index.ts';
import { listOfKind } from '../../reference/index.ts';
import { RESPONSIBLE_PERSONS } from '../record-responsible-persons.ts';
import { type AgencyRole, type DutyWithAccount, ROLE_OF_DUTY } from './account.ts';
import { findAgencyPlaces } from './validate-accounts.ts';

/** Somebody in a duty of the roster that asks for an account. */
export interface PersonToInvite {
  readonly id: string;
  readonly name: string;
  readonly duty: DutyWithAccount;
  readonly role: AgencyRole;
  readonly agencyCode: string;
  readonly agencyName: string;
  readonly hasAccount: boolean;
}

export interface InviteesQuestion {
  readonly duty: DutyWithAccount;
  readonly region: string | undefined;
  readonly grant: Grant;
  readonly on: CivilDate;
  readonly after: string | undefined;
  readonly limit: number;
}

/** A page of the roster as it is on a day; who has an account is found by name, role and agency, since it has no addresses. */
export async function listPersonsToInvite(tx: Tx, question: InviteesQuestion) {
  const { duty, on, after, limit } = question;
  const grant = await findNarrowed(tx, question);
  if (!grant) return { items: [], next: null };
  const { records, next } = await listOfKind(tx, RESPONSIBLE_PERSONS, { query: { duty, on }, grant, after, limit });
  const terms = records.map(({ state }) => state);
  const places = await findAgencyPlaces(
    tx,
    terms.map(({ agencyCode }) => agencyCode),
  );
  const named = groupBy(
    await findPersonsBy(
      tx,
      'name',
      terms.map(({ name }) => name),
    ),
    ({ name }) => name,
  );
  const role = ROLE_OF_DUTY[duty];
  const items = terms.map(({ id, name, agencyCode }): PersonToInvite => {
    const { name: agencyName = '', region = '' } = places.get(agencyCode) ?? {};
    const place = { code: agencyCode, region };
    const hasAccount = (named.get(name) ?? []).some((person) => holds(person, role, place));
    return { id, name, duty, role, agencyCode, agencyName, hasAccount };
  });
  return { items, next };
}

function holds({ isActive, roles }: Person, role: AgencyRole, place: { code: string; region: string }): boolean {
  return isActive && roles.some((held) => held.role === role && reaches(held.grant, place));
}

/** What lies within a reach and a region; undefined: nothing. */
async function findNarrowed(tx: Tx, { grant, region }: InviteesQuestion): Promise<Grant | undefined> {
  if (region === undefined) return grant;
  const wanted = regionPrefix(region);
  if ('region' in grant) {
    const own = regionPrefix(grant.region);
    if (wanted.startsWith(own)) return { region };
    return own.startsWith(wanted) ? grant : undefined;
  }
  const regions = await regionsOfAgencies(tx, grant.agencies);
  const agencies = grant.agencies.filter((code) => regions.get(code)?.startsWith(wanted));
  return agencies.length > 0 ? { agencies } : undefined;
}
