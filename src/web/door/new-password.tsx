import { type ReactNode, useEffect, useState } from 'react';
import { call } from '../client/call.ts';
import type { AnswerOf } from '../client/operation.ts';
import { getPasswordRules } from '../client/operations.generated.ts';
import { useWords } from '../words/use-words.ts';
import { DoorField } from './door-field.tsx';
import { DOOR_WORDS } from './door-words.ts';

export interface NewPassword {
  readonly password: string;
  readonly again: string;
  readonly setPassword: (text: string) => void;
  readonly setAgain: (text: string) => void;
  readonly differs: boolean;
  /** Whether both were typed alike; says so at the field where they were not. */
  readonly check: () => boolean;
}

export function useNewPassword(): NewPassword {
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [isChecked, setChecked] = useState(false);
  const isSame = password === again;
  return {
    ...{ password, again, setPassword, setAgain },
    differs: isChecked && !isSame,
    check: () => {
      setChecked(true);
      return isSame && password !== '';
    },
  };
}

/** A new password twice, with the rules said before anything is typed. Pasting is allowed, as password managers do. */
export function NewPasswordFields({ chosen }: { readonly chosen: NewPassword }): ReactNode {
  const words = useWords(DOOR_WORDS).password;
  const rules = usePasswordRules();
  return (
    <>
      <DoorField
        label={words.new}
        help={rules && words.rules(rules)}
        type="password"
        autoComplete="new-password"
        value={chosen.password}
        onText={chosen.setPassword}
      />
      <DoorField
        label={words.again}
        type="password"
        autoComplete="new-password"
        value={chosen.again}
        onText={chosen.setAgain}
        error={chosen.differs ? words.differ : ''}
      />
    </>
  );
}

/** Asked of the gate, which alone knows its profile; nothing is said before it has answered. */
function usePasswordRules(): AnswerOf<'getPasswordRules'> | undefined {
  const [rules, setRules] = useState<AnswerOf<'getPasswordRules'>>();
  useEffect(() => {
    void call(getPasswordRules, {}).then(
      ({ data }) => setRules(data),
      () => undefined,
    );
  }, []);
  return rules;
}
