import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { forEachEngine } from '../../support/databases.ts';
import { type Gate, type Headers, startGate } from '../../support/gate.ts';
import { type SignedUp, signUp, trySignIn } from './session-people.ts';

function cookieIn({ headers }: Response): string {
  const [cookie] = headers['set-cookie'] ?? [];
  assert.ok(cookie, 'no cookie was set');
  return cookie;
}

forEachEngine((engine) => {
  describe('the cookie of a session', () => {
    let gate: Gate;
    let person: SignedUp;
    let cookie: string;
    beforeEach(async () => {
      gate = await startGate({ engine });
      person = await signUp(gate);
      cookie = cookieIn(await trySignIn(gate, person));
    });
    afterEach(() => gate.close());

    const pair = (): string => cookie.split(';')[0] ?? '';
    const change = (headers: Headers) =>
      gate.nobody.post('/v1/session/totp-confirmation', { code: '123456' }, { cookie: pair(), ...headers });

    it('is out of reach of scripts and of other sites, and holds the token', async () => {
      assert.match(cookie, /^gate_session=gs_[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);

      const { status, body } = await gate.nobody.get('/v1/session', { cookie: `other=1; ${pair()}; more=2` });

      assert.deepEqual([status, body.person.id], [200, person.id]);
    });

    it('may read, and may change only from a page of this gate', async () => {
      const own = new URL(gate.url);
      const allowed: readonly Headers[] = [
        { 'sec-fetch-site': 'same-origin' },
        { origin: own.origin },
        { origin: `https://${own.host}` },
        { 'x-gate-request': '1' },
        { origin: 'https://elsewhere.test', 'x-gate-request': '1' },
      ];
      const refused: readonly Headers[] = [
        {},
        { 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'same-site' },
        { 'sec-fetch-site': 'none' },
        { 'sec-fetch-site': 'cross-site', origin: own.origin, 'x-gate-request': '1' },
        { origin: 'null' },
        { origin: 'https://elsewhere.test' },
        { origin: `http://${own.hostname}:1` },
        { referer: `${own.origin}/` },
      ];

      for (const headers of allowed) {
        assert.equal((await change(headers)).body.code, 'totp.nothing_to_confirm', JSON.stringify(headers));
      }
      for (const headers of refused) {
        const { status, body } = await change(headers);
        assert.deepEqual([status, body.code], [403, 'session.cross_site'], JSON.stringify(headers));
      }
      assert.equal(
        (await gate.nobody.get('/v1/session', { cookie: pair(), 'sec-fetch-site': 'cross-site' })).status,
        200,
      );
    });

    it('is not asked where the token stands in the header, which no browser sets by itself', async () => {
      const token = pair().slice('gate_session='.length);

      const { body } = await gate.withKey(token).post('/v1/session/totp-confirmation', { code: '123456' });

      assert.equal(body.code, 'totp.nothing_to_confirm');
    });

    it('yields to a header, and never holds an API key', async () => {
      const auditor = await gate.as('audit');

      const both = await auditor.get('/v1/session', { cookie: pair() });
      const key = await gate.nobody.get('/v1/session', { cookie: `gate_session=${auditor.secret}` });

      assert.equal(both.body.role, 'audit');
      assert.deepEqual([key.status, key.body.code], [401, 'access.unauthenticated']);
    });

    it('is taken back with the session', async () => {
      const headers = { cookie: pair(), 'sec-fetch-site': 'same-origin' };

      const ended = await gate.nobody.send('delete', '/v1/session', { headers });

      assert.deepEqual([ended.status, ended.body.ended], [200, 1]);
      assert.equal(cookieIn(ended), 'gate_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0');
      const { status, body } = await gate.nobody.get('/v1/session', { cookie: pair() });
      assert.deepEqual([status, body.code], [401, 'session.over']);
    });
  });

  describe('the cookie of a session behind https', () => {
    it('travels by https only, and belongs to this host alone', async () => {
      const gate = await startGate({ engine, env: { GATE_COOKIE_SECURE: 'true' } });
      try {
        const cookie = cookieIn(await trySignIn(gate, await signUp(gate)));
        const plain = cookie.replace('__Host-', '').split(';')[0] ?? '';

        assert.match(cookie, /^__Host-gate_session=gs_[^;]+; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
        assert.equal((await gate.nobody.get('/v1/session', { cookie: cookie.split(';')[0] ?? '' })).status, 200);
        assert.equal((await gate.nobody.get('/v1/session', { cookie: plain })).status, 401);
      } finally {
        await gate.close();
      }
    });
  });
});
