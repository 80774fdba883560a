import type { ReactNode } from 'react';
import type { AnswerOf, Schemas } from '../client/operation.ts';
import { getCampaign, listParticipants, reportAssessmentResults } from '../client/operations.generated.ts';
import { useAll } from '../client/use-all.ts';
import { useRead } from '../client/use-gate.ts';
import { RecalledFacts } from '../table/recalled-facts.tsx';
import { type Column, ServerTable } from '../table/server-table.tsx';
import { AgencyName } from '../ui/agency-name.tsx';
import { useLanguage } from '../ui/appearance/use-preferences.ts';
import { Reading } from '../ui/screen.tsx';
import { COUNT_WORDS } from '../words/asked-words.ts';
import { RECALL_WORDS } from '../words/recall-words.ts';
import { writeRegion } from '../words/region-names.ts';
import { useWords } from '../words/use-words.ts';
import { CAMPAIGN_PROPOSAL_WORDS } from './campaign-proposal-words.ts';
import type { CampaignRequest } from './campaign-request.ts';
import { LaunchedFacts } from './launched-facts.tsx';
import { wordOfValue } from './value-words.ts';

interface PartProps {
  readonly of: CampaignRequest;
  /** Whether it still waits. */
  readonly isOpen: boolean;
}

/** What is signed, as the office knows it: whom a launch asks, whom a closing leaves out, what a recall undoes, which scores
 * become final. */
export function CampaignProposal({ of, isOpen }: PartProps): ReactNode {
  if (of.act === 'launch') return <Launch of={of} />;
  if (of.act === 'recall') return <Recall of={of} />;
  return of.act === 'close' ? <Closing of={of} isOpen={isOpen} /> : <Confirmation of={of} />;
}

function Launch({ of: { campaign: id, tried } }: { readonly of: CampaignRequest & { act: 'launch' } }): ReactNode {
  const words = useWords(CAMPAIGN_PROPOSAL_WORDS).launch;
  const kept = tried.campaign;
  const read = useRead(getCampaign, { path: { id } }, { isWanted: kept === undefined });
  const campaign = kept ?? read.data?.data;
  const asked = tried.asked ?? tried.units?.length ?? 0;
  return (
    <>
      <h2>{words.title}</h2>
      {campaign ? <LaunchedFacts campaign={campaign} /> : <Reading read={read}>{() => null}</Reading>}
      {tried.units ? <Units units={tried.units} title={words.units(asked)} /> : <p>{words.cut(asked)}</p>}
    </>
  );
}

function Recall({ of: { tried } }: { readonly of: CampaignRequest & { act: 'recall' } }): ReactNode {
  const words = useWords(RECALL_WORDS);
  return (
    <>
      <h2>{words.undone}</h2>
      <RecalledFacts of={tried} />
    </>
  );
}

interface UnitsProps {
  readonly units: readonly Schemas['AskedUnit'][];
  readonly title: string;
}

function Units({ units, title }: UnitsProps): ReactNode {
  const { columns: names } = useWords(CAMPAIGN_PROPOSAL_WORDS);
  const language = useLanguage();
  const columns: readonly Column<Schemas['AskedUnit']>[] = [
    { title: names.unit, cell: ({ name }) => name },
    { title: names.kind, cell: ({ kind }) => wordOfValue('kind', kind, language) ?? kind },
    { title: names.level, cell: ({ level }) => wordOfValue('level', level, language) ?? level },
    { title: names.region, cell: ({ region }) => writeRegion(region) },
  ];
  return (
    <>
      <h3>{title}</h3>
      <ServerTable caption={title} columns={columns} rows={units} idOf={({ agencyCode }) => agencyCode} empty="—" />
    </>
  );
}

type Participant = Schemas['Participant'];

function Closing({ of: { campaign: id, closed }, isOpen }: PartProps & { of: { act: 'close' } }): ReactNode {
  const words = useWords(CAMPAIGN_PROPOSAL_WORDS);
  const read = useRead(getCampaign, { path: { id } });
  const counts = (closed ?? read.data?.data)?.counts;
  const countWords = useWords(COUNT_WORDS);
  const names = Object.keys(countWords) as (keyof typeof countWords)[];
  return (
    <>
      <h2>{words.close.title}</h2>
      {counts && (
        <dl className="facts">
          {names.map((name) => (
            <div key={name}>
              <dt>{countWords[name]}</dt>
              <dd>{counts[name]}</dd>
            </div>
          ))}
        </dl>
      )}
      {isOpen && <NotFiled id={id} />}
    </>
  );
}

/** Whom a closing keeps from filing: those that still have time first. */
function NotFiled({ id }: { readonly id: string }): ReactNode {
  const words = useWords(CAMPAIGN_PROPOSAL_WORDS);
  const running = useAll(listParticipants, { path: { id }, query: { timeliness: 'pending' } });
  const missing = useAll(listParticipants, { path: { id }, query: { timeliness: 'missing' } });
  if (!running.isRead || !missing.isRead) return null;
  const rows = [...running.items, ...missing.items];
  const columns: readonly Column<Participant>[] = [
    { title: words.columns.unit, cell: ({ name }) => name },
    { title: words.columns.due, cell: ({ dueOn }) => dueOn },
    {
      title: words.columns.stands,
      cell: ({ timeliness, lateExcusedUntil }) => {
        if (timeliness === 'pending') return words.running;
        return lateExcusedUntil === null ? words.missing : words.excusedUntil(lateExcusedUntil);
      },
    },
  ];
  const title = words.close.open(rows.length);
  return (
    <>
      <h3>{title}</h3>
      {running.items.length > 0 && <p>{words.close.running(running.items.length)}</p>}
      {!(running.isWhole && missing.isWhole) && <p className="secondary">{words.close.more}</p>}
      <ServerTable
        {...{ caption: title, columns, rows, empty: words.close.none }}
        idOf={({ agencyCode }) => agencyCode}
      />
    </>
  );
}

type Result = AnswerOf<'reportAssessmentResults'>['items'][number];
type Confirmed = Pick<Result, 'agencyCode' | 'score' | 'grade' | 'silent'>;

function Confirmation({ of: { campaign, asked, tried } }: { of: CampaignRequest & { act: 'confirm' } }): ReactNode {
  const words = useWords(CAMPAIGN_PROPOSAL_WORDS);
  const results = useAll(reportAssessmentResults, { path: { id: campaign } }, { isWanted: tried.items === undefined });
  const named = new Set(asked.map(({ filing }) => filing));
  const rows = tried.items ?? results.items.filter(({ filing }) => filing !== null && named.has(filing));
  const columns: readonly Column<Confirmed>[] = [
    { title: words.columns.unit, cell: ({ agencyCode }) => <AgencyName code={agencyCode} /> },
    { title: words.columns.score, cell: ({ score }) => score ?? '—', isNumeric: true },
    { title: words.columns.grade, cell: ({ grade }) => grade ?? '—' },
    { title: words.columns.answer, cell: ({ silent }) => (silent ? words.confirm.silent : words.confirm.agreed) },
  ];
  const title = words.confirm.title(asked.length);
  return (
    <>
      <h2>{title}</h2>
      <ServerTable
        {...{ caption: title, columns, rows, empty: words.confirm.none }}
        idOf={({ agencyCode }) => agencyCode}
      />
    </>
  );
}
