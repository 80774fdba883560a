import { randomBytes } from 'node:crypto';
import type { Tx } from '../db/index.ts';
import {
  type Actor,
  type CivilDate,
  type Clock,
  canonicalJson,
  dayOf,
  type Instant,
  laterOf,
  type NewId,
  sha256,
} from '../kernel/index.ts';
import { logGap } from './log-gap.ts';
import {
  type Head,
  insertLeaves,
  insertSealedTexts,
  insertSubtrees,
  type LeafRow,
  markRestored,
  type SealedText,
  takeHead,
  writeHead,
} from './log-repository.ts';
import { adoptReads, forgetReads, type ReadAhead } from './recall-reads.ts';
import { Frontier, leafHash, type Subtree } from './tree/merkle.ts';

declare const holdsTheHead: unique symbol;

/**
 * A transaction that holds the head of the log. Every write to a governed table asks for this type, and `governed` is
 * the only place that makes one: there is no other way to change money, seats, rules, people or what a fact is read from.
 */
export type GovernedTx = Tx & { readonly [holdsTheHead]: true };

/** What every governed act needs from outside. */
export interface GovernedDeps {
  readonly newId: NewId;
  readonly clock: Clock;
  /** The name of this gate in every record (`GATE_ORIGIN`). */
  readonly origin: string;
  /** Of a gate that is served: no act is dated by a clock that was set meanwhile. */
  readonly clockGuard?: { readonly refuseDoubted: (tx: Tx) => Promise<void> };
}

/** One record for the log, before it has its index. */
export interface LeafDraft {
  /** A past event: `order.decided`. */
  readonly type: string;
  /** What it is about: `order/ord_…`. */
  readonly subject: string;
  readonly by: Pick<Actor, 'keyId' | 'personId'> | null;
  readonly body: object;
  /** Names, phone numbers and free texts by a pointer: the record shows only their salted commitments. */
  readonly sealed?: Readonly<Record<string, unknown>>;
}

/** A governed act in progress. */
export interface Governed {
  readonly tx: GovernedTx;
  /** max(now, the head's time): the log's time never goes back. */
  readonly at: Instant;
  readonly on: CivilDate;
  /** The index that the next leaf will get; the size of the log as this act sees it. */
  readonly nextIndex: () => number;
  /** The root of the log with what this act has appended so far, in hexadecimal. */
  readonly root: () => string;
  /** A copy of what makes that root, to which leaves that others append may be added. */
  readonly frontier: () => Frontier;
  /** Adds a leaf and answers its index. It is written when the act ends, or flushes. */
  readonly append: (draft: LeafDraft) => AppendedLeaf;
  /** Writes the leaves that wait, so that an act of 50,000 leaves holds few of them in memory. */
  readonly flush: () => Promise<void>;
}

export interface AppendedLeaf {
  readonly logIndex: number;
  readonly hash: Buffer;
}

/**
 * Takes the head of the log first and appends what the act recorded last, so that the log's order is the commit order.
 * An act that records nothing leaves the log as it was.
 */
export async function governed<T>(
  tx: Tx,
  deps: GovernedDeps,
  act: (entry: Governed) => Promise<T>,
  ahead?: ReadAhead,
): Promise<T> {
  const head = await takeHead(tx);
  if (head.restoredSize !== null) throw logGap(head.restoredSize);
  await deps.clockGuard?.refuseDoubted(tx);
  if (ahead) await adoptReads(tx, ahead, head.frontier.size);
  return governedFrom(tx, { head, deps }, act);
}

/**
 * The one act that a restored log waits for: what it appends says what is missing, and then the log goes on. Undefined
 * where the log does not wait.
 */
export async function governedAfterRestore<T>(
  tx: Tx,
  deps: GovernedDeps,
  act: (entry: Governed, restoredSize: number) => Promise<T>,
): Promise<T | undefined> {
  const head = await takeHead(tx);
  const { restoredSize } = head;
  if (restoredSize === null) return undefined;
  const result = await governedFrom(tx, { head, deps }, (entry) => act(entry, restoredSize));
  await markRestored(tx, null);
  return result;
}

interface Start {
  readonly head: Head;
  readonly deps: GovernedDeps;
}

async function governedFrom<T>(tx: Tx, { head, deps }: Start, act: (entry: Governed) => Promise<T>): Promise<T> {
  const at = laterOf(deps.clock(), head.at);
  const pending: PendingLeaves = { frontier: head.frontier, leaves: [], subtrees: [], sealed: [] };
  const sizeBefore = head.frontier.size;
  const result = await act({
    tx: tx as GovernedTx,
    at,
    on: dayOf(at),
    nextIndex: () => pending.frontier.size,
    root: () => pending.frontier.root().toString('hex'),
    frontier: () => new Frontier(pending.frontier.size, pending.frontier.roots),
    append: (draft) => {
      forgetReads(tx, draft);
      return append(pending, { draft, at, origin: deps.origin });
    },
    flush: () => flush(tx, pending),
  });
  await flush(tx, pending);
  if (pending.frontier.size > sizeBefore) await writeHead(tx, pending.frontier, at);
  return result;
}

async function flush(tx: Tx, { leaves, subtrees, sealed }: PendingLeaves): Promise<void> {
  if (leaves.length === 0) return;
  await insertLeaves(tx, leaves.splice(0));
  await insertSubtrees(tx, subtrees.splice(0));
  await insertSealedTexts(tx, sealed.splice(0));
}

interface PendingLeaves {
  readonly frontier: Frontier;
  readonly leaves: LeafRow[];
  readonly subtrees: Subtree[];
  readonly sealed: SealedText[];
}

function append(
  pending: PendingLeaves,
  { draft, at, origin }: { draft: LeafDraft; at: Instant; origin: string },
): AppendedLeaf {
  const logIndex = pending.frontier.size;
  const sealed = Object.entries(draft.sealed ?? {}).map(([pointer, value]) => seal(logIndex, pointer, value));
  const bytes = canonicalJson({
    schema: 'gate-leaf/1',
    gate: origin,
    type: draft.type,
    subject: draft.subject,
    at,
    by: draft.by && { key: draft.by.keyId, person: draft.by.personId },
    ...draft.body,
    ...(sealed.length > 0 && { sealed: Object.fromEntries(sealed.map((text) => [text.pointer, commitmentOf(text)])) }),
  });
  const hash = leafHash(bytes);
  pending.subtrees.push(...pending.frontier.append(hash));
  pending.leaves.push({ logIndex, type: draft.type, subject: draft.subject, at, bytes, hash });
  pending.sealed.push(...sealed);
  return { logIndex, hash };
}

const SALT_BYTES = 32;

function seal(logIndex: number, pointer: string, value: unknown): SealedText {
  return { logIndex, pointer, salt: randomBytes(SALT_BYTES).toString('hex'), value: canonicalJson(value) };
}

/** SHA-256 over the salt and the canonical value: without the salt nobody can guess a name from it. */
export function commitmentOf({ salt, value }: Pick<SealedText, 'salt' | 'value'>): string {
  return `sha256:${sha256(Buffer.concat([Buffer.from(salt, 'hex'), Buffer.from(value)])).toString('hex')}`;
}
