import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { type Called, call } from '../client/call.ts';
import type { AnswerOf, BodyOf, Schemas } from '../client/operation.ts';
import {
  confirmAssessments,
  getAssessment,
  getFiling,
  reportAssessmentResults,
} from '../client/operations.generated.ts';
import { useMay } from '../client/session-context.tsx';
import { useAll } from '../client/use-all.ts';
import { useAct } from '../client/use-gate.ts';
import { useOpenProposals } from '../client/use-open-proposals.ts';
import { FilterChoice } from '../table/filter-choice.tsx';
import { type Column, ServerTable } from '../table/server-table.tsx';
import { Proposed } from '../ui/done.tsx';
import { ReportLinks } from '../ui/papers/report-links.tsx';
import { Refusal } from '../ui/refusal.tsx';
import { useWords } from '../words/use-words.ts';
import { ASSESSMENT_WORDS } from './assessment-words.ts';
import { isConfirmable, standingOf } from './standing.ts';

type Result = AnswerOf<'reportAssessmentResults'>['items'][number];

/** As many as the gate confirms at once. */
const CONFIRMED_MAX = 500;

interface ResultsProps {
  readonly campaign: string;
  readonly region: string | undefined;
}

/** How the units came out; those that agreed or were silent are confirmed many at once. */
export function Results({ campaign, region }: ResultsProps): ReactNode {
  const { results: words, standings } = useWords(ASSESSMENT_WORDS);
  const may = useMay();
  const all = useAll(reportAssessmentResults, { path: { id: campaign }, query: { region } });
  const [standing, setStanding] = useState<string>();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [done, setDone] = useState<Called<'confirmAssessments'>>();
  const canConfirm = may(confirmAssessments);
  const awaited = useAwaited(campaign, canConfirm);
  const rows = all.items.filter((row) => standing === undefined || standingOf(row) === standing);
  const columns = useColumns({ chosen, onChoice: setChosen, canConfirm, awaited });
  return (
    <section>
      <h2>{words.title}</h2>
      {done && <Proposed proposal={done.proposal} done={words.done} />}
      {canConfirm && (
        <Confirm
          {...{ campaign, rows, chosen, awaited, onChoice: setChosen }}
          onDone={(answer) => {
            setChosen([]);
            setDone(answer);
          }}
        />
      )}
      <search className="filters">
        <form>
          <FilterChoice
            {...{ label: words.state, any: words.any, words: standings, value: standing, onChoice: setStanding }}
          />
        </form>
      </search>
      {!all.isWhole && <p className="secondary">{words.cut}</p>}
      {all.isRead && (
        <ServerTable
          {...{ caption: words.title, columns, rows, empty: words.none }}
          idOf={({ agencyCode }) => agencyCode}
        />
      )}
      <p className="acts screen-only">
        <ReportLinks report={reportAssessmentResults} path={{ id: campaign }} query={{ region }} words={words} />
      </p>
    </section>
  );
}

/** The proposal that waits to confirm a unit's score, by its filing. */
type Awaited = ReadonlyMap<string, Schemas['Proposal']>;

function useAwaited(campaign: string, isWanted: boolean): Awaited {
  const open = useOpenProposals(confirmAssessments.id, { isWanted });
  const own = open.filter(({ request }) => request?.params.id === campaign);
  return new Map(
    own.flatMap((proposal) => {
      // It is the body of the operation, which the gate has validated.
      const body = proposal.request?.body as BodyOf<'confirmAssessments'> | undefined;
      return (body?.assessments ?? []).map(({ filing }) => [filing, proposal] as const);
    }),
  );
}

interface ConfirmProps {
  readonly campaign: string;
  readonly awaited: Awaited;
  readonly rows: readonly Result[];
  readonly chosen: readonly string[];
  readonly onChoice: (chosen: readonly string[]) => void;
  readonly onDone: (done: Called<'confirmAssessments'>) => void;
}

function Confirm({ campaign, rows, chosen, awaited, onChoice, onDone }: ConfirmProps): ReactNode {
  const words = useWords(ASSESSMENT_WORDS).results;
  const act = useAct(confirmAssessments);
  const [isReading, setReading] = useState(false);
  const [fault, setFault] = useState<Error>();
  const possible = rows
    .flatMap((row) => (isConfirmable(row) ? (row.filing ?? []) : []))
    .filter((one) => !awaited.has(one));
  const propose = async (): Promise<void> => {
    setReading(true);
    setFault(undefined);
    try {
      const done = await act.send({ path: { id: campaign }, body: { assessments: await digestsOf(chosen) } });
      if (done) onDone(done);
    } catch (error) {
      setFault(error instanceof Error ? error : new Error(String(error)));
    } finally {
      setReading(false);
    }
  };
  const isTooMany = chosen.length > CONFIRMED_MAX;
  const refusal = fault ?? act.refusal;
  return (
    <div className="screen-only">
      <p className="secondary">{words.help}</p>
      {refusal && <Refusal of={refusal} />}
      <p className="acts">
        <Button disabled={possible.length === 0} onClick={() => onChoice(possible.slice(0, CONFIRMED_MAX))}>
          {words.all}
        </Button>
        <Button
          type="primary"
          disabled={chosen.length === 0 || isTooMany}
          loading={isReading}
          onClick={() => void propose()}
        >
          {words.confirm}
        </Button>
        <span className="secondary">{isTooMany ? words.max : words.chosen(chosen.length)}</span>
      </p>
    </div>
  );
}

/** The newest score of each, by the digest that two people sign. */
async function digestsOf(filings: readonly string[]) {
  const assessments: { filing: string; digest: string }[] = [];
  for (const filing of filings) {
    const { data } = await call(getAssessment, { path: { id: filing } });
    const digest = data.rounds.at(-1)?.digest;
    if (digest !== undefined) assessments.push({ filing, digest });
  }
  return assessments;
}

interface Choosing {
  readonly chosen: readonly string[];
  readonly onChoice: (chosen: readonly string[]) => void;
  readonly canConfirm: boolean;
  readonly awaited: Awaited;
}

function useColumns({ chosen, onChoice, canConfirm, awaited }: Choosing): readonly Column<Result>[] {
  const { results: words } = useWords(ASSESSMENT_WORDS);
  const may = useMay();
  const { columns } = words;
  const choosing: Column<Result> = {
    title: columns.choose,
    cell: (row) => {
      const { filing, agencyName } = row;
      if (filing === null || !isConfirmable(row) || awaited.has(filing)) return null;
      return (
        <input
          type="checkbox"
          aria-label={words.choose(agencyName)}
          checked={chosen.includes(filing)}
          onChange={({ target }) =>
            onChoice(target.checked ? [...chosen, filing] : chosen.filter((one) => one !== filing))
          }
        />
      );
    },
  };
  return [
    ...(canConfirm ? [choosing] : []),
    {
      title: columns.unit,
      cell: ({ filing, agencyName }) =>
        filing === null || !may(getFiling) ? (
          agencyName
        ) : (
          <Link to="/filed/$id" params={{ id: filing }}>
            {agencyName}
          </Link>
        ),
    },
    { title: columns.score, cell: ({ score }) => score ?? '—', isNumeric: true },
    { title: columns.grade, cell: ({ grade }) => grade ?? '—' },
    { title: columns.state, cell: (row) => <State of={row} proposal={awaited.get(row.filing ?? '')} /> },
    { title: columns.objections, cell: ({ objections }) => objections, isNumeric: true },
  ];
}

interface StateProps {
  readonly of: Result;
  readonly proposal: Schemas['Proposal'] | undefined;
}

function State({ of, proposal }: StateProps): ReactNode {
  const { results: words, standings } = useWords(ASSESSMENT_WORDS);
  return (
    <>
      {standings[standingOf(of)]}{' '}
      {proposal && (
        <Link to="/proposals/$id" params={{ id: proposal.id }}>
          {words.toSign}
        </Link>
      )}
    </>
  );
}
