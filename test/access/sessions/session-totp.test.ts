import assert from 'node:assert/strict';
import { Secret, TOTP } from 'otpauth';
import { openSecret, sealSecret, stepOfCode } from '../../../src/access/passwords/totp.ts';
import { updateLastStep } from '../../../src/access/passwords/totp-repository.ts';
import { inTransaction } from '../../../src/db/index.ts';
import { instant } from '../../../src/kernel/index.ts';
import { onOneEngine, onOneOfThem } from '../../support/databases.ts';
import { type Caller, type Gate, startGate } from '../../support/gate.ts';
import { leavesOf, personOf, proposed, sign } from '../../two-people/two-people.ts';
import {
  everythingStored,
  NATION,
  PASSWORD,
  type SignedUp,
  signedIn,
  signInsOf,
  signUp,
  trySignIn,
} from './session-people.ts';

const KEY = 'k'.repeat(32);
const STEP_MS = 30_000;

describe('a one-time code', () => {
  // RFC 6238, appendix B, SHA-1: the last six of the eight digits.
  const secret = Secret.fromLatin1('12345678901234567890').base32;
  const VECTORS: readonly (readonly [at: string, code: string])[] = [
    ['1970-01-01T00:00:59.000Z', '287082'],
    ['2005-03-18T01:58:29.000Z', '081804'],
    ['2005-03-18T01:58:31.000Z', '050471'],
    ['2009-02-13T23:31:30.000Z', '005924'],
    ['2033-05-18T03:33:20.000Z', '279037'],
  ];

  for (const [at, code] of VECTORS) {
    it(`is ${code} at ${at}`, () => {
      assert.equal(stepOfCode(secret, { code, at: instant(at), lastStep: 0 }), Math.floor(Date.parse(at) / STEP_MS));
    });
  }

  it('is taken one step early and one step late, and not two', () => {
    const at = (ms: number) => instant(new Date(1_111_111_110_000 + ms).toISOString());
    const step = 1_111_111_110_000 / STEP_MS;
    const stepAt = (ms: number) => stepOfCode(secret, { code: '050471', at: at(ms), lastStep: 0 });

    assert.deepEqual([stepAt(-STEP_MS - 1), stepAt(-STEP_MS)], [undefined, step]);
    assert.deepEqual([stepAt(2 * STEP_MS - 1), stepAt(2 * STEP_MS)], [step, undefined]);
    assert.equal(stepOfCode(secret, { code: '050471', at: at(0), lastStep: step }), undefined);
  });

  it('has a secret that only its key and its person open, also when another key has come before it', () => {
    const sealed = sealSecret(secret, { key: KEY, personId: 'per_1' });

    assert.equal(openSecret(sealed, { keys: [KEY], personId: 'per_1' }), secret);
    assert.equal(openSecret(sealed, { keys: ['x'.repeat(32), KEY], personId: 'per_1' }), secret);
    assert.equal(openSecret(sealed, { keys: [KEY], personId: 'per_2' }), undefined);
    assert.equal(openSecret(sealed, { keys: ['x'.repeat(32)], personId: 'per_1' }), undefined);
    assert.equal(openSecret(sealed, { keys: [], personId: 'per_1' }), undefined);
    assert.notEqual(sealSecret(secret, { key: KEY, personId: 'per_1' }), sealed);
  });
});

onOneEngine('other files run its statements on both', (engine) => {
  describe('an authenticator', () => {
    let gate: Gate;
    let person: SignedUp;
    let session: Caller;
    beforeEach(async () => {
      gate = await startGate({
        engine,
        env: { GATE_TOTP_KEY: KEY, GATE_TOTP_REQUIRED_ROLES: 'audit' },
      });
      person = await signUp(gate);
      session = await signedIn(gate, person);
    });
    afterEach(() => gate.close());

    const begin = async (caller: Caller): Promise<string> => {
      const { status, body } = await caller.post('/v1/session/totp', { password: PASSWORD });
      assert.equal(status, 200, JSON.stringify(body));
      return body.secret;
    };
    const codeOf = (secret: string, steps = 0): string =>
      new TOTP({ secret: Secret.fromBase32(secret) }).generate({
        timestamp: Date.parse(gate.clock.now()) + steps * STEP_MS,
      });
    const confirm = (caller: Caller, code: string) => caller.post('/v1/session/totp-confirmation', { code });
    const enrol = async (caller: Caller): Promise<string> => {
      const secret = await begin(caller);
      const { status, body } = await confirm(caller, codeOf(secret));
      assert.equal(status, 200, JSON.stringify(body));
      return secret;
    };

    it('is enrolled by the password once more and a code, and then every sign-in asks for one', async () => {
      const secret = await enrol(session);
      gate.clock.advance({ ms: STEP_MS });

      const without = await trySignIn(gate, person);
      const wrong = await trySignIn(gate, person, { code: '000000' });
      const { status, body } = await trySignIn(gate, person, { code: codeOf(secret) });

      assert.deepEqual([without.status, without.body.code], [422, 'session.code_needed']);
      assert.deepEqual([wrong.status, wrong.body.code], [401, 'session.refused']);
      assert.deepEqual([status, body.totp], [201, true]);
      assert.equal((await session.get('/v1/session')).body.totp, true);
      const leaves = await gate.db.reader('log_leaves').orderBy('log_index', 'desc').limit(2);
      const [opened, enrolled] = leaves.map(({ bytes }) => JSON.parse(bytes));
      assert.deepEqual([enrolled.type, enrolled.subject], ['totp.enrolled', `totp/${person.id}`]);
      assert.deepEqual([opened.session.withTotp, opened.openedOn.totp], [true, enrolled.totp.digest]);
    });

    it('shows its secret once, as an app reads it, and none is stored in the clear', async () => {
      const { body } = await session.post('/v1/session/totp', { password: PASSWORD });

      const uri = new URL(body.uri);
      assert.deepEqual([uri.protocol, uri.hostname], ['otpauth:', 'totp']);
      assert.deepEqual(
        [uri.searchParams.get('secret'), uri.searchParams.get('issuer')],
        [body.secret, 'genuine-gate.local'],
      );
      assert.equal((await everythingStored(gate)).includes(body.secret), false);
      await confirm(session, codeOf(body.secret));
      assert.equal((await everythingStored(gate)).includes(body.secret), false);
    });

    it('gives codes that work once each, also for two at once', async () => {
      const secret = await enrol(session);
      assert.equal(
        (await trySignIn(gate, person, { code: codeOf(secret) })).status,
        401,
        'the one it was enrolled with',
      );
      const next = codeOf(secret, 1);

      const answers = await Promise.all([
        trySignIn(gate, person, { code: next }),
        trySignIn(gate, person, { code: next }),
      ]);

      assert.deepEqual(answers.map(({ status }) => status).toSorted(), [201, 401]);
      gate.clock.advance({ ms: STEP_MS });
      assert.equal((await trySignIn(gate, person, { code: next })).status, 401);
    });

    it('has a step used up by one request alone, on whatever engine they meet', async () => {
      await enrol(session);
      const step = 9_000_000_000;
      const takeStep = () => inTransaction(gate.db, (tx) => updateLastStep(tx, { personId: person.id, step }));

      const taken = [await takeStep(), await takeStep()];

      assert.deepEqual(taken, [1, 0]);
    });

    it('is not guessed: wrong codes close the account, and asking without one does not open it', async () => {
      await enrol(session);
      const statuses = [];
      for (let at = 0; at < 6; at += 1) {
        statuses.push((await trySignIn(gate, person, { code: '000000' })).status);
        statuses.push((await trySignIn(gate, person)).status);
      }

      assert.deepEqual(statuses, [401, 422, 401, 422, 401, 422, 401, 422, 401, 429, 429, 429]);
      const [last] = await signInsOf(gate, 'event=locked');
      assert.equal(last?.reason, 'wrong-code');
    });

    it('does not use up a code when the role is still to be chosen', async () => {
      const roles = [
        { role: 'finance', grant: NATION },
        { role: 'legalization-office', grant: NATION },
      ];
      const several = await signUp(gate, { roles });
      const secret = await enrol(await signedIn(gate, several, { role: 'finance' }));
      gate.clock.advance({ ms: STEP_MS });
      const code = codeOf(secret);

      assert.equal((await trySignIn(gate, several, { code })).body.code, 'session.role_needed');
      assert.equal((await trySignIn(gate, several, { code, role: 'finance' })).status, 201);
    });

    it('is confirmed within ten minutes by a right code, and replaced by nobody who just sits there', async () => {
      const late = await begin(session);
      gate.clock.advance({ ms: 10 * 60_000 });
      const tooLate = await confirm(session, codeOf(late));
      const secret = await begin(session);
      const wrong = await confirm(session, '000000');
      const stranger = await session.post('/v1/session/totp', { password: 'wrong' });
      const right = await confirm(session, codeOf(secret));
      const again = await session.post('/v1/session/totp', { password: PASSWORD });

      assert.deepEqual([tooLate.status, tooLate.body.code], [409, 'totp.nothing_to_confirm']);
      assert.deepEqual([wrong.status, wrong.body.code], [422, 'totp.code']);
      assert.deepEqual([stranger.status, stranger.body.code], [422, 'password.current']);
      assert.equal(right.status, 200);
      assert.deepEqual([again.status, again.body.code], [409, 'totp.enrolled']);
    });

    it('is removed by the installer with a reason, which ends the sessions', async () => {
      await enrol(session);

      const removed = await gate.installer.post(`/v1/persons/${person.id}/totp-removal`, { reason: '手机遗失' });
      const again = await gate.installer.post(`/v1/persons/${person.id}/totp-removal`, { reason: '手机遗失' });

      assert.deepEqual(removed.body, { person: person.id, totp: false });
      assert.deepEqual([again.status, again.body.code], [409, 'totp.not_enrolled']);
      assert.equal((await session.get('/v1/session')).status, 401);
      assert.equal((await trySignIn(gate, person)).status, 201);
      const unknown = await gate.installer.post('/v1/persons/per_unknown/totp-removal', { reason: '手机遗失' });
      assert.equal(unknown.status, 404);
      const rows = await gate.db.reader('log_leaves').where({ type: 'totp.removed' });
      assert.equal(rows.length, 1);
      assert.doesNotMatch(rows[0].bytes, /手机/);
    });

    onOneOfThem(engine, 'what a code opens is told by no other statement', () => {
      it('is removed by two administrators, neither of them the person, who come to it by the log', async () => {
        await enrol(session);
        const [maker, second] = [
          await gate.as('security-administrator'),
          await gate.as('security-administrator', { who: '2' }),
        ];
        const reason = { reason: '手机遗失' };
        const { body: proposal } = await proposed(maker, `/v1/persons/${person.id}/totp-removal`, reason);

        const own = await sign(maker, proposal);
        const still = await session.get('/v1/session');
        const signed = await sign(second, proposal);

        assert.deepEqual([own.status, own.body.code, still.status], [403, 'proposal.same_person', 200]);
        assert.deepEqual([signed.status, signed.body.result.body], [200, { person: person.id, totp: false }]);
        assert.equal((await session.get('/v1/session')).status, 401);
        const { person: ofSecond } = await personOf(gate, second);
        assert.equal((await second.post(`/v1/persons/${ofSecond}/totp-removal`, reason)).body.code, 'person.own_roles');
        assert.deepEqual(
          (await leavesOf(gate, proposal.id)).map(({ type }) => type),
          ['totp.removed'],
        );
      });

      it('is removed by nobody who reaches less far than the person', async () => {
        await enrol(session);
        const county = await gate.as('security-administrator', { grant: { region: '421022' } });

        const refused = await county.post(`/v1/persons/${person.id}/totp-removal`, { reason: '手机遗失' });

        assert.deepEqual([refused.status, refused.body.code], [404, 'person.not_found']);
        assert.equal((await session.get('/v1/session')).status, 200);
      });

      it('is needed to do anything in a role that requires it', async () => {
        const auditor = await signUp(gate, { roles: [{ role: 'audit', grant: NATION }] });
        const { body } = await trySignIn(gate, auditor);
        const bare = gate.withKey(body.token);
        const refused = await bare.get('/v1/persons');
        assert.deepEqual(
          [body.pending, refused.status, refused.body.code],
          [['totp-enrolment'], 403, 'session.pending'],
        );

        await enrol(bare);

        assert.equal((await bare.get('/v1/persons')).status, 200);
        assert.deepEqual((await bare.get('/v1/session')).body.pending, []);
      });

      it('survives a new password: who changes the one does not get round the other', async () => {
        await enrol(session);
        const password = `${PASSWORD} 新`;
        await session.post('/v1/session/password-change', { current: PASSWORD, new: password });

        assert.equal((await trySignIn(gate, person, { password })).body.code, 'session.code_needed');
      });
    });
  });

  describe('a gate without a key for authenticators', () => {
    it('enrols none, and lets nobody in whose authenticator it cannot read', async () => {
      const gate = await startGate({ engine });
      try {
        const person = await signUp(gate);
        const session = await signedIn(gate, person);
        const { status, body } = await session.post('/v1/session/totp', { password: PASSWORD });
        const row = { person_id: person.id, sealed_secret: 'x'.repeat(80), last_step: 0, log_index: 0 };
        await gate.db.writer('totp_secrets').insert(row);

        const closed = await trySignIn(gate, person, { code: '123456' });

        assert.deepEqual([status, body.code], [409, 'totp.unavailable']);
        assert.deepEqual([closed.status, closed.body.code], [503, 'totp.unreadable']);
      } finally {
        await gate.close();
      }
    });
  });
});
