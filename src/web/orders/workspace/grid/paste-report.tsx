import type { ReactNode } from 'react';
import { useWords } from '../../../words/use-words.ts';
import { FIELD_WORDS } from '../body/field-words.ts';
import type { GridName } from '../body/order-draft.ts';
import { calledBy, pathIn } from './focus.ts';
import { KNOWN_COLUMNS } from './known-columns.ts';
import { PASTE_WORDS } from './paste-words.ts';
import type { Pasted } from './pasted-grid.ts';
import { type Paste, ROWS_MAX } from './use-paste.ts';
import { usePlaceWords } from './use-place-words.ts';

interface PasteReportProps extends Pick<Paste, 'pasted' | 'assign'> {
  readonly grid: GridName;
}

/** What became of a table that was pasted, with every row, column and cell that was not read, and what can be said of its columns. */
export function PasteReport({ grid, pasted, assign }: PasteReportProps): ReactNode {
  const words = useWords(PASTE_WORDS);
  const fields = useWords(FIELD_WORDS);
  const placeOf = usePlaceWords();
  if (pasted === undefined) return null;
  if (pasted === 'too-long') {
    return (
      <p className="notice" data-kind="refusal" role="alert">
        {words.tooLong(ROWS_MAX[grid])}
      </p>
    );
  }
  const { rows, cells, ignored, merged, firstRow, kindsByName } = pasted;
  return (
    <div className="notice" data-kind={ignored.length + merged.length === 0 ? 'done' : 'warning'}>
      <div role="status">
        <p>{words.read(rows, cells.length)}</p>
        {ignored.length > 0 && <p>{words.ignored(ignored.join(words.comma))}</p>}
        <SkippedRows of={pasted.skipped} />
        {kindsByName > 0 && <p>{words.kindsByName(kindsByName)}</p>}
        {merged.length > 0 && (
          <p>
            {words.merged}{' '}
            {merged
              .map(({ row, name }) => {
                const path = pathIn({ grid, index: firstRow + row }, name);
                return `${placeOf(path)} ${calledBy(path, fields)}`;
              })
              .join(words.comma)}
          </p>
        )}
      </div>
      <ColumnChoices grid={grid} columns={pasted.columns} assign={assign} />
    </div>
  );
}

function SkippedRows({ of: skipped }: { readonly of: Pasted['skipped'] }): ReactNode {
  const words = useWords(PASTE_WORDS);
  return (['title', 'sum', 'blank'] as const).map((kind) => {
    const rows = skipped.filter(({ why }) => why === kind).map(({ row }) => String(row));
    return rows.length > 0 && <p key={kind}>{words.skipped[kind](rows.join(words.comma))}</p>;
  });
}

interface ColumnChoicesProps extends Pick<Paste, 'assign'> {
  readonly grid: GridName;
  readonly columns: Pasted['columns'];
}

/** For each column the field that it fills, to be chosen by hand. */
function ColumnChoices({ grid, columns, assign }: ColumnChoicesProps): ReactNode {
  const words = useWords(PASTE_WORDS);
  const fields = useWords(FIELD_WORDS);
  const names = [...KNOWN_COLUMNS[grid].headings.keys()];
  return (
    <details className="paste-columns">
      <summary>{words.columns}</summary>
      <p className="secondary">{words.columnsHelp}</p>
      {columns.map(({ heading, name }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a column is known by its place; two may be called alike.
        <label key={at}>
          <span>{words.column(heading)}</span>{' '}
          <select value={name ?? ''} onChange={({ target }) => assign(at, target.value || undefined)}>
            <option value="">{words.notRead}</option>
            {names.map((one) => (
              <option key={one} value={one}>
                {calledBy(one, fields)}
              </option>
            ))}
          </select>
        </label>
      ))}
    </details>
  );
}
