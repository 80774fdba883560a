import { type AnyAct, type AnyRequest, isLong, type PreparedValues } from '../../access/index.ts';
import { type Database, inSnapshot, inTransaction, type Job } from '../../db/index.ts';
import { plusMs } from '../../kernel/index.ts';
import { type GovernedDeps, governed } from '../../log/index.ts';
import { findBegun, listStopped } from '../proposals/find-proposal.ts';
import type { ProposalContent } from '../proposals/proposal.ts';
import { readStoredBody } from './stored-body.ts';
import { takeFurtherStep } from './take-step.ts';

export interface ExecutionParts {
  readonly db: Database;
  readonly deps: GovernedDeps;
  /** By operation id. */
  readonly acts: ReadonlyMap<string, AnyAct>;
}

export function actOf({ acts }: Pick<ExecutionParts, 'acts'>, { operation }: ProposalContent): AnyAct {
  const act = acts.get(operation);
  if (!act) throw new Error(`nobody carries out ${operation}`);
  return act;
}

/**
 * Goes on with an act that two people have agreed to and that is done in part, a step in each transaction. Stopped or
 * killed anywhere, it goes on after the last step that was done, whoever does it.
 */
export async function goOn(
  parts: ExecutionParts,
  id: string,
  { mayGoOn = async () => true, read }: GoingOn = {},
): Promise<void> {
  const { db, deps } = parts;
  const found = await inSnapshot(db, (tx) => findBegun(tx, id, read?.content));
  if (!found) return;
  const { content, signatures, done } = found;
  const act = actOf(parts, content);
  if (!isLong(act)) throw new Error(`${content.operation} has no steps`);
  const asked = read?.asked ?? askedIn(content, found.prepared);
  await act.check(asked);
  let after = done.steps;
  for await (const step of act.steps(asked, done)) {
    if (!(await mayGoOn())) return;
    const further = { id, content, signatures, after, step };
    const stepped = await inTransaction(db, (tx) => governed(tx, deps, (entry) => takeFurtherStep(entry, further)));
    if (!stepped) return;
    stepped.keep();
    after += 1;
  }
}

interface GoingOn {
  /** Asked before each step. */
  readonly mayGoOn?: () => Promise<boolean>;
  /** What was proposed, where it was read already: it never changes, and its file need not be looked through again. */
  readonly read?: { readonly content: ProposalContent; readonly asked: AnyRequest };
}

const LOOK_EVERY_MS = 30_000;
/** A gate that was away for long finds soon after its start what it left half done. */
const FIRST_MS = 5_000;

export function finishProposalsJob(parts: ExecutionParts): Job {
  return {
    ...{ name: 'finish-proposals', when: { everyMs: LOOK_EVERY_MS, firstMs: FIRST_MS }, doneBy: 'one-process' },
    work: async (mayGoOn) => {
      await goOnWithStopped(parts, mayGoOn);
    },
  };
}

/** Nobody has done a step for so long: whoever did them has gone. */
const STOPPED_MS = 60_000;

/** Sees through what two people agreed to and a process that was killed left half done. Answers how many. */
export async function goOnWithStopped(parts: ExecutionParts, mayGoOn: () => Promise<boolean>): Promise<number> {
  const before = plusMs(parts.deps.clock(), -STOPPED_MS);
  const stopped = await inSnapshot(parts.db, (tx) => listStopped(tx, before));
  for (const id of stopped) await goOn(parts, id, { mayGoOn });
  return stopped.length;
}

/** What was asked, as its maker asked it; with what was prepared for it, where it is to be done. */
export function askedIn(content: ProposalContent, prepared: PreparedValues | null = null): AnyRequest {
  const { maker, params, query, body, ifMatch, language, agencies } = content;
  return {
    ...{ actor: maker, params, query, language, agencies, ifMatch: ifMatch ?? undefined },
    ...readStoredBody(body),
    ...(prepared && { prepared }),
  };
}
