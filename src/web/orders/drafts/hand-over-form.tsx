import { Button } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import type { BodyOf } from '../../client/operation.ts';
import { listDraftReviewers } from '../../client/operations.generated.ts';
import { useAll } from '../../client/use-all.ts';
import { TypedForm } from '../../ui/leaving/typed-form.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { ROLE_WORDS } from '../../words/roles.ts';
import { useWords } from '../../words/use-words.ts';
import { DRAFT_WORDS } from './draft-words.ts';

interface HandOverFormProps {
  /** Absent while the draft was never saved: then any approver can be asked, and nobody by name. */
  readonly draft: string | undefined;
  readonly isBusy: boolean;
  readonly refusal: Error | null;
  readonly onHandOver: (asked: BodyOf<'handOverDraft'>) => void;
  readonly onBack: () => void;
}

/** Whom to ask about a draft, and what about. What was typed stays when it is refused. */
export function HandOverForm({ draft, isBusy, refusal, onHandOver, onBack }: HandOverFormProps): ReactNode {
  const words = useWords(DRAFT_WORDS).review;
  const roles = useWords(ROLE_WORDS);
  const people = useAll(listDraftReviewers, { path: { id: draft ?? '' } }, { isWanted: draft !== undefined });
  const [person, setPerson] = useState('');
  const [remark, setRemark] = useState('');
  const [field, told] = [useId(), useId()];
  return (
    <TypedForm
      className="reason-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (remark.trim() !== '' && !isBusy) onHandOver({ person: person === '' ? null : person, remark });
      }}
    >
      <label>
        {words.to}{' '}
        <select className="plain-select" value={person} onChange={({ target }) => setPerson(target.value)}>
          <option value="">{words.anyApprover}</option>
          {people.items.map(({ person: id, name, role }) => (
            <option key={id} value={id}>
              {name} · {roles[role]}
            </option>
          ))}
        </select>
      </label>
      {!people.isWhole && <p className="secondary">{words.more}</p>}
      <label htmlFor={field}>{words.remark}</label>
      <textarea
        id={field}
        aria-describedby={told}
        required
        maxLength={2000}
        rows={2}
        value={remark}
        onChange={({ target }) => setRemark(target.value)}
      />
      <p id={told} className="secondary">
        {words.remarkHelp}
      </p>
      {refusal && <Refusal of={refusal} />}
      <span className="acts">
        <Button htmlType="submit" type="primary" loading={isBusy}>
          {words.handOver}
        </Button>
        <Button onClick={onBack}>{words.back}</Button>
      </span>
    </TypedForm>
  );
}
