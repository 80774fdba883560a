import assert from 'node:assert/strict';
import { createApiKey, hashOfSecret, newSecret } from '../../src/access/index.ts';
import { inTransaction } from '../../src/db/index.ts';
import { governed } from '../../src/log/index.ts';
import { changePerson, signedIn, signUp } from '../access/sessions/session-people.ts';
import { forEachEngine, onOneOfThem } from '../support/databases.ts';
import { type Caller, etagIn, type Gate, startGate } from '../support/gate.ts';
import { countRows, leavesOf, personOf, proposed, sign, sizeOfLog, supplier } from './two-people.ts';

const NATION = { region: '000000' };

forEachEngine('statements', (engine) => {
  describe('a signature', () => {
    let gate: Gate;
    let maker: Caller;
    let second: Caller;
    beforeEach(async () => {
      gate = await startGate({ engine });
      maker = await gate.as('legalization-office');
      second = await gate.as('legalization-office', { who: 'the second' });
    });
    afterEach(() => gate.close());

    /** Refused with a code, and nothing has changed by it. */
    const refusedBy = async (caller: Caller, proposal: { id: string; digest: string }): Promise<string> => {
      const size = await sizeOfLog(gate);
      const { status, body } = await sign(caller, proposal);
      assert.ok(status >= 400, `signed: ${JSON.stringify(body)}`);
      assert.equal(await sizeOfLog(gate), size);
      assert.equal(await countRows(gate, 'proposal_signatures'), 0);
      assert.equal(await countRows(gate, 'suppliers'), 0);
      return `${status} ${body.code}`;
    };

    onOneOfThem(engine, 'who may sign is told of the row that was read', () => {
      it('is never that of the maker, by no other key either', async () => {
        const { body: proposal } = await proposed(maker, '/v1/suppliers', supplier());
        const { person } = await personOf(gate, maker);
        const otherKey = gate.withKey(await makeKey(gate, person));

        assert.equal(await refusedBy(maker, proposal), '403 proposal.same_person');
        assert.equal(await refusedBy(otherKey, proposal), '403 proposal.same_person');
      });

      it('is never that of the maker in another session, and that of another person in any', async () => {
        const roles = [{ role: 'legalization-office', grant: NATION }];
        const [person, other] = [await signUp(gate, { roles }), await signUp(gate, { roles })];
        const session = await signedIn(gate, person);
        const { body: proposal } = await proposed(session, '/v1/suppliers', supplier());

        assert.equal(await refusedBy(await signedIn(gate, person), proposal), '403 proposal.same_person');
        await session.send('delete', '/v1/session');
        const { body: done } = await sign(await signedIn(gate, other), proposal);

        // That the maker has gone home is no reason against what was proposed.
        assert.deepEqual([done.state, done.slots[0].signature.person], ['executed', other.id]);
        const [leaf] = await leavesOf(gate, proposal.id);
        assert.equal((leaf?.by as { person?: string } | undefined)?.person, person.id);
      });

      it('is given by the roles that the act asks for, and by no machine', async () => {
        const { body: proposal } = await proposed(maker, '/v1/suppliers', supplier());

        assert.equal(await refusedBy(await gate.as('audit'), proposal), '403 proposal.role');
        assert.equal(await refusedBy(await gate.as('finance'), proposal), '404 proposal.not_found');
        assert.equal(
          await refusedBy(await gate.as('machine', { scopes: ['budget:load'] }), proposal),
          '403 access.role',
        );
        assert.equal(await refusedBy(gate.installer, proposal), '403 access.role');
      });
    });

    it('is on the very bytes that were proposed', async () => {
      const { body: proposal } = await proposed(maker, '/v1/suppliers', supplier());
      const other = { id: proposal.id, digest: `sha256:${'0'.repeat(64)}` };

      assert.equal(await refusedBy(second, other), '409 proposal.digest');
      await gate.db
        .writer('proposal_parts')
        .update({ bytes: gate.db.writer.raw("replace(bytes, '测试供应商', '另一供应商')") });
      assert.equal(await refusedBy(second, proposal), '409 proposal.digest');
      assert.equal((await second.get(`/v1/proposals/${proposal.id}`)).body.request, null);
    });

    it('comes too late when the day is over, and not a moment before', async () => {
      const { body: late } = await proposed(maker, '/v1/suppliers', supplier());
      gate.clock.advance({ ms: 1 });
      const { body: inTime } = await proposed(maker, '/v1/suppliers', supplier());
      gate.clock.advance({ hours: 24, ms: -1 });

      assert.equal(await refusedBy(second, late), '409 proposal.lapsed');
      assert.equal((await maker.get(`/v1/proposals/${late.id}`)).body.state, 'lapsed');
      assert.equal((await sign(second, inTime)).body.state, 'executed');
    });

    it('is void when the maker may not do it any more: disabled, without the role, or with a revoked key', async () => {
      const changes = [{ active: false }, { roles: [{ role: 'finance', grant: NATION }] }];
      for (const [number, change] of changes.entries()) {
        const leaving = await gate.as('legalization-office', { who: `leaves ${number}` });
        const { body: proposal } = await proposed(leaving, '/v1/suppliers', supplier());
        await changePerson(gate, (await personOf(gate, leaving)).person, change);

        assert.equal(await refusedBy(second, proposal), '409 proposal.maker');
      }
      const leaked = await gate.as('legalization-office', { who: 'leaks' });
      const { body: proposal } = await proposed(leaked, '/v1/suppliers', supplier());
      const { key } = await personOf(gate, leaked);
      await gate.installer.post(`/v1/api-keys/${key}/revocation`, { reason: '泄露' });

      assert.equal(await refusedBy(second, proposal), '409 proposal.maker');
    });

    it('is refused as the act is, when things have changed since, and leaves the proposal open', async () => {
      const body = supplier();
      const { body: proposal } = await proposed(maker, '/v1/suppliers', body);
      const made = await gate.installer.post('/v1/suppliers', body);
      const size = await sizeOfLog(gate);

      const refused = await sign(second, proposal);

      assert.deepEqual([refused.status, refused.body.code], [409, 'supplier.exists']);
      const after = (await maker.get(`/v1/proposals/${proposal.id}`)).body;
      assert.deepEqual([after.state, after.slots[0].signature], ['open', null]);
      assert.equal(await sizeOfLog(gate), size);
      assert.equal(await countRows(gate, 'proposal_signatures'), 0);
      assert.equal(made.status, 201);
    });

    it('changes nothing that was changed since the maker read it', async () => {
      const made = await gate.installer.post('/v1/suppliers', supplier());
      const path = `/v1/suppliers/${made.body.creditCode}`;
      const tag = { 'if-match': etagIn(made) };
      const { body: proposal } = await maker.patch(path, { name: '乙公司' }, tag);
      await gate.installer.patch(path, { name: '丙公司' }, tag);

      const refused = await sign(second, proposal);

      assert.deepEqual([refused.status, refused.body.code], [412, 'request.stale']);
      assert.equal(proposal.request.ifMatch, etagIn(made));
      assert.equal((await maker.get(path)).body.name, '丙公司');
    });

    it('is one of two that race, and the act is done once, twenty times over', async () => {
      const third = await gate.as('legalization-office', { who: 'the third' });
      for (let round = 1; round <= 20; round += 1) {
        const { body: proposal } = await proposed(maker, '/v1/suppliers', supplier());

        const answers = await Promise.all([sign(second, proposal), sign(third, proposal)]);

        const outcomes = answers.map(({ status, body }) => `${status} ${body.code ?? body.state}`).toSorted();
        assert.deepEqual(outcomes, ['200 executed', '409 proposal.state']);
        assert.equal((await leavesOf(gate, proposal.id)).length, 1);
        assert.equal(await countRows(gate, 'suppliers'), round);
      }
    });

    it('races with a withdrawal, and one of the two is what happened', async () => {
      for (let round = 1; round <= 10; round += 1) {
        const { body: proposal } = await proposed(maker, '/v1/suppliers', supplier());

        const [signed, withdrawn] = await Promise.all([
          sign(second, proposal),
          maker.post(`/v1/proposals/${proposal.id}/withdrawal`, { reason: '有误' }),
        ]);

        const { state } = (await maker.get(`/v1/proposals/${proposal.id}`)).body;
        assert.deepEqual([signed.status, withdrawn.status].toSorted(), [200, 409]);
        assert.equal(state, signed.status === 200 ? 'executed' : 'withdrawn');
        assert.equal((await leavesOf(gate, proposal.id)).length, signed.status === 200 ? 1 : 0);
      }
    });
  });
});

/** Another key of the same person, as a second device would have. */
async function makeKey({ db, deps }: Gate, owner: string): Promise<string> {
  const secret = newSecret();
  const actor = { keyId: 'key_test', personId: null, role: 'installer' as const, grant: NATION, scopes: [] };
  const creation = {
    ...{ label: 'other', owner, grant: NATION, scopes: [], expiresAt: null },
    role: 'legalization-office' as const,
  };
  const secretHash = hashOfSecret(secret);
  await inTransaction(db, (tx) =>
    governed(tx, deps, (entry) => createApiKey(entry, deps, { actor, creation, secretHash })),
  );
  return secret;
}
