import { type ReactNode, useEffect, useState } from 'react';
import { listAgencies } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { AgencyFilter, useTypedAgency } from './agency-filter.tsx';
import { useReachesMany } from './use-reaches-many.ts';

interface Props {
  /** As it stands in the address. */
  readonly value: string | undefined;
  readonly onChoice: (code: string | undefined) => void;
}

/** Narrows a list to one agency as soon as it is known which is meant; nothing for whoever reaches no other. */
export function OneAgency(props: Props): ReactNode {
  const may = useMay();
  return useReachesMany() && may(listAgencies) ? <Choice {...props} /> : null;
}

function Choice({ value, onChoice }: Props): ReactNode {
  const [typed, setTyped] = useState(value ?? '');
  const [asked, setAsked] = useState(value);
  const { code } = useTypedAgency(typed);
  // The menu and the way back lead to another question than was typed.
  if (asked !== value) {
    setAsked(value);
    if (value !== code) setTyped(value ?? '');
  }
  const chosen = typed.trim() === '' ? undefined : (code ?? value);
  useEffect(() => {
    // What is called so may be known only once the gate has answered.
    if (asked === value && chosen !== value) onChoice(chosen);
  });
  return <AgencyFilter value={typed} onChange={setTyped} />;
}
