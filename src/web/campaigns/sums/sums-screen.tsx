import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { call } from '../../client/call.ts';
import type { CallArgs, Schemas } from '../../client/operation.ts';
import { getCampaign, reportCampaignSummary, rollUp } from '../../client/operations.generated.ts';
import { saveFile } from '../../client/save-file.ts';
import { useRead } from '../../client/use-gate.ts';
import { csvOf } from '../../table/csv-of.ts';
import { FilterChoice } from '../../table/filter-choice.tsx';
import { type Column, Pages, ServerTable } from '../../table/server-table.tsx';
import { ReportLinks } from '../../ui/papers/report-links.tsx';
import { Refusal } from '../../ui/refusal.tsx';
import { Reading, Screen } from '../../ui/screen.tsx';
import { useCampaignTitle } from '../../words/campaign-title.ts';
import { useText } from '../../words/in-language.ts';
import { writeRegion } from '../../words/region-names.ts';
import { useWords } from '../../words/use-words.ts';
import '../campaigns.css';
import type { SumsSearch } from './sums-search.ts';
import { SUMS_WORDS } from './sums-words.ts';

type RollUp = Schemas['RollUp'];
type Row = Schemas['RollUpRow'];
type Query = NonNullable<CallArgs<'rollUp'>['query']>;

const route = getRouteApi('/campaigns/$id/sums');
const PAGE_ROWS = 100;
/** With more cells than these the table goes on beside the screen. */
const WIDE = 8;
/** The key of the row that joins what may not be told by itself. */
const OTHERS = 'other';

/** What a campaign sums up to, group by group, down to the units behind each. */
export function SumsScreen(): ReactNode {
  const { id } = route.useParams();
  const search = route.useSearch();
  const words = useWords(SUMS_WORDS);
  const titleOf = useCampaignTitle();
  const campaign = useRead(getCampaign, { path: { id } });
  const sums = useRead(rollUp, { path: { id }, query: { ...search, limit: PAGE_ROWS } as Query });
  const title = campaign.data ? words.titled(titleOf(campaign.data.data.title)) : words.title;
  return (
    <Screen title={title} acts={<Acts title={title} />}>
      <Questions isClosed={campaign.data?.data.state === 'closed'} />
      <Reading read={sums}>
        {({ data }) => (
          <>
            <p className="secondary" role="status">
              {words.reporters(data.reporters, data.asOf)} {words.hint}{' '}
              {data.columns.length > WIDE && words.wide(data.columns.length)}{' '}
              {data.rows.some(({ key }) => key === OTHERS) && words.others}
            </p>
            <NoneAccepted reporters={data.reporters} filed={campaign.data?.data.counts?.filed ?? 0} />
            <Table sums={data} />
            <Pages next={data.next} isFirst={search.after === undefined} />
          </>
        )}
      </Reading>
    </Screen>
  );
}

function Questions({ isClosed }: { readonly isClosed: boolean }): ReactNode {
  const words = useWords(SUMS_WORDS);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const narrow = (change: SumsSearch): void => void navigate({ search: { ...search, ...change, after: undefined } });
  const { region: _one, ...groups } = words.groups;
  const { accepted: _first, closed, ...others } = words.bases;
  // Before the close nothing was as of it; an address that asks for it still shows what it asks.
  const bases = isClosed || search.basis === 'closed' ? { ...others, closed } : others;
  return (
    <search className="filters">
      <form>
        <FilterChoice
          label={words.basis}
          any={words.bases.accepted}
          words={bases}
          value={search.basis}
          onChoice={(basis) => narrow({ basis })}
        />
        <FilterChoice
          label={words.by}
          any={words.groups.region}
          words={groups}
          value={search.by}
          onChoice={(by) => narrow({ by, level: undefined })}
        />
        {search.by === undefined && (
          <FilterChoice
            label={words.level}
            any={words.own}
            words={words.levels}
            value={search.level}
            onChoice={(level) => narrow({ level })}
          />
        )}
        {search.region !== undefined && (
          <button
            type="button"
            className="plain-button"
            onClick={() => narrow({ region: undefined, below: undefined, by: undefined })}
          >
            {(search.below === 'false' ? words.onlyIn : words.region)(writeRegion(search.region))} · {words.all}
          </button>
        )}
      </form>
    </search>
  );
}

/** Where units have filed and nothing is accepted, every figure is a dash: the way to what was filed. */
function NoneAccepted({ reporters, filed }: { readonly reporters: number; readonly filed: number }): ReactNode {
  const { id } = route.useParams();
  const search = route.useSearch();
  const words = useWords(SUMS_WORDS);
  if (search.basis !== undefined || reporters > 0 || filed === 0) return null;
  return (
    <p className="notice" data-kind="warning">
      {words.noneAccepted(filed)}{' '}
      <Link to="/campaigns/$id/sums" params={{ id }} search={{ ...search, basis: 'filed', after: undefined }}>
        {words.seeFiled}
      </Link>
    </p>
  );
}

function Table({ sums }: { readonly sums: RollUp }): ReactNode {
  const words = useWords(SUMS_WORDS);
  const text = useText();
  const columns: readonly Column<Row>[] = [
    { title: words.group, cell: (row) => <Group row={row} by={sums.by} /> },
    ...(['expected', 'filed', 'late', 'missing', 'completeness', 'timeliness'] as const).map((name) => ({
      title: words[name],
      isNumeric: true,
      cell: (row: Row) => row[name],
    })),
    ...sums.columns.map(({ id, title }) => ({
      title: text(title),
      isNumeric: true,
      cell: ({ cells }: Row) => {
        const cell = cells[id];
        return cell && <span title={words.reported(cell.reported)}>{cell.value}</span>;
      },
    })),
  ];
  return (
    <div className="sums">
      <ServerTable
        caption={words.title}
        columns={columns}
        rows={[...sums.rows, sums.total]}
        idOf={({ key }) => key ?? 'total'}
        empty={words.none}
      />
    </div>
  );
}

/** What the row stands for; a region leads to its units, a unit to what it filed. */
function Group({ row: { key, name }, by }: { readonly row: Row; readonly by: RollUp['by'] }): ReactNode {
  const { id } = route.useParams();
  const words = useWords(SUMS_WORDS);
  const text = useText();
  const search = route.useSearch();
  if (key === null) return <strong>{text(name)}</strong>;
  if (by === 'region' && /^\d{6}$/.test(key)) {
    return (
      <Link
        to="/campaigns/$id/sums"
        params={{ id }}
        search={{
          ...{ ...search, by: 'agency', region: key, level: undefined, after: undefined },
          // A row of the units' own regions counts none of the regions below, and neither does what it leads to.
          below: search.level === undefined ? 'false' : undefined,
        }}
        title={words.drill(writeRegion(key))}
      >
        {writeRegion(key)}
      </Link>
    );
  }
  if (by === 'agency' && key !== OTHERS) return <Unit code={key} name={text(name)} />;
  return text(name);
}

/** The unit's own filing is one step away. */
function Unit({ code, name }: { readonly code: string; readonly name: string }): ReactNode {
  const { id } = route.useParams();
  return (
    <Link to="/filed" search={{ campaign: id, agencyCode: code }}>
      {name}
    </Link>
  );
}

function Acts({ title }: { readonly title: string }): ReactNode {
  const { id } = route.useParams();
  const { basis, region, below } = route.useSearch();
  const words = useWords(SUMS_WORDS);
  return (
    <>
      {below === undefined && (
        <ReportLinks report={reportCampaignSummary} path={{ id }} query={{ basis, region }} words={words.paper} />
      )}
      <Download title={title} />
      <Link to="/campaigns/$id" params={{ id }}>
        {words.back}
      </Link>
    </>
  );
}

const EXPORTED_ROWS = 200;

/** All rows of the question, not the page that is shown, as of one leaf. */
function Download({ title }: { readonly title: string }): ReactNode {
  const { id } = route.useParams();
  const { after: _page, ...search } = route.useSearch();
  const words = useWords(SUMS_WORDS);
  const text = useText();
  const [state, setState] = useState<'idle' | 'busy' | Error>('idle');
  const take = async (): Promise<void> => {
    setState('busy');
    try {
      const { columns, rows } = await readAll(id, search as Query);
      const heads = [words.group, words.expected, words.filed, words.late, words.missing];
      const rates = [words.completeness, words.timeliness];
      const lines = rows.map((row) => [
        text(row.name),
        ...[row.expected, row.filed, row.late, row.missing, row.completeness, row.timeliness].map(String),
        ...columns.map((column) => row.cells[column.id]?.value ?? ''),
      ]);
      const table = csvOf([[...heads, ...rates, ...columns.map(({ title }) => text(title))], ...lines]);
      saveFile(`${title.replace(/[\\/:*?"<>|]/g, '_')}.csv`, table, 'text/csv');
      setState('idle');
    } catch (error) {
      setState(error instanceof Error ? error : new Error(String(error)));
    }
  };
  return (
    <>
      <Button onClick={() => void take()} loading={state === 'busy'}>
        {state === 'busy' ? words.downloading : words.download}
      </Button>
      {state instanceof Error && <Refusal of={state} />}
    </>
  );
}

async function readAll(id: string, query: Query): Promise<Pick<RollUp, 'columns' | 'rows'>> {
  const rows: Row[] = [];
  let next: { readonly after?: string; readonly asOf?: number } = {};
  for (;;) {
    const { data } = await call(rollUp, { path: { id }, query: { ...query, limit: EXPORTED_ROWS, ...next } as Query });
    rows.push(...data.rows);
    if (data.next === null) return { columns: data.columns, rows: [...rows, data.total] };
    next = { after: data.next, asOf: data.asOf };
  }
}
