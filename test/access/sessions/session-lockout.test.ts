import assert from 'node:assert/strict';
import { pino } from 'pino';
import { loadConfig } from '../../../src/gate/config.ts';
import { openGate } from '../../../src/gate/gate.ts';
import { onOneEngine, onOneOfThem } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { openServer } from '../../support/servers.ts';
import { PASSWORD, type SignedUp, signedIn, signInsOf, signUp, trySignIn } from './session-people.ts';

const MINUTE_MS = 60_000;

onOneEngine('other files run its statements on both', (engine) => {
  // What a profile changes is no matter of SQL.
  for (const profile of engine === 'sqlite' ? ['asvs5', 'dengbao3'] : ['asvs5']) {
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

      it(
        profile === 'dengbao3'
          ? 'closes the account at the fifth, and opens it a quarter of an hour later to the millisecond'
          : 'lets the sixth come a second after the fifth, and each after it twice as late',
        async () => {
          assert.deepEqual(await fail(5), [401, 401, 401, 401, 401]);
          const [first, ...waits] = profile === 'dengbao3' ? [900] : [1, 2, 4, 8];

          for (const seconds of waits) {
            gate.clock.advance({ ms: ((first ?? 0) * 1_000 * seconds) / 2 });
            assert.deepEqual(await fail(1), [401]);
          }
          const closed = await trySignIn(gate, person);
          const wait = waits.at(-1) ?? first ?? 0;
          gate.clock.advance({ ms: wait * 1_000 - 1 });
          const almost = await trySignIn(gate, person);
          gate.clock.advance({ ms: 1 });
          const open = await trySignIn(gate, person);

          assert.deepEqual(
            [closed.status, closed.body.code, closed.headers['retry-after']],
            [429, 'session.locked', String(wait)],
          );
          assert.deepEqual([almost.status, almost.headers['retry-after']], [429, '1']);
          assert.equal(open.status, 201);
          const events = (await signInsOf(gate, `person=${person.id}`)).map(({ event }) => event);
          const locked = waits.map(() => 'locked');
          assert.deepEqual(events.toReversed(), [
            'refused',
            'refused',
            'refused',
            'refused',
            'locked',
            ...locked,
            'signed-in',
          ]);
        },
      );

      it('forgets four failures once the person has come in', async () => {
        await fail(4);
        await signedIn(gate, person);

        assert.deepEqual(await fail(5), [401, 401, 401, 401, 401]);
        assert.equal((await trySignIn(gate, person)).status, 429);
      });

      it(`forgets them ${profile === 'dengbao3' ? 'a quarter of an hour' : 'a day'} after the last`, async () => {
        await fail(4);

        gate.clock.advance({ ms: profile === 'dengbao3' ? 15 * MINUTE_MS : 24 * 60 * MINUTE_MS });

        assert.deepEqual(await fail(5), [401, 401, 401, 401, 401]);
      });

      it('does not put the end off by what is tried meanwhile', async () => {
        await fail(5);
        const waitMs = profile === 'dengbao3' ? 15 * MINUTE_MS : 1_000;
        gate.clock.advance({ ms: waitMs - 500 });
        await fail(20);

        gate.clock.advance({ ms: 500 });

        assert.equal((await trySignIn(gate, person)).status, 201);
      });

      it('lets five of thirty at once try, and no more', async () => {
        const answers = await Promise.all(
          Array.from({ length: 30 }, () => trySignIn(gate, person, { password: 'wrong' })),
        );

        const statuses = answers.map(({ status }) => status).toSorted();
        assert.deepEqual(statuses, [...Array(5).fill(401), ...Array(25).fill(429)]);
      });

      it('makes all other addresses wait after twenty-five from any', async () => {
        const account = (await signInsAfterOneFailure(gate, person)).account;
        const row = { account, address: '*', failures: 24, last_at: gate.clock.now() };
        await gate.db.writer('sign_in_limits').where({ account, address: '*' }).update(row);
        assert.deepEqual(await fail(1), [401]);

        const closed = await trySignIn(gate, person);

        assert.deepEqual([closed.status, closed.body.code], [429, 'session.locked']);
        const own = await gate.db.reader('sign_in_limits').where({ account, address: '127.0.0.1' }).first();
        assert.equal(Number(own.failures), 2, 'what is tried while it is closed to all counts against nobody');
      });

      it('makes an address wait after a hundred failures on whatever accounts', async () => {
        await fail(1);
        await gate.db.writer('sign_in_limits').where({ account: '*', address: '127.0.0.1' }).update({ failures: 99 });
        const other = await signUp(gate);
        assert.equal((await trySignIn(gate, other, { password: 'wrong' })).status, 401);

        const closed = await trySignIn(gate, await signUp(gate));

        assert.deepEqual([closed.status, closed.body.code], [429, 'session.locked']);
      });

      it('agrees in every process', async () => {
        await fail(3);
        const place = { DATABASE_URL: gate.databaseUrl, GATE_DATA_DIR: gate.dataDir };
        const second = await openGate({
          config: loadConfig({ ...place, GATE_PASSWORD_PROFILE: profile }),
          logger: pino({ level: 'error' }),
          clock: gate.clock.now,
        });
        const server = await openServer(second.app);
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

      onOneOfThem(engine, 'whom an attempt counts for is told by no other statement', () => {
        it('says the same of an account that does not exist', async () => {
          const nobody = { email: 'nobody@cz.jingzhou.test' };

          assert.deepEqual(await fail(6, nobody), [401, 401, 401, 401, 401, 429]);

          await fail(5);
          const { instance: _one, ...known } = (await trySignIn(gate, person)).body;
          const { instance: _other, ...unknown } = (await trySignIn(gate, nobody)).body;
          assert.deepEqual(known, unknown);
        });

        it('keeps nobody from a device where the account was opened before, which has five of its own', async () => {
          const device = await deviceOf(gate, person);
          await fail(5);
          assert.equal((await trySignIn(gate, person)).status, 429);

          const known = await tryFrom(gate, { person, device, password: 'wrong' });
          const open = await tryFrom(gate, { person, device });
          const other = await tryFrom(gate, { person: await signUp(gate), device, password: 'wrong' });

          assert.deepEqual([known.status, open.status, other.status], [401, 201, 401]);
          for (let at = 0; at < 5; at += 1) await tryFrom(gate, { person, device, password: 'wrong' });
          assert.equal((await tryFrom(gate, { person, device })).status, 429);
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
      });
    });
  }

  describe('behind a proxy of ours', () => {
    it('takes the last address that is no proxy for the caller, and one caller keeps no other out', async () => {
      const gate = await startGate({ engine, env: { GATE_TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8' } });
      try {
        const person = await signUp(gate);
        const from = async (forwarded: string, password = 'wrong'): Promise<number> => {
          const headers = { 'x-forwarded-for': forwarded };
          return (await gate.nobody.post('/v1/session', { email: person.email, password }, headers)).status;
        };

        // What stands before the last address that is no proxy was written by the caller.
        for (let at = 1; at <= 5; at += 1) assert.equal(await from(`198.51.100.${at}, 203.0.113.7, 10.1.2.3`), 401);

        assert.equal(await from('198.51.100.9, 203.0.113.7', PASSWORD), 429);
        assert.equal(await from('203.0.113.8', PASSWORD), 201);
        assert.equal(await from('not an address', 'wrong'), 401);
        const addresses = new Set((await signInsOf(gate)).map(({ address }) => address));
        assert.deepEqual(addresses, new Set(['127.0.0.1', '203.0.113.8', '203.0.113.7']));
      } finally {
        await gate.close();
      }
    });

    it('is told at the start where an address is none', () => {
      for (const wrong of ['proxy', '10.0.0.0/33', '10.0.0.0/8/8', '::/129']) {
        assert.throws(() => loadConfig({ GATE_TRUSTED_PROXIES: wrong }), /GATE_TRUSTED_PROXIES/);
      }
      assert.deepEqual(loadConfig({ GATE_TRUSTED_PROXIES: '::1, fd00::/8' }).trustedProxies, ['::1', 'fd00::/8']);
    });
  });

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

/** The cookie that names a device, as a browser sends it. */
async function deviceOf(gate: Gate, person: SignedUp): Promise<string> {
  const cookies = [(await trySignIn(gate, person)).headers['set-cookie'] ?? []].flat();
  const [cookie = ''] = cookies.find((each) => each.startsWith('gate_device='))?.split(';') ?? [];
  assert.match(cookie, /^gate_device=gd_/);
  return cookie;
}

function tryFrom(
  gate: Gate,
  { person, device, password = PASSWORD }: { person: SignedUp; device: string; password?: string },
) {
  return gate.nobody.post('/v1/session', { email: person.email, password }, { cookie: device });
}

async function signInsAfterOneFailure(gate: Gate, person: SignedUp): Promise<{ account: string }> {
  await trySignIn(gate, person, { password: 'wrong' });
  const [first] = await signInsOf(gate, 'event=refused');
  return { account: String(first?.account) };
}
