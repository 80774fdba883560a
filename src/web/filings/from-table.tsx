import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { SentFile } from '../client/call.ts';
import type { AnswerOf } from '../client/operation.ts';
import { importFilingTable } from '../client/operations.generated.ts';
import { useAct } from '../client/use-gate.ts';
import { TableFileField } from '../form/table-file-field.tsx';
import type { SheetForm } from '../sheet/form-document.ts';
import { type TypedRow, typedOf } from '../sheet/sheet-content.ts';
import { usePlaceOfCell } from '../sheet/use-place-of-cell.ts';
import { useTitleOfCell } from '../sheet/use-title-of-cell.ts';
import { Refusal } from '../ui/refusal.tsx';
import { useText } from '../words/in-language.ts';
import { useWords } from '../words/use-words.ts';
import { TABLE_WORDS } from './table-words.ts';
import type { FilingDraftState } from './use-filing-draft.ts';

type Texts = Readonly<Record<string, string>>;
type Rows = Readonly<Record<string, readonly TypedRow[]>>;

/** What a table says otherwise than the draft: cells, and the sections of repeated rows, each as a whole. */
interface Filling {
  readonly cells: Texts;
  readonly rows: Rows;
}

interface FromTableProps {
  readonly campaign: string;
  readonly reporter: string;
  readonly form: SheetForm;
  readonly state: FilingDraftState;
}

/** The form as an office has it in a workbook: what it says is shown first, and can be taken back once it is filled in. */
export function FromTable({ campaign, reporter, form, state }: FromTableProps): ReactNode {
  const words = useWords(TABLE_WORDS);
  const placeOf = usePlaceOfCell(form);
  const trial = useAct(importFilingTable);
  const [read, setRead] = useState<AnswerOf<'importFilingTable'>>();
  const [before, setBefore] = useState<Filling>();
  const take = async (file: SentFile | undefined): Promise<void> => {
    setRead(undefined);
    setBefore(undefined);
    trial.reset();
    if (file === undefined) return;
    // What is typed and not saved yet stands in the draft that the table is compared with.
    await state.flush();
    const query = { reporter, dryRun: true };
    setRead((await trial.send({ path: { id: campaign }, query }, undefined, file))?.data);
  };
  const after = read && changesOf(read);
  const standing = ({ cells, rows }: Filling): Filling => ({
    cells: Object.fromEntries(Object.keys(cells).map((cell) => [cell, state.typed.cells[cell] ?? ''])),
    rows: Object.fromEntries(Object.keys(rows).map((section) => [section, state.typed.rows[section] ?? []])),
  });
  const fill = ({ cells, rows }: Filling, old: Filling | undefined): void => {
    setBefore(old);
    state.change(cells);
    for (const [section, all] of Object.entries(rows)) state.changeRows(section, all);
  };
  return (
    <details className="screen-only from-table">
      <summary>{words.title}</summary>
      <TableFileField words={words} onFile={(file) => void take(file)} />
      {trial.refusal && <Refusal of={trial.refusal} placeOf={placeOf} />}
      {read && read.ignored.length > 0 && <p className="secondary">{words.ignored(read.ignored.join('、'))}</p>}
      {after && before === undefined && (
        <Changes form={form} before={standing(after)} after={after} onFill={() => fill(after, standing(after))} />
      )}
      {before !== undefined && (
        <p role="status">
          {words.done(Object.keys(before.cells).length, rowsOf(before).length)}{' '}
          <Button onClick={() => fill(before, undefined)}>{words.undo}</Button>
        </p>
      )}
    </details>
  );
}

function rowsOf({ rows }: Filling): readonly (readonly [section: string, rows: readonly TypedRow[]])[] {
  return Object.entries(rows);
}

interface ChangesProps {
  readonly form: SheetForm;
  readonly before: Filling;
  readonly after: Filling;
  readonly onFill: () => void;
}

function Changes({ form, before, after, onFill }: ChangesProps): ReactNode {
  const words = useWords(TABLE_WORDS);
  const nameOf = useTitleOfCell(form);
  const text = useText();
  const titleOf = (id: string): string => {
    const section = form.sections.find((one) => one.id === id);
    return section ? text(section.title) : id;
  };
  const changes = Object.entries(after.cells);
  const sections = rowsOf(after);
  return (
    <>
      <p role="status">
        {words.read(changes.length + sections.length, changes.filter(([, says]) => says === '').length)}
      </p>
      <ul>
        {changes.map(([cell, says]) => (
          <li key={cell}>{words.change(nameOf(cell), before.cells[cell] || words.empty, says || words.empty)}</li>
        ))}
        {sections.map(([section, rows]) => (
          <li key={section}>
            {words.change(titleOf(section), words.rows(before.rows[section]?.length ?? 0), words.rows(rows.length))}
          </li>
        ))}
      </ul>
      {changes.length + sections.length > 0 && (
        <Button type="primary" onClick={onFill}>
          {words.does}
        </Button>
      )}
    </>
  );
}

/** What is not in the draft as the table has it, as one types it. */
function changesOf({ cells, rows, content }: AnswerOf<'importFilingTable'>): Filling {
  const typed = typedOf(content);
  const changed = cells.filter(({ status }) => status !== 'unchanged');
  const sections = rows.filter(({ status }) => status !== 'unchanged');
  return {
    cells: Object.fromEntries(changed.map(({ cell }) => [cell, typed.cells[cell] ?? ''])),
    rows: Object.fromEntries(sections.map(({ section }) => [section, typed.rows[section] ?? []])),
  };
}
