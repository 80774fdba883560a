import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { type ReactNode, useState } from 'react';
import { listSuppliers } from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { useAll } from '../client/use-all.ts';
import { FormField } from '../form/form-field.tsx';
import { FilterChoice } from '../table/filter-choice.tsx';
import { NamedFilter } from '../table/named-filter.tsx';
import { OneAgency } from '../table/one-agency.tsx';
import { today } from '../ui/time.ts';
import { isCreditCode, plainText } from '../ui/typed-values.ts';
import { ORDER_STATE_WORDS, OUTCOME_WORDS } from '../words/states.ts';
import { useWords } from '../words/use-words.ts';
import { ORDER_FILTER_WORDS } from './order-filter-words.ts';
import {
  isFiltered,
  type OrderSearch,
  readFilters,
  shownFilters,
  TYPED_FILTERS,
  type TypedFilters,
} from './order-search.ts';
import { ORDER_WORDS } from './order-words.ts';

const route = getRouteApi('/orders');

/** What the list of orders can be narrowed to; what was chosen stands in the address. */
export function OrderFilters(): ReactNode {
  const words = useWords(ORDER_WORDS).list;
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [text, setText] = useState(search.search ?? '');
  const [typed, setTyped] = useState(shownFilters(search));
  const [wrong, setWrong] = useState<readonly string[]>([]);
  const question = JSON.stringify([search.search, shownFilters(search)]);
  const [asked, setAsked] = useState(question);
  // The menu and the way back lead to another question than was typed.
  if (asked !== question) {
    setAsked(question);
    setText(search.search ?? '');
    setTyped(shownFilters(search));
    setWrong([]);
  }
  const change = (changed: OrderSearch): void => {
    void navigate({ search: { ...search, after: undefined, ...changed } });
  };
  return (
    <search className="filters">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const read = readFilters(typed, today());
          setWrong(read.wrong);
          if (read.wrong.length === 0) change({ search: text.trim() || undefined, ...read.filters });
        }}
      >
        <Input
          className="short-input"
          aria-label={words.search}
          placeholder={words.search}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <Choices search={search} change={change} />
        <OneAgency value={search.agencyCode} onChoice={(agencyCode) => change({ agencyCode })} />
        <Button htmlType="submit">{words.find}</Button>
        {isFiltered(search) && <Link to="/orders">{words.reset}</Link>}
        <More {...{ search, typed, wrong, setTyped, change }} />
      </form>
    </search>
  );
}

interface ChoicesProps {
  readonly search: OrderSearch;
  readonly change: (changed: OrderSearch) => void;
}

function Choices({ search, change }: ChoicesProps): ReactNode {
  const words = useWords(ORDER_WORDS).list;
  const states = useWords(ORDER_STATE_WORDS);
  const outcomes = useWords(OUTCOME_WORDS);
  return (
    <>
      <FilterChoice
        label={words.state}
        any={words.anyState}
        words={states}
        value={search.state}
        onChoice={(state) => change({ state })}
      />
      <FilterChoice
        label={words.outcome}
        any={words.anyOutcome}
        words={outcomes}
        value={search.outcome}
        onChoice={(outcome) => change({ outcome })}
      />
      <FilterChoice
        label={words.sort}
        any={words.newest}
        words={words.sorts}
        value={search.sort}
        onChoice={(sort) => change({ sort })}
      />
    </>
  );
}

interface MoreProps extends ChoicesProps {
  readonly typed: TypedFilters;
  readonly wrong: readonly string[];
  readonly setTyped: (typed: TypedFilters) => void;
}

/** What is asked for now and then: open at once where the address asks for something of it. */
function More({ search, typed, wrong, setTyped, change }: MoreProps): ReactNode {
  const words = useWords(ORDER_FILTER_WORDS);
  const { overdue, overpaid, supplier } = search;
  const isAsked = [overdue, overpaid, supplier, ...TYPED_FILTERS.map((name) => search[name])].some(Boolean);
  const special = overdue === 'true' ? 'overdue' : overpaid === 'true' ? 'overpaid' : undefined;
  const may = useMay();
  return (
    <details className="more-filters" open={isAsked || wrong.length > 0}>
      <summary>{words.more}</summary>
      <div>
        {TYPED_FILTERS.map((name) => (
          <FormField
            key={name}
            label={words.names[name]}
            value={typed[name]}
            onChange={(value) => setTyped({ ...typed, [name]: value })}
            error={wrong.includes(name) ? words.wrong[name] : undefined}
            isDay={name === 'submittedFrom' || name === 'submittedUntil'}
          />
        ))}
        {may(listSuppliers) && <OneSupplier value={supplier} onChoice={(code) => change({ supplier: code })} />}
        <FilterChoice
          label={words.special}
          any={words.anySpecial}
          words={words.specials}
          value={special}
          onChoice={(one) =>
            change({
              overdue: one === 'overdue' ? 'true' : undefined,
              overpaid: one === 'overpaid' ? 'true' : undefined,
            })
          }
        />
      </div>
    </details>
  );
}

/** A name is asked for from so many characters on. */
const NAME_MIN = 2;

interface OneSupplierProps {
  readonly value: string | undefined;
  readonly onChoice: (code: string | undefined) => void;
}

/** Narrows the list to one supplier as soon as it is known which is meant. */
function OneSupplier({ value, onChoice }: OneSupplierProps): ReactNode {
  const words = useWords(ORDER_FILTER_WORDS).supplier;
  const [typed, setTyped] = useState(value ?? '');
  const [asked, setAsked] = useState(value);
  if (asked !== value) {
    setAsked(value);
    setTyped(value ?? '');
  }
  const name = typed.trim();
  const isName = name.length >= NAME_MIN && !isCreditCode(name);
  const { items } = useAll(listSuppliers, { query: isName ? { name } : {} }, { isWanted: name !== '', most: 200 });
  const codeOf = (text: string): string | undefined => {
    if (isCreditCode(text)) return plainText(text);
    const called = items.filter((one) => one.name === text.trim());
    return called.length === 1 ? called[0]?.creditCode : undefined;
  };
  return (
    <NamedFilter
      words={words}
      value={typed}
      onChange={(text) => {
        setTyped(text);
        const code = codeOf(text);
        if (code !== undefined || text.trim() === '') onChoice(code);
      }}
      offered={items.map((one) => ({ code: one.creditCode, name: one.name }))}
      code={codeOf(typed)}
      nameOf={(code) => items.find(({ creditCode }) => creditCode === code)?.name}
      size={22}
    />
  );
}
