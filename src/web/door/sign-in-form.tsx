import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { call } from '../client/call.ts';
import { GateProblem } from '../client/gate-problem.ts';
import type { AnswerOf, BodyOf, Schemas } from '../client/operation.ts';
import { signIn } from '../client/operations.generated.ts';
import { plainText } from '../ui/typed-values.ts';
import { writeRegion } from '../words/region-names.ts';
import { ROLE_WORDS } from '../words/roles.ts';
import { useWords } from '../words/use-words.ts';
import { DoorField } from './door-field.tsx';
import { DoorForm } from './door-form.tsx';
import { DOOR_WORDS } from './door-words.ts';
import { useSubmit } from './use-submit.ts';

export type SignedIn = AnswerOf<'signIn'>;
type Choice = Schemas['ProblemChoice'];

interface SignInFormProps {
  readonly onSignedIn: (session: SignedIn) => void;
  /** Known already where somebody signs in again. */
  readonly email?: string;
}

/** Asks for e-mail and password first, and for a code or a choice between roles only when the gate does. */
export function SignInForm({ onSignedIn, email = '' }: SignInFormProps): ReactNode {
  const words = useWords(DOOR_WORDS).signIn;
  const [typed, setTyped] = useState<Typed>({ email, password: '', code: '' });
  const [asked, setAsked] = useState<Asked>({ code: false, choices: [] });
  const [chosen, setChosen] = useState(0);
  const [isChecked, setChecked] = useState(false);
  const sending = useSubmit();
  const codeInput = useRef<HTMLInputElement>(null);
  const passwordInput = useRef<HTMLInputElement>(null);
  // Where the e-mail is known, the password is all that is left to type.
  useEffect(() => {
    if (email !== '') passwordInput.current?.focus();
  }, [email]);

  async function send(): Promise<void> {
    try {
      const { data } = await call(signIn, { body: bodyOf(typed, asked.choices[chosen]) });
      onSignedIn(data);
    } catch (error) {
      const more = askedBy(error);
      setAsked({ ...asked, ...more });
      if (more.code) setTimeout(() => codeInput.current?.focus());
    }
  }

  const missing = (value: string): string => (isChecked && value === '' ? words.missing : '');
  const field = (name: keyof Typed) => ({
    value: typed[name],
    onText: (text: string) => setTyped({ ...typed, [name]: text }),
  });
  return (
    <DoorForm
      does={words.submit}
      sending={sending}
      onSend={() => {
        setChecked(true);
        if (typed.email !== '' && typed.password !== '') sending.submit(send);
      }}
    >
      <DoorField
        {...field('email')}
        label={words.email}
        type="email"
        autoComplete="username"
        error={missing(typed.email)}
      />
      <DoorField
        {...field('password')}
        label={words.password}
        type="password"
        inputRef={passwordInput}
        autoComplete="current-password"
        error={missing(typed.password)}
      />
      {asked.choices.length > 0 && <RoleChoice choices={asked.choices} chosen={chosen} onChosen={setChosen} />}
      {asked.code && <CodeField {...field('code')} inputRef={codeInput} />}
    </DoorForm>
  );
}

interface Typed {
  readonly email: string;
  readonly password: string;
  readonly code: string;
}

/** What the gate asked for besides e-mail and password. */
interface Asked {
  readonly code: boolean;
  readonly choices: readonly Choice[];
}

function bodyOf({ email, password, code }: Typed, choice: Choice | undefined): BodyOf<'signIn'> {
  return {
    email: email.trim(),
    password,
    ...(choice && { role: choice.role as Schemas['PersonRole'], grant: choice.grant }),
    ...(code !== '' && { code: plainText(code) }),
  };
}

/** What is asked for by a refusal. Any other refusal is one. */
function askedBy(error: unknown): Partial<Asked> {
  if (!(error instanceof GateProblem)) throw error;
  if (error.code === 'session.role_needed') return { choices: error.problem.choices ?? [] };
  if (error.code === 'session.code_needed') return { code: true };
  throw error;
}

interface CodeFieldProps {
  readonly value: string;
  readonly onText: (text: string) => void;
  readonly inputRef: RefObject<HTMLInputElement | null>;
}

function CodeField(props: CodeFieldProps): ReactNode {
  const words = useWords(DOOR_WORDS).signIn;
  return (
    <DoorField {...props} label={words.code} help={words.codeHelp} inputMode="numeric" autoComplete="one-time-code" />
  );
}

interface RoleChoiceProps {
  readonly choices: readonly Choice[];
  readonly chosen: number;
  readonly onChosen: (index: number) => void;
}

function RoleChoice({ choices, chosen, onChosen }: RoleChoiceProps): ReactNode {
  const words = useWords(DOOR_WORDS).signIn;
  const roles = useWords(ROLE_WORDS);
  return (
    <fieldset>
      <legend>{words.role}</legend>
      {choices.map(({ role, grant }, index) => (
        <label className="door-choice" key={`${role} ${JSON.stringify(grant)}`}>
          <input type="radio" name="role" checked={chosen === index} onChange={() => onChosen(index)} />
          <span>
            {roles[role]} · {reachOf(grant, words)}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function reachOf(
  { region, agencies = [] }: Choice['grant'],
  words: { region: (code: string) => string; agencies: (count: number, first: string) => string },
): string {
  return region === undefined ? words.agencies(agencies.length, agencies[0] ?? '') : words.region(writeRegion(region));
}
