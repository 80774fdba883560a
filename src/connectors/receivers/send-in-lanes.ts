import { groupBy } from '../../kernel/index.ts';

/** Whether to go on, to leave out what else there is about this subject, or to begin nothing more. */
export type LaneOutcome = 'on' | 'without-subject' | 'no-further';

/** Does something with each of several things, some at once: those about one subject one after the other, in their order. */
export async function sendInLanes<T extends { readonly subject: string }>(
  items: readonly T[],
  lanes: number,
  act: (item: T) => Promise<LaneOutcome>,
): Promise<void> {
  const queues = lanes === 1 ? [items] : [...groupBy(items, ({ subject }) => subject).values()];
  const leftOut = new Set<string>();
  let goesOn = true;
  const work = async (): Promise<void> => {
    for (let queue = queues.shift(); queue && goesOn; queue = queues.shift()) {
      for (const item of queue) {
        if (!goesOn) return;
        if (leftOut.has(item.subject)) continue;
        const went = await act(item);
        if (went === 'without-subject') leftOut.add(item.subject);
        if (went === 'no-further') goesOn = false;
      }
    }
  };
  await Promise.all(Array.from({ length: lanes }, work));
}
