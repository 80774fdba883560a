import { Button } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Schemas } from '../client/operation.ts';
import { agreeToScore, objectToScore } from '../client/operations.generated.ts';
import { useAct } from '../client/use-gate.ts';
import { FormField } from '../form/form-field.tsx';
import { ProofField } from '../form/proof-field.tsx';
import { TypedForm } from '../ui/leaving/typed-form.tsx';
import { Refusal } from '../ui/refusal.tsx';
import { useWords } from '../words/use-words.ts';
import { ASSESSMENT_WORDS } from './assessment-words.ts';
import { isWhole, type Reasons, ReasonsByCell } from './reasons-by-cell.tsx';

interface AnswerProps {
  readonly assessment: Schemas['Assessment'];
  readonly etag: string | undefined;
  readonly items: readonly { readonly cell: string; readonly title: string }[];
  readonly onDone: (told: string) => void;
}

/** The unit's approver agrees, or objects item by item while there are days left for it. */
export function Answer(props: AnswerProps): ReactNode {
  const { assessment, etag, onDone } = props;
  const words = useWords(ASSESSMENT_WORDS).answer;
  const act = useAct(agreeToScore);
  const [isObjecting, setObjecting] = useState(false);
  const agree = async (): Promise<void> => {
    if (await act.send({ path: { id: assessment.filing }, body: {} }, etag)) onDone(words.agreed);
  };
  const day = assessment.respondBy ?? '';
  return (
    <section className="screen-only">
      <h3>{words.title}</h3>
      <p>{assessment.silent ? words.late(day) : words.until(day)}</p>
      {isObjecting ? (
        <ObjectionForm {...props} onCancel={() => setObjecting(false)} />
      ) : (
        <>
          {act.refusal && <Refusal of={act.refusal} />}
          <p className="acts">
            <Button type="primary" loading={act.isBusy} onClick={() => void agree()}>
              {words.agree}
            </Button>
            {!assessment.silent && <Button onClick={() => setObjecting(true)}>{words.starts}</Button>}
          </p>
        </>
      )}
    </section>
  );
}

function ObjectionForm(props: AnswerProps & { readonly onCancel: () => void }): ReactNode {
  const { assessment, etag, items, onDone, onCancel } = props;
  const { answer: words, score } = useWords(ASSESSMENT_WORDS);
  const act = useAct(objectToScore);
  const [text, setText] = useState('');
  const [cells, setCells] = useState<Reasons>({});
  const [files, setFiles] = useState<readonly string[]>([]);
  const [isTried, setTried] = useState(false);
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setTried(true);
    if (text.trim() === '' || !isWhole(cells)) return;
    const named = Object.keys(cells).length > 0 && { cells };
    const body = { text: text.trim(), files: [...files], ...named };
    if (await act.send({ path: { id: assessment.filing }, body }, etag)) onDone(words.done);
  };
  return (
    <TypedForm className="reason-form" onSubmit={(event) => void send(event)} noValidate>
      <FormField
        {...{ label: words.text, name: 'text', value: text, onChange: setText, isLong: true }}
        error={isTried && text.trim() === '' ? score.needed : undefined}
      />
      <ReasonsByCell {...{ title: words.reasons, items, reasons: cells, onChange: setCells, isTried }} />
      <ProofField {...{ label: words.proof, agencyCode: assessment.agencyCode, files, onFiles: setFiles }} />
      {act.refusal && <Refusal of={act.refusal} />}
      <p className="acts">
        <Button type="primary" htmlType="submit" loading={act.isBusy}>
          {words.does}
        </Button>
        <Button onClick={onCancel}>{score.cancel}</Button>
      </p>
    </TypedForm>
  );
}
