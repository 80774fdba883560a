import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { createPasswordHasher, readAccessRule, SESSION_DEFAULTS } from '../../src/access/index.ts';
import { watchHead } from '../../src/connectors/feed/head-watch.ts';
import { connectorParts } from '../../src/connectors/index.ts';
import { createApp, keyRingOf } from '../../src/gate/app.ts';
import { inventoryKnowledge } from '../../src/gate/inventory-knowledge.ts';
import { serveParts } from '../../src/gate/serve-parts.ts';
import { systemRoutes } from '../../src/gate/system-routes.ts';
import { gateContract, type Operation } from '../../src/http/contract/contract.ts';
import { systemClock } from '../../src/kernel/index.ts';
import { keyFolder } from '../../src/log/index.ts';
import { evidenceFolder, keyVault } from '../../src/register/index.ts';
import { proposalsRoutes } from '../../src/two-people/proposals/proposals-routes.ts';
import { type Gate, startGate } from '../support/gate.ts';

const { operations } = gateContract();

describe('every operation of the contract', () => {
  let gate: Gate;
  before(async () => {
    gate = await startGate({ engine: 'sqlite' });
  });
  after(() => gate.close());

  it('has exactly one handler, and every handler is of an operation', async () => {
    const { db, deps } = gate;
    const forgetCallers = (): void => undefined;
    // Refuses an operation that two of the parts bring.
    const { handlers, acts } = await serveParts(depsOf(gate));
    const ofGate: readonly object[] = [
      systemRoutes({
        ...{ db, clock: systemClock, registry: new Registry(), contract: gateContract() },
        seesDetails: async () => false,
      }),
      proposalsRoutes({ db, deps, acts: new Map(), forgetCallers }),
    ];

    const mounted = [handlers, acts, ...ofGate].flatMap((operations) => Object.keys(operations));

    assert.deepEqual(mounted.toSorted(), operations.map(({ id }) => id).toSorted());
  });

  it('is there, or the gate does not start', () => {
    const { db, deps } = gate;

    assert.throws(() => createApp({ db, deps, logger: pino({ level: 'silent' }), handlers: {} }), /submitOrder/);
  });

  it('that takes two people is an act, or the gate does not start', () => {
    const { db, deps } = gate;
    const handlers = { createSupplier: async () => undefined };
    const parts = { db, deps, logger: pino({ level: 'silent' }), handlers, options: { isPartial: true } };

    assert.throws(() => createApp(parts), /two people.*createSupplier/);
  });

  for (const operation of operations) {
    it(`${operation.id} says who may call it, and refuses everybody else as it promises`, () => {
      const rule = readAccessRule(operation.id, operation.access);

      const promised = [...operation.responses.keys()];
      const owed = rule === 'public' ? [400] : [400, 401, 403, ...(operation.body ? [413, 415] : [])];
      assert.deepEqual(
        owed.filter((status) => !promised.includes(status)),
        [],
      );
      if (rule !== 'public') assert.equal(rule.scopes !== null, rule.roles.includes('machine') && isScoped(operation));
    });
  }

  it('asks a machine for scopes that a key can have, and every one of them opens something', () => {
    const asked = operations.flatMap(({ id, access }) => {
      const rule = readAccessRule(id, access);
      return rule === 'public' ? [] : (rule.scopes ?? []);
    });

    assert.deepEqual([...new Set(asked)].toSorted(), scopesOfKeys().toSorted());
  });

  it('names another as the one that its path and method are for', () => {
    const places = operations.map(({ method, path }) => `${method} ${path.replaceAll(/\{.*?\}/g, '{}')}`);

    assert.equal(new Set(places).size, places.length);
  });
});

function depsOf({ db, deps, queue, dataDir }: Gate): Parameters<typeof serveParts>[0] {
  const keys = keyFolder(dataDir);
  const nothing = (): void => undefined;
  return {
    ...{ ...deps, db, queue, takeStepsFor: () => assert.fail('nobody waits here') },
    takeJobStep: () => assert.fail('no job runs here'),
    ...connectorParts({ webhookSecrets: [], outboundAllow: [] }, keys),
    ...{ settings: SESSION_DEFAULTS, keyRing: keyRingOf(db, SESSION_DEFAULTS), hasher: createPasswordHasher(nothing) },
    ...{ head: watchHead(db), folder: evidenceFolder('nowhere'), licenceKeyVault: keyVault([]) },
    knownProducts: async () => [],
    ...{ onFrozen: nothing, onMissing: nothing, onRefused: nothing },
    ...inventoryKnowledge(deps),
  };
}

function scopesOfKeys(): readonly string[] {
  const bundle = JSON.parse(readFileSync(new URL('../../openapi/bundle.json', import.meta.url), 'utf8'));
  return bundle.components.schemas.Scope.enum;
}

/** Machines read products without a scope: anybody who has a key may. */
function isScoped({ id }: Operation): boolean {
  return !['listProducts', 'getProduct', 'listPublishers'].includes(id);
}
