import { type ReactNode, useMemo } from 'react';
import { listPersons } from '../client/operations.generated.ts';
import { useMay, useSession } from '../client/session-context.tsx';
import { useAll } from '../client/use-all.ts';
import { NamedFilter } from '../table/named-filter.tsx';
import { useWords } from '../words/use-words.ts';
import { LOG_WORDS } from './log-words.ts';

interface ListedPerson {
  readonly code: string;
  readonly name: string;
}

/** Whom this reader may call by name: everybody for who may list them, else themselves. The log names people by id alone. */
function usePersons(): readonly ListedPerson[] {
  const { person } = useSession();
  const may = useMay();
  const { items, isRead } = useAll(listPersons, {}, { isWanted: may(listPersons) });
  return useMemo(
    () => (isRead ? items : [person]).map(({ id, name }) => ({ code: id, name })),
    [isRead, items, person],
  );
}

/** Whoever acted, by name where this reader may know it. */
export function PersonName({ id }: { readonly id: string }): ReactNode {
  const name = usePersons().find(({ code }) => code === id)?.name;
  return name === undefined ? <span className="code">{id}</span> : <bdi title={id}>{name}</bdi>;
}

interface PersonFilterProps {
  readonly value: string;
  readonly onChange: (typed: string) => void;
}

/** A person by the id that the log has, chosen by name. */
export function PersonFilter({ value, onChange }: PersonFilterProps): ReactNode {
  const words = useWords(LOG_WORDS).person;
  const persons = usePersons();
  return (
    <NamedFilter
      {...{ words, value, onChange }}
      offered={persons}
      code={/^per_\w+$/.test(value.trim()) ? value.trim() : undefined}
      nameOf={(known) => persons.find(({ code }) => code === known)?.name}
    />
  );
}
