import type { Tx } from '../../db/index.ts';
import { type Actor, type Grant, hiddenCharacterIn, Refusal, text } from '../../kernel/index.ts';
import {
  ERASED,
  type ErasableKind,
  findLeafAsOf,
  type Governed,
  type GovernedDeps,
  listSealedTexts,
} from '../../log/index.ts';
import { findPerson, findPersonByEmail, insertPersons, listPersons, updatePerson } from '../access-repository.ts';
import { normalEmail, type Person, type RoleGrant, uncombinableRoles } from './person.ts';

export interface PersonCreation {
  readonly name: string;
  readonly email: string;
  readonly roles: readonly RoleGrant[];
}

/** Adds a person; the log gets the roles in the clear and the name and address as commitments. */
export async function createPerson(
  entry: Governed,
  deps: GovernedDeps,
  { actor, creation }: { readonly actor: Actor; readonly creation: PersonCreation },
): Promise<Person> {
  refuseUncombinable(creation.roles, '/roles');
  refuseHiddenCharacters(creation.name, '/name');
  const email = normalEmail(creation.email);
  await refuseTakenEmail(entry.tx, { email, pointer: '/email' });
  const [person] = await recordNewPersons(entry, deps, { actor, creations: [{ ...creation, email }] });
  if (!person) throw new Error('a person who was added is there');
  return person;
}

export interface PersonChange {
  readonly id: string;
  readonly effectiveOn: string;
  readonly reason: string;
  readonly changes: Partial<PersonCreation & Pick<Person, 'isActive'>>;
  /** Throws when the person is no longer as the caller read it. */
  readonly requireFresh: (logIndex: number) => void;
}

/** Changes name, address or roles with a reason. The whole new state is logged, so that any earlier one can be read. */
export async function changePerson(
  entry: Governed,
  { actor, change }: { readonly actor: Actor; readonly change: PersonChange },
): Promise<Person> {
  const before = await findPerson(entry.tx, change.id);
  if (!before) throw personNotFound();
  change.requireFresh(before.logIndex);
  if (change.effectiveOn > entry.on) throw effectiveLater();
  const { changes } = change;
  refuseUncombinable(changes.roles ?? before.roles, '/changes/roles');
  const email = changes.email === undefined ? before.email : normalEmail(changes.email);
  if (email !== before.email) await refuseTakenEmail(entry.tx, { email, pointer: '/changes/email' });
  refuseHiddenCharacters(changes.name ?? '', '/changes/name');
  const { name = before.name, roles = before.roles, isActive = before.isActive } = changes;
  const after = { ...before, name, email, roles, isActive };
  const body = { effectiveOn: change.effectiveOn };
  const logIndex = appendState(entry, { type: 'person.changed', actor, person: after, body, reason: change.reason });
  await updatePerson(entry.tx, { ...after, logIndex });
  return { ...after, logIndex };
}

interface StateLeaf {
  readonly type: 'person.created' | 'person.changed';
  readonly actor: Actor;
  readonly person: Omit<Person, 'logIndex'>;
  readonly body: Readonly<Record<string, unknown>>;
  readonly reason?: string;
}

/** Adds persons whose roles and addresses were looked at before; as many statements for one as for hundreds. */
export async function recordNewPersons(
  entry: Governed,
  { newId }: Pick<GovernedDeps, 'newId'>,
  { actor, creations }: { readonly actor: Actor; readonly creations: readonly PersonCreation[] },
): Promise<readonly Person[]> {
  const persons = creations.map((creation) => {
    const draft = { ...creation, id: newId('per'), isActive: true, createdAt: entry.at };
    return { ...draft, logIndex: appendState(entry, { type: 'person.created', actor, person: draft, body: {} }) };
  });
  await insertPersons(entry.tx, persons);
  return persons;
}

const NAME = '/person/name';
const EMAIL = '/person/email';

function appendState({ append }: Governed, { type, actor, person, body, reason }: StateLeaf): number {
  const { roles, isActive, createdAt, name, email } = person;
  const { logIndex } = append({
    type,
    subject: subjectOf(person.id),
    by: actor,
    body: { ...body, person: { roles, isActive, createdAt } },
    sealed: { [NAME]: name, [EMAIL]: email, ...(reason !== undefined && { '/reason': reason }) },
  });
  return logIndex;
}

function subjectOf(id: string): string {
  return `person/${id}`;
}

/** The person as it stood right after a leaf of the log; undefined when it was not there yet. */
export async function findPersonAsOf(tx: Tx, id: string, asOf: number): Promise<Person | undefined> {
  const leaf = await findLeafAsOf(tx, subjectOf(id), asOf);
  if (!leaf) return undefined;
  const { person } = JSON.parse(leaf.bytes) as { person: Pick<Person, 'roles' | 'isActive' | 'createdAt'> };
  const sealed = new Map((await listSealedTexts(tx, [leaf.logIndex])).map(({ pointer, value }) => [pointer, value]));
  return {
    id,
    name: openedText(sealed.get(NAME)) ?? ERASED,
    email: openedText(sealed.get(EMAIL)) ?? erasedEmail(id),
    ...person,
    logIndex: leaf.logIndex,
  };
}

/** A commitment whose text was erased can no longer be read; the proof of it still stands. */
function openedText(value: string | undefined): string | undefined {
  return value === undefined ? undefined : String(JSON.parse(value));
}

/** No two persons have one address, erased or not. */
function erasedEmail(id: string): string {
  return `${id}@erased.invalid`;
}

/** Name and address of somebody who may do nothing here any more are erased; an earlier name of anybody is. */
export const ERASABLE_PERSON: ErasableKind = {
  type: 'person',
  pointers: [NAME, EMAIL, '/reason'],
  find: async (tx, id) => {
    const person = await findPerson(tx, id);
    if (!person) return undefined;
    const rights = person.roles.map(({ grant }) => grant);
    return { agency: null, rights, logIndex: person.logIndex, isOver: !person.isActive };
  },
  clear: async (tx, id) => {
    const person = await findPerson(tx, id);
    if (person) await updatePerson(tx, { ...person, name: ERASED, email: erasedEmail(id) });
  },
};

function refuseUncombinable(roles: readonly RoleGrant[], pointer: string): void {
  const together = uncombinableRoles(roles);
  if (together.length === 0) return;
  const message = text(
    `以下角色不能由同一人兼任：${together.join('、')}（三员分立）。`,
    `One person cannot hold these roles together: ${together.join(', ')}.`,
  );
  throw new Refusal('unprocessable', 'person.roles_not_combinable', message, [{ pointer, message: '' }]);
}

/** Whoever signs goes by the name of the maker. */
function refuseHiddenCharacters(name: string, pointer: string): void {
  const message = hiddenCharacterIn(name);
  if (message) throw new Refusal('unprocessable', 'person.hidden_character', message, [{ pointer, message: '' }]);
}

async function refuseTakenEmail(
  tx: Tx,
  { email, pointer }: { readonly email: string; readonly pointer: string },
): Promise<void> {
  if (!(await findPersonByEmail(tx, email))) return;
  const message = text('该电子邮箱已属于另一用户。', 'This e-mail address belongs to another person.');
  throw new Refusal('conflict', 'person.exists', message, [{ pointer, message: '' }]);
}

function effectiveLater(): Refusal {
  const message = text('生效日期不能晚于今天。', 'The change cannot take effect later than today.');
  return new Refusal('unprocessable', 'person.effective_later', message, [{ pointer: '/effectiveOn', message: '' }]);
}

/** Refuses alike whom nobody knows and whom somebody does not see. */
export async function requireSeenPerson(tx: Tx, id: string, within: Grant): Promise<void> {
  const [seen] = await listPersons(tx, { id, within, rowsMax: 1 });
  if (!seen) throw personNotFound();
}

export function personNotFound(): Refusal {
  return new Refusal('not_found', 'person.not_found', text('未找到该用户。', 'There is no such person.'));
}
