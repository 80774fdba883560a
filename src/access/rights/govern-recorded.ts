import type { Tx } from '../../db/index.ts';
import { contextOf } from '../../http/request-context.ts';
import type { Actor } from '../../kernel/index.ts';
import { type Difference, type Governed, type GovernedDeps, governed, type ReadAhead } from '../../log/index.ts';
import { type Claimant, differingName, rowsDiffer } from './claimant.ts';
import { recordDiffering } from './record-differing.ts';

/** What was done; or the rows for which nothing was, which the log has been told. */
export type RecordedAct<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'rows-differ'; readonly differences: readonly Difference[] };

interface ActByRecorded<T> {
  /** Whoever asks stands first. */
  readonly claimants: readonly Claimant[];
  /** What else must be as the log says, such as what is signed. */
  readonly compare?: (entry: Governed) => Promise<readonly Difference[]>;
  readonly act: (entry: Governed) => Promise<T>;
  /** What was read for it while others decided. */
  readonly ahead?: ReadAhead;
}

/** A governed act that counts only while the rows that give its people their rights are what the log says. */
export async function governRecorded<T>(
  tx: Tx,
  deps: GovernedDeps,
  { claimants, compare, act, ahead }: ActByRecorded<T>,
): Promise<RecordedAct<T>> {
  const actByRecorded = async (entry: Governed): Promise<RecordedAct<T>> => {
    const differences = await recordDiffering(entry, claimants, compare);
    if (differences.length > 0) return { kind: 'rows-differ', differences };
    return { kind: 'done', value: await act(entry) };
  };
  return governed(tx, deps, actByRecorded, ahead);
}

/** Who asks, with what was presented. */
export function claimantOf(req: object): readonly Claimant[] {
  const { actor, secretHash = '' } = contextOf(req);
  if (!actor || actor.personId === null) return [];
  return [toClaimant(actor, secretHash)];
}

function toClaimant({ personId, keyId, role, grant }: Actor, secretHash: string): Claimant {
  return { personId: personId ?? '', keyId, caller: { role, grant, secretHash } };
}

/** Tells whoever watches this process, as of accounts that do not reconcile, and refuses. */
export function requireDone<T>(req: object, done: RecordedAct<T>): T {
  if (done.kind === 'done') return done.value;
  throw toldOf(req, done.differences);
}

export function toldOf(req: object, differences: readonly Difference[]): Error {
  const rows = differences.map(differingName);
  contextOf(req).logger.error({ rows }, 'rows give rights that the log does not give: run gate verify');
  return rowsDiffer(differences);
}
