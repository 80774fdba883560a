import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, Suspense } from 'react';
import type { Schemas } from '../client/operation.ts';
import { getInclusionProof, listLogCheckpoints, listLogEntries, listLogKeys } from '../client/operations.generated.ts';
import { saveFile } from '../client/save-file.ts';
import { useRead } from '../client/use-gate.ts';
import { CheckList } from '../door/check-list.tsx';
import { hexOf, membersIn } from '../proof/bytes.ts';
import { type JudgedLeaf, judgeLeaf } from '../proof/leaf.ts';
import { ValueTree } from '../two-people/index.ts';
import { FactList } from '../ui/fact-list.tsx';
import { Reading, Screen } from '../ui/screen.tsx';
import { writeInstant } from '../ui/time.ts';
import { useText } from '../words/in-language.ts';
import { leafWords } from '../words/leaf-words.ts';
import { useWords } from '../words/use-words.ts';
import { LeafSubject } from './leaf-subject.tsx';
import { LOG_WORDS } from './log-words.ts';
import { PersonName } from './person-name.tsx';

type Entry = Schemas['LogEntry'];

const route = getRouteApi('/log/$index');

/** One leaf: what was logged, and whether this browser finds it in the log that the gate has signed. */
export function LeafScreen(): ReactNode {
  const { index: written } = route.useParams();
  const words = useWords(LOG_WORDS).leaf;
  const index = /^\d{1,15}$/.test(written) ? Number(written) : 0;
  const entries = useRead(listLogEntries, { query: { from: index, limit: 2 } });
  return (
    <Screen title={words.title} named={String(index)} acts={<Link to="/log">{words.back}</Link>}>
      <Reading read={entries}>
        {({ data: { items } }) => {
          const entry = items.find((one) => one.index === index);
          return entry ? <Leaf key={index} entry={entry} isLast={items.length === 1} /> : <p>{words.missing}</p>;
        }}
      </Reading>
    </Screen>
  );
}

function Leaf({ entry, isLast }: { readonly entry: Entry; readonly isLast: boolean }): ReactNode {
  const words = useWords(LOG_WORDS).leaf;
  const { index, record } = entry;
  return (
    <>
      <nav className="tab-links" aria-label={words.title}>
        {index > 0 && (
          <Link to="/log/$index" params={{ index: String(index - 1) }}>
            {words.earlier}
          </Link>
        )}
        {!isLast && (
          <Link to="/log/$index" params={{ index: String(index + 1) }}>
            {words.later}
          </Link>
        )}
      </nav>
      <LeafFacts entry={entry} />
      <Proof entry={entry} />
      <section>
        <h2>{words.recordTitle}</h2>
        {record === null ? (
          <p className="secondary">{words.noText}</p>
        ) : (
          <>
            {'sealed' in membersIn(record) && <p className="secondary">{words.sealed}</p>}
            <Suspense>
              <ValueTree value={saidBesides(record)} />
            </Suspense>
            <details>
              <summary>{words.exact}</summary>
              <pre className="code exact-text">{record}</pre>
            </details>
          </>
        )}
      </section>
    </>
  );
}

/** What stands in a record besides what is told above it. */
function saidBesides(record: string): object {
  const { at: _at, by: _by, subject: _subject, type: _type, ...besides } = membersIn(record);
  return besides;
}

function LeafFacts({ entry: { type, at, subject, record } }: { readonly entry: Entry }): ReactNode {
  const words = useWords(LOG_WORDS).leaf;
  const textOf = useText();
  return (
    <FactList
      facts={[
        [words.what, textOf(leafWords(type))],
        [words.at, writeInstant(at)],
        [words.subject, subject === null ? words.beyond : <LeafSubject key="subject" subject={subject} />],
        [words.person, record !== null && <Actor key="person" record={record} />],
      ]}
    />
  );
}

function Actor({ record }: { readonly record: string }): ReactNode {
  const words = useWords(LOG_WORDS).leaf;
  const { key, person } = Object(membersIn(record).by) as { readonly key?: unknown; readonly person?: unknown };
  if (typeof person === 'string') return <PersonName id={person} />;
  return typeof key === 'string' ? words.program(key) : words.bySystem;
}

/** The newest checkpoint proves most; a leaf that it does not hold yet is looked for in the log as it stands. */
function Proof({ entry }: { readonly entry: Entry }): ReactNode {
  const keys = useRead(listLogKeys, {});
  const newest = useRead(listLogCheckpoints, { query: { sort: '-size', limit: 1 } });
  const [last] = newest.data?.data.items ?? [];
  const checkpoint = last && last.size > entry.index ? last : undefined;
  const query = { index: entry.index, treeSize: checkpoint?.size };
  const proof = useRead(getInclusionProof, { query }, { isWanted: newest.data !== undefined });
  const words = useWords(LOG_WORDS).leaf;
  return (
    <section>
      <h2>{words.proofTitle}</h2>
      <Reading read={newest}>
        {() => (
          <Reading read={keys}>
            {({ data: { items, witnesses } }) => (
              <Reading read={proof}>
                {({ data }) => (
                  <Verdict
                    {...{ entry, checkpoint, proof: data }}
                    judged={judgeLeaf({
                      entry,
                      proof: data,
                      checkpoint,
                      keys: { certificate: [], log: items, witnesses },
                    })}
                  />
                )}
              </Reading>
            )}
          </Reading>
        )}
      </Reading>
    </section>
  );
}

interface VerdictProps {
  readonly entry: Entry;
  readonly proof: Schemas['InclusionProof'];
  readonly checkpoint: Schemas['Checkpoint'] | undefined;
  readonly judged: JudgedLeaf;
}

const LOOKS = {
  proven: ['done', '✔ '],
  hashProven: ['done', '✔ '],
  unsigned: ['warning', '! '],
  unproven: ['refusal', '✘ '],
} as const;

function Verdict({ entry, proof, checkpoint, judged: { verdict, checks, hash, size } }: VerdictProps): ReactNode {
  const words = useWords(LOG_WORDS).leaf;
  const [kind, sign] = LOOKS[verdict];
  const { record, index } = entry;
  const receipt = { ...proof, record, checkpoint: checkpoint?.note };
  return (
    <>
      <p className="notice" data-kind={kind} role="status">
        {sign}
        {words.verdicts[verdict](String(size))}
      </p>
      {/* Of a record that is not shown nothing was computed but where its hash stands, as the sentence says. */}
      <CheckList checks={checks.filter(({ name }) => verdict !== 'hashProven' || name !== 'inclusion')} />
      <FactList
        facts={[
          [
            words.hash,
            <span key="hash">
              <span className="code copyable">{hexOf(hash)}</span>{' '}
              {record !== null && <span className="secondary">{words.hashHere}</span>}
            </span>,
          ],
        ]}
      />
      <p className="secondary">{words.limit}</p>
      <p className="acts">
        <button type="button" className="plain-button" onClick={() => print()}>
          {words.print}
        </button>
        {verdict === 'proven' && (
          <button
            type="button"
            className="plain-button"
            onClick={() => saveFile(`leaf-${index}.json`, `${JSON.stringify(receipt, undefined, 2)}\n`)}
          >
            {words.receipt}
          </button>
        )}
      </p>
    </>
  );
}
