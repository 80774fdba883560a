import { type ReactNode, useState } from 'react';
import { call } from '../client/call.ts';
import { useInvitation as invitation } from '../client/operations.generated.ts';
import { useWords } from '../words/use-words.ts';
import { DoorField } from './door-field.tsx';
import { DoorForm } from './door-form.tsx';
import { DOOR_WORDS } from './door-words.ts';
import { NewPasswordFields, useNewPassword } from './new-password.tsx';
import { useSubmit } from './use-submit.ts';

/** Sets a first password. The token may stand in the fragment of the address, which no server and no log ever sees. */
export function InvitationPage(): ReactNode {
  const words = useWords(DOOR_WORDS).password;
  const [token, setToken] = useState(() => decodeURIComponent(location.hash.slice(1)));
  const [isDone, setDone] = useState(false);
  const chosen = useNewPassword();
  const sending = useSubmit();

  async function send(): Promise<void> {
    await call(invitation, { body: { token: token.replace(/\s/g, ''), password: chosen.password } });
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
        if (chosen.check()) sending.submit(send);
      }}
    >
      <h1>{words.invitationTitle}</h1>
      <DoorField label={words.token} help={words.tokenHelp} autoComplete="off" value={token} onText={setToken} />
      <NewPasswordFields chosen={chosen} rules={words.unknownRules} />
    </DoorForm>
  );
}
