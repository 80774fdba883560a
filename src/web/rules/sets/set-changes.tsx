import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Schemas } from '../../client/operation.ts';
import { getRuleSetChanges } from '../../client/operations.generated.ts';
import { useRead } from '../../client/use-gate.ts';
import { type Column, ServerTable } from '../../table/server-table.tsx';
import { Reading } from '../../ui/screen.tsx';
import { useText } from '../../words/in-language.ts';
import { writeRegion } from '../../words/region-names.ts';
import { nameOfRule } from '../../words/rule-titles.ts';
import { EFFECT_WORDS } from '../../words/states.ts';
import { useWords } from '../../words/use-words.ts';
import { RULES_WORDS } from '../rules-words.ts';
import { useFactWords } from '../use-fact-words.ts';
import { useParameterValue } from '../use-parameter-value.ts';
import { SET_WORDS } from './set-words.ts';

type Changes = Schemas['RuleSetChanges'];
type Changed = Changes['changed'][number];
type Parameter = Schemas['ChangedParameter'];

/** What is other than in the set before it: as sentences, with the smallest case that differs, and line by line. */
export function SetChanges({ set: { number } }: { readonly set: Schemas['RuleSet'] }): ReactNode {
  const words = useWords(SET_WORDS).changes;
  const changes = useRead(getRuleSetChanges, { path: { number } }, { isFinal: true });
  return (
    <Reading read={changes}>
      {({ data }) => {
        const { added, removed, changed, parameters } = data;
        const isSame = [added, removed, changed, parameters].every(({ length }) => length === 0);
        return (
          <section>
            <h2>{words.title(data.before)}</h2>
            {isSame && <p>{words.none}</p>}
            <AddedAndRemoved added={added} removed={removed} number={number} />
            {changed.length > 0 && <h3>{words.changed}</h3>}
            {changed.map((rule) => (
              <ChangedRule key={rule.id} rule={rule} number={number} />
            ))}
            {parameters.length > 0 && <Parameters rows={parameters} number={number} />}
            {data.otherFacts && <p>{words.facts}</p>}
            {data.otherDecoding && <p>{words.decoding}</p>}
            <Texts texts={data.texts} />
          </section>
        );
      }}
    </Reading>
  );
}

interface OfSet {
  readonly number: number;
}

function AddedAndRemoved({ added, removed, number }: OfSet & Pick<Changes, 'added' | 'removed'>): ReactNode {
  const words = useWords(SET_WORDS).changes;
  const textOf = useText();
  return (
    <>
      {added.length > 0 && <h3>{words.added}</h3>}
      <ul className="plain-list">
        {added.map(({ id, title }) => (
          <li key={id}>
            <ToRule id={id} number={number} /> {textOf(nameOfRule(id, title))}
          </li>
        ))}
      </ul>
      {removed.length > 0 && (
        <>
          <h3>{words.removed}</h3>
          <p>{removed.join('、')}</p>
        </>
      )}
    </>
  );
}

function ToRule({ id, number }: OfSet & { readonly id: string }): ReactNode {
  return (
    <Link to="/rules/$id" params={{ id }} search={{ set: String(number) }}>
      {id}
    </Link>
  );
}

function ChangedRule({ rule, number }: OfSet & { readonly rule: Changed }): ReactNode {
  const words = useWords(SET_WORDS).changes;
  const textOf = useText();
  const sayOf = useSays();
  const { id, changes, witness } = rule;
  return (
    <section>
      <h4>
        <ToRule id={id} number={number} />
      </h4>
      {changes.length === 0 && <p>{words.onlyCases}</p>}
      <ul>
        {changes.map(({ pointer, sentence }) => (
          <li key={pointer}>{textOf(sentence)}</li>
        ))}
      </ul>
      {witness !== null && (
        <p>{words.witness(sayOf(witness.before, witness.effectBefore), sayOf(witness.after, witness.effectAfter))}</p>
      )}
    </section>
  );
}

/** What a version says of a case: what its clause does to an order, or why no clause holds. */
function useSays(): (says: string, effect: Schemas['Effect'] | null) => string {
  const effects = useWords(EFFECT_WORDS);
  const others: { readonly [says: string]: string } = useWords(RULES_WORDS).cases.expects;
  return (says, effect) => (effect === null ? (others[says] ?? says) : effects[effect]);
}

function Parameters({ rows, number }: OfSet & { readonly rows: readonly Parameter[] }): ReactNode {
  const words = useWords(SET_WORDS).changes;
  const { titleOf, parameters } = useFactWords(number);
  const write = useParameterValue();
  const wordsOf = ({ name }: Parameter, entry: Parameter['before']): string =>
    entry === null
      ? words.noValue
      : write(
          entry.value,
          parameters.find((one) => one.name === name),
        );
  const { columns: names } = words;
  const columns: readonly Column<Parameter>[] = [
    { title: names.where, cell: ({ jurisdiction }) => writeRegion(jurisdiction) },
    { title: names.name, cell: ({ name }) => titleOf(name) },
    { title: names.before, cell: (row) => <Entry entry={row.before} value={wordsOf(row, row.before)} /> },
    { title: names.after, cell: (row) => <Entry entry={row.after} value={wordsOf(row, row.after)} /> },
    {
      title: names.rules,
      cell: ({ witnesses }) => witnesses.map(({ rule }) => <ToRule key={rule} id={rule} number={number} />),
    },
  ];
  return (
    <>
      <h3>{words.parameters}</h3>
      <ServerTable
        caption={words.parameters}
        columns={columns}
        rows={rows}
        empty=""
        idOf={({ jurisdiction, name, before, after }) => `${jurisdiction} ${name} ${before?.from} ${after?.from}`}
      />
    </>
  );
}

interface EntryProps {
  readonly entry: Parameter['before'];
  readonly value: string;
}

function Entry({ entry, value }: EntryProps): ReactNode {
  const { since, until } = useWords(RULES_WORDS).rule;
  const days = [entry?.from && since(entry.from), entry?.until && until(entry.until)].filter(Boolean).join(' ');
  return (
    <>
      {value} <span className="secondary unbroken">{days}</span>
    </>
  );
}

function Texts({ texts }: Pick<Changes, 'texts'>): ReactNode {
  const words = useWords(SET_WORDS).changes;
  if (texts.length === 0) return null;
  return (
    <details>
      <summary>{words.text}</summary>
      {texts.map(({ kind, name, diff }) => (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways has to be reached by the keyboard.
        <section key={`${kind} ${name}`} className="table-frame" tabIndex={0} aria-label={name}>
          <pre lang="en">{diff}</pre>
        </section>
      ))}
    </details>
  );
}
