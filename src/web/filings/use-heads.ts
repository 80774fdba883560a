import type { Schemas } from '../client/operation.ts';
import { listResponsiblePersons } from '../client/operations.generated.ts';
import { useRead } from '../client/use-gate.ts';
import { today } from '../ui/time.ts';

const DUTIES: readonly Schemas['Duty'][] = ['head', 'leader-in-charge'];
const TERMS_MAX = 200;

/** Who stands for the unit today: its head first. */
export function useHeads(agencyCode: string): readonly { readonly value: string; readonly label: string }[] {
  const people = useRead(listResponsiblePersons, { query: { agencyCode, limit: TERMS_MAX } });
  const on = today();
  const holders = (people.data?.data.items ?? []).filter(
    ({ duty, from, until }) => DUTIES.includes(duty) && from <= on && (until === null || until >= on),
  );
  return holders
    .toSorted((one, other) => DUTIES.indexOf(one.duty) - DUTIES.indexOf(other.duty))
    .map(({ id, name, position }) => ({ value: id, label: [name, position].filter(Boolean).join(' · ') }));
}
