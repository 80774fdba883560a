import assert from 'node:assert/strict';
import { pino } from 'pino';
import { loadConfig } from '../../../src/gate/config.ts';
import { openGate } from '../../../src/gate/gate.ts';
import { startServer } from '../../../src/http/start-server.ts';
import { forEachEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { PASSWORD, type SignedUp, signedIn, signInsOf, signUp, trySignIn } from './session-people.ts';

const MINUTE_MS = 60_000;

forEachEngine((engine) => {
  for (const profile of ['asvs5', 'dengbao3']) {
    describe(`after failed sign-ins (${profile})`, () => {
      let gate: Gate;
      let person: SignedUp;
      beforeEach(async () => {
        gate = await startGate({ engine, env: { GATE_PASSWORD_PROFILE: profile } });
        person = await signUp(gate);
      });
      afterEach(() => gate.close());

      const fail = async (times: number, who: { email: string } = person): Promise<readonly number[]> => {
        const statuses: number[] = [];
        for (let at = 0; at < times; at += 1) statuses.push((await trySignIn(gate, who, { password: 'wrong' })).status);
        return statuses;
      };

      it('closes the account at the fifth, and opens it a quarter of an hour later to the millisecond', async () => {
        assert.deepEqual(await fail(5), [401, 401, 401, 401, 401]);

        const closed = await trySignIn(gate, person);
        gate.clock.advance({ ms: 15 * MINUTE_MS - 1 });
        const almost = await trySignIn(gate, person);
        gate.clock.advance({ ms: 1 });
        const open = await trySignIn(gate, person);

        assert.deepEqual(
          [closed.status, closed.body.code, closed.headers['retry-after']],
          [429, 'session.locked', '900'],
        );
        assert.deepEqual([almost.status, almost.headers['retry-after']], [429, '1']);
        assert.equal(open.status, 201);
        const events = (await signInsOf(gate, `person=${person.id}`)).map(({ event }) => event);
        assert.deepEqual(events.toReversed(), ['refused', 'refused', 'refused', 'refused', 'locked', 'signed-in']);
      });

      it('says the same of an account that does not exist', async () => {
        const nobody = { email: 'nobody@cz.jingzhou.test' };

        assert.deepEqual(await fail(6, nobody), [401, 401, 401, 401, 401, 429]);

        await fail(5);
        const { instance: _one, ...known } = (await trySignIn(gate, person)).body;
        const { instance: _other, ...unknown } = (await trySignIn(gate, nobody)).body;
        assert.deepEqual(known, unknown);
      });

      it('forgets four failures once the person has come in, or a quarter of an hour after the last', async () => {
        await fail(4);
        await signedIn(gate, person);
        assert.deepEqual(await fail(4), [401, 401, 401, 401]);

        gate.clock.advance({ ms: 15 * MINUTE_MS });

        assert.deepEqual(await fail(5), [401, 401, 401, 401, 401]);
        assert.equal((await trySignIn(gate, person)).status, 429);
      });

      it('does not put the end off by what is tried meanwhile', async () => {
        await fail(5);
        gate.clock.advance({ ms: 14 * MINUTE_MS });
        await fail(20);

        gate.clock.advance({ ms: MINUTE_MS });

        assert.equal((await trySignIn(gate, person)).status, 201);
      });

      it('closes one account and no other', async () => {
        const other = await signUp(gate);
        await fail(5);

        assert.equal((await trySignIn(gate, other)).status, 201);
      });

      it('does not believe what the caller says about where it comes from', async () => {
        const statuses: number[] = [];
        for (let at = 1; at <= 6; at += 1) {
          const headers = {
            'x-forwarded-for': `10.0.0.${at}`,
            forwarded: `for=10.0.0.${at}`,
            'x-real-ip': `10.0.0.${at}`,
          };
          const body = { email: person.email, password: 'wrong' };
          statuses.push((await gate.nobody.post('/v1/session', body, headers)).status);
        }

        assert.deepEqual(statuses, [401, 401, 401, 401, 401, 429]);
        const addresses = (await signInsOf(gate)).map(({ address }) => address);
        assert.deepEqual([...new Set(addresses)], ['127.0.0.1']);
      });

      it('lets five of thirty at once try, and no more', async () => {
        const answers = await Promise.all(
          Array.from({ length: 30 }, () => trySignIn(gate, person, { password: 'wrong' })),
        );

        const statuses = answers.map(({ status }) => status).toSorted();
        assert.deepEqual(statuses, [...Array(5).fill(401), ...Array(25).fill(429)]);
      });

      it('closes it to all addresses after twenty-five from any', async () => {
        const account = (await signInsAfterOneFailure(gate, person)).account;
        const row = { account, address: '*', failures: 24, last_at: gate.clock.now() };
        await gate.db.writer('sign_in_limits').where({ account, address: '*' }).update(row);
        assert.deepEqual(await fail(1), [401]);

        const closed = await trySignIn(gate, person);

        assert.deepEqual([closed.status, closed.body.code], [429, 'session.locked']);
        const own = await gate.db.reader('sign_in_limits').where({ account, address: '127.0.0.1' }).first();
        assert.equal(Number(own.failures), 2, 'what is tried while it is closed to all counts against nobody');
      });

      it('agrees in every process', async () => {
        await fail(3);
        const place = { DATABASE_URL: gate.databaseUrl, GATE_DATA_DIR: gate.dataDir };
        const second = await openGate({
          config: loadConfig({ ...place, GATE_PASSWORD_PROFILE: profile }),
          logger: pino({ level: 'error' }),
          clock: gate.clock.now,
        });
        const server = await startServer(second.app, { port: 0, host: '127.0.0.1' });
        try {
          const body = JSON.stringify({ email: person.email, password: 'wrong' });
          const headers = { 'content-type': 'application/json' };
          const there = `http://127.0.0.1:${server.port}/v1/session`;
          const statuses: number[] = [];
          for (let at = 0; at < 3; at += 1)
            statuses.push((await fetch(there, { method: 'POST', headers, body })).status);

          assert.deepEqual(statuses, [401, 401, 429]);
          assert.equal((await trySignIn(gate, person)).status, 429);
        } finally {
          await server.close();
          await second.close();
        }
      });
    });
  }

  describe('guessing the password inside a session', () => {
    it('counts as failed sign-ins, and is closed like them', async () => {
      const gate = await startGate({ engine });
      try {
        const person = await signUp(gate);
        const session = await signedIn(gate, person);
        const wish = { current: 'wrong', new: `${PASSWORD} 二` };
        const answers = [];
        for (let at = 0; at < 6; at += 1) answers.push(await session.post('/v1/session/password-change', wish));

        assert.deepEqual(
          answers.map(({ status }) => status),
          [422, 422, 422, 422, 422, 429],
        );
        assert.deepEqual([answers[0]?.body.code, answers[0]?.body.errors[0].pointer], ['password.current', '/current']);
        assert.equal((await trySignIn(gate, person)).status, 429);
        const [last] = await signInsOf(gate, 'event=locked');
        assert.deepEqual([last?.person, last?.reason], [person.id, 'wrong-password']);
      } finally {
        await gate.close();
      }
    });
  });
});

async function signInsAfterOneFailure(gate: Gate, person: SignedUp): Promise<{ account: string }> {
  await trySignIn(gate, person, { password: 'wrong' });
  const [first] = await signInsOf(gate, 'event=refused');
  return { account: String(first?.account) };
}
