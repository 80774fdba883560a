import assert from 'node:assert/strict';
import { keyVault } from '../../src/register/index.ts';
import { BUREAU, bureau, given, LIBRARY, leafTypes } from '../agencies/agency-examples.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';
import { disagreements } from './holdings-support.ts';

const OLD = 'the-old-secret-of-this-gate-0123456789';
const NEW = 'the-new-secret-of-this-gate-0123456789';
const KEY = 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE';

describe('a licence key', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    let gate: Gate;
    let entitlementId: string;
    const open = async (secrets?: string): Promise<void> => {
      gate = await startGate({ engine, env: secrets === undefined ? {} : { GATE_LICENCE_KEY_SECRET: secrets } });
      await given(gate, '/v1/agencies', bureau());
      const licence = {
        licensee: BUREAU,
        category: 'office',
        product: 'WPS',
        metric: 'device',
        seats: 1,
        channel: 'volume',
      };
      entitlementId = (await given(gate, '/v1/entitlements', { agencyCode: BUREAU, ...licence })).id;
    };
    const keep = () => gate.installer.post(`/v1/entitlements/${entitlementId}/licence-keys`, { key: KEY });
    afterEach(() => gate.close());

    it('is shown to the own officer, who is recorded, and stands in no table, leaf or list', async () => {
      await open(OLD);
      const { body } = await keep();
      const officer = await gate.as('procurement-officer', { grant: { agencies: [BUREAU] } });

      const read = await officer.post(`/v1/licence-keys/${body.id}/readings`, { reason: '重装计算机' });
      const listed = await officer.get(`/v1/entitlements/${entitlementId}/licence-keys`);

      assert.deepEqual([read.status, read.body.key], [200, KEY]);
      assert.deepEqual(
        listed.body.items.map(({ id }: { id: string }) => id),
        [body.id],
      );
      assert.deepEqual(await leafTypes(gate, `licence-key/${body.id}`), ['licence-key.created', 'licence-key.read']);
      for (const table of ['licence_keys', 'log_leaves', 'sealed_texts', 'idempotency_keys']) {
        assert.equal(JSON.stringify(await rowsOf(table)).includes(KEY), false, table);
      }
      assert.deepEqual(await disagreements(gate), []);
    });

    it('sent again with its Idempotency-Key is kept once, and another one with that key is refused', async () => {
      await open(OLD);
      const path = `/v1/entitlements/${entitlementId}/licence-keys`;
      const send = (key: string) => gate.installer.post(path, { key }, { 'idempotency-key': 'the-same' });

      const [first, again, other] = [await send(KEY), await send(KEY), await send(`${KEY}-2`)];

      assert.deepEqual([first.status, again.status, again.body], [201, 201, first.body]);
      assert.deepEqual([other.status, other.body.code], [422, 'idempotency_key.reused']);
      assert.equal((await gate.installer.get(path)).body.items.length, 1);
      for (const table of ['licence_keys', 'log_leaves', 'idempotency_keys']) {
        assert.equal(JSON.stringify(await rowsOf(table)).includes(KEY), false, table);
      }
    });

    it('is shown to nobody of another agency, and to no bureau that only reads', async () => {
      await open(OLD);
      const { body } = await keep();
      const ask = async (caller: Gate['installer']) =>
        (await caller.post(`/v1/licence-keys/${body.id}/readings`, { reason: '看看' })).status;

      assert.equal(await ask(await gate.as('procurement-officer', { grant: { agencies: [LIBRARY] } })), 404);
      assert.equal(await ask(await gate.as('audit')), 403);
      assert.equal(await ask(await gate.as('finance')), 403);
      assert.equal(await ask(await gate.as('legalization-office')), 200);
    });

    it('is not kept by a gate without a secret', async () => {
      await open();

      const { status, body } = await keep();

      assert.deepEqual([status, body.code], [409, 'licence_key.no_secret']);
    });

    it('is not opened where what is stored was put into another row', async () => {
      await open(OLD);
      const [one, other] = [(await keep()).body.id, (await keep()).body.id];
      const { sealed, commitment } = await gate.db.reader('licence_keys').where({ id: one }).first();
      await gate.db.writer('licence_keys').where({ id: other }).update({ sealed, commitment });

      const office = await gate.as('legalization-office');
      const { status, body } = await office.post(`/v1/licence-keys/${other}/readings`, { reason: '核对' });

      assert.deepEqual([status, body.code], [409, 'licence_key.not_opened']);
    });

    const rowsOf = async (table: string): Promise<readonly unknown[]> =>
      (await gate.db.reader.schema.hasTable(table)) ? gate.db.reader(table).select() : [];
  });

  it('that was sealed with an old secret opens beside the new one, and no more when that is gone', () => {
    const sealed = keyVault([OLD]).seal(KEY, 'ent_1/lky_1');
    assert.ok(sealed);

    assert.equal(keyVault([NEW, OLD]).open(sealed, 'ent_1/lky_1'), KEY);
    assert.equal(keyVault([NEW]).open(sealed, 'ent_1/lky_1'), undefined);
    assert.equal(keyVault([NEW, OLD]).open(sealed, 'ent_1/lky_2'), undefined);
    assert.notEqual(keyVault([NEW, OLD]).seal(KEY, 'ent_1/lky_1')?.secret, sealed.secret);
  });
});
