import type { ReactNode } from 'react';
import type { Schemas } from '../client/operation.ts';
import { listPolicyParameters } from '../client/operations.generated.ts';
import { useRead } from '../client/use-gate.ts';
import { type Column, ServerTable } from '../table/server-table.tsx';
import { Reading } from '../ui/screen.tsx';
import { UNIT_LEVEL_WORDS } from '../words/asked-words.ts';
import { citedArticle, citedTitle } from '../words/legal-grounds.ts';
import { writeRegion } from '../words/region-names.ts';
import { useWords } from '../words/use-words.ts';
import { parametersOf } from './named-parameters.ts';
import { RULES_WORDS } from './rules-words.ts';
import { useFactWords } from './use-fact-words.ts';
import { useParameterValue } from './use-parameter-value.ts';

type Parameter = Schemas['PolicyParameter'];

/** As many values as a parameter has anywhere: a region and a level each, over the years. */
const VALUES_MAX = 200;

interface ParametersProps {
  readonly number: number;
  readonly rule: Schemas['RuleDocument'];
}

/** The numbers and lists that the clauses name, with each value, where and since when it holds, and by which document. */
export function RuleParameters({ number, rule }: ParametersProps): ReactNode {
  const words = useWords(RULES_WORDS).rule;
  const names = parametersOf(rule.clauses);
  return (
    <section>
      <h2>{words.parameters}</h2>
      {names.length === 0 && <p className="secondary">{words.noParameters}</p>}
      {names.map((name) => (
        <OneParameter key={name} number={number} name={name} />
      ))}
    </section>
  );
}

function OneParameter({ number, name }: { readonly number: number; readonly name: string }): ReactNode {
  const words = useWords(RULES_WORDS).rule;
  const facts = useFactWords(number);
  const title = facts.titleOf(name);
  const kind = facts.parameters.find((one) => one.name === name);
  const columns = useColumns(kind);
  const values = useRead(listPolicyParameters, { query: { name, limit: VALUES_MAX } });
  return (
    <>
      <h3>{title}</h3>
      <Reading read={values}>
        {({ data: { items } }) => (
          <ServerTable
            caption={title}
            columns={columns}
            rows={items}
            empty={words.noValue}
            idOf={({ jurisdiction, levels, from }) => `${jurisdiction} ${levels?.join()} ${from}`}
          />
        )}
      </Reading>
    </>
  );
}

function useColumns(kind: Schemas['CatalogueParameter'] | undefined): readonly Column<Parameter>[] {
  const { rule: words, values } = useWords(RULES_WORDS);
  const levelWords = useWords(UNIT_LEVEL_WORDS);
  const wordsOf = useParameterValue();
  const { parameterColumns: columns } = words;
  return [
    { title: columns.where, cell: ({ jurisdiction }) => writeRegion(jurisdiction) },
    {
      title: columns.levels,
      cell: ({ levels }) => levels?.map((level) => levelWords[level]).join(values.separator) ?? words.allLevels,
    },
    { title: columns.value, cell: ({ value }) => wordsOf(value, kind) },
    {
      title: columns.days,
      cell: ({ from, until }) => {
        const days = [from && words.since(from), until && words.until(until)].filter(Boolean).join(' ');
        return <span className="unbroken">{days === '' ? words.always : days}</span>;
      },
    },
    {
      title: columns.document,
      cell: ({ document, article, verified }) => (
        <>
          {citedTitle(document ?? '')} {citedArticle(article)} {!verified && <strong>{words.unverified}</strong>}
        </>
      ),
    },
  ];
}
