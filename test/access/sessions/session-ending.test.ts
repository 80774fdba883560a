import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { loadConfig } from '../../../src/gate/config.ts';
import { openGate } from '../../../src/gate/gate.ts';
import { onOneEngine, onOneOfThem } from '../../support/databases.ts';
import { type Caller, type Gate, startGate } from '../../support/gate.ts';
import { openServer } from '../../support/servers.ts';
import { proposed, sign } from '../../two-people/two-people.ts';
import {
  changePerson,
  invite,
  NATION,
  OTHER_PASSWORD,
  PASSWORD,
  type SignedUp,
  setPassword,
  signedIn,
  signUp,
  trySignIn,
} from './session-people.ts';

const MINUTE_MS = 60_000;

/** Any operation that a finance officer may call and that counts as use. */
const use = async (caller: Caller): Promise<number> => (await caller.get('/v1/budget-lines')).status;

onOneEngine('other files run its statements on both', (engine) => {
  describe('a session', () => {
    let gate: Gate;
    let person: SignedUp;
    let session: Caller;
    beforeEach(async () => {
      gate = await startGate({ engine });
      person = await signUp(gate);
      session = await signedIn(gate, person);
    });
    afterEach(() => gate.close());

    const lastSeen = async (): Promise<string> => (await gate.db.reader('sessions').first()).last_seen_at;

    it('ends when nothing was asked in it for a quarter of an hour, to the millisecond', async () => {
      gate.clock.advance({ ms: 15 * MINUTE_MS - 1 });
      assert.equal((await session.get('/v1/session')).status, 200);

      gate.clock.advance({ ms: 1 });

      const { status, body } = await session.get('/v1/budget-lines');
      assert.deepEqual([status, body.code], [401, 'session.over']);
    });

    it('notes its use once a minute, and not what only asks about it', async () => {
      gate.clock.advance({ ms: MINUTE_MS - 1 });
      await use(session);
      assert.equal(await lastSeen(), '2026-06-01T01:00:00.000Z');
      gate.clock.advance({ ms: 1 });
      await session.get('/v1/session');
      assert.equal((await session.get('/v1/products', { 'X-Gate-Background': '1' })).status, 200);
      assert.equal(await lastSeen(), '2026-06-01T01:00:00.000Z');

      await Promise.all(Array.from({ length: 10 }, () => use(session)));

      assert.equal(await lastSeen(), '2026-06-01T01:01:00.000Z');
      assert.equal((await session.get('/v1/session')).body.idleUntil, '2026-06-01T01:16:00.000Z');
      gate.clock.advance({ ms: MINUTE_MS });
      assert.equal((await session.post('/v1/budget-transfers', {}, { 'X-Gate-Background': '1' })).status, 400);
      assert.equal(await lastSeen(), '2026-06-01T01:02:00.000Z');
    });

    it('ends by signing out, and leaves the others', async () => {
      const other = await signedIn(gate, person);

      const { status, body } = await session.send('delete', '/v1/session');

      assert.deepEqual([status, body], [200, { ended: 1 }]);
      assert.deepEqual([await use(session), await use(other)], [401, 200]);
    });

    it('ends with all the others, where the person says so', async () => {
      const other = await signedIn(gate, person);
      const foreign = await signedIn(gate, await signUp(gate));

      const { body } = await session.send('delete', '/v1/session?everywhere=true');

      assert.equal(body.ended, 2);
      assert.deepEqual([await use(session), await use(other), await use(foreign)], [401, 401, 200]);
    });

    it('ends at once when the roles change, also to more', async () => {
      assert.equal(await use(session), 200);

      await changePerson(gate, person.id, {
        roles: [
          { role: 'finance', grant: NATION },
          { role: 'audit', grant: NATION },
        ],
      });

      assert.equal(await use(session), 401);
    });

    it('ends in every other process within two seconds', async () => {
      const second = await openGate({
        config: loadConfig({ DATABASE_URL: gate.databaseUrl, GATE_DATA_DIR: gate.dataDir }),
        logger: pino({ level: 'error' }),
        clock: gate.clock.now,
      });
      const server = await openServer(second.app);
      const headers = { authorization: `Bearer ${session.secret}` };
      const there = async () => (await fetch(`http://127.0.0.1:${server.port}/v1/session`, { headers })).status;
      try {
        assert.equal(await there(), 200);

        await session.send('delete', '/v1/session');
        await sleep(2_050);

        assert.equal(await there(), 401);
      } finally {
        await server.close();
        await second.close();
      }
    });

    onOneOfThem(engine, 'when a session ends is told by no other statement', () => {
      it('lives on while it is used, and after eight hours no longer', async () => {
        for (let at = 0; at < 34; at += 1) {
          gate.clock.advance({ ms: 14 * MINUTE_MS });
          assert.equal(await use(session), 200, `after ${14 * (at + 1)} minutes`);
        }
        gate.clock.advance({ ms: 4 * MINUTE_MS - 1 });
        assert.equal(await use(session), 200);

        gate.clock.advance({ ms: 1 });

        assert.equal(await use(session), 401);
      });

      it('writes nothing more in the same minute, however much is asked', async () => {
        const statements: string[] = [];
        gate.db.writer.on('query', ({ sql }: { sql: string }) => {
          if (sql.includes('last_seen_at')) statements.push(sql);
        });
        for (const ms of [MINUTE_MS - 1, 1]) {
          gate.clock.advance({ ms });
          for (let at = 0; at < 5; at += 1) await use(session);
        }

        assert.equal(statements.length, 1);
      });

      it('is used by nobody who is refused', async () => {
        gate.clock.advance({ ms: MINUTE_MS });

        assert.equal((await session.get('/v1/persons')).status, 403);

        assert.equal(await lastSeen(), '2026-06-01T01:00:00.000Z');
      });

      it('ends at once when the person is disabled, and does not come back with the person', async () => {
        assert.equal(await use(session), 200);

        await changePerson(gate, person.id, { active: false });
        assert.equal(await use(session), 401);
        await changePerson(gate, person.id, { active: true });

        assert.equal(await use(session), 401);
        assert.equal((await trySignIn(gate, person)).status, 201);
      });

      it('ends when the password is set anew by invitation', async () => {
        await setPassword(gate, person.id, OTHER_PASSWORD);

        assert.equal(await use(session), 401);
        assert.equal((await trySignIn(gate, person)).status, 401);
        assert.equal((await trySignIn(gate, person, { password: OTHER_PASSWORD })).status, 201);
      });

      it('ends when the password is changed in another one, which goes on', async () => {
        const other = await signedIn(gate, person);

        const changed = await other.post('/v1/session/password-change', { current: PASSWORD, new: OTHER_PASSWORD });

        assert.deepEqual(changed.body, { person: person.id, passwordProfile: 'asvs5', passwordExpiresAt: null });
        assert.deepEqual([await use(session), await use(other)], [401, 200]);
        assert.equal((await trySignIn(gate, person)).status, 401);
      });

      it('does not end because the person was invited to set a password', async () => {
        await invite(gate, person.id);

        assert.equal(await use(session), 200);
      });

      it('is over for a token that never was one', async () => {
        const { status, body } = await gate.withKey(`gs_${'A'.repeat(43)}`).get('/v1/session');

        assert.deepEqual([status, body.code], [401, 'session.over']);
      });

      it('names itself and its person in the leaves of what is done in it', async () => {
        const legal = await signUp(gate, { roles: [{ role: 'security-administrator', grant: NATION }] });
        const admin = await signedIn(gate, legal);
        const { body: own } = await admin.get('/v1/session');
        const second = await gate.as('security-administrator', { who: 'the second' });

        const { body: proposal } = await proposed(admin, `/v1/persons/${person.id}/password-invitation`);
        await sign(second, proposal);

        const [leaf] = await gate.db.reader('log_leaves').orderBy('log_index', 'desc').limit(1);
        assert.deepEqual(JSON.parse(leaf.bytes).by, { key: own.id, person: legal.id });
      });
    });
  });

  describe('a session with another idle time', () => {
    it('ends after as many minutes', async () => {
      const gate = await startGate({ engine, env: { GATE_SESSION_IDLE_MINUTES: '30' } });
      try {
        const session = await signedIn(gate, await signUp(gate));
        gate.clock.advance({ ms: 30 * MINUTE_MS - 1 });
        assert.equal((await session.get('/v1/session')).status, 200);
        gate.clock.advance({ ms: 1 });
        assert.equal((await session.get('/v1/session')).status, 401);
      } finally {
        await gate.close();
      }
    });
  });

  describe('two sessions', () => {
    it('of one person are one signature, and of two persons two', async () => {
      const gate = await startGate({ engine });
      try {
        const roles = [{ role: 'legalization-office', grant: NATION }];
        const [one, two] = [await signUp(gate, { roles }), await signUp(gate, { roles })];
        const maker = await signedIn(gate, one);
        const same = await signedIn(gate, one);
        const other = await signedIn(gate, two);
        const supplier = { creditCode: '91420000MA4KTEXT64', name: '甲公司', affiliates: [] };
        const { status, body: proposal } = await maker.post('/v1/suppliers', supplier);
        assert.equal(status, 202, JSON.stringify(proposal));
        const path = `/v1/proposals/${proposal.id}/signatures`;

        const own = await same.post(path, { digest: proposal.digest });
        const signed = await other.post(path, { digest: proposal.digest });

        assert.equal(own.status, 403, JSON.stringify(own.body));
        assert.deepEqual([signed.status, signed.body.state], [200, 'executed']);
        assert.equal((await maker.get('/v1/suppliers/91420000MA4KTEXT64')).body.name, '甲公司');
      } finally {
        await gate.close();
      }
    });
  });
});
