import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal, text } from '../kernel/index.ts';

/** What takes long on the thread that decides, one after the other. */
export interface LongReads {
  /** Runs a read when its turn has come, or refuses it with 503. A caller who has left is not read for. */
  readonly run: <T>(read: () => Promise<T>, caller: { readonly isLeft: () => boolean }) => Promise<T>;
}

/** What the decision of orders has to do at this moment. */
export interface OrdersUnderWay {
  /** Whether somebody waits for the decision of an order. */
  readonly wait: () => boolean;
  /** When the last one came, in the time of `now`. */
  readonly cameAt: () => number;
}

export interface LongReadsParts {
  readonly orders: OrdersUnderWay;
  /** Time that only goes forward, in milliseconds; tests have their own, and their own pause. */
  readonly now?: () => number;
  readonly pause?: () => Promise<unknown>;
}

const WAIT_MS_MAX = 5_000;
const LOOK_MS = 20;
/** Orders that came so shortly before are taken for a stream of them. */
const COMING_MS = 1_000;
const RETRY_AFTER_S = 5;

/**
 * A check of more than a hundred lines judges as orders are judged, and what a proposal would do is tried in a transaction that
 * is taken back: both are worked out on the thread that decides, and where `GATE_READERS` is 0 so is every long read. Each waits,
 * five seconds at most:
 *
 * - while another one runs: one at a time, in the order of their arrival;
 * - while orders wait;
 * - after a read that began while orders were coming, for as long as that one took: orders have half of the time at least. Those
 *   that came while it ran are not known yet when it ends, because nothing was heard meanwhile.
 */
export function openLongReads({ orders, now = () => performance.now(), pause = look }: LongReadsParts): LongReads {
  const waiting: object[] = [];
  let isRunning = false;
  let restUntil = 0;

  const mustWait = (turn: object): boolean => waiting[0] !== turn || isRunning || now() < restUntil || orders.wait();

  async function waitFor(turn: object, isLeft: () => boolean): Promise<void> {
    const until = now() + WAIT_MS_MAX;
    while (mustWait(turn)) {
      if (now() >= until || isLeft()) throw busy();
      await pause();
    }
    isRunning = true;
  }

  return {
    run: async (read, { isLeft }) => {
      const turn = {};
      waiting.push(turn);
      await waitFor(turn, isLeft).finally(() => waiting.splice(waiting.indexOf(turn), 1));
      const begunAt = now();
      try {
        return await read();
      } finally {
        isRunning = false;
        restUntil = areComing(orders, begunAt) ? now() + (now() - begunAt) : 0;
      }
    },
  };
}

/** Whether orders wait, or came shortly before a moment. */
export function areComing({ wait, cameAt }: OrdersUnderWay, at: number): boolean {
  return wait() || cameAt() > at - COMING_MS;
}

function look(): Promise<unknown> {
  return sleep(LOOK_MS);
}

function busy(): Refusal {
  const says = text(
    '正在处理采购申请或其他报表，请稍后重试。',
    'Orders or another report are being worked on; try again shortly.',
  );
  return new Refusal('unavailable', 'read.busy', says, [], { retryAfterS: RETRY_AFTER_S });
}
