import { getRouteApi, Link } from '@tanstack/react-router';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { AnswerOf, CallArgs, Schemas } from '../client/operation.ts';
import { createResponsiblePerson, importRosterTable, reportRoster } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { useRead } from '../client/use-gate.ts';
import { ListPage } from '../table/list-page.tsx';
import { OneAgency } from '../table/one-agency.tsx';
import { RegionFilter } from '../table/region-filter.tsx';
import type { Column } from '../table/server-table.tsx';
import { useLanguage } from '../ui/appearance/use-preferences.ts';
import { DocumentButton } from '../ui/papers/document-button.tsx';
import { Reading, Screen } from '../ui/screen.tsx';
import { isAsked } from '../ui/search.ts';
import { today } from '../ui/time.ts';
import { readDay } from '../ui/typed-values.ts';
import { regionCodeOf } from '../words/region-names.ts';
import { useWords } from '../words/use-words.ts';
import { ROSTER_WORDS } from './roster-words.ts';

type Row = AnswerOf<'reportRoster'>['items'][number];
type Query = NonNullable<CallArgs<'reportRoster'>['query']>;

const route = getRouteApi('/roster');
const PAGE_ROWS = 50;
const SEATS: readonly Schemas['Seat'][] = ['head', 'leader-in-charge', 'responsible', 'liaison'];

/** Who answers for genuine software in each agency, and where a seat is vacant. */
export function RosterScreen(): ReactNode {
  const words = useWords(ROSTER_WORDS).list;
  const { after, ...filters } = route.useSearch();
  const roster = useRead(reportRoster, { query: { ...filters, after, limit: PAGE_ROWS } as Query });
  const columns = useColumns();
  const isFiltered = isAsked(filters);
  return (
    <Screen title={words.title} acts={<Papers />}>
      <Filters key={JSON.stringify({ ...filters, agencyCode: undefined })} />
      <Reading read={roster}>
        {({ data }) => (
          <>
            <p className="secondary" role="status">
              {words.counts(data.agencies, data.withVacancies, data.on)}
            </p>
            <ListPage
              caption={words.title}
              columns={columns}
              page={data}
              idOf={({ agencyCode }) => agencyCode}
              empty={words.empty}
              filtered={isFiltered ? { says: words.noneMatch, reset: words.reset, to: '/roster' } : undefined}
              isFirst={after === undefined}
            />
          </>
        )}
      </Reading>
    </Screen>
  );
}

/** The same rows as the summary table that offices file. */
function Papers(): ReactNode {
  const words = useWords(ROSTER_WORDS).list;
  const may = useMay();
  const { after: _page, ...filters } = route.useSearch();
  const lang = useLanguage() === 'en' ? 'en' : 'zh-CN';
  const address = (format: string): string =>
    `/v1/reports/roster?${new URLSearchParams({ ...(filters as Record<string, string>), format, lang })}`;
  return (
    <>
      {may(importRosterTable) && <Link to="/roster/import">{words.imports}</Link>}
      <DocumentButton address={address('xlsx')}>{words.workbook}</DocumentButton>
      <DocumentButton address={address('pdf')}>{words.print}</DocumentButton>
    </>
  );
}

function Filters(): ReactNode {
  const words = useWords(ROSTER_WORDS).list;
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [region, setRegion] = useState(search.region ?? '');
  const [day, setDay] = useState(search.on ?? '');
  const on = day.trim() === '' ? undefined : readDay(day, today());
  const isWrong = day.trim() !== '' && on === undefined;
  const code = regionCodeOf(region);
  const isNoRegion = region.trim() !== '' && code === undefined;
  const apply = (event: FormEvent): void => {
    event.preventDefault();
    if (!isWrong && !isNoRegion) void navigate({ search: { ...search, after: undefined, region: code, on } });
  };
  return (
    <search className="filters">
      <form onSubmit={apply}>
        <VacancyFilter />
        <OneAgency
          value={search.agencyCode}
          onChoice={(agencyCode) => void navigate({ search: { ...search, after: undefined, agencyCode } })}
        />
        <RegionFilter value={region} onChange={setRegion} />
        <label>
          {words.on}{' '}
          <input
            className="plain-select"
            aria-invalid={isWrong}
            placeholder={today()}
            value={day}
            onChange={({ target }) => setDay(target.value)}
          />
        </label>
        {isWrong && <span className="field-error">{words.badDay}</span>}
        <button className="plain-button" type="submit">
          {words.apply}
        </button>
      </form>
    </search>
  );
}

/** Agencies with any vacant seat, with none, or with one seat vacant. */
function VacancyFilter(): ReactNode {
  const { list: words, duties } = useWords(ROSTER_WORDS);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const choose = (choice: string): void => {
    const seat = SEATS.find((one) => one === choice);
    const vacancy = { vacant: seat ? undefined : choice || undefined, vacantSeat: seat };
    void navigate({ search: { ...search, after: undefined, ...vacancy } });
  };
  return (
    <label>
      {words.show}{' '}
      <select
        className="plain-select"
        value={search.vacantSeat ?? search.vacant ?? ''}
        onChange={({ target }) => choose(target.value)}
      >
        <option value="">{words.all}</option>
        <option value="true">{words.onlyVacant}</option>
        {SEATS.map((seat) => (
          <option key={seat} value={seat}>
            {words.without(duties[seat])}
          </option>
        ))}
        <option value="false">{words.onlyComplete}</option>
      </select>
    </label>
  );
}

function useColumns(): readonly Column<Row>[] {
  const words = useWords(ROSTER_WORDS);
  const may = useMay();
  return [
    {
      title: words.list.agency,
      cell: ({ agencyCode, agencyName }) => (
        <Link to="/roster/$code" params={{ code: agencyCode }}>
          {agencyName}
        </Link>
      ),
    },
    ...SEATS.map((seat) => ({
      title: words.duties[seat],
      cell: ({ agencyCode, agencyName, holders, vacant }: Row) =>
        vacant.includes(seat) ? (
          <Vacant {...{ seat, agencyCode, agencyName }} mayEnter={may(createResponsiblePerson)} />
        ) : (
          holders
            .filter(({ duty }) => duty === seat)
            .map(({ id, name, position }) => (
              <div key={id}>
                <bdi>{name}</bdi> <span className="secondary">{position}</span>
              </div>
            ))
        ),
    })),
  ];
}

interface VacantProps {
  readonly seat: Schemas['Seat'];
  readonly agencyCode: string;
  readonly agencyName: string;
  readonly mayEnter: boolean;
}

/** A seat that nobody has leads to where somebody is entered for it. */
function Vacant({ seat, agencyCode, agencyName, mayEnter }: VacantProps): ReactNode {
  const { list: words, duties } = useWords(ROSTER_WORDS);
  if (!mayEnter) return <strong className="field-error">{words.vacant}</strong>;
  return (
    <Link
      to="/roster/$code"
      params={{ code: agencyCode }}
      search={{ enter: seat }}
      aria-label={words.fill(duties[seat], agencyName)}
    >
      <strong className="field-error">{words.vacant}</strong>
    </Link>
  );
}
