import { Button } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Refusal } from '../ui/refusal.tsx';
import { useWords } from '../words/use-words.ts';
import { FormField } from './form-field.tsx';
import { REVIEW_WORDS } from './review-words.ts';

interface ReasonFormProps {
  readonly question: string;
  readonly submit: string;
  /** How many characters the gate demands at least. */
  readonly charactersMin: number;
  readonly act: { readonly isBusy: boolean; readonly refusal: Error | null };
  readonly onReason: (reason: string) => void;
}

/** An act that takes nothing but a reason, counted while it is typed. */
export function ReasonForm({ question, submit, charactersMin, act, onReason }: ReasonFormProps): ReactNode {
  const words = useWords(REVIEW_WORDS).form;
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string>();
  const typed = [...reason.trim()].length;
  const send = (event: FormEvent): void => {
    event.preventDefault();
    const isShort = typed < charactersMin;
    setError(isShort ? words.short(charactersMin) : undefined);
    if (!isShort) onReason(reason.trim());
  };
  return (
    <form className="ending" onSubmit={send} noValidate>
      <FormField
        label={question}
        help={words.counted(typed, charactersMin)}
        {...{ isLong: true, value: reason, error, onChange: setReason }}
      />
      {act.refusal && <Refusal of={act.refusal} />}
      <Button htmlType="submit" loading={act.isBusy}>
        {submit}
      </Button>
    </form>
  );
}
