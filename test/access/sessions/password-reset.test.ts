import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { onOneEngine } from '../../support/databases.ts';
import { type Caller, type Gate, startGate } from '../../support/gate.ts';
import { proposed, sign, supplier } from '../../two-people/two-people.ts';
import {
  enrolled,
  NATION,
  PASSWORD,
  type SignedUp,
  setPassword,
  signedIn,
  signUp,
  trySignIn,
} from './session-people.ts';

const KEY = 'k'.repeat(32);
const OTHER = `${PASSWORD} 另`;
const LEGALIZATION = [{ role: 'legalization-office', grant: NATION }];

onOneEngine('passwords and proposals run their statements on each elsewhere', (engine) => {
  describe('a person whose password is reset', () => {
    let gate: Gate;
    let maker: Caller;
    let second: Caller;
    let person: SignedUp;
    beforeEach(async () => {
      gate = await startGate({ engine, env: { GATE_TOTP_KEY: KEY } });
      maker = await gate.as('security-administrator');
      second = await gate.as('security-administrator', { who: 'the second' });
      person = await signUp(gate, { roles: LEGALIZATION });
    });
    afterEach(() => gate.close());

    const pathOf = (act: 'password-invitation' | 'totp-removal') => `/v1/persons/${person.id}/${act}`;
    const agreed = async (act: 'password-invitation' | 'totp-removal', body?: object): Promise<readonly string[]> => {
      const { body: proposal } = await proposed(maker, pathOf(act), body);
      const { body: signed, status } = await sign(second, proposal);
      assert.equal(status, 200, JSON.stringify(signed));
      return [proposal.told?.secret, signed.told?.secret];
    };
    const setBy = async (token: string, password = OTHER): Promise<string> => {
      const { status, body } = await gate.nobody.post('/v1/session/password', { token, password });
      return body.code ?? String(status);
    };
    const reset = async (): Promise<void> => {
      assert.equal(await setBy((await agreed('password-invitation')).join('')), '200');
    };
    /** Signs what another person of the legalization office proposes. */
    const signature = async (caller: Caller): Promise<Response> => {
      const office = await gate.as('legalization-office');
      return sign(caller, (await proposed(office, '/v1/suppliers', supplier())).body);
    };
    const alertsOf = async (caller: Caller): Promise<readonly string[]> => {
      const { status, body } = await caller.get('/v1/security-alerts');
      assert.equal(status, 200, JSON.stringify(body));
      return body.items.map((item: { kind: string; person: { id: string } }) => `${item.kind} ${item.person.id}`);
    };
    const noticesOf = async (changes: object = {}): Promise<readonly string[]> => {
      const { status, body } = await trySignIn(gate, person, changes);
      assert.equal(status, 201, JSON.stringify(body));
      return body.notices.map(({ kind }: { kind: string }) => kind);
    };

    it('is never another administrator, who has one half of the token and cannot take the authenticator away alone', async () => {
      await enrolled(gate, await signedIn(gate, person));
      await gate.retireBootstrap();

      const early = await maker.post(pathOf('password-invitation'));
      const { body: removal } = await proposed(maker, pathOf('totp-removal'), { reason: '更换手机' });
      const alone = await sign(maker, removal);
      const still = await trySignIn(gate, person);
      await sign(second, removal);
      const [half = '', other = ''] = await agreed('password-invitation');

      assert.deepEqual([early.status, early.body.code], [409, 'person.has_totp']);
      assert.deepEqual([alone.status, alone.body.code], [403, 'proposal.same_person']);
      assert.equal(still.body.code, 'session.code_needed');
      const refused = [half, other, other + other, half + half].map((token) => setBy(token));
      assert.deepEqual(await Promise.all(refused), Array(4).fill('password.invitation'));
      assert.equal(await setBy(half + other), '200');
    });

    it('signs nothing for twenty-four hours, whatever becomes of the password meanwhile', async () => {
      await reset();
      const session = await signedIn(gate, person, { password: OTHER });
      const changed = await session.post('/v1/session/password-change', { current: OTHER, new: `${OTHER} 三` });
      assert.equal(changed.status, 200, JSON.stringify(changed.body));

      const refused = await signature(session);
      gate.clock.advance({ hours: 24, ms: -1 });
      const last = await signature(await signedIn(gate, person, { password: `${OTHER} 三` }));
      gate.clock.advance({ ms: 1 });
      const done = await signature(await signedIn(gate, person, { password: `${OTHER} 三` }));

      assert.deepEqual([refused.status, refused.body.code], [403, 'person.signs_later']);
      assert.deepEqual([last.status, last.body.code], [403, 'person.signs_later']);
      assert.deepEqual([done.status, done.body.state], [200, 'executed']);
    });

    it('may say no meanwhile', async () => {
      await reset();
      const session = await signedIn(gate, person, { password: OTHER });
      const office = await gate.as('legalization-office');
      const { body: proposal } = await proposed(office, '/v1/suppliers', supplier());

      const { status } = await session.post(`/v1/proposals/${proposal.id}/refusal`, { reason: '资料不全' });

      assert.equal(status, 200);
    });

    it('is not one who was invited for the first time, though twice: that person signs at once', async () => {
      person = await signUp(gate, { roles: LEGALIZATION, password: null });
      await agreed('password-invitation');
      await reset();

      const { status, body } = await signature(await signedIn(gate, person, { password: OTHER }));

      assert.deepEqual([status, body.state], [200, 'executed']);
      assert.deepEqual(await alertsOf(maker), []);
      assert.deepEqual(await noticesOf({ password: OTHER }), []);
    });

    it('is told at the next sign-in, once, and so is one whose authenticator was removed', async () => {
      const secret = await enrolled(gate, await signedIn(gate, person));
      gate.clock.advance({ hours: 1 });
      await agreed('totp-removal', { reason: '更换手机' });
      gate.clock.advance({ hours: 1 });
      await agreed('password-invitation');
      gate.clock.advance({ hours: 1 });

      const notices = await noticesOf();
      gate.clock.advance({ hours: 1 });

      assert.ok(secret);
      assert.deepEqual(notices, ['totp-removed', 'password-reset']);
      assert.deepEqual(await noticesOf(), []);
    });

    it('is an alert for security administrators who reach the person, for fourteen days', async () => {
      await enrolled(gate, await signedIn(gate, person));
      await agreed('totp-removal', { reason: '更换手机' });
      gate.clock.advance({ hours: 1 });
      await agreed('password-invitation');
      const county = await gate.as('security-administrator', { grant: { region: '421022' } });
      const officer = await gate.as('finance');

      const told = await alertsOf(second);
      const { body: page } = await second.get('/v1/security-alerts?limit=1');
      const { body: rest } = await second.get(`/v1/security-alerts?limit=1&after=${page.next}`);
      const { body: one } = await second.get('/v1/security-alerts?kind=totp-removed');

      assert.deepEqual(told, [`password-reset ${person.id}`, `totp-removed ${person.id}`]);
      assert.deepEqual([page.items[0].kind, rest.items[0].kind, rest.next], ['password-reset', 'totp-removed', null]);
      assert.deepEqual(
        one.items.map(({ kind, severity }: { kind: string; severity: string }) => [kind, severity]),
        [['totp-removed', 'urgent']],
      );
      assert.deepEqual(await alertsOf(county), []);
      assert.equal((await officer.get('/v1/security-alerts')).status, 403);
      gate.clock.advance({ days: 14 });
      assert.deepEqual(await alertsOf(second), []);
    });

    it('is invited by the installer, who reads the token whole, and only once the authenticator is gone', async () => {
      await enrolled(gate, await signedIn(gate, person));

      const refused = await gate.installer.post(pathOf('password-invitation'));
      const removed = await gate.installer.post(pathOf('totp-removal'), { reason: '更换手机' });
      await setPassword(gate, person.id, OTHER);

      assert.deepEqual([refused.status, refused.body.code], [409, 'person.has_totp']);
      assert.deepEqual([removed.status, removed.body], [200, { person: person.id, totp: false }]);
      assert.equal((await trySignIn(gate, person, { password: OTHER })).status, 201);
    });

    it('is not invited by what was proposed before the token had halves', () => {
      const { check } = gate.acts.get('invitePerson') ?? {};
      const asked = { prepared: { invitationHash: 'a'.repeat(64) } } as never;

      assert.throws(() => check?.(asked), { code: 'person.invitation_outdated' });
    });
  });
});
