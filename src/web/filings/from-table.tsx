import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import type { SentFile } from '../client/call.ts';
import type { AnswerOf } from '../client/operation.ts';
import { importFilingTable } from '../client/operations.generated.ts';
import { useAct } from '../client/use-gate.ts';
import { TableFileField } from '../form/table-file-field.tsx';
import type { SheetForm } from '../sheet/form-document.ts';
import { typedOf } from '../sheet/sheet-content.ts';
import { usePlaceOfCell } from '../sheet/use-place-of-cell.ts';
import { useTitleOfCell } from '../sheet/use-title-of-cell.ts';
import { Refusal } from '../ui/refusal.tsx';
import { useWords } from '../words/use-words.ts';
import { TABLE_WORDS } from './table-words.ts';
import type { FilingDraftState } from './use-filing-draft.ts';

type Texts = Readonly<Record<string, string>>;

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
  const [before, setBefore] = useState<Texts>();
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
  const standing = (cells: Texts): Texts =>
    Object.fromEntries(Object.keys(cells).map((cell) => [cell, state.typed.cells[cell] ?? '']));
  const fill = (cells: Texts, old: Texts | undefined): void => {
    setBefore(old);
    state.change(cells);
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
          {words.done(Object.keys(before).length)} <Button onClick={() => fill(before, undefined)}>{words.undo}</Button>
        </p>
      )}
    </details>
  );
}

interface ChangesProps {
  readonly form: SheetForm;
  readonly before: Texts;
  readonly after: Texts;
  readonly onFill: () => void;
}

function Changes({ form, before, after, onFill }: ChangesProps): ReactNode {
  const words = useWords(TABLE_WORDS);
  const nameOf = useTitleOfCell(form);
  const changes = Object.entries(after);
  return (
    <>
      <p role="status">{words.read(changes.length, changes.filter(([, says]) => says === '').length)}</p>
      <ul>
        {changes.map(([cell, says]) => (
          <li key={cell}>{words.change(nameOf(cell), before[cell] || words.empty, says || words.empty)}</li>
        ))}
      </ul>
      {changes.length > 0 && (
        <Button type="primary" onClick={onFill}>
          {words.does}
        </Button>
      )}
    </>
  );
}

/** What is not in the draft as the table has it, as one types it. */
function changesOf({ cells, content }: AnswerOf<'importFilingTable'>): Texts {
  const typed = typedOf(content).cells;
  const changed = cells.filter(({ status }) => status !== 'unchanged');
  return Object.fromEntries(changed.map(({ cell }) => [cell, typed[cell] ?? '']));
}
