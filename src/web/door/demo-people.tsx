import { type ReactNode, useEffect, useState } from 'react';
import { call } from '../client/call.ts';
import type { AnswerOf } from '../client/operation.ts';
import { listDemoPeople, signIn } from '../client/operations.generated.ts';
import { writeRegion } from '../words/region-names.ts';
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
    <section className="door-demo">
      <h2>{words.demoTitle}</h2>
      <p className="secondary">{words.demoHelp}</p>
      <Refusal text={refusal} />
      <div className="door-bureaus">
        {byBureau(people).map(([bureau, members]) => (
          <section key={bureau}>
            <h3>{bureau}</h3>
            <ul className="door-people">
              {members.map((one) => (
                <li key={`${one.email} ${one.role}`}>
                  <button
                    className="plain-button"
                    type="button"
                    aria-label={words.demoAs(one.name)}
                    onClick={() =>
                      submit(async () => {
                        const { email, password, role } = one;
                        onSignedIn((await call(signIn, { body: { email, password, role } })).data);
                      })
                    }
                  >
                    {one.name}
                  </button>{' '}
                  <span className="secondary">
                    {one.agencyName === null ? words.region(writeRegion(one.region ?? '')) : roles[one.role]}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </section>
  );

  /** People of an agency stand under it, all others under what their bureau is called. */
  function byBureau(all: People): readonly (readonly [string, People])[] {
    const bureaus = new Map<string, People>();
    for (const one of all) {
      const bureau = one.agencyName ?? roles[one.role];
      bureaus.set(bureau, [...(bureaus.get(bureau) ?? []), one]);
    }
    return [...bureaus];
  }
}
