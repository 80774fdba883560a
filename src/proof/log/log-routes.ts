import { listAgencyRegions } from '../../access/index.ts';
import { type Database, inSnapshot, type Tx } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import type { AnswerOf, Handler, Handlers } from '../../http/operation.ts';
import { limitOf } from '../../http/paging.ts';
import { pointingAt } from '../../http/problem.ts';
import { type Actor, Refusal, reaches, text } from '../../kernel/index.ts';
import { type LeafRow, listLeaves, proveInclusion, readHead, seesWholeLog } from '../../log/index.ts';

export function logRoutes(db: Database): Handlers {
  const getHead: Handler<'getLogHead'> = async (_req, res) => {
    const { frontier, at } = await inSnapshot(db, readHead);
    res.status(200).json({ size: frontier.size, rootHash: frontier.root().toString('base64'), at });
  };

  const getEntries: Handler<'listLogEntries'> = async (req, res) => {
    const actor = actorOf(req);
    const range = { from: req.query.from ?? 0, limit: limitOf(req.query) };
    const { leaves, next } = await inSnapshot(db, (tx) => visibleLeaves(tx, actor, range));
    res.status(200).json({ items: leaves.map(toEntryBody), next });
  };

  const getProof: Handler<'getInclusionProof'> = async (req, res) => {
    const { index, treeSize } = req.query;
    const proof = await inSnapshot(db, async (tx) => {
      const { size } = (await readHead(tx)).frontier;
      if (treeSize !== undefined && treeSize > size) throw notReached(size, '/query/treeSize');
      if (index >= (treeSize ?? size)) throw notReached(size, '/query/index');
      return proveInclusion(tx, index, treeSize);
    });
    const { leafIndex, leafHash, rootHash, hashes } = proof;
    res.status(200).json({
      leafIndex,
      leafHash: leafHash.toString('base64'),
      treeSize: proof.treeSize,
      rootHash: rootHash.toString('base64'),
      hashes: hashes.map((hash) => hash.toString('base64')),
    });
  };

  return { getLogHead: getHead, listLogEntries: getEntries, getInclusionProof: getProof };
}

function notReached(size: number, pointer: string): Refusal {
  const message = text(`日志目前只有 ${size} 条记录。`, `The log has ${size} leaves so far.`);
  return new Refusal('unprocessable', 'log.not_reached', message, [pointingAt(pointer)]);
}

interface VisibleLeaves {
  readonly leaves: readonly LeafRow[];
  readonly next: number | null;
}

/** What a caller of single agencies is asked to page over at once, at most: reading a leaf to see whose it is takes time. */
const SCANNED_MAX = 500;

async function visibleLeaves(
  tx: Tx,
  actor: Actor,
  { from, limit }: { from: number; limit: number },
): Promise<VisibleLeaves> {
  const { size } = (await readHead(tx)).frontier;
  if (seesWholeLog(actor)) {
    const leaves = await listLeaves(tx, { from, to: from + limit });
    return { leaves, next: from + limit < size ? from + limit : null };
  }
  const scanned = await listLeaves(tx, { from, to: from + SCANNED_MAX });
  const own = await ownLeaves(tx, actor, scanned);
  const leaves = own.slice(0, limit);
  const last = own.length > limit ? leaves.at(-1)?.logIndex : scanned.at(-1)?.logIndex;
  return { leaves, next: last !== undefined && last + 1 < size ? last + 1 : null };
}

async function ownLeaves(tx: Tx, actor: Actor, leaves: readonly LeafRow[]): Promise<readonly LeafRow[]> {
  const codes = new Map(leaves.map((leaf) => [leaf.logIndex, agencyOf(leaf)]));
  const regions = await listAgencyRegions(tx, [...new Set([...codes.values()].filter((code) => code !== undefined))]);
  return leaves.filter((leaf) => {
    const code = codes.get(leaf.logIndex);
    const region = code && regions.get(code);
    return code !== undefined && region !== undefined && reaches(actor.grant, { code, region });
  });
}

/** Whose order a leaf is about; undefined for every other leaf. */
function agencyOf({ type, bytes }: LeafRow): string | undefined {
  if (!type.startsWith('order.')) return undefined;
  const record = JSON.parse(bytes) as { readonly agency?: string };
  return record.agency;
}

function toEntryBody({
  logIndex,
  type,
  at,
  subject,
  hash,
  bytes,
}: LeafRow): AnswerOf<'listLogEntries', 200>['items'][number] {
  return { index: logIndex, type, at, subject, leafHash: hash.toString('base64'), record: bytes };
}
