import { Button } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { Refusal } from './refusal.tsx';

interface ReasonFormProps {
  readonly asks: string;
  readonly help: string;
  readonly does: string;
  readonly isBusy: boolean;
  readonly refusal: Error | null;
  readonly onReason: (reason: string) => void;
  /** What has to be typed as well, where the act cannot be undone and frees what was held. */
  readonly phrase?: { readonly asks: string; readonly text: string };
}

/** An act that takes a reason, which the others read. What was typed stays when it is refused. */
export function ReasonForm({ asks, help, does, isBusy, refusal, onReason, phrase }: ReasonFormProps): ReactNode {
  const field = useId();
  const told = useId();
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const isSure = phrase === undefined || typed.trim() === phrase.text;
  return (
    <form
      className="reason-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isSure && !isBusy) onReason(reason);
      }}
    >
      <label htmlFor={field}>{asks}</label>
      <textarea
        id={field}
        aria-describedby={told}
        rows={3}
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
      <p id={told} className="secondary">
        {help}
      </p>
      {phrase !== undefined && (
        <label>
          {phrase.asks} <strong>{phrase.text}</strong>{' '}
          <input className="plain-select" value={typed} onChange={({ target }) => setTyped(target.value)} />
        </label>
      )}
      {refusal && <Refusal of={refusal} />}
      <Button htmlType="submit" loading={isBusy} disabled={!isSure}>
        {does}
      </Button>
    </form>
  );
}
