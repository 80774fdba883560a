import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Operation, OperationId } from '../../src/web/client/operation.ts';
import * as operations from '../../src/web/client/operations.generated.ts';
import { operationsOfTheConsole } from '../web/operations-of-the-console.ts';

/** Called by nobody in a journey, with the reason. May only get shorter. */
const NOT_IN_A_JOURNEY: { readonly [operation: string]: string } = {
  switchRole: 'nobody in the demo has two roles',
};

const called = new Set<string>();

const TEMPLATES = Object.values(operations as Record<string, Operation<OperationId>>).map(({ id, method, path }) => {
  const pattern = path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+');
  return { id, method, isPlain: !path.includes('{'), address: new RegExp(`^${pattern}$`) };
});

/** Of each request of each journey. */
export function noteCall(method: string, url: string): void {
  const { pathname } = new URL(url);
  const found = TEMPLATES.filter((one) => one.method === method && one.address.test(pathname));
  const operation = found.find(({ isPlain }) => isPlain) ?? found[0];
  if (operation) called.add(operation.id);
}

// At the top, when all journeys are over. Somebody who tries one file alone is not told what it leaves out.
after(function () {
  const all = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.test.ts'));
  const files = new Set(this.test?.parent?.suites.map(({ file }) => file));
  if (!all.every((name) => files.has(join(import.meta.dirname, name)))) return;
  const missed = operationsOfTheConsole().filter((id) => !called.has(id) && NOT_IN_A_JOURNEY[id] === undefined);
  assert.deepEqual(missed, [], 'operations that have a screen and that nobody calls in a journey');
});
