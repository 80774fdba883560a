import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Node collects when it sees a reason to; a test sometimes has one that Node does not see. */
export function collectGarbage(): void {
  setFlagsFromString('--expose_gc');
  runInNewContext('gc')();
}

/** What is held in the heap and beside it by this process, in bytes, without what only waits to be collected. */
export function heldBytes(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
