import type { Tx } from '../../db/index.ts';
import { selectIn } from '../../log/index.ts';

/** How the agencies are called that receive filings; whoever is asked may know it, though not read the agency. */
export async function findOfficeNames(tx: Tx, codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await selectIn(tx, 'agencies', 'code', [...new Set(codes)]);
  return new Map(rows.map(({ code, name }) => [String(code), String(name)]));
}
