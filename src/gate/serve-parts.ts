import { actsById, type SignedActs } from '../access/index.ts';
import type { AnyJobStep, Job, TakeStep } from '../db/index.ts';
import type { Metric } from '../http/metric.ts';
import type { Handlers } from '../http/operation.ts';
import type { FindWarnings } from '../http/readiness.ts';
import type { GateDeps, JobAlarms, JobDeps, ReadingDeps } from './gate-deps.ts';
import { PARTS, type Part } from './parts.ts';
import { sayLogSize } from './say-log-size.ts';

interface ServedParts {
  readonly handlers: Handlers;
  /** The operations among them that readers can answer as well. */
  readonly reads: ReadonlySet<string>;
  readonly acts: SignedActs;
  readonly metrics: readonly Metric[];
  readonly findWarnings: FindWarnings;
  /** Made for whoever starts them. */
  readonly jobs: (alarms: JobAlarms) => Promise<readonly Job[]>;
}

interface ServingDeps extends Omit<GateDeps, 'erasable'> {
  readonly takeJobStep: TakeStep;
}

/** What all parts bring. Of two handlers for one operation either might answer, so they keep the gate from starting. */
export async function serveParts({ takeJobStep, ...given }: ServingDeps): Promise<ServedParts> {
  const erasable = await ofEach((part) => part.erasable?.());
  const deps: GateDeps = { ...given, erasable };
  const reads = await readsOf(deps);
  const handlers = [...reads, ...(await ofEach((part) => part.handlers?.(deps)))];
  const acts = await ofEach((part) => part.acts?.(deps));
  requireOnce([...handlers, ...acts]);
  const allActs: SignedActs = Object.assign({}, ...acts);
  const byId = actsById(allActs);
  return {
    handlers: Object.assign({}, ...handlers),
    reads: new Set(reads.flatMap(Object.keys)),
    acts: allActs,
    metrics: await ofEach((part) => part.metrics?.(deps)),
    findWarnings: await warningsOfParts({ db: deps.db, acts: byId }),
    jobs: (alarms) => ofEach((part) => part.jobs?.({ ...deps, ...alarms, takeStep: takeJobStep, acts: byId })),
  };
}

/** The same handlers for a thread that only reads. */
export async function readsOfParts(deps: ReadingDeps): Promise<Handlers> {
  return Object.assign({}, ...(await readsOf(deps)));
}

async function readsOf(deps: ReadingDeps): Promise<readonly Handlers[]> {
  return (await ofEach((part) => part.reads?.(deps))).map(sayLogSize);
}

/** What jobs have done for them, for the thread that does it. */
export function stepsOfParts(): Promise<readonly AnyJobStep[]> {
  return ofEach((part) => part.steps?.());
}

async function ofEach<T>(read: (part: Part) => Promise<readonly T[]> | undefined): Promise<readonly T[]> {
  const lists = await Promise.all(PARTS.map(async (part: Part) => (await read(part)) ?? []));
  return lists.flat();
}

/** One after another: a transaction has one connection. */
async function warningsOfParts(deps: Pick<JobDeps, 'acts' | 'db'>): Promise<FindWarnings> {
  const finders = await ofEach(async (part) => (part.warnings ? [await part.warnings(deps)] : []));
  return async (tx, at) => {
    const found = [];
    for (const find of finders) found.push(...(await find(tx, at)));
    return found;
  };
}

function requireOnce(brought: readonly object[]): void {
  const ids = brought.flatMap((operations) => Object.keys(operations));
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  if (twice.length > 0) throw new Error(`these operations have two handlers: ${twice.join(', ')}`);
}
