import assert from 'node:assert/strict';
import { ensureBootstrapKey } from '../../src/access/index.ts';
import { inTransaction } from '../../src/db/index.ts';
import { forEachEngine, onOneOfThem } from '../support/databases.ts';
import { type Caller, etagIn, type Gate, startGate } from '../support/gate.ts';
import * as given from '../support/given.ts';

const CITY = { region: '421000' };

forEachEngine('statements', (engine) => {
  describe('API keys', () => {
    let gate: Gate;
    let installer: Caller;
    let owner: string;
    let ownerTag: string;
    beforeEach(async () => {
      gate = await startGate({ engine });
      ({ installer } = gate);
      const created = await installer.post('/v1/persons', {
        name: '审计员',
        email: 'audit@jingzhou.gov.test',
        roles: [{ role: 'audit', grant: CITY }],
      });
      owner = created.body.id;
      ownerTag = etagIn(created);
    });
    afterEach(() => gate.close());

    const wish = (changes: object = {}): object => ({ label: '审计', owner, role: 'audit', grant: CITY, ...changes });

    it('show their secret once and are kept only as a hash of it', async () => {
      const { status, body } = await installer.post('/v1/api-keys', wish());

      assert.equal(status, 201);
      assert.match(body.secret, /^gk_[A-Za-z0-9_-]{43}$/);
      const { secret, ...shown } = body;
      assert.deepEqual((await installer.get(`/v1/api-keys/${body.id}`)).body, shown);
      const stored = JSON.stringify([
        await gate.db.reader('api_keys').select(),
        await gate.db.reader('log_leaves').select(),
        await gate.db.reader('sealed_texts').select(),
      ]);
      assert.equal(stored.includes(secret), false);
    });

    onOneOfThem(engine, 'what a key opens is told before any statement', () => {
      it('act with the role and the reach that they were given', async () => {
        const { body } = await installer.post('/v1/api-keys', wish());
        const auditor = gate.withKey(body.secret);

        assert.equal((await auditor.get('/v1/persons')).status, 200);
        assert.equal((await auditor.post('/v1/persons', {})).status, 403);
      });
    });

    it('stop at once when they are revoked, and cannot be revoked twice', async () => {
      const { body } = await installer.post('/v1/api-keys', wish());
      const auditor = gate.withKey(body.secret);
      assert.equal((await auditor.get('/v1/persons')).status, 200);

      const revoked = await installer.post(`/v1/api-keys/${body.id}/revocation`, { reason: '遗失' });

      assert.equal(revoked.body.revokedAt, gate.clock.now());
      assert.equal((await auditor.get('/v1/persons')).status, 401);
      const again = await installer.post(`/v1/api-keys/${body.id}/revocation`, { reason: '遗失' });
      assert.deepEqual([again.status, again.body.code], [409, 'api_key.revoked']);
      assert.equal((await installer.post('/v1/api-keys/key_unknown/revocation', { reason: '遗失' })).status, 404);
    });

    onOneOfThem(engine, 'what a key opens is told before any statement', () => {
      it('are revoked by nobody who reaches less far than they do', async () => {
        const { body } = await installer.post('/v1/api-keys', wish());
        const revoke = async (region: string) => {
          const caller = await gate.as('security-administrator', { grant: { region } });
          return caller.post(`/v1/api-keys/${body.id}/revocation`, { reason: '遗失' });
        };

        const county = await revoke('421022');
        const city = await revoke('421000');

        assert.deepEqual([county.status, county.body.code], [404, 'api_key.not_found']);
        assert.equal(city.status, 200);
      });

      it('stop at the moment of their expiry', async () => {
        const expiresAt = '2026-06-02T01:00:00.000Z';
        const { body } = await installer.post('/v1/api-keys', wish({ expiresAt }));
        const auditor = gate.withKey(body.secret);

        gate.clock.advance({ days: 1, ms: -1 });
        assert.equal((await auditor.get('/v1/persons')).status, 200);
        gate.clock.advance({ ms: 1 });
        assert.equal((await auditor.get('/v1/persons')).status, 401);
      });
    });

    it('stop when their owner loses the role, the reach or every right', async () => {
      const changes = [
        { roles: [{ role: 'finance', grant: CITY }] },
        { roles: [{ role: 'audit', grant: { region: '421022' } }] },
        { active: false },
      ];
      for (const change of changes) {
        const { body: key } = await installer.post('/v1/api-keys', wish());
        const auditor = gate.withKey(key.secret);
        assert.equal((await auditor.get('/v1/persons')).status, 200);

        const changed = await changeOwner(change);

        assert.equal((await auditor.get('/v1/persons')).status, 401, JSON.stringify(change));
        ownerTag = changed;
        ownerTag = await changeOwner({ roles: [{ role: 'audit', grant: CITY }], active: true });
        assert.equal((await auditor.get('/v1/persons')).status, 200);
      }
    });

    async function changeOwner(changes: object): Promise<string> {
      const event = { effectiveOn: '2026-06-01', reason: '岗位调整', changes };
      const answer = await installer.post(`/v1/persons/${owner}/events`, event, { 'if-match': ownerTag });
      assert.equal(answer.status, 200);
      return etagIn(answer);
    }

    onOneOfThem(engine, 'what a key opens is told before any statement', () => {
      it('reach no further than their owner', async () => {
        const [inside, outside] = [given.creditCode(), given.creditCode()];
        await installer.post('/v1/agencies', agency(inside, '421022'));
        await installer.post('/v1/agencies', agency(outside, '511300'));
        const statusOf = async (changes: object): Promise<string> => {
          const { status, body } = await installer.post('/v1/api-keys', wish(changes));
          return status === 201 ? 'made' : body.errors[0].pointer;
        };

        assert.equal(await statusOf({ grant: { region: '421022' } }), 'made');
        assert.equal(await statusOf({ grant: { agencies: [inside] } }), 'made');
        assert.equal(await statusOf({ grant: { region: '420000' } }), '/role');
        assert.equal(await statusOf({ grant: { agencies: [inside, outside] } }), '/role');
        assert.equal(await statusOf({ role: 'finance' }), '/role');
        assert.equal(await statusOf({ owner: 'per_unknown' }), '/owner');
        assert.equal(await statusOf({ expiresAt: '2026-06-01T01:00:00.000Z' }), '/expiresAt');
        assert.equal(await statusOf({ scopes: ['log:read'] }), '/scopes');
        assert.equal(await statusOf({ role: 'machine', scopes: ['log:read'] }), 'made');
      });

      it('of a machine open only what their scopes name', async () => {
        const machine = await gate.as('machine', { scopes: ['log:read'] });

        assert.equal((await machine.get('/v1/log/head')).status, 200);
        const orders = await machine.get('/v1/orders');
        assert.deepEqual([orders.status, orders.body.code], [403, 'access.scope']);
      });
    });

    it('are listed from the newest, in pages, without secrets and without the bootstrap key', async () => {
      for (const label of ['一', '二', '三']) {
        await installer.post('/v1/api-keys', wish({ label }));
        gate.clock.advance({ ms: 1 });
      }

      const first = await installer.get(`/v1/api-keys?limit=2&owner=${owner}`);
      const second = await installer.get(`/v1/api-keys?limit=2&owner=${owner}&after=${first.body.next}`);

      const labels = [...first.body.items, ...second.body.items].map(({ label }: { label: string }) => label);
      assert.deepEqual(labels, ['三', '二', '一']);
      assert.equal(second.body.next, null);
      assert.equal(JSON.stringify(first.body).includes('secret'), false);
      assert.equal((await installer.get('/v1/api-keys')).body.items.length, 3);
      assert.equal((await installer.get('/v1/api-keys?role=machine')).body.items.length, 0);
    });
  });

  describe('who sends no key, or one that does not work', () => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    it('is told how to sign in', async () => {
      const answer = await gate.nobody.get('/v1/orders');

      assert.equal(answer.status, 401);
      assert.equal(answer.headers['www-authenticate'], 'Bearer');
      assert.equal(answer.body.code, 'access.unauthenticated');
    });

    it('learns nothing else, whatever is sent', async () => {
      const { secret } = gate.installer;
      for (const authorization of [
        '',
        'Bearer',
        'Bearer ',
        'Bearer gk_wrong',
        `Basic ${secret}`,
        `Bearer ${secret}x`,
        `Bearer ${'a'.repeat(5_000)}`,
        `Bearer ${secret} ${secret}`,
      ]) {
        const answer = await gate.nobody.get('/v1/orders', { authorization });
        assert.equal(answer.status, 401, authorization);
      }
    });

    it('is refused before the body is looked at, and at every operation that is not public', async () => {
      const answer = await gate.nobody.send('post', '/v1/orders', { bytes: '{' });

      assert.equal(answer.status, 401);
      for (const [path, status] of [
        ['/healthz', 200],
        ['/openapi.json', 200],
        ['/metrics', 401],
      ] as const)
        assert.equal((await gate.nobody.get(path)).status, status);
    });
  });

  describe('the bootstrap key', () => {
    let gate: Gate;
    beforeEach(async () => {
      gate = await startGate({ engine });
    });
    afterEach(() => gate.close());

    const ensure = (configured?: string) =>
      inTransaction(gate.db, (tx) => ensureBootstrapKey(tx, gate.deps, configured));

    it('stays when it is configured as before, or not configured any more', async () => {
      assert.deepEqual(await ensure(gate.installer.secret), { kind: 'configured' });
      assert.deepEqual(await ensure(), { kind: 'kept' });
      assert.equal((await gate.installer.get('/v1/persons')).status, 200);
    });

    it('is replaced by another configured one, and a used one does not come back', async () => {
      const other = 'gk_another_bootstrap_key_that_is_long';

      assert.deepEqual(await ensure(other), { kind: 'configured' });

      assert.equal((await gate.withKey(other).get('/v1/persons')).status, 200);
      await assert.rejects(ensure(gate.installer.secret), /used before/);
    });

    it('ends with set-up mode, for good', async () => {
      assert.equal((await gate.installer.get('/v1/persons')).status, 200);

      await gate.retireBootstrap();

      assert.deepEqual(await ensure('gk_another_bootstrap_key_that_is_long'), { kind: 'retired' });
      assert.equal((await gate.installer.get('/v1/persons')).status, 401);
      const types = (await gate.db.reader('log_leaves').select('type').orderBy('log_index')).map(
        ({ type }: { type: string }) => type,
      );
      assert.deepEqual(types.slice(-2), ['api-key.revoked', 'set-up.ended']);
    });
  });
});

function agency(code: string, region: string): object {
  return { code, name: code, kind: 'party-government-organ', level: 'county', region };
}
