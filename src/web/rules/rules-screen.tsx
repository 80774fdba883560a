import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, useDeferredValue, useState } from 'react';
import type { Schemas } from '../client/operation.ts';
import { getRuleSet } from '../client/operations.generated.ts';
import { useRead } from '../client/use-gate.ts';
import { FilterChoice } from '../table/filter-choice.tsx';
import { type Column, ServerTable } from '../table/server-table.tsx';
import { Reading, Screen } from '../ui/screen.tsx';
import { useText } from '../words/in-language.ts';
import { groundsOf } from '../words/legal-grounds.ts';
import { nameOfRule } from '../words/rule-titles.ts';
import { EFFECT_WORDS } from '../words/states.ts';
import { useWords } from '../words/use-words.ts';
import { OfRuleSet } from './of-rule-set.tsx';
import { RULES_WORDS } from './rules-words.ts';
import { chapterOf, chaptersOf, rulesWith } from './search-rules.ts';

type Rule = Schemas['RuleDocument'];

const route = getRouteApi('/rules');

/** The rules that orders are judged by, as chapters of a law: what each is about, what it does, and what it rests on. */
export function RulesScreen(): ReactNode {
  const words = useWords(RULES_WORDS).list;
  const { set } = route.useSearch();
  return (
    <Screen title={words.title} acts={<Link to="/rule-sets">{words.sets}</Link>}>
      <OfRuleSet named={set}>{(number) => <Rules number={number} />}</OfRuleSet>
    </Screen>
  );
}

function Rules({ number }: { readonly number: number }): ReactNode {
  const words = useWords(RULES_WORDS).list;
  const set = useRead(getRuleSet, { path: { number } });
  const { search, chapter } = route.useSearch();
  const [typed, setTyped] = useState(search ?? '');
  const sought = useDeferredValue(typed);
  return (
    <Reading read={set}>
      {({ data }) => {
        const inChapter = data.documents.filter((rule) => chapter === undefined || chapterOf(rule) === chapter);
        const shown = rulesWith(sought, inChapter);
        return (
          <>
            <p className="secondary">{words.standing(data.number, data.documents.length)}</p>
            <Filters chapters={chaptersOf(data.documents)} typed={typed} onTyped={setTyped} />
            <p role="status" className="secondary">
              {words.count(shown.length)}
            </p>
            {shown.length === 0 && <p className="empty">{words.noneMatch}</p>}
            {chaptersOf(shown).map((one) => (
              <Chapter key={one} chapter={one} rules={shown.filter((rule) => chapterOf(rule) === one)} />
            ))}
          </>
        );
      }}
    </Reading>
  );
}

interface FiltersProps {
  readonly chapters: readonly string[];
  readonly typed: string;
  readonly onTyped: (text: string) => void;
}

function Filters({ chapters, typed, onTyped }: FiltersProps): ReactNode {
  const words = useWords(RULES_WORDS).list;
  const titleOf = useChapterTitle();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const names = Object.fromEntries(chapters.map((one) => [one, titleOf(one)]));
  const seek = (text: string): void => {
    onTyped(text);
    const sought = text.trim() === '' ? undefined : text;
    void navigate({ search: { ...search, search: sought }, replace: true });
  };
  return (
    <search className="filters">
      <form onSubmit={(event) => event.preventDefault()}>
        <label>
          {words.search}{' '}
          <input
            type="search"
            className="plain-select"
            placeholder={words.searchIn}
            value={typed}
            onChange={({ target }) => seek(target.value)}
          />
        </label>
        <FilterChoice
          label={words.chapter}
          any={words.all}
          words={names}
          value={search.chapter}
          onChoice={(chapter) => void navigate({ search: { ...search, chapter } })}
        />
      </form>
    </search>
  );
}

function useChapterTitle(): (chapter: string) => string {
  const { chapters } = useWords(RULES_WORDS);
  const known: { readonly [chapter: string]: string } = chapters;
  // A set of somebody's own may have chapters that the product does not know.
  return (chapter) => (Object.hasOwn(known, chapter) ? `${known[chapter]} ${chapter}` : chapter);
}

interface ChapterProps {
  readonly chapter: string;
  readonly rules: readonly Rule[];
}

function Chapter({ chapter, rules }: ChapterProps): ReactNode {
  const columns = useColumns();
  const title = useChapterTitle()(chapter);
  return (
    <section>
      <h2>{title}</h2>
      <ServerTable caption={title} columns={columns} rows={rules} idOf={({ id }) => id} empty="" />
    </section>
  );
}

function useColumns(): readonly Column<Rule>[] {
  const { columns, unverified } = useWords(RULES_WORDS).list;
  const effects = useWords(EFFECT_WORDS);
  const textOf = useText();
  const { set } = route.useSearch();
  return [
    {
      title: columns.rule,
      cell: ({ id }) => (
        <Link to="/rules/$id" params={{ id }} search={{ set }} className="unbroken">
          {id}
        </Link>
      ),
    },
    { title: columns.title, cell: ({ id, title }) => textOf(nameOfRule(id, title)) },
    {
      title: columns.effect,
      cell: ({ clauses }) => [...new Set(clauses.map(({ effect }) => effects[effect]))].join(' / '),
    },
    {
      title: columns.basis,
      cell: ({ legalBasis }) => {
        const { documents, unverified: open } = groundsOf(legalBasis);
        return (
          <>
            {documents.map(({ document, article }) => `${document} ${article ?? ''}`.trim()).join('；')}{' '}
            {open.length > 0 && <span className="secondary">{unverified}</span>}
          </>
        );
      },
    },
  ];
}
