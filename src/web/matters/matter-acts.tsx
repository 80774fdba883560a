import { Button } from 'antd';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { BodyOf, Schemas } from '../client/operation.ts';
import { decideMatter, stepMatter } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { useAct } from '../client/use-gate.ts';
import { FormField } from '../form/form-field.tsx';
import { Done, StillToSign } from '../ui/done.tsx';
import { TypedForm } from '../ui/leaving/typed-form.tsx';
import { ReasonForm } from '../ui/reason-form.tsx';
import { Refusal } from '../ui/refusal.tsx';
import { today } from '../ui/time.ts';
import { readDay } from '../ui/typed-values.ts';
import { useWords } from '../words/use-words.ts';
import { AnswerForm } from './answer-form.tsx';
import { AwaitedAnswer } from './awaited-answer.tsx';
import { MATTER_WORDS } from './matter-words.ts';
import { type OfferedAct, possibleActs } from './possible-acts.ts';

interface MatterProps {
  readonly matter: Schemas['Matter'];
  readonly etag: string | undefined;
}

/** What can be done now by whoever reads it: the unit answers with a proof, the office returns, extends or ends it. */
export function MatterActs({ matter, etag }: MatterProps): ReactNode {
  const { act: words, steps, page } = useWords(MATTER_WORDS);
  const may = useMay();
  const [open, setOpen] = useState<OfferedAct>();
  const [told, setTold] = useState<ReactNode>();
  const awaited = <AwaitedAnswer matter={matter} />;
  if (!may(stepMatter)) return awaited;
  const acts = possibleActs(matter, may(decideMatter));
  const end = (said?: ReactNode): void => {
    setOpen(undefined);
    setTold(said);
  };
  if (acts.length === 0) return told ? <Done>{told}</Done> : awaited;
  return (
    <section className="screen-only">
      <h2>{page.acts}</h2>
      {told ? <Done>{told}</Done> : awaited}
      <p className="acts">
        {acts.map((act) => (
          <Button key={act} onClick={() => setOpen(act)}>
            {steps[act]}
          </Button>
        ))}
      </p>
      {open === 'void' && <Void {...{ matter, etag }} onEnd={end} />}
      {(open === 'answer' || open === 'answer-on-paper') && (
        <AnswerForm key={open} act={open} {...{ matter }} onEnd={end} />
      )}
      {(open === 'extend' || open === 'return' || open === 'close') && (
        <Step key={open} act={open} {...{ matter, etag }} onEnd={(isDone) => end(isDone ? words.done : undefined)} />
      )}
    </section>
  );
}

type StepAct = 'extend' | 'return' | 'close';

interface StepProps extends MatterProps {
  readonly act: StepAct;
  readonly onEnd: (isDone: boolean) => void;
}

/** What is typed about a step, and what of it is missing. */
function useStep(act: StepAct) {
  const [text, setText] = useState('');
  const [due, setDue] = useState('');
  const [outcome, setOutcome] = useState<string>('rectified');
  const [isTried, setTried] = useState(false);
  const day = due.trim() === '' ? undefined : readDay(due, today());
  const takesDay = act === 'extend' || act === 'return';
  const isDayWrong = takesDay && (due.trim() === '' ? act === 'extend' : day === undefined);
  const isTextMissing = text.trim() === '';
  const body: BodyOf<'stepMatter'> = {
    ...{ act, text: text.trim() },
    ...(takesDay && day !== undefined && { dueOn: day }),
    ...(act === 'close' && { outcome: outcome as Schemas['MatterOutcome'] }),
  };
  return {
    ...{ text, setText, due, setDue, outcome, setOutcome, setTried, takesDay, body },
    isWhole: !isDayWrong && !isTextMissing,
    faults: { day: isTried && isDayWrong, text: isTried && isTextMissing },
  };
}

function Step({ matter, etag, act, onEnd }: StepProps): ReactNode {
  const { act: words, steps, outcomes } = useWords(MATTER_WORDS);
  const sending = useAct(stepMatter);
  const step = useStep(act);
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    step.setTried(true);
    if (!step.isWhole) return;
    if (await sending.send({ path: { id: matter.id }, body: step.body }, etag)) onEnd(true);
  };
  const choices = Object.entries(outcomes).map(([value, label]) => ({ value, label }));
  const told = (is: boolean, says: string): string | undefined => (is ? says : undefined);
  const { faults } = step;
  return (
    <TypedForm className="reason-form" onSubmit={(event) => void send(event)} noValidate>
      <h3>{steps[act]}</h3>
      <FormField
        {...{ label: words.text[act], name: 'text', value: step.text, onChange: step.setText, isLong: true }}
        error={told(faults.text, words.needed)}
      />
      {step.takesDay && (
        <FormField
          label={act === 'return' ? words.dueOfReturn : words.due}
          isDay
          {...{ name: 'due', value: step.due, onChange: step.setDue }}
          error={told(faults.day, words.badDay)}
        />
      )}
      {act === 'close' && (
        <FormField
          {...{ label: words.outcome, name: 'outcome', value: step.outcome, onChange: step.setOutcome, choices }}
          none="—"
        />
      )}
      {sending.refusal && <Refusal of={sending.refusal} />}
      <p className="acts">
        <Button type="primary" htmlType="submit" loading={sending.isBusy}>
          {words.does}
        </Button>
        <Button onClick={() => onEnd(false)}>{words.cancel}</Button>
      </p>
    </TypedForm>
  );
}

interface VoidProps extends MatterProps {
  readonly onEnd: (told?: ReactNode) => void;
}

function Void({ matter, etag, onEnd }: VoidProps): ReactNode {
  const { act: words, steps } = useWords(MATTER_WORDS);
  const act = useAct(decideMatter);
  const send = async (text: string): Promise<void> => {
    const sent = await act.send({ path: { id: matter.id }, body: { act: 'void', text } }, etag);
    if (sent === undefined) return;
    onEnd(sent.proposal === undefined ? words.done : <StillToSign proposal={sent.proposal} />);
  };
  return (
    <ReasonForm
      asks={words.text.void}
      help={words.voidSays}
      charactersMin={1}
      does={steps.void}
      isBusy={act.isBusy}
      refusal={act.refusal}
      onReason={(text) => void send(text)}
    />
  );
}
