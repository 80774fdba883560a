import type { ReactNode } from 'react';
import type { AnswerOf } from '../client/operation.ts';
import { PagedTable } from '../table/paged-table.tsx';
import type { Column } from '../table/server-table.tsx';
import { ROLE_WORDS } from '../words/roles.ts';
import { useWords } from '../words/use-words.ts';
import { ACCOUNTS_WORDS } from './accounts-words.ts';

type Trial = AnswerOf<'readPersonTable'>;
type Row = Trial['rows'][number];

/** What would become of each row, and what is wrong with it, by its cell. */
export function TrialRows({ trial: { rows, ignoredColumns, created } }: { readonly trial: Trial }): ReactNode {
  const words = useWords(ACCOUNTS_WORDS);
  const roles = useWords(ROLE_WORDS);
  const { columns: names } = words;
  const columns: readonly Column<Row>[] = [
    { title: names.row, cell: ({ row }) => row, isNumeric: true },
    { title: names.name, cell: ({ name }) => <bdi>{name}</bdi> },
    { title: names.agency, cell: ({ agencyName }) => agencyName },
    { title: names.role, cell: ({ person }) => person && roles[person.role] },
    { title: names.email, cell: ({ person }) => person?.email },
    {
      title: names.status,
      cell: ({ status }) => (
        <span className={status === 'refused' ? 'field-error' : undefined}>{words.statuses[status]}</span>
      ),
    },
    {
      title: names.errors,
      cell: ({ status, errors }) =>
        errors.map(({ cell, message }) => (
          <div key={`${cell} ${message}`} className={status === 'refused' ? 'field-error' : 'secondary'}>
            {cell === null ? message : words.error(cell, message)}
          </div>
        )),
    },
  ];
  return (
    <>
      {ignoredColumns.length > 0 && <p className="secondary">{words.ignored(ignoredColumns.join('、'))}</p>}
      {created > 0 && created < rows.length && <p className="secondary">{words.leftOut}</p>}
      <PagedTable
        {...{ caption: words.title, columns, rows: faultsFirst(rows), empty: words.none }}
        idOf={({ row }) => String(row)}
      />
    </>
  );
}

/** What has to be mended stands on the first page, in the order of the list, and then all else. */
function faultsFirst(rows: readonly Row[]): readonly Row[] {
  const isFault = ({ status }: Row): boolean => status === 'refused';
  return [...rows.filter(isFault), ...rows.filter((row) => !isFault(row))];
}
