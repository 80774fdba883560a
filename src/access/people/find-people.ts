import type { Tx } from '../../db/index.ts';
import { type PersonColumns, toPerson } from '../access-repository.ts';
import { findPersonRows } from './find-whole-people.ts';
import type { Person } from './person.ts';

/** Persons by their ids. */
export async function findPeople(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, Person>> {
  const rows = await findPersonRows(tx, ids);
  return new Map([...rows].map(([id, row]) => [id, toPerson(row as unknown as PersonColumns)]));
}
