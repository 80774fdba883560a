import assert from 'node:assert/strict';
import { forEachEngine } from '../support/databases.ts';
import { type Gate, startGate } from '../support/gate.ts';

const NATION = { region: '000000' };

forEachEngine((engine) => {
  describe('persons', () => {
    let gate: Gate;
    beforeEach(async () => {
      gate = await startGate({ engine });
    });
    afterEach(() => gate.close());

    it('adds one with a leaf that shows neither the name nor the address', async () => {
      const created = await gate.installer.post('/v1/persons', officer());

      assert.equal(created.status, 201);
      assert.equal(created.headers.location, `/v1/persons/${created.body.id}`);
      const log = await gate.installer.get('/v1/log/entries');
      const leaf = log.body.items.at(-1);
      assert.equal(leaf.type, 'person.created');
      assert.equal(leaf.record.includes('王'), false);
      assert.equal(leaf.record.includes('jingzhou'), false);
      const read = await gate.installer.get(`/v1/persons/${created.body.id}`);
      assert.deepEqual(read.body, created.body);
      assert.equal(read.headers.etag, created.headers.etag);
    });
  });
});

function officer(changes: object = {}): object {
  return {
    name: '王建国',
    email: 'wang@jingzhou.gov.test',
    roles: [{ role: 'procurement-officer', grant: NATION }],
    ...changes,
  };
}
