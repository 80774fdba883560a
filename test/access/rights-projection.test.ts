import assert from 'node:assert/strict';
import { apiKeyProjection, personProjection } from '../../src/access/index.ts';
import { inSnapshot } from '../../src/db/index.ts';
import { verifyLog } from '../../src/log/index.ts';
import { onOneEngine } from '../support/databases.ts';
import { etagIn, type Gate, startGate } from '../support/gate.ts';
import { officer, personOf } from '../two-people/two-people.ts';

onOneEngine('other files run its statements on both', (engine) => {
  describe('verifying who may do what', () => {
    let gate: Gate;
    let person: string;
    let key: string;
    beforeEach(async () => {
      gate = await startGate({ engine });
      ({ person, key } = await personOf(gate, await gate.as('finance')));
    });
    afterEach(() => gate.close());

    const differences = async (): Promise<readonly string[]> => {
      const projections = [personProjection, apiKeyProjection];
      const found = await inSnapshot(gate.db, (tx) => verifyLog(tx, { projections }));
      return found.differences.map(({ table, key: of, kind, field }) => `${table} ${of} ${kind} ${field ?? ''}`.trim());
    };

    it('finds nothing in what was granted, changed and revoked through the gate', async () => {
      const created = await gate.installer.post('/v1/persons', officer());
      const event = { effectiveOn: '2026-06-01', reason: '更名', changes: { name: '王建民', roles: [] } };
      await gate.installer.post(`/v1/persons/${created.body.id}/events`, event, { 'if-match': etagIn(created) });
      await gate.installer.post(`/v1/api-keys/${key}/revocation`, { reason: '遗失' });

      assert.deepEqual(await differences(), []);
    });

    it('finds a right that was given, taken or renewed behind the back of the log', async () => {
      await gate.installer.post(`/v1/api-keys/${key}/revocation`, { reason: '遗失' });
      const changes: readonly [string, object, string][] = [
        ['persons', { roles: '[{"grant":{"region":"000000"},"role":"audit"}]' }, 'roles'],
        ['persons', { roles: 'unreadable' }, 'roles'],
        ['persons', { is_disabled: 1 }, 'is_disabled'],
        ['persons', { email: 'other@gate.test' }, 'email'],
        ['api_keys', { reach: '{"region":"110000"}' }, 'reach'],
        ['api_keys', { role: 'audit' }, 'role'],
        ['api_keys', { revoked_at: null }, 'revoked_at'],
        ['api_keys', { secret_hash: '0'.repeat(64) }, 'secret_hash'],
        ['api_keys', { created_at: '2020-01-01T00:00:00.000Z' }, 'created_at'],
      ];
      for (const [table, columns, field] of changes) {
        const id = table === 'persons' ? person : key;
        const before = await gate.db.reader(table).where({ id }).first(Object.keys(columns));
        await gate.db.writer(table).where({ id }).update(columns);

        assert.deepEqual(await differences(), [`${table} ${id} differs ${field}`]);
        await gate.db.writer(table).where({ id }).update(before);
      }
      assert.deepEqual(await differences(), []);
    });

    it('finds a person or a key that nobody made, and one that is gone', async () => {
      const row = await gate.db.reader('api_keys').where({ id: key }).first();
      await gate.db.writer('api_keys').insert({ ...row, id: 'key_slipped_in', secret_hash: '0'.repeat(64) });

      assert.deepEqual(await differences(), ['api_keys key_slipped_in no-leaf']);
      await gate.db.writer('api_keys').delete().whereIn('id', ['key_slipped_in', key]);
      assert.deepEqual(await differences(), [`api_keys ${key} no-row`]);
    });
  });
});
