import { Link } from '@tanstack/react-router';
import { useMay } from '../client/session-context.tsx';
import type { Column } from '../table/server-table.tsx';
import { useText } from '../words/in-language.ts';
import { useFields, Value } from './facts.tsx';
import { type AnyFields, type AnyKind, type AnyRow, pathOf } from './record.ts';

/** The columns of a table of rows whose fields are described. */
export function useColumnsOf(fields: AnyFields, names: readonly string[]): readonly Column<AnyRow>[] {
  const textOf = useText();
  return useFields(fields, names).map(([name, one]) => ({
    title: textOf(one.name),
    isNumeric: one.isNumeric,
    cell: (row) => <Value of={one} value={row[name]} isCell />,
  }));
}

/** Of the list of a kind: the first column opens the record, by what it is called if that column is empty. */
export function useListColumns(kind: AnyKind): readonly Column<AnyRow>[] {
  const may = useMay();
  const [first, ...others] = useColumnsOf(kind.fields, kind.columns);
  const { page } = kind;
  if (first === undefined || page === undefined || !may(page.get)) return first ? [first, ...others] : [];
  const opening: Column<AnyRow> = {
    ...first,
    cell: (row) => (
      <Link to={pathOf(kind.path, kind.key(row))}>
        <bdi>{page.heading(row)}</bdi>
      </Link>
    ),
  };
  return [opening, ...others];
}
