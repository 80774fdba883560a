import { listPeopleOf, listPersons, type Person } from '../../access/index.ts';
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
  return accountsAmong(people, code);
}

function accountsAmong(people: readonly Person[], code: string): readonly Account[] {
  const accountsOf = (signs: boolean): readonly Account[] =>
    people
      .filter((person) => isOf(person, code, signs ? [SIGNING] : FILING))
      .map(({ name, email }) => ({ name, email, signs }));
  return [...accountsOf(false), ...accountsOf(true)].slice(0, ACCOUNTS_MAX);
}

type UnitsQuestion = Pick<AccountsQuestion, 'actor'> & { readonly units: readonly UnitOfLetter[] };

interface UnitOfLetter {
  readonly agencyCode: string;
  readonly isClassified: boolean;
}

/** The same of many units, by code: the accounts of the gate are gone through once, however many units there are. */
export async function findAccountsOfUnits(
  tx: Tx,
  { actor, units }: UnitsQuestion,
): Promise<ReadonlyMap<string, readonly Account[]>> {
  if (actor.role !== 'legalization-office') return new Map();
  const open = new Set(units.filter(({ isClassified }) => !isClassified).map(({ agencyCode }) => agencyCode));
  const peopleOf = new Map<string, Map<string, Person>>();
  for (const role of [...FILING, SIGNING]) {
    for await (const person of peopleIn(tx, role)) {
      for (const code of codesOf(person).filter((one) => open.has(one))) {
        const own = peopleOf.get(code) ?? new Map<string, Person>();
        peopleOf.set(code, own.set(person.id, person));
      }
    }
  }
  return new Map([...peopleOf].map(([code, own]) => [code, accountsAmong(inOrder([...own.values()]), code)]));
}

async function* peopleIn(tx: Tx, role: string): AsyncIterable<Person> {
  let after: { readonly name: string; readonly id: string } | undefined;
  do {
    const page: readonly Person[] = await listPersons(tx, { role, after, rowsMax: PEOPLE_MAX });
    yield* page.filter(({ isActive }) => isActive);
    const last = page.at(-1);
    after = last && page.length === PEOPLE_MAX ? { name: last.name, id: last.id } : undefined;
  } while (after);
}

function codesOf({ roles }: Person): readonly string[] {
  return [...new Set(roles.flatMap(({ grant }) => ('agencies' in grant ? grant.agencies : [])))];
}

/** By name, then id, as a single letter has them. */
function inOrder(people: readonly Person[]): readonly Person[] {
  return people.toSorted((one, other) => compare(one.name, other.name) || compare(one.id, other.id));
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

const SIGNING = 'agency-approver';
const FILING = ['agency-liaison', 'procurement-officer'] as const;

function isOf({ roles }: Person, code: string, wanted: readonly string[]): boolean {
  return roles.some(({ role, grant }) => wanted.includes(role) && 'agencies' in grant && grant.agencies.includes(code));
}
