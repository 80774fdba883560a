import { type ReactNode, useEffect, useState } from 'react';
import { call } from '../client/call.ts';
import type { AnswerOf } from '../client/operation.ts';
import { listDemoPeople, signIn } from '../client/operations.generated.ts';
import { ROLE_WORDS } from '../words/roles.ts';
import { useWords } from '../words/use-words.ts';
import { DOOR_WORDS } from './door-words.ts';
import { Refusal } from './refusal.tsx';
import type { SignedIn } from './sign-in-form.tsx';
import { useSubmit } from './use-submit.ts';

type People = AnswerOf<'listDemoPeople'>['people'];

/** Only a demo tells its people, and only to the computer that it runs on. */
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** The people of a demo, one click each. Any other gate says that there is no such list, and nothing is shown. */
export function DemoPeople({ onSignedIn }: { readonly onSignedIn: (session: SignedIn) => void }): ReactNode {
  const words = useWords(DOOR_WORDS).signIn;
  const roles = useWords(ROLE_WORDS);
  const [people, setPeople] = useState<People>([]);
  const { refusal, submit } = useSubmit();
  useEffect(() => {
    if (!LOOPBACK.includes(location.hostname)) return;
    void call(listDemoPeople, {}).then(
      ({ data }) => setPeople(data.people),
      () => undefined,
    );
  }, []);
  if (people.length === 0) return null;
  return (
    <section className="door-form">
      <h2>{words.demoTitle}</h2>
      <p className="secondary">{words.demoHelp}</p>
      <Refusal text={refusal} />
      <table className="door-people">
        <tbody>
          {people.map(({ name, email, password, role, agencyName, region }) => (
            <tr key={`${email} ${role}`}>
              <td>
                <button
                  className="plain-button"
                  type="button"
                  aria-label={words.demoAs(name)}
                  onClick={() =>
                    submit(async () => {
                      const body = { email, password, role };
                      onSignedIn((await call(signIn, { body })).data);
                    })
                  }
                >
                  {name}
                </button>
              </td>
              <td>{roles[role]}</td>
              <td>{agencyName ?? words.region(region ?? '')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
