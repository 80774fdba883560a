import { selectRows, type Tx } from '../../db/index.ts';
import type { Role } from '../../kernel/index.ts';
import { type PersonColumns, toPerson } from '../access-repository.ts';
import type { Person } from './person.ts';

const PERSONS_A_READ = 200;

/**
 * Active people with a role, by id, as many as are looked at. Of what is about agencies only those who are there for the first
 * of them or for a region: approvers of all the others are thousands.
 */
export async function* listPersonsWithRole(
  tx: Tx,
  role: Role,
  { agencies: [agency] }: { readonly agencies: readonly string[] },
): AsyncIterable<Person> {
  const [near, values] =
    agency === undefined ? ['', []] : ['and (roles like ? or roles like ?)', [`%"${agency}"%`, '%"region":%']];
  const select = `select * from persons where is_disabled = 0 and roles like ? ${near} and id > ? order by id limit ?`;
  let after = '';
  for (;;) {
    const rows = await selectRows<PersonColumns>(tx, select, [`%"role":"${role}"%`, ...values, after, PERSONS_A_READ]);
    yield* rows.map(toPerson);
    if (rows.length < PERSONS_A_READ) return;
    after = rows.at(-1)?.id ?? '';
  }
}
