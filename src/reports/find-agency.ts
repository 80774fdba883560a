import type { Tx } from '../db/index.ts';
import { type Grant, reaches } from '../kernel/index.ts';
import { selectIn } from '../log/index.ts';
import type { NamedAgency } from './report-scope.ts';

/** An agency by its code; undefined when the grant does not reach it, or when there is none. */
export async function findAgency(
  tx: Tx,
  code: string | undefined,
  grant: Grant,
): Promise<(NamedAgency & { readonly region: string }) | undefined> {
  if (code === undefined) return undefined;
  const [row] = await selectIn(tx, 'agencies', 'code', [code]);
  const agency = row && { code: String(row.code), name: String(row.name), region: String(row.region) };
  return agency && reaches(grant, agency) ? agency : undefined;
}
