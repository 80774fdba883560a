import { createContext, type ReactNode, useContext } from 'react';
import { getAgency } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { useRead } from '../client/use-gate.ts';

/** What agencies are called that a list has told of already, by code; null where nobody is called so any more. */
export const KnownAgencies = createContext<ReadonlyMap<string, string | null>>(new Map());

interface Props {
  readonly code: string;
  /** As a list tells it with each row, which would else ask for each by itself; null where nobody is called so any more. */
  readonly known?: string | null;
}

/** An agency by name, where this role may read names; the code is for whoever compares papers. */
export function AgencyName({ code, known: told }: Props): ReactNode {
  const may = useMay();
  const listed = useContext(KnownAgencies).get(code);
  const known = told === undefined ? listed : told;
  const agency = useRead(getAgency, { path: { code } }, { isWanted: known === undefined && may(getAgency) });
  const name = known ?? agency.data?.data.name;
  return (
    <span>
      {name} <span className={name === undefined ? 'code' : 'secondary code'}>{code}</span>
    </span>
  );
}
