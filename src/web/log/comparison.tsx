import { type ReactNode, useState } from 'react';
import { GateProblem } from '../client/gate-problem.ts';
import type { Schemas } from '../client/operation.ts';
import { getConsistencyProof, listLogCheckpoints } from '../client/operations.generated.ts';
import { useRead } from '../client/use-gate.ts';
import { FormField } from '../form/form-field.tsx';
import type { GateKeys } from '../proof/check.ts';
import { judgeContinuation } from '../proof/continuation.ts';
import { judgeCheckpoint } from '../proof/note.ts';
import { Reading } from '../ui/screen.tsx';
import { ContinuationNotice } from '../ui/session/continuation-notice.tsx';
import { useWords } from '../words/use-words.ts';
import { LOG_WORDS } from './log-words.ts';

type Note = Pick<Schemas['Checkpoint'], 'size' | 'note'>;

interface ComparisonProps {
  readonly checkpoint: Note;
  readonly keys: GateKeys;
}

/** Holds a checkpoint against the newest one, another one by its size, or one that somebody kept elsewhere and pastes. */
export function Comparison({ checkpoint, keys }: ComparisonProps): ReactNode {
  const words = useWords(LOG_WORDS).checkpoint;
  const [typed, setTyped] = useState('');
  const text = typed.trim();
  return (
    <section>
      <h2>{words.compare}</h2>
      <div className="screen-only">
        <FormField label={words.other} help={words.otherHelp} value={typed} onChange={setTyped} isLong lines={2} />
      </div>
      {text === '' || /^\d{1,15}$/.test(text) ? (
        <Listed key={text} size={text} checkpoint={checkpoint} keys={keys} />
      ) : (
        <Pasted note={`${text}\n`} checkpoint={checkpoint} keys={keys} />
      )}
    </section>
  );
}

/** Without a size it is the newest one. */
function Listed({ size, checkpoint, keys }: ComparisonProps & { readonly size: string }): ReactNode {
  const words = useWords(LOG_WORDS).checkpoint;
  const query = size === '' ? ({ sort: '-size', limit: 1 } as const) : { from: Number(size), limit: 1 };
  const listed = useRead(listLogCheckpoints, { query });
  return (
    <Reading read={listed}>
      {({ data: { items } }) => {
        const other = items.find((one) => size === '' || one.size === Number(size));
        if (!other) return <p role="alert">{words.missing}</p>;
        if (size === '' && other.note === checkpoint.note) return <p className="secondary">{words.only}</p>;
        return <Continues one={checkpoint} other={other} keys={keys} />;
      }}
    </Reading>
  );
}

function Pasted({ note, checkpoint, keys }: ComparisonProps & { readonly note: string }): ReactNode {
  const words = useWords(LOG_WORDS).checkpoint;
  const found = judgeCheckpoint(note, keys).checkpoint;
  if (!found) return <p role="alert">{words.unread}</p>;
  return <Continues one={checkpoint} other={{ size: found.size, note }} keys={keys} />;
}

interface ContinuesProps {
  readonly one: Note;
  readonly other: Note;
  readonly keys: GateKeys;
}

function Continues({ one, other, keys }: ContinuesProps): ReactNode {
  const [older, newer] = one.size <= other.size ? [one, other] : [other, one];
  const judged = (hashes: readonly string[]) =>
    judgeContinuation({ older: older.note, newer: newer.note, hashes }, keys);
  const isSigned = judged([]) !== 'unsigned';
  const query = { from: older.size, to: newer.size };
  const proof = useRead(getConsistencyProof, { query }, { isWanted: isSigned });
  const sizes = { older: older.size, newer: newer.size };
  if (!isSigned) return <ContinuationNotice found="unsigned" {...sizes} />;
  if (proof.error instanceof GateProblem && proof.error.code === 'log.not_reached') {
    return <ContinuationNotice found="shorter" {...sizes} />;
  }
  return (
    <Reading read={proof}>
      {({ data: { from, to, hashes } }) => {
        // While the next proof is read the one before is still here, which is of two others.
        if (from !== older.size || to !== newer.size) return null;
        return <ContinuationNotice found={judged(hashes)} {...sizes} />;
      }}
    </Reading>
  );
}
