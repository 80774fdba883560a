import { type FormEvent, type ReactNode, useState } from 'react';
import { useSession } from '../client/session-context.tsx';
import { AgencyFilter, useTypedAgency } from '../table/agency-filter.tsx';
import { RegionFilter } from '../table/region-filter.tsx';
import { useReachesMany } from '../table/use-reaches-many.ts';
import { today } from '../ui/time.ts';
import { readDay } from '../ui/typed-values.ts';
import { regionCodeOf } from '../words/region-names.ts';
import { useWords } from '../words/use-words.ts';
import { type ScopeSearch, thisYear } from './budget-search.ts';
import { BUDGET_WORDS } from './budget-words.ts';

interface Props {
  readonly search: ScopeSearch;
  /** Whether figures of an earlier day can be asked for. */
  readonly hasDay?: boolean;
  readonly onChange: (change: ScopeSearch) => void;
  /** Other choices, before these. */
  readonly children?: ReactNode;
}

/** Which lines a question is about: of a year, of a region and of an agency for those who reach several, and as of a day. */
export function ScopeFilters({ search, hasDay = false, onChange, children }: Props): ReactNode {
  const words = useWords(BUDGET_WORDS).filters;
  const { grant } = useSession();
  const reachesMany = useReachesMany();
  const [region, setRegion] = useState(search.region ?? '');
  const [agency, setAgency] = useState(search.agencyCode ?? '');
  const [day, setDay] = useState(search.on ?? '');
  const { code } = useTypedAgency(agency);
  const on = day.trim() === '' ? undefined : readDay(day, today());
  const regionCode = regionCodeOf(region);
  const isWrongDay = day.trim() !== '' && on === undefined;
  const isWrong =
    isWrongDay || (region.trim() !== '' && regionCode === undefined) || (agency.trim() !== '' && code === undefined);
  const apply = (event: FormEvent): void => {
    event.preventDefault();
    if (!isWrong) onChange({ region: regionCode, agencyCode: code, on });
  };
  return (
    <search className="filters">
      <form onSubmit={apply}>
        {children}
        <YearChoice value={search.fiscalYear} onChoice={(fiscalYear) => onChange({ fiscalYear })} />
        {grant.region !== undefined && <RegionFilter value={region} onChange={setRegion} />}
        {reachesMany && <AgencyFilter value={agency} onChange={setAgency} />}
        {hasDay && (
          <label>
            {words.on}{' '}
            <input
              className="plain-select day-input"
              aria-invalid={isWrongDay}
              placeholder={today()}
              value={day}
              onChange={({ target }) => setDay(target.value)}
            />
          </label>
        )}
        {isWrongDay && <span className="field-error">{words.badDay}</span>}
        {(reachesMany || hasDay) && (
          <button className="plain-button" type="submit">
            {words.apply}
          </button>
        )}
      </form>
    </search>
  );
}

const YEARS_BACK = 5;

interface YearChoiceProps {
  readonly value: string | undefined;
  readonly onChoice: (year: string) => void;
}

/** The next year, whose money may be there already, and those before it; one from the address as well. */
function YearChoice({ value = thisYear(), onChoice }: YearChoiceProps): ReactNode {
  const words = useWords(BUDGET_WORDS).filters;
  const next = Number(thisYear()) + 1;
  const years = Array.from({ length: YEARS_BACK + 2 }, (_, back) => String(next - back));
  return (
    <label>
      {words.year}{' '}
      <select className="plain-select" value={value} onChange={({ target }) => onChoice(target.value)}>
        {(years.includes(value) ? years : [...years, value]).map((year) => (
          <option key={year} value={year}>
            {year}
          </option>
        ))}
      </select>
    </label>
  );
}
