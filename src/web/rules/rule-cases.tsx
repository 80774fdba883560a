import type { ReactNode } from 'react';
import type { Schemas } from '../client/operation.ts';
import { PagedTable } from '../table/paged-table.tsx';
import type { Column } from '../table/server-table.tsx';
import { useLanguage } from '../ui/appearance/use-preferences.ts';
import { writeRegion } from '../words/region-names.ts';
import { EFFECT_WORDS } from '../words/states.ts';
import { useWords } from '../words/use-words.ts';
import { RULES_WORDS } from './rules-words.ts';
import { type FactWords, useFactWords } from './use-fact-words.ts';

type Rule = Schemas['RuleDocument'];
type Case = Schemas['RuleTest'] & { readonly place: number };

interface CasesProps {
  readonly number: number;
  readonly rule: Rule;
}

/** The cases inside the rule: what is other than in the plain case, and what the rule then has to say. */
export function RuleCases({ number, rule }: CasesProps): ReactNode {
  const words = useWords(RULES_WORDS).cases;
  const factsIn = useFactsIn(number);
  const columns = useColumns(number, rule);
  const rows = rule.tests.map((test, at) => ({ ...test, place: at + 1 }));
  const given = factsIn(rule.given ?? {});
  return (
    <section>
      <h2>{words.title}</h2>
      <p className="secondary">{words.says(rows.length)}</p>
      {given.length > 0 && (
        <details>
          <summary>{words.given}</summary>
          <ul>
            {given.map((fact) => (
              <li key={fact}>{fact}</li>
            ))}
          </ul>
        </details>
      )}
      <PagedTable
        caption={words.title}
        columns={columns}
        rows={rows}
        empty=""
        idOf={({ place }: Case) => String(place)}
      />
    </section>
  );
}

function useFactsIn(number: number): (facts: Schemas['Facts']) => readonly string[] {
  const words = useWords(RULES_WORDS).cases;
  const { titleOf, wordsOf } = useFactWords(number);
  return (facts) => Object.entries(facts).map(([name, value]) => words.fact(titleOf(name), wordsOf(name, value)));
}

function useColumns(number: number, rule: Rule): readonly Column<Case>[] {
  const words = useWords(RULES_WORDS).cases;
  const language = useLanguage();
  const differencesOf = useDifferences(number);
  const expectOf = useExpected(rule);
  return [
    { title: words.columns.number, isNumeric: true, cell: ({ place }) => place },
    {
      title: words.columns.facts,
      cell: (test) => {
        const parts = differencesOf(test);
        return (
          <>
            {/* Rules are written with the sentences of their cases in English; the facts say the same in both. */}
            {language === 'en' && <div>{test.says}</div>}
            <ul className="plain-list">
              {(parts.length === 0 ? [words.asGiven] : parts).map((part) => (
                <li key={part}>{part}</li>
              ))}
            </ul>
          </>
        );
      },
    },
    { title: words.columns.expect, cell: ({ expect }) => <span className="unbroken">{expectOf(expect)}</span> },
  ];
}

/** The facts whose values an instance has, the first that knows a word for it. */
const FACTS_OF: { readonly [field: string]: readonly string[] } = {
  goods: ['line.goods'],
  category: ['line.category', 'item.category'],
  acquisition: ['order.acquisition'],
};

function memberOf(facts: readonly string[], value: string | null, wordsOf: FactWords['wordsOf']): string {
  const words = facts.map((fact) => wordsOf(fact, value));
  return words.find((word) => word !== value) ?? value ?? '';
}

function useDifferences(number: number): (test: Case) => readonly string[] {
  const words = useWords(RULES_WORDS).cases;
  const { separator } = useWords(RULES_WORDS).values;
  const stages = useWords(RULES_WORDS).stages;
  const factsIn = useFactsIn(number);
  const { titleOf, wordsOf } = useFactWords(number);
  const ofInstance = ([field, value]: readonly [string, string | null]): string => {
    const titles: { readonly [name: string]: string } = words.instance;
    const written =
      field === 'region' && value !== null ? writeRegion(value) : memberOf(FACTS_OF[field] ?? [], value, wordsOf);
    return words.fact(titles[field] ?? field, written);
  };
  return ({ facts, missing = [], on, stage, instance = {} }) => [
    ...factsIn(facts),
    ...Object.entries(instance).map(ofInstance),
    ...(missing.length > 0 ? [words.missing(missing.map(titleOf).join(separator))] : []),
    ...(on === undefined ? [] : [words.on(on)]),
    ...(stage === undefined ? [] : [words.stage(stages[stage])]),
  ];
}

/** What a case has to give, by the number of the clause as the page has them. */
function useExpected({ clauses }: Rule): (expect: string) => string {
  const words = useWords(RULES_WORDS).cases;
  const effects = useWords(EFFECT_WORDS);
  const others: { readonly [expect: string]: string } = words.expects;
  return (expect) => {
    const at = clauses.findIndex(({ id }) => id === expect);
    const clause = clauses[at];
    return clause === undefined ? (others[expect] ?? expect) : words.clause(at + 1, effects[clause.effect]);
  };
}
