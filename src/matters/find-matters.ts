import type { Tx } from '../db/index.ts';
import { type Grant, NATIONAL_REGION } from '../kernel/index.ts';
import { selectIn } from '../log/index.ts';
import { findOfKind, findOfKindAsOf, type ReferenceRecord, readKindRow } from '../reference/index.ts';
import { MATTER, type Matter } from './matter.ts';
import { isShared } from './matters-repository.ts';

export interface WhichMatter {
  readonly id: string;
  readonly grant: Grant;
  readonly asOf?: number | undefined;
}

/** A matter that a grant reaches by its owner, or that one of its agencies owns with others; another is not found. */
export async function findMatter(tx: Tx, { id, grant, asOf }: WhichMatter): Promise<ReferenceRecord<Matter>> {
  const isCoOwner = 'agencies' in grant && (await isShared(tx, id, grant.agencies));
  const which = { key: id, grant: isCoOwner ? { region: NATIONAL_REGION } : grant };
  return asOf === undefined ? findOfKind(tx, MATTER, which) : findOfKindAsOf(tx, MATTER, { ...which, asOf });
}

export type UnfinishedMatter = ReferenceRecord<Matter>;

/** Of some matters those that are not over, by id, whomever they are of. */
export async function listUnfinished(tx: Tx, ids: readonly string[]): Promise<readonly UnfinishedMatter[]> {
  const rows = await selectIn(tx, 'matters', 'id', ids);
  return rows
    .map((row) => readKindRow(MATTER, row))
    .filter(({ state }) => state.state === 'open' || state.state === 'answered')
    .toSorted((one, other) => (one.key < other.key ? -1 : 1));
}
