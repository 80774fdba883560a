import type { Tx } from '../../../db/index.ts';
import type { CivilDate } from '../../../kernel/index.ts';
import { findFirstLeafAfter } from '../../../reference/index.ts';
import { listSiteLicences } from './licences-repository.ts';
import { sharingWith } from './position-groups.ts';

/**
 * All agencies in portions of at least `least`, of which none shares seats with an agency of another portion: read by
 * themselves, portions come to what all agencies together come to, and nobody is read twice.
 */
export async function listJoinedAgencies(
  tx: Tx,
  { on, least }: { readonly on: CivilDate; readonly least: number },
): Promise<readonly (readonly string[])[]> {
  const agencies: { code: string }[] = await tx('agencies').select('code').orderBy('code');
  const sites = await listSiteLicences(tx, { on, changedSince: await findFirstLeafAfter(tx, on), category: undefined });
  const left = new Set(agencies.map(({ code }) => code));
  const portions: string[][] = [];
  while (left.size > 0) {
    const first = [...left].slice(0, least);
    const joined = [...first, ...sharingWith(first, sites).filter((code) => left.has(code))];
    for (const code of joined) left.delete(code);
    portions.push(joined);
  }
  return portions;
}
