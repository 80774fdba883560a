import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Suite } from 'mocha';
import type { Operation, OperationId } from '../../src/web/client/operation.ts';
import * as operations from '../../src/web/client/operations.generated.ts';
import { operationsOfTheConsole } from '../web/operations-of-the-console.ts';
import { inCommon } from './prepared.ts';

/** Called by nobody in a journey, with the reason. May only get shorter. */
const NOT_IN_A_JOURNEY: { readonly [operation: string]: string } = {
  switchRole: 'nobody in the demo has two roles',
};

const noted = new Set<string>();

const TEMPLATES = Object.values(operations as Record<string, Operation<OperationId>>).map(({ id, method, path }) => {
  const pattern = path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+');
  return { id, method, isPlain: !path.includes('{'), address: new RegExp(`^${pattern}$`) };
});

/** Of each request of each journey. */
export function noteCall(method: string, url: string): void {
  const { pathname } = new URL(url);
  const found = TEMPLATES.filter((one) => one.method === method && one.address.test(pathname));
  const operation = found.find(({ isPlain }) => isPlain) ?? found[0];
  if (operation) note('called', operation.id);
}

/** Of the journeys that are over. */
export function noteFiles(all: Suite | undefined): void {
  for (const { file } of all?.suites ?? []) if (file !== undefined) note('tried', file);
}

/** Several processes write into the same file, a short line at a time. */
function note(list: 'called' | 'tried', line: string): void {
  if (noted.has(line)) return;
  noted.add(line);
  appendFileSync(inCommon(list), `${line}\n`);
}

/** When all journeys are over. Somebody who tries one file alone is not told what it leaves out. */
export function requireAllCalled(): void {
  const all = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.test.ts'));
  const tried = linesOf('tried');
  if (!all.every((name) => tried.has(join(import.meta.dirname, name)))) return;
  const called = linesOf('called');
  const missed = operationsOfTheConsole().filter((id) => !called.has(id) && NOT_IN_A_JOURNEY[id] === undefined);
  if (missed.length > 0)
    throw new Error(`operations that have a screen and that no journey calls: ${missed.join(', ')}`);
}

function linesOf(list: 'called' | 'tried'): ReadonlySet<string> {
  try {
    return new Set(readFileSync(inCommon(list), 'utf8').split('\n'));
  } catch {
    return new Set();
  }
}
