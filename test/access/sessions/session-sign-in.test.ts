import assert from 'node:assert/strict';
import { parseOptions } from '@node-rs/argon2';
import { createPasswordHasher, hashOfSecret, SESSION_DEFAULTS } from '../../../src/access/index.ts';
import { ARGON2, NOBODYS_HASH } from '../../../src/access/passwords/password-hash.ts';
import { createSession } from '../../../src/access/sessions/create-session.ts';
import { newDeviceToken } from '../../../src/access/sessions/device.ts';
import { accountDigest } from '../../../src/access/sessions/sign-in.ts';
import { inTransaction } from '../../../src/db/index.ts';
import { digestOf } from '../../../src/kernel/index.ts';
import { governed } from '../../../src/log/index.ts';
import { forEachEngine, onOneOfThem } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import {
  changePerson,
  everythingStored,
  invite,
  NATION,
  OTHER_PASSWORD,
  PASSWORD,
  type SignedUp,
  setPassword,
  signedIn,
  signInsOf,
  signUp,
  trySignIn,
} from './session-people.ts';

const CITY = { region: '421000' };

describe('comparing a password', () => {
  it('works as hard for nobody as for somebody, and nobody has one', async () => {
    const compared: (readonly string[])[] = [];
    const hasher = createPasswordHasher(
      () => undefined,
      async (stored, password) => {
        compared.push([stored, password]);
        return true;
      },
    );

    const answers = [await hasher.isMatch(PASSWORD, undefined), await hasher.isMatch(PASSWORD, 'a hash')];

    assert.deepEqual(compared, [
      [NOBODYS_HASH, PASSWORD],
      ['a hash', PASSWORD],
    ]);
    assert.deepEqual(answers, [false, true]);
  });

  it('is refused when too many wait for it, and goes on for those who wait', async () => {
    const begun: (() => void)[] = [];
    const hasher = createPasswordHasher(
      () => undefined,
      () => new Promise((resolve) => begun.push(() => resolve(true))),
    );
    const asked = Array.from({ length: 66 }, () => hasher.isMatch(PASSWORD, 'a hash'));

    await assert.rejects(hasher.isMatch(PASSWORD, 'a hash'), { kind: 'unavailable', code: 'session.busy' });

    assert.equal(begun.length, 2);
    for (let at = 0; at < 66; at += 1) {
      begun[at]?.();
      await asked[at];
    }
    assert.deepEqual([...new Set(await Promise.all(asked))], [true]);
  });
});

forEachEngine('statements', (engine) => {
  describe('signing in', () => {
    let gate: Gate;
    let person: SignedUp;
    beforeEach(async () => {
      gate = await startGate({ engine });
      person = await signUp(gate);
    });
    afterEach(() => gate.close());

    it('opens a session in the role and reach of the person', async () => {
      const { status, body, headers } = await trySignIn(gate, person);

      assert.equal(status, 201);
      assert.equal(headers.location, '/v1/session');
      assert.match(body.token, /^gs_[A-Za-z0-9_-]{43}$/);
      const { token, lastSignInAt, notices, ...session } = body;
      assert.deepEqual(session, {
        id: session.id,
        person: { id: person.id, name: '赵敏之', email: person.email },
        role: 'finance',
        grant: NATION,
        roles: [{ role: 'finance', grant: NATION }],
        createdAt: '2026-06-01T01:00:00.000Z',
        expiresAt: '2026-06-01T09:00:00.000Z',
        idleUntil: '2026-06-01T01:15:00.000Z',
        pending: [],
        passwordProfile: 'asvs5',
        passwordExpiresAt: null,
        totp: false,
      });
      assert.match(session.id, /^ses_/);
      assert.deepEqual([lastSignInAt, notices], [null, []]);
      const caller = gate.withKey(token);
      assert.deepEqual((await caller.get('/v1/session')).body, session);
      assert.equal((await caller.get('/v1/budget-lines')).status, 200);
      assert.equal((await caller.get('/v1/persons')).body.code, 'access.role');
    });

    it('takes the address however it is written, and the password only as it is', async () => {
      const { email } = person;

      assert.equal((await trySignIn(gate, { email: ` ${email.toUpperCase()} ` })).status, 201);
      assert.equal((await trySignIn(gate, person, { password: ` ${PASSWORD}` })).status, 401);
      assert.equal((await trySignIn(gate, person, { password: PASSWORD.toLowerCase() })).status, 401);
    });

    it('is refused alike for an unknown address, a wrong password, no password and a person who is not active', async () => {
      const without = await signUp(gate, { password: null });
      const invited = await signUp(gate, { password: null });
      await invite(gate, invited.id);
      const gone = await signUp(gate);
      await changePerson(gate, gone.id, { active: false });

      const answers = [
        await trySignIn(gate, { email: 'nobody@cz.jingzhou.test' }),
        await trySignIn(gate, person, { password: 'wrong' }),
        await trySignIn(gate, without),
        await trySignIn(gate, invited),
        await trySignIn(gate, gone),
      ];

      for (const { status, body, headers } of answers) {
        const { instance: _instance, ...problem } = body;
        const { instance: _first, ...first } = answers[0]?.body ?? {};
        assert.deepEqual([status, problem], [401, first]);
        assert.equal(problem.code, 'session.refused');
        assert.doesNotMatch(JSON.stringify(problem), /验证码|口令|the code/);
        assert.equal(headers['set-cookie'], undefined);
      }
      assert.deepEqual(
        (await signInsOf(gate, 'event=refused')).map(({ reason }) => reason),
        ['inactive', 'no-password', 'no-password', 'wrong-password', 'unknown-account'],
      );
    });

    it('opens nothing for a password that was replaced while it was compared', async () => {
      const { db, deps, clock } = gate;
      const [row] = await db.reader('passwords').where({ person_id: person.id }).select('hashes');
      const [hash] = JSON.parse(row.hashes);
      const email = person.email;
      const tried = {
        email,
        attempt: { account: accountDigest(email), address: '127.0.0.1', device: null },
        deviceToken: newDeviceToken(),
        wish: {},
        compared: { hash, isSame: true },
      };
      const sessionDeps = { ...deps, settings: SESSION_DEFAULTS, hasher: createPasswordHasher(() => undefined) };
      const conclude = () =>
        inTransaction(db, (tx) =>
          governed(tx, deps, (entry) => createSession(entry, sessionDeps, { ...tried, at: clock.now() })),
        );
      assert.equal((await conclude()).kind, 'opened');

      await setPassword(gate, person.id, OTHER_PASSWORD);

      assert.deepEqual(await conclude(), { kind: 'refused' });
    });

    it('is a leaf that says who came in, as what, until when and by what, and never the token', async () => {
      const { body } = await trySignIn(gate, person);

      const rows: { bytes: string }[] = await gate.db.reader('log_leaves').where({ type: 'session.opened' });
      const [opened, ...more] = rows.map(({ bytes }) => JSON.parse(bytes));
      const passwordSet = await gate.db.reader('log_leaves').where({ type: 'password.set' }).first();
      assert.equal(more.length, 0);
      assert.equal(opened.subject, `session/${body.id}`);
      assert.deepEqual(opened.by, { key: body.id, person: person.id });
      assert.deepEqual(opened.session, {
        ...{ person: person.id, role: 'finance', grant: NATION, withTotp: false, expiresAt: body.expiresAt },
        digest: digestOf(hashOfSecret(body.token)),
      });
      const { digest: password } = JSON.parse(passwordSet.bytes).password;
      assert.deepEqual(opened.openedOn, { password, totp: null });
      assert.equal(JSON.stringify(rows).includes(body.token), false);
    });

    it('keeps no password, token or invitation but as a hash', async () => {
      const token = await invite(gate, person.id);
      const { body } = await trySignIn(gate, person);

      const stored = await everythingStored(gate);

      for (const secret of [PASSWORD, token, body.token]) assert.equal(stored.includes(secret), false);
    });

    it('tells when the person signed in the time before', async () => {
      await signedIn(gate, person);
      gate.clock.advance({ hours: 20 });

      const { body } = await trySignIn(gate, person);

      assert.equal(body.lastSignInAt, '2026-06-01T01:00:00.000Z');
    });

    it('is a leaf once it has succeeded, as its end is, and is listed for audit and the security administrator, page by page', async () => {
      const before = Number((await gate.db.reader('log_head').first()).size);
      const session = await signedIn(gate, person);
      gate.clock.advance({ ms: 1 });
      await trySignIn(gate, person, { password: 'wrong' });
      await trySignIn(gate, { email: 'nobody@cz.jingzhou.test' });
      gate.clock.advance({ ms: 1 });
      await session.send('delete', '/v1/session');
      const leaves = gate.db.reader('log_leaves').where('log_index', '>=', before).orderBy('log_index');
      assert.deepEqual(await leaves.pluck('type'), ['session.opened', 'session.ended']);
      const auditor = await gate.as('audit');

      const first = (await auditor.get('/v1/sign-ins?limit=3')).body;
      const second = (await auditor.get(`/v1/sign-ins?limit=3&after=${first.next}`)).body;

      const seen = [...first.items, ...second.items];
      assert.deepEqual(
        seen.map(({ event, person: who }) => [event, who]),
        [
          ['signed-out', person.id],
          ['refused', null],
          ['refused', person.id],
          ['signed-in', person.id],
        ],
      );
      assert.equal(second.next, null);
      assert.deepEqual([...new Set(seen.map(({ address }) => address))], ['127.0.0.1']);
      assert.equal(seen[0].account, seen[3].account);
      assert.equal(seen[0].session, seen[3].session);
      const of = await signInsOf(gate, `person=${person.id}&event=signed-in`);
      assert.equal(of.length, 1);
    });

    onOneOfThem(engine, 'who may come in as what is told of the row that was read', () => {
      it('compares one password, with the same effort, whether or not there is such an account', async () => {
        const comparisons = async (): Promise<number> => {
          const [value] = (await gate.registry.getSingleMetric('gate_password_comparisons_total')?.get())?.values ?? [];
          return value?.value ?? 0;
        };
        const before = await comparisons();

        await trySignIn(gate, { email: 'nobody@cz.jingzhou.test' });
        const afterUnknown = await comparisons();
        await trySignIn(gate, person, { password: 'wrong' });
        const afterKnown = await comparisons();

        assert.deepEqual([afterUnknown - before, afterKnown - afterUnknown], [1, 1]);
        const [row] = await gate.db.reader('passwords').where({ person_id: person.id }).select('hashes');
        const { saltLen, ...stored } = parseOptions(JSON.parse(row.hashes)[0]);
        assert.equal(saltLen, 16);
        assert.deepEqual({ ...stored, saltLen }, parseOptions(NOBODYS_HASH));
        assert.deepEqual({ ...stored, ...ARGON2 }, stored);
        assert.match(JSON.parse(row.hashes)[0], /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
      });

      it('lets a person with several roles choose one, and tells them only who knows the password', async () => {
        const roles = [
          { role: 'finance', grant: CITY },
          { role: 'legalization-office', grant: CITY },
          { role: 'finance', grant: { region: '422800' } },
        ];
        const several = await signUp(gate, { roles });

        const open = await trySignIn(gate, several);
        const twice = await trySignIn(gate, several, { role: 'finance' });
        const absent = await trySignIn(gate, several, { role: 'audit' });
        const wrong = await trySignIn(gate, several, { password: 'wrong' });
        const one = await trySignIn(gate, several, { role: 'legalization-office' });
        const exact = await trySignIn(gate, several, { role: 'finance', grant: CITY });

        for (const { status, body } of [open, twice, absent]) {
          assert.deepEqual([status, body.code, body.errors[0].pointer], [422, 'session.role_needed', '/role']);
          assert.deepEqual(body.choices, roles);
        }
        assert.deepEqual([wrong.status, wrong.body.choices], [401, undefined]);
        assert.deepEqual([one.body.role, one.body.grant], ['legalization-office', CITY]);
        assert.deepEqual([exact.body.role, exact.body.grant], ['finance', CITY]);
        assert.equal((await gate.withKey(one.body.token).get('/v1/products')).status, 200);
      });

      it('is no way in for keys of machines, and a key is no session', async () => {
        const finance = await gate.as('finance');

        assert.deepEqual((await finance.get('/v1/session')).body.expiresAt, null);
        for (const answer of [
          await finance.send('delete', '/v1/session'),
          await finance.post('/v1/session/password-change', { current: PASSWORD, new: PASSWORD }),
          await finance.post('/v1/session/totp-confirmation', { code: '123456' }),
        ]) {
          assert.deepEqual([answer.status, answer.body.code], [409, 'session.key']);
        }
        assert.equal((await (await gate.as('machine')).get('/v1/session')).status, 403);
      });
    });
  });
});
