import { getRouteApi, Link } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { CallArgs, Schemas } from '../client/operation.ts';
import {
  extendParticipants,
  fileOnPaper,
  getFiling,
  getLetter,
  listParticipants,
} from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { useRead } from '../client/use-gate.ts';
import { mayComeOnPaper } from '../sheet/may-come-on-paper.ts';
import { FilterChoice } from '../table/filter-choice.tsx';
import { ListPage } from '../table/list-page.tsx';
import { OneAgency } from '../table/one-agency.tsx';
import { RegionFilter } from '../table/region-filter.tsx';
import type { Column } from '../table/server-table.tsx';
import { Reading } from '../ui/screen.tsx';
import { isAsked } from '../ui/search.ts';
import { dayOf } from '../ui/time.ts';
import { FILED_BY_WORDS, PARTICIPANT_STATE_WORDS, TIMELINESS_WORDS } from '../words/filing-states.ts';
import { regionCodeOf } from '../words/region-names.ts';
import { useWords } from '../words/use-words.ts';
import { UnitActs } from './acts/unit-acts.tsx';
import { UNIT_WORDS } from './acts/unit-words.ts';
import { isLaunched } from './is-launched.ts';
import { AllLetters, isWrittenTo, LetterLink } from './letters.tsx';

type Participant = Schemas['Participant'];
type Query = NonNullable<CallArgs<'listParticipants'>['query']>;

const route = getRouteApi('/campaigns/$id');
const PAGE_ROWS = 50;

/** The asked units and how each stands; those that are chosen can be given more time or excused. */
export function Units({ campaign }: { readonly campaign: Schemas['Campaign'] }): ReactNode {
  const words = useWords(UNIT_WORDS).units;
  const { after, ...filters } = route.useSearch();
  const may = useMay();
  const query = { ...filters, after, limit: PAGE_ROWS } as Query;
  const units = useRead(listParticipants, { path: { id: campaign.id }, query });
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const canAct = may(extendParticipants) && isLaunched(campaign);
  const columns = useColumns({ campaign, chosen, onChoice: setChosen, canAct });
  const isFiltered = isAsked(filters);
  return (
    <section>
      <header className="units-head">
        <h2>{words.title}</h2>
        <AllLetters campaign={campaign} region={filters.region} shown={units.data?.data.items ?? []} />
      </header>
      {canAct && <UnitActs campaign={campaign} chosen={chosen} onDone={() => setChosen([])} />}
      <Filters key={filters.region ?? ''} />
      <Reading read={units}>
        {({ data }) => (
          <ListPage
            caption={words.title}
            columns={columns}
            page={data}
            idOf={({ agencyCode }) => agencyCode}
            empty={isFiltered ? words.noneMatch : words.none}
            isFirst={after === undefined}
          />
        )}
      </Reading>
    </section>
  );
}

function Filters(): ReactNode {
  const words = useWords(UNIT_WORDS).units;
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [region, setRegion] = useState(search.region ?? '');
  const narrow = (change: Partial<typeof search>): void =>
    void navigate({ search: { ...search, ...change, after: undefined } });
  const apply = (event: FormEvent): void => {
    event.preventDefault();
    const code = regionCodeOf(region);
    if (region.trim() === '' || code !== undefined) narrow({ region: code });
  };
  return (
    <search className="filters">
      <form onSubmit={apply}>
        <FilterChoice
          label={words.state}
          any={words.any}
          words={useWords(PARTICIPANT_STATE_WORDS)}
          value={search.state}
          onChoice={(state) => narrow({ state })}
        />
        <FilterChoice
          label={words.timely}
          any={words.any}
          words={useWords(TIMELINESS_WORDS)}
          value={search.timeliness}
          onChoice={(timeliness) => narrow({ timeliness })}
        />
        <OneAgency value={search.agencyCode} onChoice={(agencyCode) => narrow({ agencyCode })} />
        <RegionFilter value={region} onChange={setRegion} />
        <button className="plain-button" type="submit">
          {words.apply}
        </button>
      </form>
    </search>
  );
}

interface Choosing {
  readonly campaign: Schemas['Campaign'];
  readonly chosen: readonly string[];
  readonly onChoice: (chosen: readonly string[]) => void;
  readonly canAct: boolean;
}

function useColumns({ campaign, chosen, onChoice, canAct }: Choosing): readonly Column<Participant>[] {
  const words = useWords(UNIT_WORDS).units;
  const states = useWords(PARTICIPANT_STATE_WORDS);
  const may = useMay();
  const { columns } = words;
  const acts: Column<Participant> = {
    title: columns.acts,
    cell: (unit) => (
      <>
        {isWrittenTo(unit) && campaign.state === 'open' && <LetterLink id={campaign.id} unit={unit} />}{' '}
        {may(fileOnPaper) && mayComeOnPaper(campaign, unit) && <PaperLink id={campaign.id} unit={unit} />}
      </>
    ),
  };
  const choosing: Column<Participant> = {
    title: columns.choose,
    cell: ({ agencyCode, name }) => (
      <input
        type="checkbox"
        aria-label={words.choose(name)}
        checked={chosen.includes(agencyCode)}
        onChange={({ target }) =>
          onChoice(target.checked ? [...chosen, agencyCode] : chosen.filter((one) => one !== agencyCode))
        }
      />
    ),
  };
  return [
    ...(canAct ? [choosing] : []),
    { title: columns.unit, cell: (unit) => <UnitName unit={unit} /> },
    { title: columns.state, cell: ({ state }) => (isOver(campaign, state) ? words.unfiled : states[state]) },
    { title: columns.timely, cell: (unit) => <InTime unit={unit} isOver={isOver(campaign, unit.state)} /> },
    {
      title: columns.due,
      cell: ({ dueOn, timeliness }) => (
        <span className={timeliness === 'missing' ? 'field-error' : undefined}>{dueOn}</span>
      ),
    },
    { title: columns.filed, cell: ({ firstFiledAt }) => (firstFiledAt === null ? '—' : dayOf(firstFiledAt)) },
    { title: columns.notes, cell: (unit) => <Remarks unit={unit} /> },
    ...(may(getLetter) ? [acts] : []),
  ];
}

function PaperLink({ id, unit }: { readonly id: string; readonly unit: Participant }): ReactNode {
  const words = useWords(UNIT_WORDS).units;
  return (
    <Link
      to="/campaigns/$id/paper"
      params={{ id }}
      search={{ reporter: unit.agencyCode }}
      aria-label={words.paperOf(unit.name)}
    >
      {words.paper}
    </Link>
  );
}

function UnitName({ unit: { name, filing } }: { readonly unit: Participant }): ReactNode {
  const may = useMay();
  if (filing === null || !may(getFiling)) return name;
  return (
    <Link to="/filed/$id" params={{ id: filing }}>
      {name}
    </Link>
  );
}

/** Whether nothing came and nothing can come any more: such a unit has not filed, whatever its day was. */
function isOver(campaign: Schemas['Campaign'], state: Participant['state']): boolean {
  return campaign.state === 'closed' && (state === 'asked' || state === 'awaiting-signature');
}

interface InTimeProps {
  readonly unit: Participant;
  readonly isOver: boolean;
}

function InTime({ unit: { timeliness }, isOver: isMissing }: InTimeProps): ReactNode {
  const words = useWords(TIMELINESS_WORDS);
  const { missing } = useWords(UNIT_WORDS).units;
  if (isMissing) return <span className="field-error">{missing}</span>;
  if (timeliness === null) return '—';
  const isLate = timeliness === 'late' || timeliness === 'missing';
  return <span className={isLate ? 'field-error' : undefined}>{words[timeliness]}</span>;
}

/** What else there is to know of a unit, one thing a line. */
function Remarks({ unit }: { readonly unit: Participant }): ReactNode {
  const { units: words, grounds, time } = useWords(UNIT_WORDS);
  const request = unit.timeRequest;
  const filedBy = useWords(FILED_BY_WORDS);
  const told = [
    unit.basis === 'paper' && filedBy.paper,
    (unit.revision ?? 0) > 1 && words.revision(unit.revision ?? 0),
    unit.returns > 0 && words.returns(unit.returns),
    unit.resubmitBy !== null && words.resubmit(unit.resubmitBy),
    unit.resubmissionOverdue && words.overdue,
    unit.lateExcusedUntil !== null && words.excusedUntil(unit.lateExcusedUntil),
    unit.coveredBy !== null && words.covered(unit.coveredBy),
    unit.excuse !== null && words.excused(grounds[unit.excuse.ground], unit.excuse.reason ?? words.erased),
    request?.state === 'waiting' && time.requested(request.dueOn, request.reason ?? words.erased),
    request?.state === 'refused' && time.turnedDown(request.dueOn, request.refusal ?? words.erased),
    ...unit.extensions.map(({ dueOn, reason }) => words.extended(dueOn, reason ?? words.erased)),
  ].filter((one) => one !== false);
  return told.map((one) => <div key={one}>{one}</div>);
}
