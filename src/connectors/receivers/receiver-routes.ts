import { requireReach } from '../../access/index.ts';
import { type Database, inSnapshot, inTransaction, type Tx } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import type { components } from '../../http/openapi.generated.ts';
import { limitOf, type PageQuery, pageOf, textCursorOf } from '../../http/paging.ts';
import type { Actor, Grant } from '../../kernel/index.ts';
import { type GovernedDeps, governed } from '../../log/index.ts';
import { findOfKind, notFoundOf, type ReferenceKind } from '../../reference/index.ts';
import { listDeliveries } from './deliveries-repository.ts';
import { type Delivery, FAILING_FROM, type Receiver } from './delivery.ts';
import { getReceiverProgress } from './find-receiver-progress.ts';
import { moveReceiver } from './move-receiver.ts';
import { failuresIn, type ReceiverProgress } from './receiver-progress.ts';

/** How one kind of receivers is found. */
export interface ReceiverContract<S extends object> {
  readonly kind: ReferenceKind<S>;
  readonly receiver: Receiver['kind'];
  /** Of what it is told: whoever has it told again reaches as far. */
  readonly reachOf: (state: S) => Grant;
  /** Whether the caller, who may call the operation, may see this one; absent: every one. */
  readonly mayRead?: (actor: Actor, state: S) => boolean;
}

interface ReceiverRequest {
  readonly params: { readonly id: string };
}

interface ReceiverAnswers {
  readonly deliveriesOf: (
    req: ReceiverRequest & { readonly query: PageQuery },
  ) => Promise<components['schemas']['DeliveryPage']>;
  readonly resume: (
    req: ReceiverRequest & { readonly body: components['schemas']['Resumption'] },
  ) => Promise<components['schemas']['DeliveryState']>;
}

/** What became of what a receiver was told, and going on with one that has failed: the same for every kind of them. */
export function receiverAnswers<S extends object>(
  db: Database,
  deps: GovernedDeps,
  contract: ReceiverContract<S>,
): ReceiverAnswers {
  return {
    deliveriesOf: async (req) => {
      const limit = limitOf(req.query);
      const after = textCursorOf(req.query);
      const { rows, standing } = await inSnapshot(db, async (tx) => {
        const { key } = await getReceiver(tx, contract, { id: req.params.id, actor: actorOf(req) });
        const found = await listDeliveries(tx, { receiverId: key, after, limit });
        return { rows: found, standing: await getReceiverProgress(tx, key) };
      });
      const { items, next } = pageOf(rows, limit, ({ id }) => [id]);
      return { items: items.map(toDeliveryBody), next, state: toProgressBody(standing) };
    },
    resume: async (req) => {
      const actor = actorOf(req);
      const { from = null, reason } = req.body;
      const standing = await inTransaction(db, (tx) =>
        governed(tx, deps, async (entry) => {
          const { key, state } = await getReceiver(entry.tx, contract, { id: req.params.id, actor });
          await requireReach(entry.tx, [contract.reachOf(state)], actor.grant);
          const receiver = { kind: contract.receiver, id: key };
          return moveReceiver(entry, { actor, receiver, from, reason });
        }),
      );
      return toProgressBody(standing);
    },
  };
}

export async function getReceiver<S extends object>(
  tx: Tx,
  { kind, mayRead }: ReceiverContract<S>,
  { id, actor }: { readonly id: string; readonly actor: Actor },
) {
  const subject = await findOfKind(tx, kind, { key: id, grant: actor.grant });
  if (mayRead && !mayRead(actor, subject.state)) throw notFoundOf(kind);
  return subject;
}

function toDeliveryBody(delivery: Delivery): components['schemas']['Delivery'] {
  const { receiverId: _known, ...shown } = delivery;
  return shown;
}

function toProgressBody(standing: ReceiverProgress): components['schemas']['DeliveryState'] {
  const { receiverId: _known, ...cursor } = standing.cursor;
  // What a leaf is about is for those who may read the log; an administrator of connections needs to know only which one.
  const undelivered = standing.undelivered.map(({ subject: _about, ...leaf }) => leaf);
  return { ...cursor, isFailing: failuresIn(standing) >= FAILING_FROM, undelivered };
}
