import { type Database, inSnapshot } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import type { AnswerOf, Handler, Handlers } from '../../http/operation.ts';
import { pointingAt } from '../../http/problem.ts';
import { Refusal, text } from '../../kernel/index.ts';
import { type LeafRow, proveInclusion, readHead } from '../../log/index.ts';
import { listEntries } from './list-entries.ts';

export function logRoutes(db: Database): Handlers {
  const getHead: Handler<'getLogHead'> = async (_req, res) => {
    const { frontier, at } = await inSnapshot(db, readHead);
    res.status(200).json({ size: frontier.size, rootHash: frontier.root().toString('base64'), at });
  };

  const getEntries: Handler<'listLogEntries'> = async (req, res) => {
    const { leaves, readable, next } = await inSnapshot(db, (tx) => listEntries(tx, actorOf(req), req.query));
    const items = leaves.map((leaf) => toEntryBody(leaf, readable.has(leaf)));
    res.status(200).json({ items, next });
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

function toEntryBody(leaf: LeafRow, isReadable: boolean): AnswerOf<'listLogEntries', 200>['items'][number] {
  const { logIndex, type, at, hash } = leaf;
  const { subject, bytes: record } = isReadable ? leaf : { subject: null, bytes: null };
  return { index: logIndex, type, at, subject, leafHash: hash.toString('base64'), record };
}
