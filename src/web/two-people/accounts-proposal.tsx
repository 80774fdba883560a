import type { ReactNode } from 'react';
import { type Column, ServerTable } from '../table/server-table.tsx';
import { ROLE_WORDS } from '../words/roles.ts';
import { useWords } from '../words/use-words.ts';
import type { AccountsRequest, AskedPerson } from './accounts-request.ts';
import { PROPOSAL_WORDS } from './proposal-words.ts';
import { SLIPS_WORDS } from './slips-words.ts';
import './slips.css';

/** Who would get which account, all of them. */
export function AccountsProposal({ accounts: { persons } }: { readonly accounts: AccountsRequest }): ReactNode {
  const words = useWords(PROPOSAL_WORDS).page;
  const names = useWords(SLIPS_WORDS);
  const roles = useWords(ROLE_WORDS);
  const columns: readonly Column<AskedPerson>[] = [
    { title: names.name, cell: ({ name }) => <bdi>{name}</bdi> },
    { title: names.role, cell: ({ role }) => roles[role] },
    {
      title: names.agency,
      cell: ({ agencyName, agencyCode }) => (
        <>
          {agencyName} <span className="secondary code">{agencyCode}</span>
        </>
      ),
    },
    { title: names.email, cell: ({ email }) => email },
  ];
  const title = words.accounts(persons.length);
  return (
    <section className="asked-accounts">
      <h2>{title}</h2>
      <ServerTable {...{ caption: title, columns, rows: persons, empty: words.none }} idOf={({ email }) => email} />
    </section>
  );
}
