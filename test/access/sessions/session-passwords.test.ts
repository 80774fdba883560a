import assert from 'node:assert/strict';
import { isCommonPassword } from '../../../src/access/passwords/password-common.ts';
import {
  type PasswordProfileName,
  passwordProblems,
  passwordProfile,
} from '../../../src/access/passwords/password-profile.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import {
  changePerson,
  invite,
  NATION,
  OTHER_PASSWORD,
  PASSWORD,
  setPassword,
  signedIn,
  signUp,
  trySignIn,
} from './session-people.ts';

const OWNER = { name: '赵敏之', email: 'zhao.minzhi@cz.jingzhou.test' };
const LENGTH = /at least \d+ characters/;
const CLASSES = /at least 3 of/;
const COMMON = /common password/;
const CONTEXT = /Little is left/;

/** Each line: a password, and what is wrong with it under asvs5 and under dengbao3. */
const CASES: readonly (readonly [password: string, asvs5: readonly RegExp[], dengbao3: readonly RegExp[]])[] = [
  ['vmtkqzrwbyhplo', [LENGTH], [CLASSES]],
  ['vmtkqzrwbyhploj', [], [CLASSES]],
  ['vmtkq zrwby hploj', [], [CLASSES]],
  ['江陵城外的七只白鹭与一条渡船啊', [], [CLASSES]],
  ['江陵城外七只白鹭', [LENGTH], [LENGTH, CLASSES]],
  ['kX9#mmLq72v', [LENGTH], [LENGTH]],
  ['kX9#mmLq72vT', [LENGTH], []],
  ['kX9mmLq72vTw', [LENGTH], []],
  ['kxw#mmlq72vt', [LENGTH], []],
  ['kxwvmmlqyzvt', [LENGTH], [CLASSES]],
  ['kxwvmmlq72vt', [LENGTH], [CLASSES]],
  ['x'.repeat(200), [COMMON], [CLASSES, COMMON]],
  ['vR4 '.repeat(50), [], []],
  ['Password1234', [LENGTH, COMMON], [COMMON]],
  ['P@ssw0rd2026!', [LENGTH, COMMON], [COMMON]],
  ['Admin@123456', [LENGTH, COMMON], [COMMON]],
  ['1qaz@WSX3edc', [LENGTH, COMMON], [COMMON]],
  ['Qwertyuiop123456', [COMMON], [COMMON]],
  ['Zhaominzhi12345!', [CONTEXT], [CONTEXT]],
  ['赵敏之Kd4-ww7', [LENGTH, CONTEXT], [LENGTH, CONTEXT]],
  ['GenuineGate2026!', [CONTEXT], [CONTEXT]],
];

describe('a password', () => {
  const problemsOf = (password: string, name: PasswordProfileName): readonly string[] =>
    passwordProblems(password, { owner: OWNER, profile: passwordProfile(name) }).map(({ en }) => en);

  for (const [password, asvs5, dengbao3] of CASES) {
    const shown = password.length > 20 ? `${password.slice(0, 10)}… (${password.length})` : password;
    for (const [name, wrong] of [
      ['asvs5', asvs5],
      ['dengbao3', dengbao3],
    ] as const) {
      it(`${shown} is ${wrong.length === 0 ? 'taken' : 'refused'} by ${name}`, () => {
        const problems = problemsOf(password, name);

        assert.equal(problems.length, wrong.length, problems.join(' '));
        for (const [at, expected] of wrong.entries()) assert.match(problems[at] ?? '', expected);
      });
    }
  }

  const COMMON_ONES = [
    ...[
      'password',
      'PASSWORD',
      'passwordpassword',
      'p4$$w0rd',
      'letmein!!',
      '123456789012345',
      '987654321',
      'aaaaaaaa',
    ],
    ...['abcabcabcabc', 'qwertyuiopasdfg', 'asdfghjkl;', 'woaini1314', 'zhongguo123456', 'iloveyou1314520', '5201314'],
    ...['abcdefghijklmnop', 'Welcome2026!!!!', 'admin123456password'],
  ];
  for (const common of COMMON_ONES) {
    it(`${common} is found among the common ones`, () => assert.equal(isCommonPassword(common), true));
  }

  const UNCOMMON_ONES = [
    ...['correct horse battery staple', 'dragon monkey love summer', 'investigate-the-river', 'kX9#mmLq72vT'],
    ...['江陵城外的七只白鹭与一条渡船啊', 'adminis-tration-of-bees'],
  ];
  for (const uncommon of UNCOMMON_ONES) {
    it(`${uncommon} is not`, () => assert.equal(isCommonPassword(uncommon), false));
  }
});

onOneEngine('what a password must be is told by no statement', (engine) => {
  describe('setting a password', () => {
    let gate: Gate;
    beforeEach(async () => {
      gate = await startGate({ engine });
    });
    afterEach(() => gate.close());

    const setBy = (token: string, password = PASSWORD) => gate.nobody.post('/v1/session/password', { token, password });

    it('takes an invitation, which works once and leaves two leaves without a secret in them', async () => {
      const { id } = await signUp(gate, { password: null });
      const size = Number((await gate.db.reader('log_head').first()).size);
      const invitation = await gate.installer.post(`/v1/persons/${id}/password-invitation`);

      const set = await setBy(invitation.body.secret);
      const again = await setBy(invitation.body.secret, OTHER_PASSWORD);

      assert.deepEqual(
        { ...invitation.body, secret: '' },
        { person: id, secret: '', expiresAt: '2026-06-02T01:00:00.000Z' },
      );
      assert.deepEqual(
        [set.status, set.body],
        [200, { person: id, passwordProfile: 'asvs5', passwordExpiresAt: null }],
      );
      assert.deepEqual([again.status, again.body.code], [422, 'password.invitation']);
      const rows: { bytes: string }[] = await gate.db
        .reader('log_leaves')
        .where('log_index', '>=', size)
        .orderBy('log_index');
      const leaves = rows.map(({ bytes }) => JSON.parse(bytes));
      assert.deepEqual(
        leaves.map(({ type, subject, by }) => [type, subject, by?.person]),
        [
          ['password.invited', `password/${id}`, null],
          ['password.set', `password/${id}`, undefined],
        ],
      );
      assert.deepEqual(Object.keys(leaves[1].password).toSorted(), ['digest', 'invitationExpiresAt', 'setAt']);
    });

    it('takes the invitation for twenty-four hours, and only the last one', async () => {
      const { id } = await signUp(gate, { password: null });
      const replaced = await invite(gate, id);
      const token = await invite(gate, id);
      gate.clock.advance({ hours: 24, ms: -1 });
      const early = await setBy(replaced);
      const weak = await setBy(token, 'short');
      const inTime = await setBy(token);
      const late = await invite(gate, id);
      gate.clock.advance({ hours: 24 });

      const tooLate = await setBy(late);

      assert.deepEqual(
        [early, weak, inTime, tooLate].map(({ status, body }) => body.code ?? status),
        ['password.invitation', 'password.refused', 200, 'password.invitation'],
      );
      assert.equal((await setBy(`gi_${'A'.repeat(43)}`)).body.code, 'password.invitation');
    });

    it('is not for a person who is not active, though invited before', async () => {
      const { id } = await signUp(gate, { password: null });
      const token = await invite(gate, id);
      await changePerson(gate, id, { active: false });

      assert.equal((await setBy(token)).body.code, 'password.invitation');
      const again = await gate.installer.post(`/v1/persons/${id}/password-invitation`);
      assert.deepEqual([again.status, again.body.code], [409, 'person.inactive']);
      assert.equal((await gate.installer.post('/v1/persons/per_unknown/password-invitation')).status, 404);
    });

    it('tells every reason against a password, and where it stands', async () => {
      const person = await signUp(gate);
      const session = await signedIn(gate, person);

      const weak = await session.post('/v1/session/password-change', { current: PASSWORD, new: 'admin' });
      const same = await session.post('/v1/session/password-change', { current: PASSWORD, new: PASSWORD });

      assert.deepEqual([weak.status, weak.body.code, weak.body.errors[0].pointer], [422, 'password.refused', '/new']);
      assert.match(weak.body.text.en, /15 characters.*common password/);
      assert.deepEqual([same.status, same.body.text.en], [422, 'It was used a short while ago.']);
      assert.equal((await trySignIn(gate, person)).status, 201);
    });

    it('keeps the hash of the present password alone, where older ones may come again', async () => {
      const { id } = await signUp(gate);
      await setPassword(gate, id, OTHER_PASSWORD);
      await setPassword(gate, id, PASSWORD);

      const row = await gate.db.reader('passwords').where({ person_id: id }).first();

      assert.equal(JSON.parse(row.hashes).length, 1);
    });
  });

  describe('passwords by dengbao3', () => {
    let gate: Gate;
    beforeEach(async () => {
      gate = await startGate({ engine, env: { GATE_PASSWORD_PROFILE: 'dengbao3' } });
    });
    afterEach(() => gate.close());

    const OLD = [
      'kX9#mmLq72v0',
      'kX9#mmLq72v1',
      'kX9#mmLq72v2',
      'kX9#mmLq72v3',
      'kX9#mmLq72v4',
      'kX9#mmLq72v5',
    ] as const;

    it('are not one of the last five', async () => {
      const { id } = await signUp(gate, { password: OLD[0] });
      for (const next of OLD.slice(1, 5)) await setPassword(gate, id, next);
      const token = await invite(gate, id);
      const barred = await gate.nobody.post('/v1/session/password', { token, password: OLD[0] });
      await setPassword(gate, id, OLD[5]);

      await setPassword(gate, id, OLD[0]);

      assert.deepEqual([barred.status, barred.body.text.en], [422, 'It was used a short while ago.']);
      const row = await gate.db.reader('passwords').where({ person_id: id }).first();
      assert.equal(JSON.parse(row.hashes).length, 5);
    });

    it('run out after ninety days, and then a session may do nothing but change it', async () => {
      const person = await signUp(gate);
      await signedIn(gate, person);
      gate.clock.advance({ days: 89 });
      await signedIn(gate, person);
      gate.clock.advance({ days: 1, ms: -1 });
      const before = await trySignIn(gate, person);
      gate.clock.advance({ ms: 1 });

      const { status, body } = await trySignIn(gate, person);

      assert.deepEqual([before.body.pending, before.body.passwordExpiresAt], [[], '2026-08-30T01:00:00.000Z']);
      assert.deepEqual([status, body.pending], [201, ['password-change']]);
      const session = gate.withKey(body.token);
      const refused = await session.get('/v1/budget-lines');
      assert.deepEqual([refused.status, refused.body.code], [403, 'session.pending']);
      assert.equal((await gate.withKey(before.body.token).get('/v1/budget-lines')).status, 403);
      const change = { current: PASSWORD, new: OTHER_PASSWORD };
      const changed = await session.post('/v1/session/password-change', change);
      assert.deepEqual([changed.status, changed.body.passwordExpiresAt], [200, '2026-11-28T01:00:00.000Z']);
      assert.equal((await session.get('/v1/budget-lines')).status, 200);
      assert.deepEqual((await session.get('/v1/session')).body.pending, []);
    });

    it('open no account that nobody used for ninety days, until it is invited again', async () => {
      const person = await signUp(gate);
      gate.clock.advance({ days: 50 });
      await signedIn(gate, person);
      gate.clock.advance({ days: 90, ms: -1 });
      const other = await signUp(gate);
      const last = await trySignIn(gate, person);
      gate.clock.advance({ days: 90 });

      const dormant = await trySignIn(gate, person);
      const never = await trySignIn(gate, other);
      await setPassword(gate, person.id, OTHER_PASSWORD);
      const invited = await trySignIn(gate, person, { password: OTHER_PASSWORD });

      assert.deepEqual([last.status, dormant.status, never.status, invited.status], [201, 401, 401, 201]);
      assert.equal(dormant.body.code, 'session.refused');
      const reasons = (await gate.installer.get('/v1/sign-ins?event=refused')).body.items;
      assert.deepEqual(
        reasons.map(({ reason }: { reason: string }) => reason),
        ['dormant', 'dormant'],
      );
    });

    it('are named in what the session says', async () => {
      const session = await signedIn(gate, await signUp(gate, { roles: [{ role: 'audit', grant: NATION }] }));

      assert.equal((await session.get('/v1/session')).body.passwordProfile, 'dengbao3');
    });
  });
});
