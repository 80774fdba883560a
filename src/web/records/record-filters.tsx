import { type FormEvent, type ReactNode, useState } from 'react';
import { useSession } from '../client/session-context.tsx';
import { PersonFilter } from '../log/index.ts';
import { FilterChoice } from '../table/filter-choice.tsx';
import { OneAgency } from '../table/one-agency.tsx';
import { RegionFilter } from '../table/region-filter.tsx';
import { today } from '../ui/time.ts';
import { isCreditCode, plainText, readDay } from '../ui/typed-values.ts';
import { useText } from '../words/in-language.ts';
import { regionCodeOf } from '../words/region-names.ts';
import { useWords } from '../words/use-words.ts';
import type { Filter } from './record.ts';
import { RECORD_WORDS } from './record-words.ts';

export type Search = Readonly<Record<string, string | undefined>>;

interface Props {
  readonly filters: readonly Filter[];
  readonly search: Search;
  readonly onChange: (change: Search) => void;
}

/** What was typed, as the address has it; undefined where it is none of its kind. */
function readTyped(filter: Filter, typed: string): string | undefined {
  const { as } = filter;
  if (as === 'day') return readDay(typed, today());
  if (as === 'person') return /^per_\w+$/.test(typed) ? typed : undefined;
  if (as === 'region') return regionCodeOf(typed);
  if (as === 'code') return isCreditCode(typed) ? plainText(typed) : undefined;
  return as === 'text' && filter.read ? filter.read(typed.trim()) : typed.trim();
}

const isTyped = ({ as }: Filter): boolean => ['text', 'code', 'day', 'region', 'person'].includes(as);

/** What a list is narrowed by. Choices count at once, what is typed with Enter or the button. */
export function RecordFilters({ filters, search, onChange }: Props): ReactNode {
  const words = useWords(RECORD_WORDS);
  const { grant } = useSession();
  const typable = filters.filter((one) => isTyped(one) && (one.as !== 'region' || grant.region !== undefined));
  const [typed, setTyped] = useState<Search>(() =>
    Object.fromEntries(typable.map(({ name }) => [name, search[name] ?? ''])),
  );
  const read = typable.map((one) => [one, typed[one.name]?.trim() ?? ''] as const);
  const isWrong = read.some(([one, text]) => text !== '' && readTyped(one, text) === undefined);
  const apply = (event: FormEvent): void => {
    event.preventDefault();
    if (isWrong) return;
    onChange(Object.fromEntries(read.map(([one, text]) => [one.name, text === '' ? undefined : readTyped(one, text)])));
  };
  if (filters.length === 0) return null;
  return (
    <search className="filters">
      <form onSubmit={apply}>
        {filters.map((one) =>
          typable.includes(one) ? (
            <Typed
              key={one.name}
              filter={one}
              value={typed[one.name] ?? ''}
              onChange={(text) => setTyped({ ...typed, [one.name]: text })}
            />
          ) : (
            <Chosen
              key={one.name}
              filter={one}
              value={search[one.name]}
              onChoice={(value) => onChange({ [one.name]: value })}
            />
          ),
        )}
        {typable.length > 0 && (
          <button className="plain-button" type="submit">
            {words.apply}
          </button>
        )}
      </form>
    </search>
  );
}

interface TypedProps {
  readonly filter: Filter;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

function Typed({ filter, value, onChange }: TypedProps): ReactNode {
  const words = useWords(RECORD_WORDS);
  const textOf = useText();
  if (filter.as === 'region') return <RegionFilter value={value} onChange={onChange} />;
  if (filter.as === 'person') return <PersonFilter value={value} onChange={onChange} />;
  if (!('label' in filter)) return null;
  const isWrong = value.trim() !== '' && readTyped(filter, value) === undefined;
  return (
    <label>
      {textOf(filter.label)}{' '}
      <input
        className={filter.as === 'day' ? 'plain-select day-input' : 'plain-select'}
        size={filter.as === 'code' ? 22 : undefined}
        aria-invalid={isWrong}
        maxLength={100}
        placeholder={filter.as === 'day' ? today() : undefined}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
      {isWrong && <span className="field-error">{filter.as === 'day' ? words.badDay : words.badCode}</span>}
    </label>
  );
}

interface ChosenProps {
  readonly filter: Filter;
  readonly value: string | undefined;
  readonly onChoice: (value: string | undefined) => void;
}

function Chosen({ filter, value, onChoice }: ChosenProps): ReactNode {
  const words = useWords(RECORD_WORDS);
  const textOf = useText();
  if (filter.as === 'agency') return <OneAgency value={value} onChoice={onChoice} />;
  if (filter.as === 'choice') {
    const choices = Object.fromEntries(Object.entries(filter.of).map(([one, word]) => [one, textOf(word)]));
    return (
      <FilterChoice
        label={textOf(filter.label)}
        any={filter.any ? textOf(filter.any) : words.any}
        words={choices}
        value={value}
        onChoice={onChoice}
      />
    );
  }
  // What a link brought along is not typed by anybody: it is only told, and taken away.
  if (filter.as !== 'given' || value === undefined) return null;
  return (
    <span>
      {words.only(textOf(filter.label))} <span className="code">{value}</span>{' '}
      <button className="plain-button" type="button" onClick={() => onChoice(undefined)}>
        {words.clear}
      </button>
    </span>
  );
}
