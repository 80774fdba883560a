import { createContext, useContext } from 'react';
import type { Contracted } from './contracted.ts';
import type { DeliveryBody } from './delivery-body.ts';
import type { DeliveryDraft } from './delivery-draft.ts';
import type { DeliveryTrial } from './use-delivery-trial.ts';

/** The delivery that is being entered, for the parts of its page. */
export interface Accepting {
  readonly agencyCode: string;
  readonly contracted: Contracted;
  readonly draft: DeliveryDraft;
  readonly change: (next: (before: DeliveryDraft) => DeliveryDraft) => void;
  readonly built: DeliveryBody;
  readonly trial: DeliveryTrial | undefined;
  /** Whether what is missing is told at its fields: once somebody wanted to send it. */
  readonly isChecked: boolean;
  /** What stands in the field of the scanner, and is in no row yet. */
  readonly setInScanField: (text: string) => void;
  /** Back to the field of the scanner, whatever was done in between. */
  readonly toScan: () => void;
}

export const AcceptContext = createContext<Accepting | undefined>(undefined);

export function useAccepting(): Accepting {
  const accepting = useContext(AcceptContext);
  if (accepting === undefined) throw new Error('this part stands on the page of an acceptance');
  return accepting;
}
