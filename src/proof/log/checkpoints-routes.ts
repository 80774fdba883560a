import { type Database, inSnapshot } from '../../db/index.ts';
import type { AnswerOf, Handler, Handlers } from '../../http/operation.ts';
import { cursorOf, limitOf, pageOf } from '../../http/paging.ts';
import { pointingAt } from '../../http/problem.ts';
import { Refusal, text } from '../../kernel/index.ts';
import {
  type CosignedCheckpoint,
  findNewestCheckpoint,
  listCosignedCheckpoints,
  listSigningKeys,
  listWitnesses,
  printVerifierKey,
  proveConsistency,
  readHead,
  verifierKey,
} from '../../log/index.ts';

/** What the gate has signed of its log, with which keys, and that one follows from the other. */
export function checkpointsRoutes(db: Database, { origin }: { readonly origin: string }): Handlers {
  const getCheckpoint: Handler<'getLogCheckpoint'> = async (req, res) => {
    const checkpoint = await inSnapshot(db, findNewestCheckpoint);
    if (!checkpoint) throw noCheckpoint();
    const answer = res.status(200).set('Vary', 'Accept');
    if (req.accepts(['text/plain', 'application/json']) === 'application/json') answer.json(toBody(checkpoint));
    else answer.type('text/plain').send(checkpoint.note);
  };

  const list: Handler<'listLogCheckpoints'> = async (req, res) => {
    const limit = limitOf(req.query);
    const { from, sort } = req.query;
    const [after] = cursorOf(req.query, ['number']) ?? [];
    const wish = { from, after: after === undefined ? undefined : Number(after), isNewestFirst: sort === '-size' };
    const checkpoints = await inSnapshot(db, (tx) => listCosignedCheckpoints(tx, { ...wish, limit: limit + 1 }));
    const { items, next } = pageOf(checkpoints, limit, ({ size }) => [size]);
    res.status(200).json({ items: items.map(toBody), next });
  };

  const getProof: Handler<'getConsistencyProof'> = async (req, res) => {
    const { from } = req.query;
    const proof = await inSnapshot(db, async (tx) => {
      const { size } = (await readHead(tx)).frontier;
      const { to = size } = req.query;
      if (to > size) throw notReached(size, '/query/to');
      if (from > to) throw notReached(to, '/query/from');
      return proveConsistency(tx, { from, to });
    });
    res.status(200).json({
      from: proof.fromSize,
      to: proof.toSize,
      fromRootHash: proof.fromRoot.toString('base64'),
      toRootHash: proof.toRoot.toString('base64'),
      hashes: proof.hashes.map((hash) => hash.toString('base64')),
    });
  };

  const listKeys: Handler<'listLogKeys'> = async (_req, res) => {
    const { keys, watching } = await inSnapshot(db, async (tx) => ({
      keys: await listSigningKeys(tx, 'log'),
      watching: await listWitnesses(tx),
    }));
    const items = keys.map(({ kid, bytes, from, replacedAt, isCompromised }) => {
      const key = printVerifierKey(verifierKey('note', { name: origin, bytes }));
      return { kid, verifierKey: key, from, replacedAt, isCompromised };
    });
    const witnesses = watching.map(({ key, from, endedAt }) => ({ verifierKey: printVerifierKey(key), from, endedAt }));
    res.status(200).json({ items, witnesses });
  };

  return {
    getLogCheckpoint: getCheckpoint,
    listLogCheckpoints: list,
    getConsistencyProof: getProof,
    listLogKeys: listKeys,
  };
}

type CheckpointBody = AnswerOf<'listLogCheckpoints', 200>['items'][number];

function toBody({ size, rootHash, at, kid, note, cosigned }: CosignedCheckpoint): CheckpointBody {
  return { size, rootHash: rootHash.toString('base64'), signedAt: at, kid, cosignatures: cosigned, note };
}

function noCheckpoint(): Refusal {
  const message = text('还没有签署过检查点。', 'No checkpoint has been signed yet.');
  return new Refusal('not_found', 'log.no_checkpoint', message);
}

function notReached(size: number, pointer: string): Refusal {
  const message = text(`日志在此只有 ${size} 条记录。`, `There are ${size} leaves here.`);
  return new Refusal('unprocessable', 'log.not_reached', message, [pointingAt(pointer)]);
}
