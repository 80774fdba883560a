import type { Tx } from '../../src/db/index.ts';
import * as given from '../support/given.ts';
import { makeAgency, makeReader, poster } from './world.ts';

/** Many agencies with few of a province's rows, and somebody who reads what they have. */
export interface County {
  readonly region: string;
  readonly readerKey: string;
  readonly agencies: readonly string[];
}

const AGENCIES = 100;
const REGION = '421083';

export async function makeCounty(url: string): Promise<County> {
  const post = poster(url);
  const agencies = Array.from({ length: AGENCIES }, () => given.creditCode());
  for (const code of agencies) await makeAgency(post, { code, region: REGION });
  return { region: REGION, agencies, readerKey: await makeReader(post, REGION) };
}

/** Of so many rows the county has one. */
const ONE_OF = 500;

/** Gives the county its rows, so that each of its agencies has a few. */
export async function moveToCounty(tx: Tx, { agencies }: County): Promise<void> {
  for (const table of ['orders', 'undertakings']) {
    const rows: { id: string }[] = await tx(table).select('id').whereRaw('log_index % ? = 7', [ONE_OF]);
    for (const [index, code] of agencies.entries()) {
      const ids = rows.filter((_, at) => at % agencies.length === index).map(({ id }) => id);
      await tx(table).whereIn('id', ids).update({ agency_code: code });
    }
  }
}
