import { listAgencyRegions } from '../../access/index.ts';
import type { Tx } from '../../db/index.ts';
import type { OperationRequest } from '../../http/operation.ts';
import { limitOf } from '../../http/paging.ts';
import { pointingAt } from '../../http/problem.ts';
import { type Actor, civilDate, Refusal, reaches, text } from '../../kernel/index.ts';
import { type LeafRow, type LeavesWish, listLeavesAbout, listNarrowedLeaves } from '../../log/index.ts';
import { seesWholeLog } from './require-whole-log.ts';

type EntriesQuery = OperationRequest<'listLogEntries'>['query'];

export interface EntriesPage {
  readonly leaves: readonly LeafRow[];
  /** Those that the caller sees whole; of the others it is told that they are there, what happened, and their hashes. */
  readonly readable: ReadonlySet<LeafRow>;
  readonly next: number | null;
}

/** One page of the log. What is asked of it never tells more than its leaves would. */
export async function listEntries(tx: Tx, actor: Actor, query: EntriesQuery): Promise<EntriesPage> {
  const { subject, ...wish } = wishOf(query);
  const isWhole = await seesWholeLog(tx, actor);
  if (!isWhole) requireOwn(actor, wish.person);
  if (!isWhole && subject !== undefined) return listOwnSubject(tx, actor, { ...wish, subject });
  const { leaves, next } = await listNarrowedLeaves(tx, { ...wish, subject });
  return { leaves, readable: isWhole ? new Set(leaves) : await readableIn(tx, actor, leaves), next };
}

function wishOf(query: EntriesQuery): LeavesWish {
  const { from, sort, subject, type, person, since, until } = query;
  return {
    from,
    isNewestFirst: sort === '-index',
    subject,
    type,
    person,
    since: since === undefined ? undefined : civilDate(since),
    until: until === undefined ? undefined : civilDate(until),
    limit: limitOf(query),
  };
}

/**
 * Which leaf is about a subject, a reader of parts of the log is told of what it reads whole only: even how many others there
 * are would tell. One order has few leaves.
 */
async function listOwnSubject(
  tx: Tx,
  actor: Actor,
  wish: LeavesWish & { readonly subject: string },
): Promise<EntriesPage> {
  const nothing: EntriesPage = { leaves: [], readable: new Set(), next: null };
  if (!wish.subject.startsWith('order/')) return nothing;
  const about = await listLeavesAbout(tx, wish.subject);
  const readable = await readableIn(tx, actor, about);
  if (readable.size === 0) return nothing;
  const indexes = new Set([...readable].map(({ logIndex }) => logIndex));
  const { leaves } = await listNarrowedLeaves(tx, { ...wish, limit: about.length });
  const own = leaves.filter(({ logIndex }) => indexes.has(logIndex));
  const page = own.slice(0, wish.limit);
  return { leaves: page, readable: new Set(page), next: own[wish.limit]?.logIndex ?? null };
}

/** Who did what is not told of leaves that a reader does not see whole, but to whoever did it. */
function requireOwn({ personId }: Actor, person: string | undefined): void {
  if (person === undefined || person === personId) return;
  const message = text(
    '按人员查询日志，只有管辖范围覆盖本闸口全部地区的人员可以查询他人；您可以查询本人。',
    'What another person did is told to people and keys whose reach covers the region of the gate; you may ask for yourself.',
  );
  throw new Refusal('forbidden', 'log.person_reach', message, [pointingAt('/query/person')]);
}

async function readableIn(tx: Tx, actor: Actor, leaves: readonly LeafRow[]): Promise<ReadonlySet<LeafRow>> {
  const codes = new Map(leaves.map((leaf) => [leaf.logIndex, agencyOf(leaf)]));
  const regions = await listAgencyRegions(tx, [...new Set([...codes.values()].filter((code) => code !== undefined))]);
  const own = leaves.filter((leaf) => {
    const code = codes.get(leaf.logIndex);
    const region = code && regions.get(code);
    return code !== undefined && region !== undefined && reaches(actor.grant, { code, region });
  });
  return new Set(own);
}

/** Whose order a leaf is about; undefined for every other leaf. */
function agencyOf({ type, bytes }: LeafRow): string | undefined {
  if (!type.startsWith('order.')) return undefined;
  const record = JSON.parse(bytes) as { readonly agency?: string };
  return record.agency;
}
