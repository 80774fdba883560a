import type { Tx } from '../../db/index.ts';
import { digestOf } from '../../kernel/index.ts';
import {
  type Difference,
  differencesIn,
  findStrayRows,
  type LeafChunk,
  type LogProjection,
  type ReadLeaf,
  withoutRow,
} from '../../log/index.ts';
import { type FigurePlace, listFigurePlaces, listStoredFigures } from './figures-repository.ts';
import { FIGURES } from './write-figures.ts';

/** What the gate counted for a campaign: each row has the digest that the leaf of the count says. */
export const figuresProjection: LogProjection = {
  compare: async (tx, { leaves }: LeafChunk) => {
    const own = leaves.filter(({ subject }) => subject.startsWith(`${FIGURES}/`));
    const found: Difference[] = [];
    for (const leaf of own) found.push(...(await compareLeaf(tx, leaf)));
    return found;
  },
  finish: strayRows,
};

async function compareLeaf(tx: Tx, { subject, body, logIndex: index }: ReadLeaf): Promise<readonly Difference[]> {
  const campaignId = subject.slice(FIGURES.length + 1);
  const { digests } = body as unknown as { readonly digests: Readonly<Record<string, string>> };
  const stored = await listStoredFigures(tx, campaignId, Object.keys(digests));
  const byAgency = new Map(stored.map((row) => [row.agencyCode, row]));
  return Object.entries(digests).flatMap(([agencyCode, digest]) => {
    const place = { table: 'campaign_figures', key: `${campaignId}/${agencyCode}`, index };
    const row = byAgency.get(agencyCode);
    if (!row) return [withoutRow(place)];
    const shown = { digest: row.digest, figures: digestOf(row.figures), log_index: row.logIndex };
    return differencesIn(place, shown, { digest, figures: digest, log_index: index });
  });
}

function strayRows(tx: Tx): Promise<readonly Difference[]> {
  return findStrayRows<FigurePlace>(tx, {
    table: 'campaign_figures',
    page: (after) => listFigurePlaces(tx, after),
    placeOf: ({ campaignId, agencyCode, logIndex: index }) => {
      return { key: `${campaignId}/${agencyCode}`, subject: `${FIGURES}/${campaignId}`, index };
    },
  });
}
