import { Button } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { GateProblem } from '../../client/gate-problem.ts';
import type { BodyOf } from '../../client/operation.ts';
import { TypedArea } from '../../ui/leaving/typed-form.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { useWords } from '../../words/use-words.ts';
import { DRAFT_WORDS } from './draft-words.ts';

interface OpinionFormProps {
  readonly isBusy: boolean;
  readonly refusal: Error | null;
  readonly onOpinion: (opinion: BodyOf<'answerDraft'>) => void;
}

/** Agrees or returns, with a remark, which whoever returns a draft has to write. */
export function OpinionForm({ isBusy, refusal, onOpinion }: OpinionFormProps): ReactNode {
  const words = useWords(DRAFT_WORDS).review;
  const [remark, setRemark] = useState('');
  const [wasShort, setShort] = useState(false);
  const [field, told] = [useId(), useId()];
  const typed = remark.trim();
  const say = (opinion: 'agreed' | 'returned'): void => {
    const isShort = opinion === 'returned' && typed === '';
    setShort(isShort);
    if (isShort) document.getElementById(field)?.focus();
    else if (!isBusy) onOpinion(typed === '' ? { opinion } : { opinion, remark });
  };
  const isStale = refusal instanceof GateProblem && refusal.status === 412;
  return (
    <TypedArea className="reason-form">
      <label htmlFor={field}>{words.opinion}</label>
      <textarea
        id={field}
        aria-describedby={told}
        aria-invalid={wasShort}
        maxLength={2000}
        rows={3}
        value={remark}
        onChange={({ target }) => setRemark(target.value)}
      />
      <p id={told} className={wasShort ? 'field-error' : 'secondary'}>
        {words.opinionHelp}
      </p>
      {isStale && (
        <p className="notice" data-kind="warning" role="alert">
          {words.reading}
        </p>
      )}
      {refusal && !isStale && <Refusal of={refusal} />}
      <span className="acts">
        <Button type="primary" loading={isBusy} onClick={() => say('agreed')}>
          {words.agree}
        </Button>
        <Button loading={isBusy} onClick={() => say('returned')}>
          {words.return}
        </Button>
      </span>
    </TypedArea>
  );
}
