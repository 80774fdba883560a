import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { CallArgs, Schemas } from '../../client/operation.ts';
import { checkForm, listForms } from '../../client/operations.generated.ts';
import { useMay } from '../../client/session-context.tsx';
import { useRead } from '../../client/use-gate.ts';
import { ListPage } from '../../table/list-page.tsx';
import type { Column } from '../../table/server-table.tsx';
import { Reading, Screen } from '../../ui/screen.tsx';
import { dayOf, writeInstant } from '../../ui/time.ts';
import { useText } from '../../words/in-language.ts';
import { writeRegion } from '../../words/region-names.ts';
import { useWords } from '../../words/use-words.ts';
import { FORMS_WORDS } from './forms-words.ts';

type Query = NonNullable<CallArgs<'listForms'>['query']>;

const route = getRouteApi('/forms');
const PAGE_ROWS = 50;
const EVERYWHERE = '000000';

/** The forms that campaigns can ask for. */
export function FormsScreen(): ReactNode {
  const words = useWords(FORMS_WORDS);
  const { after } = route.useSearch();
  const forms = useRead(listForms, { query: { after, limit: PAGE_ROWS } as Query });
  const text = useText();
  const may = useMay();
  const { columns: heads } = words;
  const columns: readonly Column<Schemas['FormSummary']>[] = [
    {
      title: heads.title,
      cell: ({ id, revision, title }) => (
        <Link to="/forms/$form" params={{ form: id }} search={{ revision: String(revision) }}>
          {text(title)}
        </Link>
      ),
    },
    { title: heads.key, cell: ({ key }) => <span className="code">{key}</span> },
    { title: heads.region, cell: ({ region }) => (region === EVERYWHERE ? words.everywhere : writeRegion(region)) },
    { title: heads.from, cell: ({ shipped }) => (shipped ? words.shipped : words.published) },
    { title: heads.at, cell: ({ publishedAt }) => (publishedAt === null ? '—' : writeInstant(publishedAt)) },
    {
      title: heads.state,
      cell: ({ withdrawnAt }) => (withdrawnAt === null ? words.usable : words.withdrawn(dayOf(withdrawnAt))),
    },
  ];
  return (
    <Screen title={words.title} acts={may(checkForm) && <Link to="/forms/new">{words.check.link}</Link>}>
      <Reading read={forms}>
        {({ data }) => (
          <ListPage
            caption={words.title}
            columns={columns}
            page={data}
            idOf={({ key }) => key}
            empty={words.none}
            isFirst={after === undefined}
          />
        )}
      </Reading>
    </Screen>
  );
}
