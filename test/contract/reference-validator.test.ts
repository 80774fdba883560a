import assert from 'node:assert/strict';
import { join } from 'node:path';
import express, { type ErrorRequestHandler } from 'express';
import * as OpenApiValidator from 'express-openapi-validator';
import fc from 'fast-check';
import { gateContract } from '../../src/http/contract/contract.ts';
import type { RunningServer } from '../../src/http/start-server.ts';
import { gateValidator } from '../../src/http/validate/validator.ts';
import { packageRoot } from '../../src/kernel/index.ts';
import { openServer } from '../support/servers.ts';

const { operations, text } = gateContract();

/** What our validator finds and JSON Schema cannot say. */
const BEYOND_SCHEMA = /check character|used twice|name the paper/;

describe('our validator', () => {
  let server: RunningServer;
  before(async () => {
    server = await openServer(referenceApp());
  });
  after(() => server.close());

  it('takes and refuses the same orders as express-openapi-validator does', async () => {
    const operation = operations.find(({ id }) => id === 'submitOrder');
    assert.ok(operation);
    const verdicts = new Set<boolean>();
    await fc.assert(
      fc.asyncProperty(mutatedOrder(), async (order) => {
        const ours = gateValidator()
          .checkBody(operation, order, 'en')
          .filter(({ message }) => !BEYOND_SCHEMA.test(message));
        const theirs = await fetch(`http://127.0.0.1:${server.port}/v1/orders`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: 'Bearer key' },
          body: JSON.stringify(order),
        });

        verdicts.add(ours.length === 0);
        assert.equal(
          theirs.status === 200,
          ours.length === 0,
          `${theirs.status} ${JSON.stringify(ours)} ${await theirs.text()}`,
        );
      }),
      { numRuns: 300 },
    );
    assert.equal(verdicts.size, 2, 'the orders were all good or all bad, which shows nothing');
  });
});

function referenceApp() {
  const refused: ErrorRequestHandler = (error: { status?: number; message: string }, _req, res, _next) => {
    res.status(error.status ?? 500).send(error.message);
  };
  return express()
    .use(express.json({ limit: '1mb' }))
    .use(
      OpenApiValidator.middleware({
        apiSpec: join(packageRoot(), 'openapi/bundle.json'),
        ajvFormats: { mode: 'full' },
        validateSecurity: false,
        validateApiSpec: false,
      }),
    )
    .post('/v1/orders', (_req, res) => void res.sendStatus(200))
    .use(refused);
}

const JUNK: readonly unknown[] = [
  ...[null, true, 0, -1, 1.5, 2 ** 53, '', ' ', 'x', [], {}, [null], '4999.00', '1e3', '2026-02-30', '2026-02-28'],
  ...['2024-02-29', 'desktop', 'linux-arm64', 'a'.repeat(5_000), { kind: 'other' }, ['dev_1', 'dev_1'], 20260101],
];

/** A good order with one to three of its values replaced, taken away or joined by an unknown one. */
function mutatedOrder(): fc.Arbitrary<unknown> {
  const { components } = JSON.parse(text) as { components: { examples: Record<string, { value: unknown }> } };
  const good = components.examples.approvable?.value;
  const paths = pathsIn(good, []);
  const mutation = fc.record({
    path: fc.constantFrom(...paths),
    junk: fc.constantFrom(...JUNK),
    how: fc.constantFrom('replace', 'remove', 'add'),
  });
  return fc.array(mutation, { minLength: 1, maxLength: 3 }).map((mutations) => {
    const order: unknown = structuredClone(good);
    for (const each of mutations) mutate(order, each);
    return order;
  });
}

type Path = readonly (string | number)[];

function pathsIn(value: unknown, path: Path): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, child]) => pathsIn(child, [...path, key]))].filter(
    (each) => each.length > 0,
  );
}

function mutate(order: unknown, { path, junk, how }: { path: Path; junk: unknown; how: string }): void {
  const parent = path.slice(0, -1).reduce<unknown>((node, key) => (isNode(node) ? node[key] : undefined), order);
  const key = path.at(-1);
  if (!isNode(parent) || key === undefined) return;
  if (how === 'replace') parent[key] = structuredClone(junk);
  else if (how === 'add' && !Array.isArray(parent)) parent.unknown = junk;
  else if (Array.isArray(parent)) parent.pop();
  else delete parent[key];
}

function isNode(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null;
}
