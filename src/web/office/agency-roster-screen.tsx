import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Schemas } from '../client/operation.ts';
import { createResponsiblePerson, listResponsiblePersons, reportRoster } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { useRead } from '../client/use-gate.ts';
import { type Column, ServerTable } from '../table/server-table.tsx';
import { Reading, Screen } from '../ui/screen.tsx';
import { today } from '../ui/time.ts';
import { useWords } from '../words/use-words.ts';
import { Letters } from './letters.tsx';
import { AddPerson, CorrectPerson, EndTerm, HandOver } from './person-acts.tsx';
import { ROSTER_WORDS } from './roster-words.ts';

type Person = Schemas['ResponsiblePerson'];
type Duty = Schemas['Duty'];

const route = getRouteApi('/roster/$code');
const TERMS_MAX = 200;
const SEATS: readonly Duty[] = ['head', 'leader-in-charge', 'responsible', 'liaison'];
const GROUP: readonly Duty[] = ['group-head', 'group-deputy', 'group-member'];

/** Who holds which duty in one agency, who held it before, and what can be done about it. */
export function AgencyRosterScreen(): ReactNode {
  const { code } = route.useParams();
  const words = useWords(ROSTER_WORDS).agency;
  const roster = useRead(reportRoster, { query: { agencyCode: code } });
  const terms = useRead(listResponsiblePersons, { query: { agencyCode: code, limit: TERMS_MAX } });
  const [done, setDone] = useState('');
  return (
    <Screen title={words.title} acts={<Link to="/roster">{words.back}</Link>}>
      <p>
        <strong>{roster.data?.data.items[0]?.agencyName}</strong> <span className="code">{code}</span>
      </p>
      <p role="status">{done}</p>
      <Reading read={terms}>
        {({ data }) => (
          <>
            <Duties title={words.seats} duties={SEATS} people={data.items} code={code} onDone={setDone} />
            <Duties title={words.others} duties={GROUP} people={data.items} code={code} onDone={setDone} />
            <Letters code={code} people={data.items} />
            <Terms people={data.items} isCut={data.next !== null} />
          </>
        )}
      </Reading>
    </Screen>
  );
}

interface DutiesProps {
  readonly title: string;
  readonly duties: readonly Duty[];
  readonly people: readonly Person[];
  readonly code: string;
  readonly onDone: (told: string) => void;
}

function Duties({ title, duties, people, code, onDone }: DutiesProps): ReactNode {
  const words = useWords(ROSTER_WORDS);
  const on = today();
  const holders = people.filter(({ from, until }) => from <= on && (until === null || until >= on));
  return (
    <section>
      <h2>{title}</h2>
      <dl className="facts">
        {duties.map((duty) => {
          const those = holders.filter((person) => person.duty === duty);
          return (
            <div key={duty}>
              <dt>{words.duties[duty]}</dt>
              <dd>
                {those.length === 0 && <p className="field-error">{words.agency.vacant}</p>}
                {those.map((person) => (
                  <Holder key={person.id} person={person} onDone={onDone} />
                ))}
                {(those.length === 0 || duty !== 'head') && <Adding duty={duty} code={code} onDone={onDone} />}
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

function Adding({
  duty,
  code,
  onDone,
}: {
  readonly duty: Duty;
  readonly code: string;
  readonly onDone: Told;
}): ReactNode {
  const words = useWords(ROSTER_WORDS);
  const may = useMay();
  const { enter } = route.useSearch();
  const [isOpen, setOpen] = useState(enter === duty);
  if (!may(createResponsiblePerson)) return null;
  if (!isOpen) {
    return (
      <button
        className="plain-button"
        type="button"
        aria-label={`${words.agency.add} ${words.duties[duty]}`}
        onClick={() => setOpen(true)}
      >
        {words.agency.add}
      </button>
    );
  }
  const close = (told?: string): void => {
    setOpen(false);
    if (told !== undefined) onDone(told);
  };
  return <AddPerson agencyCode={code} duty={duty} onClose={close} />;
}

type Told = (told: string) => void;
const ACTS = { handOver: HandOver, end: EndTerm, correct: CorrectPerson } as const;

/** Who holds the duty, how to reach them, and what can be done about the term. */
function Holder({ person, onDone }: { readonly person: Person; readonly onDone: Told }): ReactNode {
  const words = useWords(ROSTER_WORDS);
  const may = useMay();
  const [open, setOpen] = useState<keyof typeof ACTS>();
  const Form = open && ACTS[open];
  const told = [
    person.position,
    person.department,
    person.rank && words.ranks[person.rank],
    person.phone,
    person.mobile,
  ];
  return (
    <div>
      <p>
        <strong>
          <bdi>{person.name}</bdi>
        </strong>{' '}
        {told.filter((one) => one).join(' · ')} <span className="secondary">{words.agency.since(person.from)}</span>
      </p>
      {may(createResponsiblePerson) && !Form && (
        <p className="acts">
          {(Object.keys(ACTS) as (keyof typeof ACTS)[]).map((act) => (
            <button
              key={act}
              className="plain-button"
              type="button"
              aria-label={`${words.agency[act]} ${person.name}`}
              onClick={() => setOpen(act)}
            >
              {words.agency[act]}
            </button>
          ))}
        </p>
      )}
      {Form && (
        <Form
          person={person}
          onClose={(message) => {
            setOpen(undefined);
            if (message !== undefined) onDone(message);
          }}
        />
      )}
    </div>
  );
}

function Terms({ people, isCut }: { readonly people: readonly Person[]; readonly isCut: boolean }): ReactNode {
  const words = useWords(ROSTER_WORDS);
  const { columns } = words.agency;
  const shown: readonly Column<Person>[] = [
    { title: columns.duty, cell: ({ duty }) => words.duties[duty] },
    { title: columns.name, cell: ({ name }) => <bdi>{name}</bdi> },
    { title: columns.from, cell: ({ from }) => from },
    { title: columns.until, cell: ({ until }) => until ?? '—' },
    { title: columns.why, cell: ({ endReason }) => <bdi>{endReason}</bdi> },
  ];
  const newestFirst = people.toSorted((one, other) => (one.from < other.from ? 1 : -1));
  return (
    <section>
      <h2>{words.agency.history}</h2>
      {isCut && <p className="secondary">{words.agency.more}</p>}
      <ServerTable
        caption={words.agency.history}
        columns={shown}
        rows={newestFirst}
        idOf={({ id }) => id}
        empty={words.agency.none}
      />
    </section>
  );
}
