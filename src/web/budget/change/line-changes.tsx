import type { ReactNode } from 'react';
import type { Schemas } from '../../client/operation.ts';
import { BudgetLineLink } from '../../table/budget-line-link.tsx';
import { type Column, ServerTable } from '../../table/server-table.tsx';
import { AgencyName } from '../../ui/agency-name.tsx';
import { type Fen, yuanOf } from '../../ui/fen.ts';
import { writeMoney } from '../../ui/money.ts';
import { useWords } from '../../words/use-words.ts';
import { Available } from '../execution-table.tsx';
import { Project } from '../project.tsx';
import { moneyAfter } from './change-body.ts';
import { CHANGE_WORDS } from './change-words.ts';
import '../budget.css';

export interface ChangedLine {
  readonly line: Schemas['BudgetLine'];
  /** Below nought for what goes. */
  readonly by: Fen;
}

/** Each line before and after so much has come or gone. */
export function LineChanges({ of: changes }: { readonly of: readonly ChangedLine[] }): ReactNode {
  const { columns: words, before } = useWords(CHANGE_WORDS);
  const columns: readonly Column<ChangedLine>[] = [
    { title: words.line, cell: ({ line }) => <BudgetLineLink code={line.code} /> },
    { title: words.agency, cell: ({ line }) => <AgencyName code={line.agencyCode} /> },
    {
      title: words.project,
      cell: ({ line }) => <Project name={line.project} economicClass={line.economicClass} />,
    },
    { title: words.appropriation, isNumeric: true, cell: ({ line }) => writeMoney(line.appropriation) },
    { title: words.by, isNumeric: true, cell: ({ by }) => <strong>{writeChange(by)}</strong> },
    {
      title: words.appropriationAfter,
      isNumeric: true,
      cell: ({ line, by }) => writeMoney(moneyAfter(line, by).appropriation),
    },
    { title: words.available, isNumeric: true, cell: ({ line }) => <Available amount={line.available} /> },
    {
      title: words.availableAfter,
      isNumeric: true,
      cell: ({ line, by }) => <Available amount={moneyAfter(line, by).available} />,
    },
  ];
  return (
    <div className="budget-table">
      <ServerTable caption={before} columns={columns} rows={changes} idOf={({ line }) => line.code} empty="" />
    </div>
  );
}

function writeChange(by: Fen): string {
  return by > 0n ? `+${writeMoney(yuanOf(by))}` : writeMoney(yuanOf(by));
}
