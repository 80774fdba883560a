import { Button } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Schemas } from '../../client/operation.ts';
import { answerAuditFinding, closeAuditFinding, returnAuditAnswer } from '../../client/operations.generated.ts';
import { useMay } from '../../client/session-context.tsx';
import { useAct } from '../../client/use-gate.ts';
import { FormField } from '../../form/form-field.tsx';
import { ProofField } from '../../form/proof-field.tsx';
import { useFirstFault } from '../../form/use-first-fault.ts';
import { Done } from '../../ui/done.tsx';
import { TypedForm } from '../../ui/leaving/typed-form.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { today } from '../../ui/time.ts';
import { readDay } from '../../ui/typed-values.ts';
import { useWords } from '../../words/use-words.ts';
import { FINDING_WORDS } from './finding-words.ts';
import { possibleSteps, type StepName } from './possible-steps.ts';

interface FindingProps {
  readonly finding: Schemas['AuditFinding'];
  readonly etag: string | undefined;
}

/** What can be done now by whoever reads it: the agency answers; the audit bureau returns the answer or closes. */
export function FindingActs({ finding, etag }: FindingProps): ReactNode {
  const words = useWords(FINDING_WORDS).act;
  const may = useMay();
  const [step, setStep] = useState<StepName>();
  const [done, setDone] = useState<StepName>();
  const rights = { answer: may(answerAuditFinding), return: may(returnAuditAnswer), close: may(closeAuditFinding) };
  const steps = possibleSteps(finding.state, rights);
  if (steps.length === 0 && done === undefined) return null;
  const end = (ended?: StepName): void => {
    setStep(undefined);
    setDone(ended);
  };
  return (
    <section className="screen-only">
      {done && <Done>{words.done[done]}</Done>}
      {steps.length > 0 && <h2>{words.acts}</h2>}
      <p className="acts">
        {steps.map((one) => (
          <Button key={one} onClick={() => setStep(one)}>
            {words[one]}
          </Button>
        ))}
      </p>
      {step !== undefined && <Step key={step} step={step} finding={finding} etag={etag} onEnd={end} />}
    </section>
  );
}

interface StepProps extends FindingProps {
  readonly step: StepName;
  readonly onEnd: (done?: StepName) => void;
}

function useSend({ step, finding, etag }: Omit<StepProps, 'onEnd'>) {
  const answering = useAct(answerAuditFinding);
  const returning = useAct(returnAuditAnswer);
  const closing = useAct(closeAuditFinding);
  const path = { id: finding.id };
  const send = (text: string, { file, dueOn }: { readonly file: string | null; readonly dueOn: string }) => {
    if (step === 'answer') return answering.send({ path, body: { text, file } }, etag);
    if (step === 'return') return returning.send({ path, body: { text, dueOn } }, etag);
    return closing.send({ path, body: { text } }, etag);
  };
  const { isBusy, refusal } = { answer: answering, return: returning, close: closing }[step];
  return { send, isBusy, refusal };
}

function Step({ onEnd, ...of }: StepProps): ReactNode {
  const { step, finding } = of;
  const words = useWords(FINDING_WORDS).act;
  const [text, setText] = useState('');
  const [due, setDue] = useState('');
  const [files, setFiles] = useState<readonly string[]>([]);
  const [attempt, setAttempt] = useState(0);
  const { send, isBusy, refusal } = useSend(of);
  const form = useFirstFault(attempt, refusal);
  const day = readDay(due, today());
  const isDayWrong = step === 'return' && (day === undefined || day < today());
  const isMissing = text.trim() === '';
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setAttempt((before) => before + 1);
    if (isMissing || isDayWrong) return;
    if (await send(text.trim(), { file: files.at(-1) ?? null, dueOn: day ?? '' })) onEnd(step);
  };
  const fault = (is: boolean, says: string): string | undefined => (is && attempt > 0 ? says : undefined);
  return (
    <TypedForm className="reason-form" ref={form} onSubmit={(event) => void submit(event)} noValidate>
      <h3>{words[step]}</h3>
      <FormField
        label={words.text[step]}
        name="text"
        value={text}
        onChange={setText}
        isLong
        error={fault(isMissing, words.needed)}
      />
      {step === 'answer' && (
        <ProofField
          label={words.file}
          agencyCode={finding.agencyCode}
          files={files}
          // One answer names one file: another one takes its place.
          onFiles={(sent) => setFiles(sent.slice(-1))}
        />
      )}
      {step === 'return' && (
        <FormField
          isDay
          label={words.due}
          name="due"
          value={due}
          onChange={setDue}
          error={fault(isDayWrong, words.badDay)}
        />
      )}
      {refusal && <Refusal of={refusal} />}
      <p className="acts">
        <Button type="primary" htmlType="submit" loading={isBusy}>
          {words.does}
        </Button>
        <Button onClick={() => onEnd()}>{words.cancel}</Button>
      </p>
    </TypedForm>
  );
}
