import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { SentFile } from '../client/call.ts';
import type { AnswerOf } from '../client/operation.ts';
import { importRosterTable } from '../client/operations.generated.ts';
import { useAct } from '../client/use-gate.ts';
import { FormField } from '../form/form-field.tsx';
import { TableFileField } from '../form/table-file-field.tsx';
import { type Column, ServerTable } from '../table/server-table.tsx';
import { AgencyName } from '../ui/agency-name.tsx';
import { useUnsent } from '../ui/leaving/use-unsaved.ts';
import { Refusal } from '../ui/refusal.tsx';
import { Screen } from '../ui/screen.tsx';
import { today } from '../ui/time.ts';
import { readDay } from '../ui/typed-values.ts';
import { useWords } from '../words/use-words.ts';
import { IMPORT_WORDS } from './import-words.ts';
import { ROSTER_WORDS } from './roster-words.ts';

type Result = AnswerOf<'importRosterTable'>;
type Row = Result['rows'][number];

/** Attachment 1 as an office has it: tried first, row by row, then imported. */
export function ImportRosterScreen(): ReactNode {
  const words = useWords(IMPORT_WORDS);
  const trial = useAct(importRosterTable);
  const act = useAct(importRosterTable);
  const [file, setFile] = useState<SentFile>();
  const [typed, setTyped] = useState('');
  const [result, setResult] = useState<Result>();
  useUnsent(file !== undefined && result?.dryRun !== false);
  const from = typed.trim() === '' ? undefined : readDay(typed, today());
  const isDayWrong = typed.trim() !== '' && from === undefined;
  const isReady = file !== undefined && !isDayWrong;
  const take = (chosen: SentFile | undefined): void => {
    setResult(undefined);
    setFile(chosen);
  };
  const send = async (dryRun: boolean): Promise<void> => {
    const sent = await (dryRun ? trial : act).send({ query: { dryRun, from } }, undefined, file);
    setResult(sent?.data);
  };
  const refusal = act.refusal ?? trial.refusal;
  const canImport = result?.dryRun === true && result.created + result.changed > 0;
  return (
    <Screen title={words.title} acts={<Link to="/roster">{words.back}</Link>}>
      <p className="secondary">{words.says}</p>
      <TableFileField words={words} onFile={take} />
      <FormField
        isDay
        {...{ label: words.from, name: 'from', value: typed }}
        onChange={(day) => {
          setResult(undefined);
          setTyped(day);
        }}
        error={isDayWrong ? words.badDay : undefined}
      />
      {refusal && <Refusal of={refusal} />}
      <p className="acts">
        <Button disabled={!isReady} loading={trial.isBusy} onClick={() => void send(true)}>
          {words.tries}
        </Button>
        <Button type="primary" disabled={!isReady || !canImport} loading={act.isBusy} onClick={() => void send(false)}>
          {words.does}
        </Button>
      </p>
      <p role="status">{result && (result.dryRun ? words.tried(result) : words.done(result))}</p>
      {result && <Rows result={result} />}
    </Screen>
  );
}

function Rows({ result: { rows, ignoredColumns } }: { readonly result: Result }): ReactNode {
  const words = useWords(IMPORT_WORDS);
  const { duties } = useWords(ROSTER_WORDS);
  const { columns: names } = words;
  const columns: readonly Column<Row>[] = [
    { title: names.row, cell: ({ row }) => row, isNumeric: true },
    { title: names.agency, cell: ({ agencyCode }) => agencyCode && <AgencyName code={agencyCode} /> },
    {
      title: names.status,
      cell: ({ status }) => (
        <span className={status === 'refused' ? 'field-error' : undefined}>{words.rows[status]}</span>
      ),
    },
    {
      title: names.terms,
      cell: ({ terms }) =>
        terms.map(({ duty, cell, status }) => (
          <div key={cell}>{words.term(duties[duty], cell, words.terms[status])}</div>
        )),
    },
    {
      title: names.errors,
      cell: ({ errors }) =>
        errors.map(({ cell, message }) => (
          <div key={`${cell} ${message}`} className="field-error">
            {cell === null ? message : words.error(cell, message)}
          </div>
        )),
    },
  ];
  return (
    <>
      {ignoredColumns.length > 0 && <p className="secondary">{words.ignored(ignoredColumns.join('、'))}</p>}
      <ServerTable {...{ caption: words.title, columns, rows, empty: words.none }} idOf={({ row }) => String(row)} />
    </>
  );
}
