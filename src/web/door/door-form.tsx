import type { ReactNode } from 'react';
import { Refusal } from './refusal.tsx';
import type { Submitting } from './use-submit.ts';

interface DoorFormProps {
  readonly children: ReactNode;
  /** What the button does. */
  readonly does: string;
  readonly sending: Pick<Submitting, 'isBusy' | 'refusal'>;
  readonly onSend: () => void;
}

/** A form of the door: its fields, what the gate said against it, and the one thing it does. */
export function DoorForm({ children, does, sending: { isBusy, refusal }, onSend }: DoorFormProps): ReactNode {
  return (
    <form
      className="door-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSend();
      }}
    >
      {children}
      <Refusal text={refusal} />
      <button className="door-submit" type="submit" aria-disabled={isBusy}>
        {does}
      </button>
    </form>
  );
}
