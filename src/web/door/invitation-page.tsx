import { type ReactNode, useState } from 'react';
import { call } from '../client/call.ts';
import { useInvitation as invitation } from '../client/operations.generated.ts';
import { useWords } from '../words/use-words.ts';
import { DoorField } from './door-field.tsx';
import { DoorForm } from './door-form.tsx';
import { DOOR_WORDS } from './door-words.ts';
import { NewPasswordFields, useNewPassword } from './new-password.tsx';
import { useSubmit } from './use-submit.ts';

/** Sets a first password. Half a token may stand in the fragment of the address, which no server and no log ever sees. */
export function InvitationPage(): ReactNode {
  const words = useWords(DOOR_WORDS).password;
  const [halves, setHalves] = useState(halvesInAddress);
  const [isChecked, setChecked] = useState(false);
  const [isDone, setDone] = useState(false);
  const chosen = useNewPassword();
  const sending = useSubmit();

  const whole = `${halves.first}${halves.second}`.replace(/\s/g, '');
  const isHalf = whole === '' || whole.includes('gi1_') !== whole.includes('gi2_');
  const half = (name: 'first' | 'second') => ({
    label: words[name],
    autoComplete: 'off',
    value: halves[name],
    onText: (text: string) => setHalves({ ...halves, [name]: text }),
    error: isChecked && isHalf && halves[name].trim() === '' ? words.halfMissing : '',
  });

  async function send(): Promise<void> {
    await call(invitation, { body: { token: whole, password: chosen.password } });
    setDone(true);
  }

  if (isDone) {
    return (
      <>
        <h1>{words.invitationTitle}</h1>
        <p className="notice" data-kind="done" role="status">
          {words.done}
        </p>
        <a href="/console/sign-in">{words.toSignIn}</a>
      </>
    );
  }
  return (
    <DoorForm
      does={words.submit}
      sending={sending}
      onSend={() => {
        setChecked(true);
        if (chosen.check() && !isHalf) sending.submit(send);
      }}
    >
      <h1>{words.invitationTitle}</h1>
      <p className="secondary">{words.tokenHelp}</p>
      <DoorField {...half('first')} />
      <DoorField {...half('second')} />
      <NewPasswordFields chosen={chosen} rules={words.unknownRules} />
    </DoorForm>
  );
}

interface Halves {
  readonly first: string;
  readonly second: string;
}

/** The prefix tells which half it is. */
function halvesInAddress(): Halves {
  const told = decodeURIComponent(location.hash.slice(1));
  return told.startsWith('gi2_') ? { first: '', second: told } : { first: told, second: '' };
}
