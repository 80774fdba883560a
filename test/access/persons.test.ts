import assert from 'node:assert/strict';
import { forEachEngine } from '../support/databases.ts';
import { type Caller, etagIn, type Gate, startGate } from '../support/gate.ts';

const NATION = { region: '000000' };

forEachEngine('statements', (engine) => {
  describe('persons', () => {
    let gate: Gate;
    let installer: Caller;
    beforeEach(async () => {
      gate = await startGate({ engine });
      ({ installer } = gate);
    });
    afterEach(() => gate.close());

    it('are added with a leaf that shows neither name nor address', async () => {
      const created = await installer.post('/v1/persons', person());

      assert.equal(created.status, 201);
      assert.equal(created.headers.location, `/v1/persons/${created.body.id}`);
      const leaf = await lastLeaf(gate);
      assert.equal(leaf.type, 'person.created');
      assert.equal(leaf.subject, `person/${created.body.id}`);
      assert.doesNotMatch(leaf.record, /王|jingzhou/);
      const read = await installer.get(`/v1/persons/${created.body.id}`);
      assert.deepEqual(read.body, created.body);
      assert.equal(read.headers.etag, created.headers.etag);
    });

    it('have an address of their own, however it is written', async () => {
      await installer.post('/v1/persons', person());

      const again = await installer.post('/v1/persons', person({ email: 'Wang@JINGZHOU.gov.test' }));

      assert.equal(again.status, 409);
      assert.equal(again.body.code, 'person.exists');
      assert.equal(again.body.errors[0].pointer, '/email');
    });

    it('never hold two of the roles that run, grant and review', async () => {
      const roles = ['audit', 'security-administrator'].map((role) => ({ role, grant: NATION }));

      const refused = await installer.post('/v1/persons', person({ roles }));

      assert.equal(refused.status, 422);
      assert.equal(refused.body.code, 'person.roles_not_combinable');
      assert.equal(refused.body.errors[0].pointer, '/roles');
      const { body: created } = await installer.post('/v1/persons', person());
      const changed = await change(installer, created.id, '*', { roles });
      assert.equal(changed.status, 400);
      const current = await installer.get(`/v1/persons/${created.id}`);
      const combined = await change(installer, created.id, etagIn(current), { roles });
      assert.equal(combined.body.errors[0].pointer, '/changes/roles');
    });

    it('change by an event with a reason, and what stood before stays readable', async () => {
      const created = await installer.post('/v1/persons', person());
      const path = `/v1/persons/${created.body.id}`;
      const before = Number(etagIn(created).replaceAll('"', ''));

      const changed = await change(installer, created.body.id, etagIn(created), { name: '王建民', roles: [] });

      assert.equal(changed.status, 200);
      assert.deepEqual(changed.body, { ...created.body, name: '王建民', roles: [] });
      assert.notEqual(changed.headers.etag, created.headers.etag);
      assert.deepEqual((await installer.get(path)).body, changed.body);
      assert.deepEqual((await installer.get(`${path}?asOf=${before}`)).body, created.body);
      assert.equal((await installer.get(`${path}?asOf=${before - 1}`)).status, 404);
    });

    it('change only as they were read, with a tag, and not from a later day', async () => {
      const created = await installer.post('/v1/persons', person());
      const { id } = created.body;
      const tag = etagIn(created);

      const untagged = await installer.post(`/v1/persons/${id}/events`, event({ name: '甲' }));
      const later = await installer.post(
        `/v1/persons/${id}/events`,
        { ...event({ name: '甲' }), effectiveOn: '2026-06-02' },
        { 'if-match': tag },
      );
      const first = await change(installer, id, tag, { name: '乙' });
      const stale = await change(installer, id, tag, { name: '丙' });

      assert.deepEqual([untagged.status, later.status, first.status, stale.status], [428, 422, 200, 412]);
      assert.equal((await installer.get(`/v1/persons/${id}`)).body.name, '乙');
      assert.equal((await change(installer, 'per_unknown', tag, { name: '丁' })).status, 404);
    });

    it('are listed by name in pages, and found by role and address', async () => {
      for (const number of [3, 1, 2]) {
        const role = number === 2 ? 'finance' : 'audit';
        await installer.post(
          '/v1/persons',
          person({ name: `P${number}`, email: `p${number}@x.test`, roles: [{ role, grant: NATION }] }),
        );
      }
      const namesAt = async (query: string) => {
        const { body } = await installer.get(`/v1/persons?${query}`);
        return { names: body.items.map(({ name }: { name: string }) => name), next: body.next };
      };

      const first = await namesAt('limit=2');
      const second = await namesAt(`limit=2&after=${first.next}`);

      assert.deepEqual([...first.names, ...second.names], ['P1', 'P2', 'P3']);
      assert.equal(second.next, null);
      assert.deepEqual((await namesAt('role=finance')).names, ['P2']);
      assert.deepEqual((await namesAt('email=P3@x.test')).names, ['P3']);
    });

    it('are created once for one idempotency key', async () => {
      const headers = { 'idempotency-key': 'k-1' };

      const answers = await Promise.all(
        Array.from({ length: 5 }, () => installer.post('/v1/persons', person(), headers)),
      );
      const other = await installer.post('/v1/persons', person({ name: '李四' }), headers);

      assert.deepEqual([...new Set(answers.map(({ status }) => status))], [201]);
      assert.equal(new Set(answers.map(({ body }) => body.id)).size, 1);
      assert.equal(new Set(answers.map(({ headers: own }) => own.etag)).size, 1);
      assert.equal(other.status, 422);
      assert.equal(other.body.code, 'idempotency_key.reused');
      assert.equal((await installer.get('/v1/persons')).body.items.length, 1);
    });

    it('cannot be added any more by one person alone once set-up has ended', async () => {
      await gate.retireBootstrap();

      const answer = await installer.post('/v1/persons', person());

      assert.equal(answer.status, 401);
    });
  });
});

function person(changes: object = {}): object {
  const roles = [{ role: 'procurement-officer', grant: NATION }];
  return { name: '王建国', email: 'wang@jingzhou.gov.test', roles, ...changes };
}

function event(changes: object): object {
  return { effectiveOn: '2026-06-01', reason: '岗位调整', changes };
}

function change(caller: Caller, id: string, etag: string, changes: object) {
  return caller.post(`/v1/persons/${id}/events`, event(changes), { 'if-match': etag });
}

async function lastLeaf(gate: Gate): Promise<{ type: string; subject: string; record: string }> {
  const { body: head } = await gate.installer.get('/v1/log/head');
  const { body } = await gate.installer.get(`/v1/log/entries?from=${head.size - 1}`);
  return body.items[0];
}
