import type { Tx } from '../../db/index.ts';
import { type Grant, regionsUpwards } from '../../kernel/index.ts';
import { regionsOfAgencies } from '../../log/index.ts';
import { COUNTED_MAX, listOpenWork } from './list-year-end.ts';
import type { ClosedScope, YearClosing } from './year-end.ts';
import { listAllClosings, listClosingsOf, listRegionEndsOf } from './year-end-repository.ts';

/** A closing with how far it has come. */
export interface ClosingProgress {
  readonly closing: YearClosing;
  readonly done: number;
}

/** Closings that concern a grant: of regions that it reaches, and of those above it. The last year first. */
export async function listClosings(tx: Tx, grant: Grant): Promise<readonly ClosingProgress[]> {
  const own = await regionsIn(tx, grant);
  const concerned = (await listAllClosings(tx)).filter(({ region }) =>
    own.some(
      (each) => regionsUpwards(each).includes(region) || ('region' in grant && regionsUpwards(region).includes(each)),
    ),
  );
  const found: ClosingProgress[] = [];
  for (const closing of concerned) found.push(await withProgress(tx, closing));
  return found;
}

/** How a year stands for a region: its own closing, or that of a region above it. Undefined while it is open. */
export async function findClosing(tx: Tx, { region, fiscalYear }: ClosedScope): Promise<ClosingProgress | undefined> {
  const regions = regionsUpwards(region);
  const closings = await listClosingsOf(tx, { regions, fiscalYear });
  const closing = regions.flatMap((each) => closings.find((one) => one.region === each) ?? [])[0];
  return closing && withProgress(tx, closing);
}

/** The regions of a grant, nearest first; those of its agencies where it names agencies. */
export async function regionsIn(tx: Tx, grant: Grant): Promise<readonly string[]> {
  if ('region' in grant) return [grant.region];
  return [...new Set((await regionsOfAgencies(tx, grant.agencies)).values())].sort();
}

async function withProgress(tx: Tx, closing: YearClosing): Promise<ClosingProgress> {
  if (closing.state === 'closed') return { closing, done: closing.toDo };
  const { orders, commitments } = await listOpenWork(tx, closing, COUNTED_MAX);
  return { closing, done: Math.max(0, closing.toDo - orders.length - commitments.length) };
}

/** Agencies that whoever signs must reach: with the ends of every region within it by a region, the whole of it. */
export async function listRegionEnds(tx: Tx, region: string): Promise<readonly string[]> {
  return region === '' ? [] : listRegionEndsOf(tx, region);
}
