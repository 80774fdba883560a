import type { Tx } from '../../../db/index.ts';
import { type CivilDate, groupBy } from '../../../kernel/index.ts';
import { findFirstLeafAfter } from '../../../reference/index.ts';
import type { KeptAnswers } from '../../kept/kept-answers.ts';
import { listAgenciesOfMovedSeats } from '../../kept/kept-repository.ts';
import { recallAnswer } from '../../kept/recall-answer.ts';
import { listOwnLicences, listSiteLicences } from './licences-repository.ts';
import { type EndingSystem, listEndingSystems } from './list-ending-systems.ts';
import { listUnlicensedDevices, type UnlicensedDevicesRow } from './list-unlicensed-devices.ts';
import { type CountedLicences, type LoadedPosition, loadPosition, type PositionTerms } from './load-position.ts';
import type { LicencesRow, PositionScope } from './position-rows.ts';

/** What `loadPosition` would answer, out of memory where nothing has happened that changes it. */
export async function recallPosition(
  tx: Tx,
  scope: PositionScope,
  terms: PositionTerms,
  kept: KeptAnswers | undefined,
): Promise<LoadedPosition> {
  const meant = inScope(scope);
  const isOver = (await findFirstLeafAfter(tx, meant.on)) !== undefined;
  return recallAnswer(tx, isOver ? undefined : kept, {
    key: ['position', meant, terms.region, terms.ruleSet.digest],
    compute: () => loadPosition(tx, meant, terms),
    renew: (loaded, from) => renewSeats(tx, loaded, from),
  });
}

/** Whoever asks may have more to say of the question than these; what is kept is one for all of them, and follows from its key alone. */
function inScope({ grant, region, agencyCode, isSubtree, category, on }: PositionScope): PositionScope {
  return { grant, region, agencyCode, isSubtree, category, on };
}

/** What `listUnlicensedDevices` would answer; where they have to be counted, once something else has been asked for. */
export async function recallUnlicensedDevices(
  tx: Tx,
  scope: PositionScope,
  kept: KeptAnswers | undefined,
  asked: Promise<void> = Promise.resolve(),
): Promise<readonly UnlicensedDevicesRow[]> {
  const meant = inScope(scope);
  return recallAnswer(tx, kept, {
    key: ['unlicensed-devices', meant],
    compute: () => asked.then(() => listUnlicensedDevices(tx, meant)),
  });
}

/** What `listEndingSystems` would answer: of all systems that are in use the few are kept whose support ends. */
export async function recallEndingSystems(
  tx: Tx,
  scope: PositionScope,
  { ruleSet, region, until }: PositionTerms & { readonly until: CivilDate },
  kept: KeptAnswers | undefined,
): Promise<readonly EndingSystem[]> {
  const meant = inScope(scope);
  const isOver = (await findFirstLeafAfter(tx, meant.on)) !== undefined;
  return recallAnswer(tx, isOver ? undefined : kept, {
    key: ['ending-systems', meant, region, ruleSet.digest, until],
    compute: () => listEndingSystems(tx, meant, { ruleSet, region, until }),
  });
}

/** Orders hold and release seats: agencies whose seats have been moved since are asked again how they stand. */
async function renewSeats(tx: Tx, loaded: LoadedPosition, from: number): Promise<LoadedPosition | undefined> {
  const moved = await listAgenciesOfMovedSeats(tx, from);
  const codes = new Set(moved.filter((code) => loaded.agencies.has(code)));
  if (codes.size === 0) return loaded;
  const { on, changedSince, category } = loaded.reading;
  const some = { on, changedSince, category, codes: [...codes] };
  const rows = [...(await listOwnLicences(tx, some)).licences, ...(await listSiteLicences(tx, some))];
  const licences = withSeats(loaded.licences, { rows, codes });
  return licences && { ...loaded, licences };
}

interface RowsOfAgencies {
  readonly rows: readonly LicencesRow[];
  readonly codes: ReadonlySet<string>;
}

/** Undefined where licences differ in anything else: then more has happened than the leaves tell, and all is counted anew. */
function withSeats(
  licences: readonly CountedLicences[],
  { rows, codes }: RowsOfAgencies,
): readonly CountedLicences[] | undefined {
  const left = new Map([...groupBy(rows, sameButSeats)].map(([key, equal]) => [key, equal.values()]));
  let renewed = 0;
  const all = licences.map((counted) => {
    if (!codes.has(counted.row.agency_code)) return counted;
    const row: LicencesRow | undefined = left.get(sameButSeats(counted.row))?.next().value;
    renewed += row ? 1 : 0;
    return row ? { ...counted, row } : undefined;
  });
  const isWhole = renewed === rows.length;
  return isWhole && all.every((counted) => counted !== undefined) ? all : undefined;
}

function sameButSeats({ held: _held, allocated: _allocated, free_pool: _free, ...row }: LicencesRow): string {
  return JSON.stringify(row);
}
