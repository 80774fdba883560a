import { ERASED_MARK, findActedBy, maskName } from '../../access/index.ts';
import type { Tx } from '../../db/index.ts';
import { MASK, seesTexts } from '../../decisions/index.ts';
import type { AnswerOf } from '../../http/operation.ts';
import { type Actor, groupBy } from '../../kernel/index.ts';
import { type LeafRow, listLeavesAboutAfter, listSealedTexts, type SealedText } from '../../log/index.ts';
import type { Order } from '../order.ts';

type EventPage = AnswerOf<'listOrderEvents', 200>;
type OrderEvent = EventPage['items'][number];

export interface EventsQuestion {
  readonly actor: Actor;
  readonly order: Order;
  /** The leaf of the last event of the page before. */
  readonly after: number;
  readonly limit: number;
}

/** What leaves about an order say of what was done; which members they have depends on their type. */
interface EventLeaf {
  readonly by: { readonly key: string; readonly person: string | null } | null;
  readonly revision?: number | null;
  readonly decision?: string;
  readonly stage?: OrderEvent['stage'];
  readonly outcome?: OrderEvent['outcome'];
  readonly return?: string;
  readonly returnedOn?: string;
  readonly devices?: readonly { readonly deviceId: string }[];
  readonly sealed?: Readonly<Record<string, string>>;
}

const REASON = '/reason';

/** One page of what was done to an order, the oldest first, with one more than the limit. */
export async function listOrderEvents(tx: Tx, question: EventsQuestion): Promise<readonly OrderEvent[]> {
  const { order, after, limit, actor } = question;
  const leaves = await listLeavesAboutAfter(tx, { subject: `order/${order.id}`, after, limit: limit + 1 });
  const read = leaves.map((leaf) => ({ leaf, said: JSON.parse(leaf.bytes) as EventLeaf }));
  const reasons = groupBy(await listReasons(tx, leaves), ({ logIndex }) => String(logIndex));
  const actedBy = await findActedBy(
    tx,
    read.map(({ said }) => said.by),
  );
  const isMasked = order.isClassified && !seesTexts(actor);
  return read.map(({ leaf, said }) => {
    const opened = reasons.get(String(leaf.logIndex))?.[0];
    return {
      ...toEvent(leaf, said),
      actor: maskName(actedBy(said.by), isMasked),
      ...reasonOf(said, opened, isMasked),
    };
  });
}

async function listReasons(tx: Tx, leaves: readonly LeafRow[]): Promise<readonly SealedText[]> {
  const sealed = await listSealedTexts(
    tx,
    leaves.map(({ logIndex }) => logIndex),
  );
  return sealed.filter(({ pointer }) => pointer === REASON);
}

function toEvent({ type, at, logIndex }: LeafRow, said: EventLeaf): Omit<OrderEvent, 'actor' | 'reason' | 'erased'> {
  return {
    kind: type as OrderEvent['kind'],
    at,
    logIndex,
    revision: said.revision ?? null,
    stage: said.stage ?? null,
    outcome: said.outcome ?? null,
    decisionId: said.decision ?? null,
    returned:
      said.return === undefined || said.returnedOn === undefined
        ? null
        : {
            id: said.return,
            returnedOn: said.returnedOn,
            devices: (said.devices ?? []).map(({ deviceId }) => deviceId),
          },
  };
}

/** The leaf commits to a reason; where no text opens the commitment any more, it was erased. */
function reasonOf(
  { sealed = {} }: EventLeaf,
  opened: SealedText | undefined,
  isMasked: boolean,
): Pick<OrderEvent, 'reason' | 'erased'> {
  if (!Object.hasOwn(sealed, REASON)) return { reason: null, erased: false };
  if (!opened) return { reason: ERASED_MARK, erased: true };
  return { reason: isMasked ? MASK : String(JSON.parse(opened.value)), erased: false };
}
