import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Schemas } from '../client/operation.ts';
import { listLogCheckpoints, listLogKeys } from '../client/operations.generated.ts';
import { useRead } from '../client/use-gate.ts';
import { CheckList } from '../door/check-list.tsx';
import type { GateKeys } from '../proof/check.ts';
import { judgeCheckpoint } from '../proof/note.ts';
import { FactList } from '../ui/fact-list.tsx';
import { Reading, Screen } from '../ui/screen.tsx';
import { writeInstant } from '../ui/time.ts';
import { useWords } from '../words/use-words.ts';
import { Comparison } from './comparison.tsx';
import { LOG_WORDS } from './log-words.ts';

const route = getRouteApi('/checkpoints/$size');

/** One checkpoint: who signed for how much of the log, and whether it and any other one are of one log. */
export function CheckpointScreen(): ReactNode {
  const { size } = route.useParams();
  const words = useWords(LOG_WORDS).checkpoint;
  const from = /^\d{1,15}$/.test(size) ? Number(size) : 0;
  const found = useRead(listLogCheckpoints, { query: { from, limit: 1 } });
  const keys = useRead(listLogKeys, {});
  return (
    <Screen title={words.title} named={size} acts={<Link to="/checkpoints">{words.back}</Link>}>
      <Reading read={found}>
        {({ data: { items } }) => {
          const checkpoint = items.find((one) => String(one.size) === size);
          if (!checkpoint) return <p>{words.missing}</p>;
          return (
            <Reading read={keys}>
              {({ data: { items: log, witnesses } }) => (
                <Whole key={size} checkpoint={checkpoint} keys={{ certificate: [], log, witnesses }} />
              )}
            </Reading>
          );
        }}
      </Reading>
    </Screen>
  );
}

interface WholeProps {
  readonly checkpoint: Schemas['Checkpoint'];
  readonly keys: GateKeys;
}

function Whole({ checkpoint, keys }: WholeProps): ReactNode {
  const words = useWords(LOG_WORDS).checkpoint;
  const { size, signedAt, rootHash, cosignatures, note } = checkpoint;
  return (
    <>
      <FactList
        facts={[
          [words.origin, note.slice(0, note.indexOf('\n'))],
          [words.size, size],
          [words.signedAt, writeInstant(signedAt)],
          [
            words.root,
            <span key="root" className="code copyable">
              {rootHash}
            </span>,
          ],
          [words.cosignatures, String(cosignatures)],
        ]}
      />
      <section>
        <h2>{words.signature}</h2>
        <CheckList checks={judgeCheckpoint(note, keys).checks} />
      </section>
      <Comparison checkpoint={checkpoint} keys={keys} />
      <section>
        <h2>{words.exact}</h2>
        <pre className="code exact-text">{note}</pre>
      </section>
    </>
  );
}
