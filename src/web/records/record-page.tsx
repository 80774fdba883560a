import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { CallArgs, OperationId } from '../client/operation.ts';
import { type Read, useRead } from '../client/use-gate.ts';
import { ServerTable } from '../table/server-table.tsx';
import { FactList } from '../ui/fact-list.tsx';
import { NotFoundScreen } from '../ui/not-found-screen.tsx';
import { Reading, Screen } from '../ui/screen.tsx';
import { useText } from '../words/in-language.ts';
import { useWords } from '../words/use-words.ts';
import { ToAct } from './act/to-act.tsx';
import { useFields, Value } from './facts.tsx';
import type { AnyKind, AnyRow, Inner, RecordPage as PageOf } from './record.ts';
import { Beside } from './record-list.tsx';
import { useColumnsOf } from './record-table.tsx';
import { RECORD_WORDS } from './record-words.ts';

interface Props {
  readonly kind: AnyKind;
  readonly page: PageOf<AnyRow>;
}

/** One record of a kind, where the kind has pages. */
export function RecordPage({ kind }: Pick<Props, 'kind'>): ReactNode {
  return kind.page === undefined ? <NotFoundScreen /> : <Record kind={kind} page={kind.page} />;
}

/** One record: what is on file of it, what it has several of, and what belongs to it. */
function Record({ kind, page }: Props): ReactNode {
  const words = useWords(RECORD_WORDS);
  const textOf = useText();
  const { id = '' } = useParams({ strict: false });
  const read = useRead(page.get, { path: { [page.by]: id } } as unknown as CallArgs<OperationId>) as Read<OperationId>;
  const rowOf = kind.rowOf ?? ((item: AnyRow) => item);
  const known = read.data && !read.isPlaceholderData ? rowOf(read.data.data as unknown as AnyRow) : undefined;
  return (
    <Screen
      title={textOf(page.one)}
      named={known && page.heading(known)}
      acts={
        <>
          <ToAct kind={kind} act="describe" id={id} />
          <ToAct kind={kind} act="change" id={id} />
          <Link to={kind.path}>{words.back(textOf(kind.title))}</Link>
        </>
      }
    >
      <Reading read={read}>
        {({ data }) => <Whole kind={kind} page={page} row={rowOf(data as unknown as AnyRow)} />}
      </Reading>
    </Screen>
  );
}

function Whole({ kind, page, row }: Props & { readonly row: AnyRow }): ReactNode {
  const words = useWords(RECORD_WORDS);
  const [first, ...others] = page.sections;
  return (
    <>
      {first && <Facts kind={kind} row={row} section={first} />}
      <Beside label={words.related} ways={page.links?.(row) ?? []} />
      {page.parts?.map((Part, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a kind stand where they are described.
        <Part key={at} row={row} />
      ))}
      {page.inner?.map((inner) => (
        <InnerTable key={inner.of} inner={inner} row={row} />
      ))}
      {others.map((section) => (
        <Facts key={section.title.en} kind={kind} row={row} section={section} />
      ))}
    </>
  );
}

interface FactsProps {
  readonly kind: AnyKind;
  readonly section: PageOf<AnyRow>['sections'][number];
  readonly row: AnyRow;
}

function Facts({ kind, section: { title, fields }, row }: FactsProps): ReactNode {
  const textOf = useText();
  const shown = useFields(kind.fields, fields);
  return (
    <section>
      <h2>{textOf(title)}</h2>
      <FactList
        facts={shown.map(([name, one]) => [textOf(one.name), <Value key={name} of={one} value={row[name]} />])}
      />
    </section>
  );
}

function InnerTable({ inner, row }: { readonly inner: Inner; readonly row: AnyRow }): ReactNode {
  const words = useWords(RECORD_WORDS);
  const textOf = useText();
  const columns = useColumnsOf(inner.fields, Object.keys(inner.fields));
  const rows = (row[inner.of] ?? []) as readonly AnyRow[];
  return (
    <section>
      <h2>{textOf(inner.title)}</h2>
      <ServerTable
        caption={textOf(inner.title)}
        columns={columns}
        rows={rows}
        idOf={(one) => JSON.stringify(one)}
        empty={words.nothingInside}
      />
    </section>
  );
}
