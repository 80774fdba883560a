import { type ReactNode, useEffect, useState } from 'react';
import { call } from '../client/call.ts';
import { useInvitation as invitation } from '../client/operations.generated.ts';
import { useWords } from '../words/use-words.ts';
import { DoorField } from './door-field.tsx';
import { DoorForm } from './door-form.tsx';
import { DOOR_WORDS } from './door-words.ts';
import { type CodeHalf, faultsIn, placed, type TypedHalves } from './invitation-code.ts';
import { NewPasswordFields, useNewPassword } from './new-password.tsx';
import { useSubmit } from './use-submit.ts';

/** Sets a first password. Half a token may stand in the fragment of the address, which no server and no log ever sees. */
export function InvitationPage(): ReactNode {
  const words = useWords(DOOR_WORDS).password;
  const [halves, setHalves] = useHalves();
  const [isChecked, setChecked] = useState(false);
  const [isDone, setDone] = useState(false);
  const chosen = useNewPassword();
  const sending = useSubmit();

  const faults = faultsIn(halves);
  const says = { missing: words.halfMissing, wrong: words.halfWrong, twice: words.halfTwice, alike: words.halfAlike };
  const half = (name: CodeHalf) => {
    const fault = isChecked ? faults[name] : undefined;
    return {
      label: words[name],
      autoComplete: 'off',
      autoCapitalize: 'characters',
      spellCheck: false,
      className: 'code',
      placeholder: 'XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX',
      value: halves[name],
      onText: (text: string) => setHalves(placed(halves, name, text)),
      error: fault === undefined ? '' : says[fault],
    };
  };

  async function send(): Promise<void> {
    await call(invitation, { body: { token: `${halves.first} ${halves.second}`, password: chosen.password } });
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
        if (chosen.check() && Object.keys(faults).length === 0) sending.submit(send);
      }}
    >
      <h1>{words.invitationTitle}</h1>
      <p className="secondary">{words.tokenHelp}</p>
      <DoorField {...half('first')} />
      <DoorField {...half('second')} />
      <NewPasswordFields chosen={chosen} />
    </DoorForm>
  );
}

const NOTHING: TypedHalves = { first: '', second: '' };

/** What is typed, and what a slip's QR code brings in the address, from where it is taken at once. */
function useHalves(): readonly [TypedHalves, (halves: TypedHalves) => void] {
  const [halves, setHalves] = useState(() => withAddress(NOTHING));
  useEffect(() => {
    const take = (): void => {
      setHalves(withAddress);
      if (location.hash !== '') history.replaceState(history.state, '', location.pathname + location.search);
    };
    take();
    addEventListener('hashchange', take);
    return () => removeEventListener('hashchange', take);
  }, []);
  return [halves, setHalves];
}

function withAddress(halves: TypedHalves): TypedHalves {
  return location.hash === '' ? halves : placed(halves, 'first', location.hash);
}
