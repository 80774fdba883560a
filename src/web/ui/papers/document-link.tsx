import type { ReactNode } from 'react';
import { Refusal } from '../refusal.tsx';
import { useDocument } from './use-document.ts';

interface Props {
  readonly address: string;
  /** What it is a link to, where the words beside it say that to the eye alone. */
  readonly label?: string;
  readonly children: ReactNode;
}

/** The same as a link among others. */
export function DocumentLink({ address, label, children }: Props): ReactNode {
  const { isBusy, refusal, click } = useDocument(address);
  return (
    <>
      <a href={address} onClick={click} aria-busy={isBusy} aria-label={label}>
        {children}
      </a>
      {refusal && <Refusal of={refusal} />}
    </>
  );
}
