import { Button } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { CancelButton } from './cancel-button.tsx';
import { TypedForm } from './leaving/typed-form.tsx';
import { Refusal } from './refusal.tsx';

interface ReasonFormProps {
  readonly asks: string;
  /** Below the field; it may count what was typed. */
  readonly help: string | ((characters: number) => string);
  /** A shorter reason is not sent. */
  readonly charactersMin?: number;
  readonly does: string;
  readonly isBusy: boolean;
  readonly refusal: Error | null;
  readonly onReason: (reason: string) => void;
  /** Where the form can be closed again without an act. */
  readonly onCancel?: () => void;
  /** What has to be typed as well, where the act cannot be undone and frees what was held. */
  readonly phrase?: { readonly asks: string; readonly text: string };
}

/** An act that takes a reason, which the others read. What was typed stays when it is refused. */
export function ReasonForm(props: ReasonFormProps): ReactNode {
  const { asks, help, does, isBusy, refusal, onReason, onCancel, phrase, charactersMin = 0 } = props;
  const field = useId();
  const told = useId();
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const [wasSent, setSent] = useState(false);
  const characters = [...reason.trim()].length;
  const isShort = characters < charactersMin;
  const isSure = phrase === undefined || typed.trim() === phrase.text;
  return (
    <TypedForm
      className="reason-form"
      onSubmit={(event) => {
        event.preventDefault();
        setSent(true);
        if (isSure && !isShort && !isBusy) onReason(reason);
      }}
    >
      <label htmlFor={field}>{asks}</label>
      <textarea
        id={field}
        aria-describedby={told}
        aria-invalid={wasSent && isShort}
        rows={3}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
      <p id={told} className={wasSent && isShort ? 'field-error' : 'secondary'}>
        {typeof help === 'string' ? help : help(characters)}
      </p>
      {phrase !== undefined && (
        <label>
          {phrase.asks} <strong>{phrase.text}</strong>{' '}
          <input className="plain-select" value={typed} onChange={({ target }) => setTyped(target.value)} />
        </label>
      )}
      {refusal && <Refusal of={refusal} />}
      <div className="acts">
        <Button htmlType="submit" loading={isBusy} disabled={!isSure}>
          {does}
        </Button>
        {onCancel && <CancelButton onCancel={onCancel} />}
      </div>
    </TypedForm>
  );
}
