import type { ReactNode } from 'react';
import { useWords } from '../../../words/use-words.ts';
import { FIELD_WORDS } from '../body/field-words.ts';
import type { GridName } from '../body/order-draft.ts';
import { WORKSPACE_WORDS } from '../workspace-words.ts';
import { calledBy, pathIn } from './focus.ts';
import { type Paste, ROWS_MAX } from './use-paste.ts';
import { usePlaceWords } from './use-place-words.ts';

/** What became of a table that was pasted, with every column and cell that was not read. */
export function PasteReport({
  grid,
  pasted,
}: {
  readonly grid: GridName;
  readonly pasted: Paste['pasted'];
}): ReactNode {
  const words = useWords(WORKSPACE_WORDS).paste;
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
  const { rows, cells, ignored, merged, firstRow } = pasted;
  return (
    <div className="notice" data-kind={ignored.length + merged.length === 0 ? 'done' : 'warning'} role="status">
      <p>{words.read(rows, cells.length)}</p>
      {ignored.length > 0 && <p>{words.ignored(ignored.join(words.comma))}</p>}
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
  );
}
