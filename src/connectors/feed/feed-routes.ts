import { type Database, inSnapshot } from '../../db/index.ts';
import { actorOf } from '../../http/actor-of.ts';
import type { Handler, Handlers } from '../../http/operation.ts';
import { cursorAt, cursorOf, limitOf } from '../../http/paging.ts';
import { feedReachOf } from './feed.ts';
import { type FeedPage, type FeedQuestion, findFeedItems } from './find-feed-items.ts';
import type { HeadWatch } from './head-watch.ts';

/** What happened, for other systems: they ask again and again, or wait until there is something. */
export function feedRoutes(db: Database, head: HeadWatch): Handlers {
  const read: Handler<'readFeed'> = async (req, res) => {
    const [from = 0] = cursorOf(req.query, ['number']) ?? [];
    const question = { reach: feedReachOf(actorOf(req)), from: Number(from), limit: limitOf(req.query) };
    const gone = new AbortController();
    const leave = (): void => gone.abort();
    req.socket.once('close', leave);
    try {
      const page = await readOrWait(db, question, { head, ms: (req.query.wait ?? 0) * 1_000, signal: gone.signal });
      const items = page.items.map(({ leafHash: _kept, ...item }) => item);
      res.status(200).json({ items, next: cursorAt([page.next]) });
    } finally {
      req.socket.off('close', leave);
    }
  };

  return { readFeed: read };
}

interface Patience {
  readonly head: HeadWatch;
  readonly ms: number;
  readonly signal: AbortSignal;
}

/**
 * The first page that has something in it. Pages in which the caller may see nothing are passed over while there is time,
 * so that a reader with one small agency is not woken by everybody else's orders.
 */
async function readOrWait(db: Database, question: FeedQuestion, { head, ms, signal }: Patience): Promise<FeedPage> {
  const until = performance.now() + ms;
  let page = await inSnapshot(db, (tx) => findFeedItems(tx, question));
  while (page.items.length === 0 && performance.now() < until && !signal.aborted && !head.isStopped()) {
    if (page.isAtEnd && !(await head.waitBeyond(page.next, { ms: until - performance.now(), signal }))) break;
    const { next } = page;
    page = await inSnapshot(db, (tx) => findFeedItems(tx, { ...question, from: next }));
  }
  return page;
}
