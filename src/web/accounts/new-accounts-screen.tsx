import { Button } from 'antd';
import { type ReactNode, Suspense, useCallback, useState } from 'react';
import type { SentFile } from '../client/call.ts';
import type { AnswerOf, Schemas } from '../client/operation.ts';
import { importPersons, readPersonTable } from '../client/operations.generated.ts';
import { useAct } from '../client/use-gate.ts';
import { ToldSecrets } from '../two-people/index.ts';
import { Done, StillToSign, ToProposal } from '../ui/done.tsx';
import { useUnsent } from '../ui/leaving/use-unsaved.ts';
import { Refusal } from '../ui/refusal.tsx';
import { Screen } from '../ui/screen.tsx';
import { useWords } from '../words/use-words.ts';
import { ACCOUNTS_WORDS } from './accounts-words.ts';
import { FileSource } from './file-source.tsx';
import { RosterSource } from './roster-source.tsx';
import { TrialRows } from './trial-rows.tsx';

type Trial = AnswerOf<'readPersonTable'>;
type Source = 'roster' | 'file';

/** Accounts for many people: a list from the roster or a file, tried row by row, then proposed for somebody else to sign. */
export function NewAccountsScreen(): ReactNode {
  const words = useWords(ACCOUNTS_WORDS);
  const [proposal, setProposal] = useState<Schemas['Proposal']>();
  if (proposal === undefined) return <Choosing onProposed={setProposal} />;
  return (
    <Screen title={words.title}>
      <Done>
        <StillToSign proposal={proposal} says={words.proposed} hasLink={false} />
      </Done>
      <Suspense>
        <ToldSecrets proposal={proposal} />
      </Suspense>
      <p>
        <ToProposal proposal={proposal} />
      </p>
    </Screen>
  );
}

function Choosing({ onProposed }: { readonly onProposed: (proposal: Schemas['Proposal']) => void }): ReactNode {
  const words = useWords(ACCOUNTS_WORDS);
  const [source, setSource] = useState<Source>('roster');
  const [list, setList] = useState<SentFile>();
  const [trial, setTrial] = useState<Trial>();
  useUnsent(list !== undefined);
  const reading = useAct(readPersonTable);
  const act = useAct(importPersons);
  const [resetAct, resetReading] = [act.reset, reading.reset];
  const change = useCallback(
    (next: SentFile | undefined): void => {
      setTrial(undefined);
      setList(next);
      resetAct();
      resetReading();
    },
    [resetAct, resetReading],
  );
  const persons = trial?.rows.flatMap(({ person }) => person ?? []) ?? [];
  const tryOut = async (): Promise<void> => setTrial((await reading.send({}, undefined, list))?.data);
  const propose = async (): Promise<void> => {
    const sent = await act.send({ body: { persons } });
    if (sent?.proposal) onProposed(sent.proposal);
  };
  const refusal = act.refusal ?? reading.refusal;
  return (
    <Screen title={words.title}>
      <p className="secondary">{words.says}</p>
      <Sources
        source={source}
        onSource={(next) => {
          change(undefined);
          setSource(next);
        }}
      />
      {source === 'roster' ? <RosterSource onList={change} /> : <FileSource onList={change} />}
      {refusal && <Refusal of={refusal} />}
      <p className="acts">
        <Button disabled={list === undefined} loading={reading.isBusy} onClick={() => void tryOut()}>
          {words.tries}
        </Button>
        <Button type="primary" disabled={persons.length === 0} loading={act.isBusy} onClick={() => void propose()}>
          {words.proposes(persons.length)}
        </Button>
      </p>
      <p role="status">{trial && words.tried(trial.created, trial.skipped, trial.refused)}</p>
      {trial && <TrialRows trial={trial} />}
    </Screen>
  );
}

interface SourcesProps {
  readonly source: Source;
  readonly onSource: (source: Source) => void;
}

function Sources({ source, onSource }: SourcesProps): ReactNode {
  const words = useWords(ACCOUNTS_WORDS);
  const choices: readonly (readonly [Source, string])[] = [
    ['roster', words.fromRoster],
    ['file', words.fromFile],
  ];
  return (
    <fieldset className="acts">
      <legend>{words.sources}</legend>
      {choices.map(([name, label]) => (
        <label key={name}>
          <input type="radio" name="source" checked={source === name} onChange={() => onSource(name)} /> {label}
        </label>
      ))}
    </fieldset>
  );
}
