import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Schemas } from '../../client/operation.ts';
import { getRuleSetReview } from '../../client/operations.generated.ts';
import { useRead } from '../../client/use-gate.ts';
import { type Column, ServerTable } from '../../table/server-table.tsx';
import { Reading } from '../../ui/screen.tsx';
import { writeInstant } from '../../ui/time.ts';
import { useWords } from '../../words/use-words.ts';
import { SET_WORDS } from './set-words.ts';

type RuleSet = Schemas['RuleSet'];
type Reviewed = Schemas['ReviewedRule'];

/** What the tests of the changed rules prove, and what it takes for the set to enter into force. */
export function SetReview({ set }: { readonly set: RuleSet }): ReactNode {
  const words = useWords(SET_WORDS).review;
  const review = useRead(getRuleSetReview, { path: { number: set.number } });
  const columns = useColumns(set.number);
  return (
    <Reading read={review}>
      {({ data: { rules } }) => (
        <>
          <Demands set={set} unsound={rules.filter(({ isSound }) => !isSound)} />
          <section>
            <h2>{words.title}</h2>
            <p className="secondary">{words.says}</p>
            <ServerTable
              caption={words.title}
              columns={columns}
              rows={rules}
              empty={words.none}
              idOf={({ id }) => id}
            />
          </section>
        </>
      )}
    </Reading>
  );
}

interface DemandsProps {
  readonly set: RuleSet;
  readonly unsound: readonly Reviewed[];
}

/** What is demanded of every draft; whether somebody has done it stands at the proposal and the back-test. */
function Demands({ set: { state, inForceFrom }, unsound }: DemandsProps): ReactNode {
  const words = useWords(SET_WORDS).demands;
  if (state === 'scheduled')
    return inForceFrom !== null && <p className="notice">{words.time(writeInstant(inForceFrom))}</p>;
  if (state !== 'draft') return null;
  return (
    <section>
      <h2>{words.title}</h2>
      <ul>
        {unsound.length > 0 && <li>{words.tests(unsound.map(({ id }) => id).join('、'))}</li>}
        <li>{words.backtest}</li>
        <li>{words.signatures}</li>
      </ul>
    </section>
  );
}

function useColumns(number: number): readonly Column<Reviewed>[] {
  const { review: words, warnings } = useWords(SET_WORDS);
  const { columns } = words;
  return [
    {
      title: columns.rule,
      cell: ({ id }) => (
        <Link to="/rules/$id" params={{ id }} search={{ set: String(number) }}>
          {id}
        </Link>
      ),
    },
    { title: columns.cases, isNumeric: true, cell: ({ tests }) => tests },
    { title: columns.failures, isNumeric: true, cell: ({ failures }) => failures.length },
    {
      title: columns.score,
      cell: ({ scorePercent, mutants, survivors }) => words.share(scorePercent, mutants - survivors.length, mutants),
    },
    {
      title: columns.sound,
      cell: ({ isSound, warnings: found }) => (
        <>
          {isSound ? words.sound : <strong className="field-error">{words.unsound}</strong>}
          {found.map(({ kind, clause, leaf }) => (
            <div key={`${kind} ${clause} ${leaf}`}>{words.warning(clause, warnings[kind])}</div>
          ))}
        </>
      ),
    },
  ];
}
