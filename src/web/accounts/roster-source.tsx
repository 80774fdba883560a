import { Button } from 'antd';
import { memo, type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import type { SentFile } from '../client/call.ts';
import { listPersonsToInvite } from '../client/operations.generated.ts';
import { saveFile } from '../client/save-file.ts';
import { useAll } from '../client/use-all.ts';
import { RegionField } from '../form/region-field.tsx';
import { PagedTable } from '../table/paged-table.tsx';
import type { Column } from '../table/server-table.tsx';
import { regionCodeOf } from '../words/region-names.ts';
import { ROLE_WORDS } from '../words/roles.ts';
import { useWords } from '../words/use-words.ts';
import { ACCOUNTS_WORDS } from './accounts-words.ts';
import { type Invitee, rosterTable, type TypedEmails } from './roster-list.ts';

interface SourceProps {
  readonly onList: (list: SentFile | undefined) => void;
}

/** Who has a duty that asks for an account. The roster knows no addresses: they are typed here, or in a table that is saved. */
export function RosterSource({ onList }: SourceProps): ReactNode {
  const words = useWords(ACCOUNTS_WORDS);
  const [typed, setTyped] = useState('');
  const emails = useRef<TypedEmails>({});
  const region = regionCodeOf(typed);
  const isWrong = typed.trim() !== '' && region === undefined;
  const { invitees, isWhole, isRead } = useInvitees(region, !isWrong);
  const headings = words.columns;
  const type = useCallback(
    (id: string, email: string): void => {
      emails.current = { ...emails.current, [id]: email };
      const table = rosterTable(invitees, emails.current, { headings, isWhole: false });
      onList(table === undefined ? undefined : { bytes: new Blob([table]), mediaType: 'text/csv' });
    },
    [invitees, headings, onList],
  );
  const hasTable = invitees.some(({ hasAccount }) => !hasAccount);
  const save = (): void => {
    const table = rosterTable(invitees, emails.current, { headings, isWhole: true });
    if (table !== undefined) saveFile(words.tableName, table, 'text/csv');
  };
  return (
    <>
      <div className="reason-form">
        <RegionField
          {...{ label: words.region, name: 'region', value: typed }}
          error={isWrong ? words.badRegion : undefined}
          onChange={(next) => {
            setTyped(next);
            emails.current = {};
            onList(undefined);
          }}
        />
      </div>
      <p className="secondary">{words.rosterSays}</p>
      {!isWhole && <p className="field-error">{words.notWhole}</p>}
      {isRead && !isWrong && <Invitees key={region ?? ''} {...{ invitees, emails, onEmail: type }} />}
      {hasTable && (
        <p className="acts">
          <Button onClick={save}>{words.saveTable}</Button>
        </p>
      )}
    </>
  );
}

function useInvitees(region: string | undefined, isWanted: boolean) {
  const liaisons = useAll(listPersonsToInvite, { query: { duty: 'liaison', region } }, { isWanted });
  const responsible = useAll(listPersonsToInvite, { query: { duty: 'responsible', region } }, { isWanted });
  // People of one agency stand together.
  const invitees = useMemo(
    () => [...liaisons.items, ...responsible.items].sort((one, other) => (one.agencyCode < other.agencyCode ? -1 : 1)),
    [liaisons.items, responsible.items],
  );
  return {
    invitees,
    isWhole: liaisons.isWhole && responsible.isWhole,
    isRead: liaisons.isRead && responsible.isRead,
  };
}

interface InviteesProps {
  readonly invitees: readonly Invitee[];
  /** What was typed, also of people on other pages. */
  readonly emails: { readonly current: TypedEmails };
  readonly onEmail: (id: string, email: string) => void;
}

/** A page is drawn once, with fields that keep what is typed: of a thousand people a key took 130 ms on an office PC. */
const Invitees = memo(function Invitees({ invitees, emails, onEmail }: InviteesProps): ReactNode {
  const words = useWords(ACCOUNTS_WORDS);
  const roles = useWords(ROLE_WORDS);
  const columns: readonly Column<Invitee>[] = [
    { title: words.columns.agency, cell: ({ agencyName }) => agencyName },
    { title: words.columns.name, cell: ({ name }) => <bdi>{name}</bdi> },
    { title: words.columns.role, cell: ({ role }) => roles[role] },
    {
      title: words.columns.email,
      cell: ({ id, name, agencyName, hasAccount }) =>
        hasAccount ? (
          <span className="secondary">{words.hasAccount}</span>
        ) : (
          <input
            {...{ className: 'plain-select', type: 'email', size: 32 }}
            aria-label={words.emailOf(name, agencyName)}
            defaultValue={emails.current[id]}
            onChange={({ target }) => onEmail(id, target.value)}
          />
        ),
    },
  ];
  return (
    <PagedTable
      {...{ caption: words.fromRoster, columns, rows: invitees, empty: words.noRoster }}
      idOf={({ id }) => id}
    />
  );
});
