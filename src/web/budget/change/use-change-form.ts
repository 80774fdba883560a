import { type RefObject, useState } from 'react';
import { refusalByField } from '../../form/refusal-by-field.ts';
import { useFirstFault } from '../../form/use-first-fault.ts';
import { BLANK_CHANGE, statedChange, type TypedChange } from './change-body.ts';

/** Places of the requests that are typed; another line, or an agency, is told beside the button. */
const FIELDS: readonly string[] = ['direction', 'to', 'amount', 'documentNumber', 'reason'];

export interface ChangeForm {
  readonly ref: RefObject<HTMLFormElement | null>;
  readonly typed: TypedChange;
  readonly set: (change: Partial<TypedChange>) => void;
  readonly isTried: boolean;
  /** Answers what to send, or nothing where something is missing. */
  readonly attempt: () => TypedChange | undefined;
  readonly faults: ReturnType<typeof statedChange>['faults'];
  /** What the gate says of each field. */
  readonly told: { readonly [field: string]: string };
  readonly rest: Error | null;
}

/** A change of money while it is typed: what was typed stays whatever the gate refuses. */
export function useChangeForm(act: { readonly refusal: Error | null; readonly reset: () => void }): ChangeForm {
  const [typed, setTyped] = useState(BLANK_CHANGE);
  const [attempts, setAttempts] = useState(0);
  const ref = useFirstFault(attempts, act.refusal);
  const { stated, faults } = statedChange(typed);
  const { told, rest } = refusalByField(act.refusal, (pointer) => FIELDS.find((field) => pointer === `/${field}`));
  return {
    ...{ ref, typed, told, rest },
    isTried: attempts > 0,
    faults: attempts > 0 ? faults : {},
    set: (change) => {
      // What was refused was said of other words.
      act.reset();
      setTyped((before) => ({ ...before, ...change }));
    },
    attempt: () => {
      setAttempts((before) => before + 1);
      return stated;
    },
  };
}
