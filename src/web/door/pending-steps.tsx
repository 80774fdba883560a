import { type ReactNode, useEffect, useState } from 'react';
import { call } from '../client/call.ts';
import type { AnswerOf, Schemas } from '../client/operation.ts';
import { changePassword, confirmTotp, enrolTotp } from '../client/operations.generated.ts';
import { QrCode } from '../ui/qr-code.tsx';
import { plainText } from '../ui/typed-values.ts';
import { useWords } from '../words/use-words.ts';
import { DoorField } from './door-field.tsx';
import { DoorForm } from './door-form.tsx';
import { DOOR_WORDS } from './door-words.ts';
import { NewPasswordFields, useNewPassword } from './new-password.tsx';
import { useSubmit } from './use-submit.ts';

interface PendingStepsProps {
  readonly session: Pick<Schemas['Session'], 'pending'>;
  readonly onDone: () => void;
}

/** What has to be done before anything else may be, one thing after the other. */
export function PendingSteps({ session, onDone }: PendingStepsProps): ReactNode {
  const [left, setLeft] = useState(session.pending);
  const step = left[0];
  useEffect(() => {
    if (step === undefined) onDone();
  }, [step, onDone]);
  const next = (): void => setLeft(left.slice(1));
  if (step === 'password-change') return <ForcedChange onDone={next} />;
  if (step === 'totp-enrolment') return <TotpEnrolment onDone={next} />;
  return null;
}

interface PasswordChangeProps {
  readonly onDone: () => void;
}

function ForcedChange(props: PasswordChangeProps): ReactNode {
  const words = useWords(DOOR_WORDS).password;
  return (
    <>
      <h1>{words.changeTitle}</h1>
      <p>{words.changeWhy}</p>
      <PasswordChange {...props} />
    </>
  );
}

/** Below a heading that says what it is for. */
export function PasswordChange({ onDone }: PasswordChangeProps): ReactNode {
  const words = useWords(DOOR_WORDS).password;
  const [current, setCurrent] = useState('');
  const chosen = useNewPassword();
  const sending = useSubmit();
  return (
    <DoorForm
      does={words.submit}
      sending={sending}
      onSend={() => {
        if (!chosen.check()) return;
        sending.submit(async () => {
          await call(changePassword, { body: { current, new: chosen.password } });
          onDone();
        });
      }}
    >
      <DoorField
        label={words.current}
        type="password"
        autoComplete="current-password"
        value={current}
        onText={setCurrent}
      />
      <NewPasswordFields chosen={chosen} />
    </DoorForm>
  );
}

function TotpEnrolment({ onDone }: { readonly onDone: () => void }): ReactNode {
  const words = useWords(DOOR_WORDS).totp;
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [told, setTold] = useState<AnswerOf<'enrolTotp'>>();
  const sending = useSubmit();

  async function send(): Promise<void> {
    if (told === undefined) {
      const { data } = await call(enrolTotp, { body: { password } });
      setTold(data);
      return;
    }
    await call(confirmTotp, { body: { code: plainText(code) } });
    onDone();
  }

  return (
    <DoorForm
      does={told === undefined ? words.begin : words.confirm}
      sending={sending}
      onSend={() => sending.submit(send)}
    >
      <h1>{words.title}</h1>
      <p>{words.why}</p>
      {told === undefined ? (
        <DoorField
          label={words.password}
          type="password"
          autoComplete="current-password"
          value={password}
          onText={setPassword}
        />
      ) : (
        <>
          <p>{words.scan}</p>
          <QrCode text={told.uri} label={words.qr} />
          <p className="code">{told.secret}</p>
          <DoorField
            label={words.code}
            inputMode="numeric"
            autoComplete="one-time-code"
            value={code}
            onText={setCode}
          />
        </>
      )}
    </DoorForm>
  );
}
