import { listAgencyRegions } from '../../access/index.ts';
import { type Database, inSnapshot, type Tx } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import type { AnswerOf, Handler, Handlers } from '../../http/operation.ts';
import { limitOf } from '../../http/paging.ts';
import { pointingAt } from '../../http/problem.ts';
import { type Actor, Refusal, reaches, text } from '../../kernel/index.ts';
import { type LeafRow, listLeaves, proveInclusion, readHead } from '../../log/index.ts';
import { seesWholeLog } from './require-whole-log.ts';

export function logRoutes(db: Database): Handlers {
  const getHead: Handler<'getLogHead'> = async (_req, res) => {
    const { frontier, at } = await inSnapshot(db, readHead);
    res.status(200).json({ size: frontier.size, rootHash: frontier.root().toString('base64'), at });
  };

  const getEntries: Handler<'listLogEntries'> = async (req, res) => {
    const actor = actorOf(req);
    const { from = 0 } = req.query;
    const to = from + limitOf(req.query);
    const { size, leaves, readable } = await inSnapshot(db, async (tx) => {
      const { frontier } = await readHead(tx);
      const found = await listLeaves(tx, { from, to });
      return { size: frontier.size, leaves: found, readable: await readableIn(tx, actor, found) };
    });
    const items = leaves.map((leaf) => toEntryBody(leaf, readable.has(leaf)));
    res.status(200).json({ items, next: to < size ? to : null });
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

/** Leaves that a caller sees whole; of the others it is told that they are there, what happened, and their hashes. */
async function readableIn(tx: Tx, actor: Actor, leaves: readonly LeafRow[]): Promise<ReadonlySet<LeafRow>> {
  if (await seesWholeLog(tx, actor)) return new Set(leaves);
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

function toEntryBody(leaf: LeafRow, isReadable: boolean): AnswerOf<'listLogEntries', 200>['items'][number] {
  const { logIndex, type, at, hash } = leaf;
  const { subject, bytes: record } = isReadable ? leaf : { subject: null, bytes: null };
  return { index: logIndex, type, at, subject, leafHash: hash.toString('base64'), record };
}
