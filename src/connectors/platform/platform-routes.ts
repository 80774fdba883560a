import type { SignedActs } from '../../access/index.ts';
import { type Database, inSnapshot } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import { etagOf } from '../../http/etag.ts';
import type { Handler, Handlers } from '../../http/operation.ts';
import type { GovernedDeps } from '../../log/index.ts';
import { type ReferenceContract, referenceActs, referenceRoutes } from '../../reference/index.ts';
import type { Outbound } from '../receivers/outbound.ts';
import { getReceiver, type ReceiverContract, receiverAnswers } from '../receivers/receiver-routes.ts';
import { recordedPlatforms } from '../receivers/record-receivers.ts';
import { grantOfPlatform, mayRead, PLATFORM, type ProcurementPlatform } from './platform.ts';

export interface PlatformParts extends GovernedDeps {
  readonly outbound: Outbound;
}

const RECEIVER: ReceiverContract<ProcurementPlatform> = {
  kind: PLATFORM,
  receiver: 'platform',
  reachOf: grantOfPlatform,
  mayRead,
};

function contractOf({ outbound }: PlatformParts): ReferenceContract<ProcurementPlatform, ProcurementPlatform> {
  return {
    kind: recordedPlatforms(outbound.allowed),
    path: '/v1/platforms',
    creation: 'PlatformCreation',
    answer: ({ state }) => state,
  };
}

/** Reading platforms, and going on with one that has failed. */
export function platformRoutes(db: Database, parts: PlatformParts): Handlers {
  const { deliveriesOf, resume } = receiverAnswers(db, parts, RECEIVER);

  const get: Handler<'getPlatform'> = async (req, res) => {
    const which = { id: req.params.id, actor: actorOf(req) };
    const { state, logIndex } = await inSnapshot(db, (tx) => getReceiver(tx, RECEIVER, which));
    res.status(200).set('ETag', etagOf(logIndex)).json(state);
  };

  const listDeliveries: Handler<'listPlatformDeliveries'> = async (req, res) => {
    res.status(200).json(await deliveriesOf(req));
  };

  const goOn: Handler<'resumePlatform'> = async (req, res) => {
    res.status(200).json(await resume(req));
  };

  return {
    listPlatforms: referenceRoutes(db, parts, contractOf(parts)).list,
    getPlatform: get,
    listPlatformDeliveries: listDeliveries,
    resumePlatform: goOn,
  };
}

/** What takes a system administrator and a security administrator. */
export function platformActs(parts: PlatformParts): SignedActs {
  const { create, change } = referenceActs(parts, contractOf(parts), { reach: 'stated' });
  return {
    createPlatform: { ...create, gives: async (_tx, { body }) => [grantOfPlatform(body)] },
    changePlatform: {
      ...change,
      // Where it is called, and by whose keys it calls back, is as much as what it is told.
      gives: async (tx, { params, actor, body: { changes } }) => {
        const { state } = await getReceiver(tx, RECEIVER, { id: params.id ?? '', actor });
        return [grantOfPlatform(state), grantOfPlatform({ region: changes.region ?? state.region })];
      },
    },
  };
}
