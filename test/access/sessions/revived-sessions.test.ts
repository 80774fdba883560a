import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { inSnapshot } from '../../../src/db/index.ts';
import { allProjections, parseLeaf } from '../../../src/gate/main.ts';
import { digestOf } from '../../../src/kernel/index.ts';
import { verifyLog } from '../../../src/log/index.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Caller, type Gate, startGate } from '../../support/gate.ts';
import { proposed, sign, supplier } from '../../two-people/two-people.ts';
import {
  changePerson,
  NATION,
  OTHER_PASSWORD,
  PASSWORD,
  type SignedUp,
  setPassword,
  signedIn,
  signUp,
} from './session-people.ts';

const ROLE = 'legalization-office';
const ROLES = [{ role: ROLE, grant: NATION }];

onOneEngine('other files run its statements on both', (engine) => {
  describe('a session that is over', () => {
    let gate: Gate;
    let maker: Caller;
    let colleague: SignedUp;
    let session: Caller;
    let id: string;
    before(async () => {
      gate = await startGate({ engine });
      maker = await gate.as(ROLE);
    });
    beforeEach(async () => {
      colleague = await signUp(gate, { roles: ROLES });
      session = await signedIn(gate, colleague);
      id = (await session.get('/v1/session')).body.id;
    });
    after(() => gate.close());

    const differences = async (): Promise<readonly string[]> => {
      const options = { projections: await allProjections(), parse: parseLeaf };
      const { faults, differences: found } = await inSnapshot(gate.db, (tx) => verifyLog(tx, options));
      assert.deepEqual(faults, []);
      return found.map(({ table, key, kind, field }) => `${table} ${key} ${kind} ${field ?? ''}`.trim());
    };

    const lastLeaf = async (): Promise<Record<string, unknown>> => {
      const row = await gate.db.reader('log_leaves').orderBy('log_index', 'desc').first();
      return JSON.parse(row.bytes);
    };

    /** Signs while the row of the session says something else, and answers what came of it. */
    const signRevived = async (columns: Record<string, string | number | null>): Promise<Response> => {
      const { body: proposal } = await proposed(maker, '/v1/suppliers', supplier());
      const row = await gate.db.reader('sessions').where({ id }).first(Object.keys(columns));
      await gate.db.writer('sessions').where({ id }).update(columns);
      const signed = await sign(session, proposal);
      await gate.db.writer('sessions').where({ id }).update(row);
      await maker.post(`/v1/proposals/${proposal.id}/withdrawal`, {});
      return signed;
    };

    const assertNothingSigned = async (signed: Response, code: string): Promise<void> => {
      assert.equal(signed.body.code, code, JSON.stringify(signed.body));
      assert.equal((await gate.db.reader('proposal_signatures').where({ key_id: id })).length, 0);
      assert.deepEqual(await differences(), []);
    };

    it('signs nothing when its person has signed out and somebody takes the end out of its row', async () => {
      await session.send('delete', '/v1/session');
      const { type, subject, by } = await lastLeaf();

      const signed = await signRevived({ ended_at: null });

      assert.deepEqual([type, subject], ['session.ended', `session/${id}`]);
      assert.deepEqual(by, { key: id, person: colleague.id });
      await assertNothingSigned(signed, 'access.rows_differ');
      assert.match(signed.body.detail, new RegExp(`sessions\\.ended_at ${id}`));
      assert.equal((await lastLeaf()).type, 'rights.differed');
    });

    it('signs nothing either when another session of the person has ended it, alone or with all', async () => {
      const other = await signedIn(gate, colleague);
      await other.send('delete', `/v1/sessions/${id}`);
      await assertNothingSigned(await signRevived({ ended_at: null }), 'access.rows_differ');

      session = await signedIn(gate, colleague);
      id = (await session.get('/v1/session')).body.id;
      const { body } = await other.send('delete', '/v1/session?everywhere=true');

      assert.equal(body.ended, 2);
      await assertNothingSigned(await signRevived({ ended_at: null }), 'access.rows_differ');
    });

    it('signs nothing by the row that it had, remembered or not, nor when its person went on in another role', async () => {
      await changePerson(gate, colleague.id, { roles: [...ROLES, { role: 'audit', grant: NATION }] });
      session = await signedIn(gate, colleague, { role: ROLE });
      id = (await session.get('/v1/session')).body.id;
      assert.equal((await session.post('/v1/session/role', { role: 'audit' })).status, 201);
      const { body: proposal } = await proposed(maker, '/v1/suppliers', supplier());

      await gate.db.writer('sessions').where({ id }).update({ ended_at: null });
      assert.equal((await session.get('/v1/session')).status, 200);
      await gate.db.writer('sessions').where({ id }).update({ ended_at: gate.clock.now() });

      // The row is as it was, and the process still knows the session.
      await assertNothingSigned(await sign(session, proposal), 'session.over');
    });

    it('signs nothing when the password or the person has changed and its row is given the new ones', async () => {
      await setPassword(gate, colleague.id, OTHER_PASSWORD);
      const { hashes } = await gate.db.reader('passwords').where({ person_id: colleague.id }).first();
      const password_digest = digestOf(String(JSON.parse(hashes)[0]));
      await assertNothingSigned(await signRevived({ password_digest }), 'session.over');

      await changePerson(gate, colleague.id, { roles: [...ROLES, { role: 'finance', grant: NATION }] });
      const { log_index: person_index } = await gate.db.reader('persons').where({ id: colleague.id }).first();

      await assertNothingSigned(await signRevived({ password_digest, person_index }), 'session.over');
    });

    it('is named by the check of the log while its row says that it goes on', async () => {
      await session.send('delete', '/v1/session');
      await gate.db.writer('sessions').where({ id }).update({ ended_at: null });

      const named = await differences();
      await gate.db.writer('sessions').where({ id }).update({ ended_at: gate.clock.now() });

      assert.deepEqual(named, [`sessions ${id} differs ended_at`]);
      assert.deepEqual(await differences(), []);
    });

    it('goes on signing where only the password was changed in it, and keeps what was proposed in it', async () => {
      const changed = await session.post('/v1/session/password-change', { current: PASSWORD, new: OTHER_PASSWORD });
      const { body: first } = await proposed(maker, '/v1/suppliers', supplier());
      const signed = await sign(session, first);
      const { body: second } = await proposed(session, '/v1/suppliers', supplier());
      await session.send('delete', '/v1/session');

      const after = await sign(maker, second);

      assert.equal(changed.status, 200, JSON.stringify(changed.body));
      assert.deepEqual(
        [signed.body.state, after.body.state],
        ['executed', 'executed'],
        JSON.stringify([signed.body, after.body]),
      );
      assert.deepEqual(await differences(), []);
    });

    it('ends also where the log takes nothing, as after a restore', async () => {
      await gate.db.writer('log_head').update({ restored_size: 1 });

      const { status, body } = await session.send('delete', '/v1/session');
      await gate.db.writer('log_head').update({ restored_size: null });

      assert.deepEqual([status, body], [200, { ended: 1 }]);
      assert.equal((await session.get('/v1/session')).body.code, 'session.over');
    });
  });
});
