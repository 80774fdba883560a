import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { CallArgs, OperationId } from '../../client/operation.ts';
import { useMay } from '../../client/session-context.tsx';
import { type Read, useRead } from '../../client/use-gate.ts';
import { NotFoundScreen } from '../../ui/not-found-screen.tsx';
import { Reading, Screen } from '../../ui/screen.tsx';
import { useText } from '../../words/in-language.ts';
import { useWords } from '../../words/use-words.ts';
import { type ActName, type AnyKind, type AnyRow, pathOf, type RecordPage } from '../record.ts';
import { RECORD_WORDS } from '../record-words.ts';
import { ActForm } from './act-form.tsx';

const ACTS: readonly ActName[] = ['create', 'describe', 'change'];

/** An act on a record of a kind, where the kind has it and this role may. */
export function RecordAct({ kind }: { readonly kind: AnyKind }): ReactNode {
  const may = useMay();
  const { id = '', act: named } = useParams({ strict: false }) as { id?: string; act?: string };
  const act = ACTS.find((name) => name === named);
  const operation = act && kind.forms?.[act];
  if (act === undefined || operation === undefined || kind.page === undefined || !may(operation)) {
    return <NotFoundScreen />;
  }
  return act === 'create' ? <New kind={kind} page={kind.page} /> : <Existing {...{ kind, id, act }} page={kind.page} />;
}

interface Props {
  readonly kind: AnyKind;
  readonly page: RecordPage<AnyRow>;
}

function New({ kind, page }: Props): ReactNode {
  const words = useWords(RECORD_WORDS);
  const textOf = useText();
  return (
    <Screen
      title={words.acts.create(textOf(page.one))}
      acts={<Link to={kind.path}>{words.back(textOf(kind.title))}</Link>}
    >
      <ActForm kind={kind} act="create" />
    </Screen>
  );
}

function Existing({
  kind,
  page,
  id,
  act,
}: Props & { readonly id: string; readonly act: 'describe' | 'change' }): ReactNode {
  const words = useWords(RECORD_WORDS);
  const textOf = useText();
  const path = { [page.by]: id };
  const read = useRead(page.get, { path } as unknown as CallArgs<OperationId>) as Read<OperationId>;
  return (
    <Screen
      title={words.acts[act](textOf(page.one))}
      acts={<Link to={pathOf(kind.path, id)}>{words.back(textOf(page.one))}</Link>}
    >
      <Reading read={read}>
        {({ data, etag }) => <ActForm {...{ kind, act, path, etag, row: data as unknown as AnyRow }} />}
      </Reading>
    </Screen>
  );
}
