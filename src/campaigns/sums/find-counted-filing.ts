import type { Tx } from '../../db/index.ts';
import type { FiledBody } from '../filings/filed-bytes.ts';
import type { FilingRevision } from '../filings/filing.ts';
import { listRevisions } from '../filings/filings-repository.ts';
import { findWritten } from '../filings/find-filing.ts';
import type { CellValue, CompiledForm, FiledRow } from '../forms/compiled-form.ts';
import type { StandingUnit } from './counts.ts';
import { type Basis, countingRevision } from './roll-up.ts';

/** What a unit filed, as it counts in sums. */
export interface CountedFiling {
  readonly revision: FilingRevision;
  /** Typed and computed, and texts among them; an empty cell is absent. */
  readonly cells: Readonly<Record<string, CellValue>>;
  readonly rows: Readonly<Record<string, readonly FiledRow[]>>;
}

/** The filing of a unit that sums count on some basis right after a leaf; undefined: none. */
export async function findCountedFiling(
  tx: Tx,
  unit: StandingUnit,
  { form, basis, asOf }: { readonly form: CompiledForm; readonly basis: Basis; readonly asOf: number },
): Promise<CountedFiling | undefined> {
  const counting = countingRevision(unit, basis, asOf);
  if (!counting) return undefined;
  const revisions = await listRevisions(tx, counting.filingId);
  const revision = revisions.find((each) => each.revision === counting.revision);
  if (!revision) throw new Error('a revision that counts is not there');
  const { cells, computed } = JSON.parse(revision.body) as FiledBody;
  const { texts = {}, rows = {} } = await findWritten(tx, revision);
  const known = Object.entries(computed).filter((entry): entry is [string, string | number] => entry[1] !== null);
  const all = { ...cells, ...texts, ...Object.fromEntries(known) };
  return { revision, rows, cells: Object.fromEntries(Object.entries(all).filter(([id]) => form.cell(id))) };
}
