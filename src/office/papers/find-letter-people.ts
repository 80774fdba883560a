import { listPeopleOf, type Person } from '../../access/index.ts';
import { RESPONSIBLE_PERSON } from '../../agencies/index.ts';
import type { Tx } from '../../db/index.ts';
import type { Actor, CivilDate } from '../../kernel/index.ts';
import { selectIn } from '../../log/index.ts';
import { readKindRow } from '../../reference/index.ts';
import type { Account, Contact } from './letter.ts';

/** The liaison of the agency that receives; its number at the office is there to be called, the mobile one is not. */
export async function findContact(tx: Tx, agencyCode: string, on: CivilDate): Promise<Contact | null> {
  const rows = await selectIn(tx, 'responsible_persons', 'agency_code', [agencyCode]);
  const terms = rows.map((row) => readKindRow(RESPONSIBLE_PERSON, row).state);
  const found = terms.find(
    ({ duty, from, until }) => duty === 'liaison' && from <= on && (until === null || until >= on),
  );
  return found ? { name: found.name, position: found.position, phone: found.phone } : null;
}

export interface AccountsQuestion {
  readonly actor: Actor;
  readonly code: string;
  readonly region: string;
  readonly isClassified: boolean;
}

const PEOPLE_MAX = 200;
const ACCOUNTS_MAX = 20;

/** The accounts of a unit's own people, for whoever may know them; who reaches it from above is none of them. */
export async function findAccounts(tx: Tx, question: AccountsQuestion): Promise<readonly Account[]> {
  const { actor, code, region, isClassified } = question;
  const isOwn = 'agencies' in actor.grant;
  if (!isOwn && (isClassified || actor.role !== 'legalization-office')) return [];
  const people = await listPeopleOf(tx, {
    ...{ place: { code, region }, roles: [...FILING, SIGNING], after: undefined, rowsMax: PEOPLE_MAX },
  });
  const accountsOf = (signs: boolean): readonly Account[] =>
    people
      .filter((person) => isOf(person, code, signs ? [SIGNING] : FILING))
      .map(({ name, email }) => ({ name, email, signs }));
  return [...accountsOf(false), ...accountsOf(true)].slice(0, ACCOUNTS_MAX);
}

const SIGNING = 'agency-approver';
const FILING = ['agency-liaison', 'procurement-officer'] as const;

function isOf({ roles }: Person, code: string, wanted: readonly string[]): boolean {
  return roles.some(({ role, grant }) => wanted.includes(role) && 'agencies' in grant && grant.agencies.includes(code));
}
