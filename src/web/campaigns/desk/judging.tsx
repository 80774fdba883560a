import { Button } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Schemas } from '../../client/operation.ts';
import { acceptFiling, returnFiling } from '../../client/operations.generated.ts';
import { useMay } from '../../client/session-context.tsx';
import { useAct } from '../../client/use-gate.ts';
import { FormField } from '../../form/form-field.tsx';
import { FiledSheet } from '../../sheet/filed-sheet.tsx';
import type { SheetForm } from '../../sheet/form-document.ts';
import type { SheetNote } from '../../sheet/sheet-context.ts';
import { Done } from '../../ui/done.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { today } from '../../ui/time.ts';
import { readDay } from '../../ui/typed-values.ts';
import { useText } from '../../words/in-language.ts';
import { useWords } from '../../words/use-words.ts';
import { DESK_WORDS } from './desk-words.ts';
import { Opened } from './opened.tsx';

interface JudgingProps {
  readonly filing: Schemas['Filing'];
  readonly etag: string | undefined;
  readonly form: SheetForm;
}

/** The newest revision, which the office takes, or returns by cells. */
export function Judging({ filing, etag, form }: JudgingProps): ReactNode {
  const words = useWords(DESK_WORDS);
  const may = useMay();
  const [reasons, setReasons] = useState<Readonly<Record<string, string>>>();
  const [done, setDone] = useState<ReactNode>();
  const notes = useReturnNotes(form, reasons ?? {}, setReasons);
  const canReturn = may(returnFiling) && filing.state !== 'returned';
  const isReturning = reasons !== undefined;
  return (
    <>
      {done && <Done>{done}</Done>}
      {canReturn && !isReturning && (
        <div className="screen-only">
          {filing.state === 'filed' && <Accept filing={filing} etag={etag} onDone={setDone} />}
          <p className="acts">
            <Button onClick={() => setReasons({})}>{words.giveBack.starts}</Button>
          </p>
        </div>
      )}
      {isReturning && canReturn && (
        <GiveBack
          {...{ filing, etag, reasons }}
          onEnd={(told) => {
            setReasons(undefined);
            if (told !== undefined) setDone(told);
          }}
        />
      )}
      <FiledSheet
        form={form}
        revision={filing.newest}
        notes={notes}
        pick={
          isReturning && canReturn
            ? { label: words.giveBack.pick, onPick: ({ id }) => setReasons({ [id]: '', ...reasons }) }
            : undefined
        }
      />
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
    <form className="reason-form" onSubmit={(event) => void accept(event)}>
      <FormField label={words.remark} name="remark" value={remark} onChange={setRemark} help={words.says} />
      {act.refusal && <Refusal of={act.refusal} />}
      <p className="acts">
        <Button type="primary" htmlType="submit" loading={act.isBusy}>
          {words.does}
        </Button>
      </p>
    </form>
  );
}

function useReturnNotes(
  form: SheetForm,
  reasons: Readonly<Record<string, string>>,
  setReasons: (reasons: Readonly<Record<string, string>>) => void,
): readonly SheetNote[] {
  const words = useWords(DESK_WORDS).giveBack;
  const text = useText();
  return Object.entries(reasons).map(([cell, why]): SheetNote => {
    const found = form.cell(cell);
    const title = found === undefined ? cell : text(found.title);
    return {
      ...{ id: `returning-${cell}`, place: cell, kind: 'rejected', says: words.marked(title) },
      field: (
        <>
          <FormField
            label={words.why(title)}
            name={`return-${cell}`}
            value={why}
            onChange={(typed) => setReasons({ ...reasons, [cell]: typed })}
          />
          <button
            type="button"
            className="plain-button"
            onClick={() => setReasons(Object.fromEntries(Object.entries(reasons).filter(([one]) => one !== cell)))}
          >
            {words.remove(title)}
          </button>
        </>
      ),
    };
  });
}

interface GiveBackProps {
  readonly filing: Schemas['Filing'];
  readonly etag: string | undefined;
  readonly reasons: Readonly<Record<string, string>>;
  readonly onEnd: (told?: string) => void;
}

function GiveBack({ filing, etag, reasons, onEnd }: GiveBackProps): ReactNode {
  const words = useWords(DESK_WORDS).giveBack;
  const act = useAct(returnFiling);
  const [reason, setReason] = useState('');
  const [due, setDue] = useState('');
  const [isTried, setTried] = useState(false);
  const day = due.trim() === '' ? null : readDay(due, today());
  const cells = Object.entries(reasons);
  const isEmpty = cells.some(([, why]) => why.trim() === '');
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (cells.length === 0 || isEmpty || day === undefined) return;
    const body = { cells: Object.fromEntries(cells), reason: reason.trim() || null, dueOn: day };
    const sent = await act.send({ path: { id: filing.id }, body }, etag);
    if (sent) onEnd(words.done(sent.data.resubmitBy ?? ''));
  };
  return (
    <form className="reason-form screen-only" onSubmit={(event) => void send(event)} noValidate>
      <h2>{words.title}</h2>
      <p className="secondary">{words.says}</p>
      <FormField label={words.reason} name="reason" value={reason} onChange={setReason} />
      <FormField
        label={words.due}
        name="due"
        value={due}
        onChange={setDue}
        error={isTried && day === undefined ? words.badDay : undefined}
      />
      {isTried && (cells.length === 0 || isEmpty) && (
        <p className="field-error" role="alert">
          {cells.length === 0 ? words.none : words.empty}
        </p>
      )}
      {act.refusal && <Refusal of={act.refusal} />}
      <p className="acts">
        <Button type="primary" htmlType="submit" loading={act.isBusy}>
          {words.does}
        </Button>
        <Button onClick={() => onEnd()}>{words.cancel}</Button>
      </p>
    </form>
  );
}
