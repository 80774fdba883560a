import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * Runs a module beside the caller's, named without its extension, in a thread. After the build it is JavaScript. In development
 * the sources run as they are, and the loader that makes that possible has to be there in the thread as well.
 */
export function beginThread(module: string, beside: string, options: WorkerOptions): Worker {
  const isSource = beside.endsWith('.ts');
  const file = JSON.stringify(new URL(`${module}.${isSource ? 'ts' : 'js'}`, beside).href);
  const begin = isSource
    ? `import('tsx/esm/api').then(({ register }) => { register(); return import(${file}); })`
    : `import(${file})`;
  return new Worker(begin, { ...options, eval: true });
}
