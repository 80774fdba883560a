import { Button } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Schemas } from '../../client/operation.ts';
import { acceptFiling, returnFiling } from '../../client/operations.generated.ts';
import { useMay } from '../../client/session-context.tsx';
import { useAct } from '../../client/use-gate.ts';
import { focusField } from '../../form/focus-field.ts';
import { FormField } from '../../form/form-field.tsx';
import { FiledSheet } from '../../sheet/filed-sheet.tsx';
import type { SheetForm } from '../../sheet/form-document.ts';
import type { SheetNote } from '../../sheet/sheet-context.ts';
import { useTitleOfCell } from '../../sheet/use-title-of-cell.ts';
import { Done } from '../../ui/done.tsx';
import { TypedForm } from '../../ui/leaving/typed-form.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { useWords } from '../../words/use-words.ts';
import { DESK_WORDS } from './desk-words.ts';
import { GiveBack, type Reasons } from './give-back.tsx';
import { NextFiling } from './next-filing.tsx';
import { Opened } from './opened.tsx';

interface JudgingProps {
  readonly filing: Schemas['Filing'];
  readonly etag: string | undefined;
  readonly form: SheetForm;
  /** Whether the campaign is open: afterwards nothing is accepted or returned. */
  readonly isOpen: boolean;
  /** What the revision says otherwise than the one before. */
  readonly changed: readonly SheetNote[];
}

/** The newest revision, which the office takes, or returns by cells. */
export function Judging({ filing, etag, form, isOpen, changed }: JudgingProps): ReactNode {
  const words = useWords(DESK_WORDS);
  const may = useMay();
  const [reasons, setReasons] = useState<Reasons>();
  const [done, setDone] = useState<ReactNode>();
  const notes = useReturnNotes(form, reasons ?? {});
  const canReturn = isOpen && may(returnFiling) && filing.state !== 'returned';
  const isReturning = reasons !== undefined && canReturn;
  const choose = (cell: string): void => {
    if (reasons?.[cell] !== undefined) focusField(`return-${cell}`);
    setReasons({ [cell]: '', ...reasons });
  };
  const end = (told?: string): void => {
    setReasons(undefined);
    if (told !== undefined) setDone(told);
  };
  return (
    <>
      {done && (
        <Done>
          {done} <NextFiling filing={filing} />
        </Done>
      )}
      {canReturn && !isReturning && (
        <div className="screen-only">
          {filing.state === 'filed' && <Accept filing={filing} etag={etag} onDone={setDone} />}
          <p className="acts">
            <Button onClick={() => setReasons({})}>{words.giveBack.starts}</Button>
          </p>
        </div>
      )}
      <FiledSheet
        form={form}
        revision={filing.newest}
        notes={[...notes, ...changed]}
        pick={isReturning ? { label: words.giveBack.pick, onPick: ({ id }) => choose(id) } : undefined}
      />
      {isReturning && <GiveBack {...{ filing, etag, form, reasons }} onReasons={setReasons} onEnd={end} />}
    </>
  );
}

interface AcceptProps {
  readonly filing: Schemas['Filing'];
  readonly etag: string | undefined;
  readonly onDone: (told: ReactNode) => void;
}

function Accept({ filing, etag, onDone }: AcceptProps): ReactNode {
  const words = useWords(DESK_WORDS).accept;
  const act = useAct(acceptFiling);
  const [remark, setRemark] = useState('');
  const accept = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const body = remark.trim() === '' ? {} : { remark: remark.trim() };
    const accepted = await act.send({ path: { id: filing.id }, body }, etag);
    if (accepted === undefined) return;
    onDone(
      <>
        {words.done} <Opened of={accepted.data.opened} />
      </>,
    );
  };
  return (
    <TypedForm className="reason-form" onSubmit={(event) => void accept(event)}>
      <FormField label={words.remark} name="remark" value={remark} onChange={setRemark} help={words.says} />
      {act.refusal && <Refusal of={act.refusal} />}
      <p className="acts">
        <Button type="primary" htmlType="submit" loading={act.isBusy}>
          {words.does}
        </Button>
      </p>
    </TypedForm>
  );
}

/** The cells that are chosen stand out in the sheet; why they are returned is typed beside the button. */
function useReturnNotes(form: SheetForm, reasons: Reasons): readonly SheetNote[] {
  const words = useWords(DESK_WORDS).giveBack;
  const titleOf = useTitleOfCell(form);
  return Object.keys(reasons).map(
    (cell): SheetNote => ({
      ...{ id: `returning-${cell}`, place: cell, kind: 'rejected' },
      says: words.marked(titleOf(cell)),
    }),
  );
}
