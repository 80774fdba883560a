import { setImmediate as nextTurn } from 'node:timers/promises';

let last: Promise<unknown> = Promise.resolve();

/**
 * Makes a piece of something long that is made on the thread that also answers. The pieces of all who ask stand in one line,
 * and each has a turn of the event loop: ten who ask at once hold the thread as long as one does.
 */
export function oneATurn<T>(make: () => T | Promise<T>): Promise<T> {
  const made = last.then(make);
  const rest = (): Promise<unknown> => nextTurn();
  last = made.then(rest, rest);
  return made;
}
