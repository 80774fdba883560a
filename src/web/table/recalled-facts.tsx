import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Schemas } from '../client/operation.ts';
import { AgencyName } from '../ui/agency-name.tsx';
import { type Fact, FactList } from '../ui/fact-list.tsx';
import { RECALL_WORDS } from '../words/recall-words.ts';
import { useWords } from '../words/use-words.ts';
import { type Column, ServerTable } from './server-table.tsx';

type Voided = Schemas['RecalledCampaign']['voided'][number];

/** What the recall of a campaign undoes, to whoever asks for it and to whoever signs it. */
export function RecalledFacts({ of }: { readonly of: Partial<Schemas['RecalledCampaign']> }): ReactNode {
  const words = useWords(RECALL_WORDS);
  const { voided, rectifications = 0 } = of;
  const facts = (['expected', 'filings', 'heldUp', 'rectifications'] as const).map(
    (name): Fact => [words[name], String(of[name] ?? 0)],
  );
  const columns: readonly Column<Voided>[] = [
    {
      title: words.columns.number,
      cell: ({ id, number }) => (
        <Link to="/matters/$id" params={{ id }}>
          {number}
        </Link>
      ),
    },
    { title: words.columns.unit, cell: ({ owner, ownerName }) => <AgencyName code={owner} known={ownerName} /> },
    { title: words.columns.title, cell: ({ title }) => <bdi>{title}</bdi> },
  ];
  return (
    <>
      <FactList facts={facts} />
      {voided !== undefined && (
        <ServerTable
          {...{ caption: words.voided(rectifications), columns, rows: voided, empty: words.none }}
          idOf={({ id }) => id}
        />
      )}
      {voided !== undefined && voided.length < rectifications && (
        <p className="secondary">{words.cut(voided.length)}</p>
      )}
    </>
  );
}
