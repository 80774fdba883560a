import { Button } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import { useWords } from '../../../words/use-words.ts';
import { FIELD_WORDS } from '../body/field-words.ts';
import type { OrderDraft } from '../body/order-draft.ts';
import { calledBy } from '../grid/focus.ts';
import { useRowWords } from '../grid/use-place-words.ts';
import { WORKSPACE_WORDS } from '../workspace-words.ts';
import { changesBetween } from './changes.ts';
import { ChangesList, useShown } from './changes-list.tsx';
import { type Choices, type Conflict, mergeOf } from './merge.ts';

interface MergePanelProps {
  readonly title: string;
  /** What both began from, and what the other has made of it. */
  readonly base: OrderDraft;
  readonly theirs: OrderDraft;
  /** What is typed here, as the panel is drawn and as it is at the moment of the choice. */
  readonly mine: OrderDraft;
  readonly currentDraft: () => OrderDraft;
  readonly onMerged: (merged: OrderDraft) => void;
}

/** What others changed beside what was typed here: what does not meet is taken over, the rest is chosen field by field. */
export function MergePanel({ title, base, theirs, mine, currentDraft, onMerged }: MergePanelProps): ReactNode {
  const words = useWords(WORKSPACE_WORDS).merge;
  const [choices, setChoices] = useState<Choices>({});
  const { conflicts } = useMemo(() => mergeOf({ base, mine, theirs }), [base, mine, theirs]);
  const changes = useMemo(() => changesBetween(base, theirs), [base, theirs]);
  const open = conflicts.filter(({ key }) => choices[key] === undefined).length;
  return (
    <section className="notice merge-panel" data-kind="warning" role="alert">
      <p>
        <strong>{title}</strong> {changes.length === 0 ? words.nothing : words.changed}
      </p>
      <ChangesList changes={changes} />
      {conflicts.length > 0 && <p>{words.choose}</p>}
      {conflicts.map((conflict) => (
        <ConflictChoice
          key={conflict.key}
          conflict={conflict}
          chosen={choices[conflict.key]}
          onChoice={(choice) => setChoices({ ...choices, [conflict.key]: choice })}
        />
      ))}
      <p className="acts">
        <Button
          type="primary"
          disabled={open > 0}
          onClick={() => onMerged(mergeOf({ base, mine: currentDraft(), theirs }, choices).draft)}
        >
          {changes.length === 0 ? words.goOn : words.merge}
        </Button>
        {open > 0 && <span>{words.open(open)}</span>}
      </p>
    </section>
  );
}

interface ConflictChoiceProps {
  readonly conflict: Conflict;
  readonly chosen: 'mine' | 'theirs' | undefined;
  readonly onChoice: (choice: 'mine' | 'theirs') => void;
}

function ConflictChoice({ conflict, chosen, onChoice }: ConflictChoiceProps): ReactNode {
  const words = useWords(WORKSPACE_WORDS).merge;
  const fields = useWords(FIELD_WORDS);
  const rowCalled = useRowWords();
  const shown = useShown();
  const { key, grid, row, name = '', was } = conflict;
  const place = grid === undefined || row === undefined ? '' : rowCalled(grid, row);
  const said = (side: 'mine' | 'theirs'): string =>
    conflict.name === undefined && conflict[side] === '' ? words.removed : shown(name, conflict[side]);
  return (
    <fieldset className="merge-choice">
      <legend>
        {place} {calledBy(name, fields)} <span className="secondary">{words.was(shown(name, was))}</span>
      </legend>
      {(['mine', 'theirs'] as const).map((side) => (
        <label key={side}>
          <input type="radio" name={key} checked={chosen === side} onChange={() => onChoice(side)} /> {words[side]}{' '}
          <strong>{said(side)}</strong>
        </label>
      ))}
    </fieldset>
  );
}
