import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { accessActs, accessRoutes } from '../../src/access/access-routes.ts';
import { createKeyRing, createPasswordHasher, readAccessRule, SESSION_DEFAULTS } from '../../src/access/index.ts';
import { sessionRoutes } from '../../src/access/sessions/session-routes.ts';
import { agenciesRoutes } from '../../src/agencies/agencies-routes.ts';
import { alertsRoutes } from '../../src/alerts/alerts-routes.ts';
import { dossierRoutes } from '../../src/audit/dossier/dossier-routes.ts';
import { findingsRoutes } from '../../src/audit/findings/findings-routes.ts';
import { samplesRoutes } from '../../src/audit/samples/samples-routes.ts';
import { softwareAuditRoutes } from '../../src/audit/software/software-audit-routes.ts';
import { statisticsRoutes } from '../../src/audit/statistics/statistics-routes.ts';
import { backtestsRoutes } from '../../src/backtests/backtests-routes.ts';
import { budgetRoutes } from '../../src/budget/budget-routes.ts';
import { feedRoutes } from '../../src/connectors/feed/feed-routes.ts';
import { watchHead } from '../../src/connectors/feed/head-watch.ts';
import { connectorParts } from '../../src/connectors/index.ts';
import { callbackRoutes } from '../../src/connectors/platform/callback-routes.ts';
import { platformRoutes } from '../../src/connectors/platform/platform-routes.ts';
import { webhookRoutes } from '../../src/connectors/webhooks/webhook-routes.ts';
import { decisionsRoutes } from '../../src/decisions/decisions-routes.ts';
import { acceptancesRoutes } from '../../src/fulfilment/delivery/accept/acceptances-routes.ts';
import { fulfilmentRoutes } from '../../src/fulfilment/fulfilment-routes.ts';
import { paymentsRoutes } from '../../src/fulfilment/payment/payments-routes.ts';
import { actsOf } from '../../src/gate/acts.ts';
import { createApp } from '../../src/gate/app.ts';
import { systemRoutes } from '../../src/gate/system-routes.ts';
import { gateContract, type Operation } from '../../src/http/contract/contract.ts';
import { systemClock } from '../../src/kernel/index.ts';
import { keyFolder } from '../../src/log/index.ts';
import { certificatesRoutes, certifierOf } from '../../src/orders/certificates/certificates-routes.ts';
import { ordersRoutes } from '../../src/orders/orders-routes.ts';
import { waiversRoutes } from '../../src/orders/review/waivers-routes.ts';
import { yearEndRoutes } from '../../src/orders/year-end/year-end-routes.ts';
import { checkpointsRoutes } from '../../src/proof/log/checkpoints-routes.ts';
import { exportRoutes } from '../../src/proof/log/export-routes.ts';
import { logRoutes } from '../../src/proof/log/log-routes.ts';
import { signingKeysRoutes } from '../../src/proof/log/signing-keys-routes.ts';
import { witnessesRoutes } from '../../src/proof/log/witnesses-routes.ts';
import { reconcileRoutes } from '../../src/proof/reconcile/reconcile-routes.ts';
import { evidenceFolder, keyVault } from '../../src/register/index.ts';
import { inventoryRoutes } from '../../src/register/inventory/inventory-routes.ts';
import { registerRoutes } from '../../src/register/register-routes.ts';
import { undertakingsRoutes } from '../../src/register/undertakings/undertakings-routes.ts';
import { reportsRoutes } from '../../src/reports/reports-routes.ts';
import { rulesRoutes } from '../../src/rules/rules-routes.ts';
import { suppliersRoutes } from '../../src/suppliers/suppliers-routes.ts';
import { proposalsRoutes } from '../../src/two-people/proposals-routes.ts';
import { type Gate, startGate } from '../support/gate.ts';

const { operations } = gateContract();

describe('every operation of the contract', () => {
  let gate: Gate;
  before(async () => {
    gate = await startGate({ engine: 'sqlite' });
  });
  after(() => gate.close());

  it('has exactly one handler, and every handler is of an operation', () => {
    const { db, deps, queue } = gate;
    const forgetCallers = (): void => undefined;
    const keys = keyFolder(gate.dataDir);
    const connectors = connectorParts({ webhookSecrets: [], outboundAllow: [] }, keyFolder('nowhere'));
    const domains: readonly object[] = [
      systemRoutes({ db, clock: systemClock, registry: new Registry(), contract: gateContract() }),
      logRoutes(db),
      checkpointsRoutes(db, deps),
      witnessesRoutes(db, deps),
      exportRoutes(db),
      signingKeysRoutes(db, { keys: keyFolder('nowhere') }),
      accessRoutes(
        db,
        deps,
        createKeyRing(async () => undefined),
      ),
      sessionRoutes(
        db,
        { ...deps, settings: SESSION_DEFAULTS, hasher: createPasswordHasher(() => undefined) },
        createKeyRing(async () => undefined),
      ),
      accessActs(deps),
      actsOf({ ...deps, db, ...connectors }),
      proposalsRoutes({ db, deps, acts: new Map(), forgetCallers }),
      agenciesRoutes(db, deps),
      suppliersRoutes(db, deps),
      budgetRoutes(db, deps),
      registerRoutes(db, { ...deps, folder: evidenceFolder('nowhere'), vault: keyVault([]) }),
      inventoryRoutes(db, deps),
      rulesRoutes(db, deps),
      backtestsRoutes(db, { ...deps, isIdle: queue.isIdle }),
      ordersRoutes(db, { ...deps, queue, certifier: certifierOf(db, { ...deps, keys, onMissing: () => undefined }) }),
      certificatesRoutes(db, { ...deps, keys, queue, onRefused: () => undefined }),
      fulfilmentRoutes(queue),
      acceptancesRoutes({ ...deps, db, queue }),
      paymentsRoutes(db, { ...deps, queue }),
      undertakingsRoutes({ ...deps, db }),
      decisionsRoutes(db),
      reportsRoutes({ ...deps, db, keys }),
      alertsRoutes({ ...deps, db }),
      dossierRoutes(db, deps),
      findingsRoutes(db, deps),
      samplesRoutes(db, deps),
      statisticsRoutes(db),
      softwareAuditRoutes(db, deps),
      reconcileRoutes(db, { deps, queue, onFrozen: () => undefined }),
      waiversRoutes(db, deps),
      yearEndRoutes(db, deps),
      feedRoutes(db, watchHead(db)),
      webhookRoutes(db, { ...deps, ...connectors }),
      platformRoutes(db, { ...deps, ...connectors }),
      callbackRoutes(db, { ...deps, queue }),
    ];

    const mounted = domains.flatMap((handlers) => Object.keys(handlers));

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

function scopesOfKeys(): readonly string[] {
  const bundle = JSON.parse(readFileSync(new URL('../../openapi/bundle.json', import.meta.url), 'utf8'));
  return bundle.components.schemas.Scope.enum;
}

/** Machines read products and check certificates without a scope: anybody who has a key may. */
function isScoped({ id }: Operation): boolean {
  return !['listProducts', 'getProduct', 'listPublishers', 'verifyCertificate'].includes(id);
}
