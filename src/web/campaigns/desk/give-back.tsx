import { Button } from 'antd';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import type { Schemas } from '../../client/operation.ts';
import { returnFiling } from '../../client/operations.generated.ts';
import { useAct } from '../../client/use-gate.ts';
import { focusField } from '../../form/focus-field.ts';
import { FormField } from '../../form/form-field.tsx';
import { refusalByField } from '../../form/refusal-by-field.ts';
import type { SheetForm } from '../../sheet/form-document.ts';
import { usePlaceOfCell } from '../../sheet/use-place-of-cell.ts';
import { useTitleOfCell } from '../../sheet/use-title-of-cell.ts';
import { TypedForm } from '../../ui/leaving/typed-form.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { today } from '../../ui/time.ts';
import { readDay } from '../../ui/typed-values.ts';
import { useWords } from '../../words/use-words.ts';
import { DESK_WORDS } from './desk-words.ts';

/** Why each chosen cell is returned, the one that was chosen last first. */
export type Reasons = Readonly<Record<string, string>>;

interface GiveBackProps {
  readonly filing: Schemas['Filing'];
  readonly etag: string | undefined;
  readonly form: SheetForm;
  readonly reasons: Reasons;
  readonly onReasons: (reasons: Reasons) => void;
  readonly onEnd: (told?: string) => void;
}

const SHARED = 'return-all';

/** The chosen cells with their reasons and the button, in sight below the sheet while cells are chosen in it. */
export function GiveBack({ filing, etag, form, reasons, onReasons, onEnd }: GiveBackProps): ReactNode {
  const words = useWords(DESK_WORDS).giveBack;
  const act = useAct(returnFiling);
  const placeOf = usePlaceOfCell(form);
  const [shared, setShared] = useState<string>();
  const [reason, setReason] = useState('');
  const [due, setDue] = useState('');
  const [isTried, setTried] = useState(false);
  const day = due.trim() === '' ? null : readDay(due, today());
  const cells = Object.keys(reasons);
  const isShared = shared !== undefined && cells.length > 1;
  const why = (cell: string): string => (isShared ? shared : (reasons[cell] ?? '')).trim();
  const lacking = cells.find((cell) => why(cell) === '');
  const { told, rest } = refusalByField(act.refusal, (pointer) => ({ '/dueOn': 'due', '/reason': 'reason' })[pointer]);
  const share = (isOn: boolean): void => setShared(isOn ? (cells.map(why).find(Boolean) ?? '') : undefined);
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (lacking !== undefined) focusField(isShared ? SHARED : `return-${lacking}`);
    if (cells.length === 0 || lacking !== undefined || day === undefined) return;
    const said = Object.fromEntries(cells.map((cell) => [cell, why(cell)]));
    const body = { cells: said, reason: reason.trim() || null, dueOn: day };
    const sent = await act.send({ path: { id: filing.id }, body }, etag);
    if (sent) onEnd(words.done(sent.data.resubmitBy ?? ''));
  };
  return (
    <TypedForm className="give-back screen-only" onSubmit={(event) => void send(event)} noValidate>
      <Head {...{ count: cells.length, isShared, isBusy: act.isBusy, onEnd }} onShare={share} />
      {cells.length === 0 && <Says isWrong={isTried} />}
      {rest && <Refusal of={rest} placeOf={placeOf} />}
      <div className="give-back-fields">
        {isShared ? (
          <Shared {...{ form, reasons, onReasons, isTried }} value={shared} onChange={setShared} />
        ) : (
          cells.map((cell) => <ChosenCell key={cell} {...{ cell, form, reasons, onReasons, isTried }} />)
        )}
        {cells.length > 0 && (
          <>
            <FormField label={words.reason} name="reason" value={reason} onChange={setReason} error={told.reason} />
            <FormField
              {...{ label: words.due, name: 'due', value: due, onChange: setDue }}
              error={isTried && day === undefined ? words.badDay : told.due}
            />
          </>
        )}
      </div>
    </TypedForm>
  );
}

interface HeadProps extends Pick<GiveBackProps, 'onEnd'> {
  readonly count: number;
  readonly isShared: boolean;
  readonly isBusy: boolean;
  readonly onShare: (isOn: boolean) => void;
}

/** How many cells are chosen, whether for one reason, and the button. */
function Head({ count, isShared, isBusy, onShare, onEnd }: HeadProps): ReactNode {
  const words = useWords(DESK_WORDS).giveBack;
  return (
    <div className="give-back-head">
      <h2>{count === 0 ? words.title : words.chosen(count)}</h2>
      {count > 1 && (
        <label>
          <input type="checkbox" checked={isShared} onChange={({ target }) => onShare(target.checked)} /> {words.same}
        </label>
      )}
      <span className="acts">
        <Button type="primary" htmlType="submit" loading={isBusy}>
          {words.does}
        </Button>
        <Button onClick={() => onEnd()}>{words.cancel}</Button>
      </span>
    </div>
  );
}

/** What is to be done while no cell is chosen. */
function Says({ isWrong }: { readonly isWrong: boolean }): ReactNode {
  const words = useWords(DESK_WORDS).giveBack;
  return isWrong ? (
    <p className="field-error" role="alert">
      {words.none} {words.says}
    </p>
  ) : (
    <p role="status">{words.says}</p>
  );
}

interface ChosenProps extends Pick<GiveBackProps, 'form' | 'reasons' | 'onReasons'> {
  readonly isTried: boolean;
}

/** A chosen cell with the box for its reason, which the focus goes to as soon as it is chosen. */
function ChosenCell({ cell, form, reasons, onReasons, isTried }: ChosenProps & { readonly cell: string }): ReactNode {
  const words = useWords(DESK_WORDS).giveBack;
  const titleOf = useTitleOfCell(form);
  const name = `return-${cell}`;
  useEffect(() => focusField(name), [name]);
  const why = reasons[cell] ?? '';
  return (
    <div className="give-back-cell">
      <FormField
        {...{ label: words.why(titleOf(cell)), name, value: why }}
        error={isTried && why.trim() === '' ? words.empty : undefined}
        onChange={(typed) => onReasons({ ...reasons, [cell]: typed })}
      />
      <Remove {...{ cell, form, reasons, onReasons }} />
    </div>
  );
}

interface SharedProps extends ChosenProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** One reason for all chosen cells, which stand below it. */
function Shared({ form, reasons, onReasons, isTried, value, onChange }: SharedProps): ReactNode {
  const words = useWords(DESK_WORDS).giveBack;
  const cells = Object.keys(reasons);
  const count = cells.length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each cell that is chosen the box is where one goes on.
  useEffect(() => focusField(SHARED), [count]);
  return (
    <div className="give-back-cell">
      <FormField
        {...{ label: words.whyAll(count), name: SHARED, value, onChange }}
        error={isTried && value.trim() === '' ? words.empty : undefined}
      />
      <span>
        {cells.map((cell) => (
          <Remove key={cell} {...{ cell, form, reasons, onReasons }} />
        ))}
      </span>
    </div>
  );
}

type RemoveProps = Pick<GiveBackProps, 'form' | 'reasons' | 'onReasons'> & { readonly cell: string };

function Remove({ cell, form, reasons, onReasons }: RemoveProps): ReactNode {
  const words = useWords(DESK_WORDS).giveBack;
  const titleOf = useTitleOfCell(form);
  const others = Object.entries(reasons).filter(([one]) => one !== cell);
  return (
    <button type="button" className="plain-button" onClick={() => onReasons(Object.fromEntries(others))}>
      {words.remove(titleOf(cell))}
    </button>
  );
}
