import { getHeapStatistics } from 'node:v8';
import { isMainThread, parentPort } from 'node:worker_threads';
import { beginThread } from '../../src/kernel/index.ts';

// Says how many bytes a thread may take, and says it from inside the thread.
if (isMainThread) {
  const resourceLimits = { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 12 };
  beginThread('./thread-limit-process', import.meta.url, { resourceLimits }).once('message', console.log);
} else {
  parentPort?.postMessage(getHeapStatistics().heap_size_limit);
}
