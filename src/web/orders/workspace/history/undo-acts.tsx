import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from '../../../words/use-words.ts';
import { FIELD_WORDS } from '../body/field-words.ts';
import { calledBy } from '../grid/focus.ts';
import { usePlaceWords } from '../grid/use-place-words.ts';
import { WORKSPACE_WORDS } from '../workspace-words.ts';
import type { History } from './use-history.ts';

/** One step back, one step forth, and what it did. */
export function UndoActs({
  history: { canUndo, canRedo, undo, redo, said },
}: {
  readonly history: History;
}): ReactNode {
  const words = useWords(WORKSPACE_WORDS).history;
  const fields = useWords(FIELD_WORDS);
  const placeOf = usePlaceWords();
  const { change } = said ?? {};
  const place = change === undefined ? '' : `${placeOf(change.path, change.number)} ${calledBy(change.path, fields)}`;
  return (
    <>
      <Button disabled={!canUndo} onClick={undo} title={words.undoKeys}>
        {words.undo}
      </Button>
      <Button disabled={!canRedo} onClick={redo} title={words.redoKeys}>
        {words.redo}
      </Button>
      <span className="visually-hidden" role="status">
        {said && words[said.act](place.trim())}
      </span>
    </>
  );
}
