import type { ReactNode } from 'react';
import { getAgency } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { useRead } from '../client/use-gate.ts';

/** An agency by name, where this role may read names; the code is for whoever compares papers. */
export function AgencyName({ code }: { readonly code: string }): ReactNode {
  const may = useMay();
  const agency = useRead(getAgency, { path: { code } }, { isWanted: may(getAgency) });
  const name = agency.data?.data.name;
  return (
    <span>
      {name} <span className={name === undefined ? 'code' : 'secondary code'}>{code}</span>
    </span>
  );
}
