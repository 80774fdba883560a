import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { call } from '../client/call.ts';
import { GateProblem } from '../client/gate-problem.ts';
import { listCampaigns, listFilings, listOwedFilings, listParticipants } from '../client/operations.generated.ts';
import { readAll } from '../client/use-all.ts';
import { useRead } from '../client/use-gate.ts';
import { FilterChoice } from '../table/filter-choice.tsx';
import { type Column, ServerTable } from '../table/server-table.tsx';
import { Refusal } from '../ui/refusal.tsx';
import { Screen } from '../ui/screen.tsx';
import { daysUntil } from '../ui/time.ts';
import { useCampaignTitle } from '../words/campaign-title.ts';
import { PARTICIPANT_STATE_WORDS, TIMELINESS_WORDS } from '../words/filing-states.ts';
import { RECALL_WORDS } from '../words/recall-words.ts';
import { useWords } from '../words/use-words.ts';
import { FILING_WORDS } from './filing-words.ts';
import { byOwedDay, isOpen, isOverdue, type Owed, owedBy } from './owed.ts';

const route = getRouteApi('/filings');

/** A unit is asked for a few forms a year. */
const CAMPAIGNS_MAX = 50;
const UNITS_MAX = 50;

/** What the unit owes the legalization office, by when, and what it has filed. */
export function OwnFilingsScreen(): ReactNode {
  const words = useWords(FILING_WORDS).list;
  const { data, error, refetch } = useQuery({
    queryKey: ['what the unit owes'],
    queryFn: ({ signal }) => readOwed(signal),
    retry: (count, problem) => !(problem instanceof GateProblem) && count < 2,
  });
  const { state } = route.useSearch();
  const navigate = route.useNavigate();
  const states = useWords(PARTICIPANT_STATE_WORDS);
  const isMeant = ({ unit }: Owed): boolean => state === undefined || unit.state === state;
  const open = (data?.owed ?? []).filter(isMeant);
  const done = byOwedDay(data?.others ?? []).filter(isMeant);
  return (
    <Screen title={words.title}>
      <search className="filters">
        <form>
          <FilterChoice
            label={words.columns.state}
            any={words.any}
            words={states}
            value={state}
            onChoice={(chosen) => void navigate({ search: { state: chosen } })}
          />
        </form>
      </search>
      {error && <Refusal of={error} onAgain={() => void refetch()} />}
      {data && (
        <>
          <OwedTable title={words.open} rows={open} empty={state === undefined ? words.none : words.noneMatch} />
          <OwedTable title={words.done} rows={done} empty={state === undefined ? words.noneDone : words.noneMatch} />
        </>
      )}
    </Screen>
  );
}

interface OwnFilings {
  /** As the to-do counts it. */
  readonly owed: readonly Owed[];
  readonly others: readonly Owed[];
}

async function readOwed(signal: AbortSignal): Promise<OwnFilings> {
  const { items: owed } = await readAll(listOwedFilings, {}, { signal });
  const { data } = await call(listCampaigns, { query: { limit: CAMPAIGNS_MAX } }, { signal });
  const asked = data.items.map(async (campaign) => {
    const args = { path: { id: campaign.id }, query: { limit: UNITS_MAX } };
    const { data: units } = await call(listParticipants, args, { signal });
    return units.items.map((unit): Owed => ({ campaign, unit }));
  });
  const isOwed = new Set(owed.map(idOf));
  return { owed, others: (await Promise.all(asked)).flat().filter((one) => !isOwed.has(idOf(one))) };
}

function idOf({ campaign, unit }: Owed): string {
  return `${campaign.id} ${unit.agencyCode}`;
}

interface OwedTableProps {
  readonly title: string;
  readonly rows: readonly Owed[];
  readonly empty: string;
}

function OwedTable({ title, rows, empty }: OwedTableProps): ReactNode {
  const { columns: heads } = useWords(FILING_WORDS).list;
  const states = useWords(PARTICIPANT_STATE_WORDS);
  const titleOf = useCampaignTitle();
  const scored = useScored();
  const recall = useWords(RECALL_WORDS);
  const columns: readonly Column<Owed>[] = [
    {
      title: heads.title,
      cell: ({ campaign, unit }) => (
        <Link to="/filings/$campaign" params={{ campaign: campaign.id }} search={{ reporter: unit.agencyCode }}>
          {titleOf(campaign.title)}
        </Link>
      ),
    },
    { title: heads.unit, cell: ({ unit }) => unit.name },
    { title: heads.due, cell: (one) => <OwedDay owed={one} /> },
    {
      title: heads.state,
      cell: ({ campaign, unit }) => (
        <>
          {campaign.state === 'cancelled' ? recall.state : states[unit.state]}{' '}
          <ScoreToAnswer respondBy={scored.get(unit.filing ?? '')} />
        </>
      ),
    },
    { title: heads.timely, cell: (one) => <InTime owed={one} /> },
  ];
  return (
    <section>
      <h2>{title}</h2>
      <ServerTable caption={title} columns={columns} rows={rows} idOf={idOf} empty={empty} />
    </section>
  );
}

/** Until when the unit can object to its score, by its filing. */
function useScored(): ReadonlyMap<string, string | null> {
  const filings = useRead(listFilings, { query: { assessment: 'scored', limit: UNITS_MAX } });
  return new Map(filings.data?.data.items.map(({ id, respondBy }) => [id, respondBy]));
}

function ScoreToAnswer({ respondBy }: { readonly respondBy: string | null | undefined }): ReactNode {
  const words = useWords(FILING_WORDS).list;
  if (!respondBy || daysUntil(respondBy) < 0) return null;
  return <strong>{words.scored(respondBy)}</strong>;
}

function OwedDay({ owed }: { readonly owed: Owed }): ReactNode {
  const words = useWords(FILING_WORDS).list;
  const day = owedBy(owed);
  const days = daysUntil(day);
  return (
    <>
      {day}{' '}
      {owed.unit.timeRequest?.state === 'waiting' && (
        <span className="secondary">{words.asksUntil(owed.unit.timeRequest.dueOn)}</span>
      )}{' '}
      {owed.unit.timeRequest?.state === 'refused' && (
        <span className="secondary">{words.notGiven(owed.unit.timeRequest.dueOn)}</span>
      )}{' '}
      {owed.unit.state === 'returned' && <span className="secondary">{words.resubmit}</span>}{' '}
      {isOpen(owed) && days >= 0 && <span className="secondary">{words.left(days)}</span>}
      {isOpen(owed) && isOverdue(owed) && days < 0 && <strong className="field-error">{words.overdue(-days)}</strong>}
    </>
  );
}

function InTime({ owed: { unit } }: { readonly owed: Owed }): ReactNode {
  const words = useWords(FILING_WORDS).list;
  const timely = useWords(TIMELINESS_WORDS);
  if (unit.timeliness === null) return null;
  const isLate = unit.timeliness === 'late' || unit.timeliness === 'missing';
  return (
    <>
      <span className={isLate ? 'field-error' : undefined}>{timely[unit.timeliness]}</span>{' '}
      {unit.lateExcusedUntil !== null && <span className="secondary">{words.excusedUntil(unit.lateExcusedUntil)}</span>}
    </>
  );
}
