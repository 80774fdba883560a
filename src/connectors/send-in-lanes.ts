import { groupBy } from '../kernel/index.ts';

/**
 * Does something with each of several things, some at once: those about one subject one after the other, in their order.
 * As soon as one says no, nothing more is begun.
 */
export async function sendInLanes<T extends { readonly subject: string }>(
  items: readonly T[],
  lanes: number,
  act: (item: T) => Promise<boolean>,
): Promise<void> {
  const queues = lanes === 1 ? [items] : [...groupBy(items, ({ subject }) => subject).values()];
  let goesOn = true;
  const work = async (): Promise<void> => {
    for (let queue = queues.shift(); queue && goesOn; queue = queues.shift()) {
      for (const item of queue) {
        if (!goesOn) return;
        if (!(await act(item))) goesOn = false;
      }
    }
  };
  await Promise.all(Array.from({ length: lanes }, work));
}
