import { Button } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Schemas } from '../client/operation.ts';
import { answerOnPaper, answerRectification } from '../client/operations.generated.ts';
import { useAct } from '../client/use-gate.ts';
import { FormField } from '../form/form-field.tsx';
import { ProofField } from '../form/proof-field.tsx';
import { StillToSign } from '../ui/done.tsx';
import { TypedForm } from '../ui/leaving/typed-form.tsx';
import { Refusal } from '../ui/refusal.tsx';
import { useWords } from '../words/use-words.ts';
import { MATTER_WORDS } from './matter-words.ts';

interface AnswerFormProps {
  readonly matter: Schemas['Matter'];
  readonly act: 'answer' | 'answer-on-paper';
  readonly onEnd: (told?: ReactNode) => void;
}

/** What the unit did, which its approver signs; or what its paper says, which another person of the office signs. */
export function AnswerForm({ matter, act, onEnd }: AnswerFormProps): ReactNode {
  const { act: words, steps } = useWords(MATTER_WORDS);
  const [online, onPaper] = [useAct(answerRectification), useAct(answerOnPaper)];
  const sending = act === 'answer' ? online : onPaper;
  const [text, setText] = useState('');
  const [files, setFiles] = useState<readonly string[]>([]);
  const [isTried, setTried] = useState(false);
  const [isTextMissing, isProofMissing] = [text.trim() === '', files.length === 0];
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (isTextMissing || isProofMissing) return;
    const sent = await sending.send({ path: { id: matter.id }, body: { text: text.trim(), files: [...files] } });
    if (sent) onEnd(sent.proposal === undefined ? words.done : <StillToSign proposal={sent.proposal} />);
  };
  return (
    <TypedForm className="reason-form" onSubmit={(event) => void send(event)} noValidate>
      <h3>{steps[act]}</h3>
      <p className="secondary">{words.signs[act]}</p>
      <FormField
        {...{ label: words.text[act], name: 'text', value: text, onChange: setText, isLong: true }}
        error={isTried && isTextMissing ? words.needed : undefined}
      />
      <ProofField
        {...{ label: words.proof, agencyCode: matter.owner, files, onFiles: setFiles }}
        error={isTried && isProofMissing ? words.noProof : undefined}
      />
      {sending.refusal && <Refusal of={sending.refusal} />}
      <p className="acts">
        <Button type="primary" htmlType="submit" loading={sending.isBusy}>
          {words.does}
        </Button>
        <Button onClick={() => onEnd()}>{words.cancel}</Button>
      </p>
    </TypedForm>
  );
}
