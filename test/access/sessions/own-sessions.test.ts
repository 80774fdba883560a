import assert from 'node:assert/strict';
import { inSnapshot } from '../../../src/db/index.ts';
import { allProjections, parseLeaf } from '../../../src/gate/main.ts';
import { verifyLog } from '../../../src/log/index.ts';
import { forEachEngine } from '../../support/databases.ts';
import { type Caller, type Gate, startGate } from '../../support/gate.ts';
import { enrolled, NATION, type SignedUp, signedIn, signInsOf, signUp, trySignIn } from './session-people.ts';

const ROLES = [
  { role: 'finance', grant: NATION },
  { role: 'audit', grant: NATION },
];

forEachEngine('statements', (engine) => {
  describe('the own sessions of somebody with two roles', () => {
    let gate: Gate;
    let person: SignedUp;
    let session: Caller;
    before(async () => {
      gate = await startGate({ engine, env: { GATE_TOTP_KEY: 'k'.repeat(32) } });
    });
    beforeEach(async () => {
      person = await signUp(gate, { roles: ROLES });
      session = await signedIn(gate, person, { role: 'finance' });
    });
    after(() => gate.close());

    it('say as what else the person could go on, and keys say nothing of it', async () => {
      const { body } = await session.get('/v1/session');
      const ofKey = await (await gate.as('finance')).get('/v1/session');

      assert.deepEqual(body.roles, ROLES);
      assert.equal(body.person.email, person.email);
      assert.deepEqual([ofKey.body.roles, ofKey.body.person.email], [[], null]);
    });

    it('go on in another role without the password, no longer than before, and the session before is over', async () => {
      const before = (await session.get('/v1/session')).body;
      gate.clock.advance({ ms: 600_000 });

      const { status, body, headers } = await session.post('/v1/session/role', { role: 'audit' });
      const next = gate.withKey(body.token);

      assert.equal(status, 201, JSON.stringify(body));
      assert.deepEqual([body.role, body.expiresAt, body.lastSignInAt], ['audit', before.expiresAt, before.createdAt]);
      assert.match(String(headers['set-cookie']), /^gate_session=gs_/);
      assert.equal((await session.get('/v1/session')).body.code, 'session.over');
      assert.equal((await next.get('/v1/audit-samples')).status, 200);
      assert.equal((await next.post('/v1/budget-lines', {})).body.code, 'access.role');
      const row = await gate.db
        .reader('log_leaves')
        .where({ subject: `session/${body.id}` })
        .first();
      const leaf = JSON.parse(row.bytes);
      assert.deepEqual(
        [leaf.type, leaf.from, leaf.by],
        ['session.opened', before.id, { key: body.id, person: person.id }],
      );
      const events = await signInsOf(gate, `?person=${person.id}`);
      assert.deepEqual(events.map(({ event, role }) => [event, role]).sort(), [
        ['signed-in', 'audit'],
        ['signed-in', 'finance'],
        ['signed-out', 'finance'],
      ]);
      const options = { projections: await allProjections(), parse: parseLeaf };
      const { faults, differences } = await inSnapshot(gate.db, (tx) => verifyLog(tx, options));
      assert.deepEqual([faults, differences], [[], []]);
    });

    it('do not go on in a role that is not held, nor after an authenticator was enrolled elsewhere, nor for a key', async () => {
      const foreign = await session.post('/v1/session/role', { role: 'legalization-office' });
      const key = await (await gate.as('finance')).post('/v1/session/role', { role: 'finance' });
      await enrolled(gate, await signedIn(gate, person, { role: 'audit' }));
      const unproven = await session.post('/v1/session/role', { role: 'audit' });

      assert.deepEqual([foreign.status, foreign.body.code, foreign.body.choices], [422, 'session.role_needed', ROLES]);
      assert.deepEqual([key.status, key.body.code], [409, 'session.key']);
      assert.deepEqual([unproven.status, unproven.body.code], [409, 'session.sign_in_again']);
      assert.equal((await session.get('/v1/session')).status, 200);
    });

    it('are all listed to their person, and each can be ended from any other', async () => {
      const other = await signedIn(gate, person, { role: 'audit' });
      const stranger = await signedIn(gate, await signUp(gate), {});
      const { items } = (await session.get('/v1/sessions')).body;
      const [newest, own] = items;

      const paged = await session.get('/v1/sessions?limit=1');
      const rest = await session.get(`/v1/sessions?limit=1&after=${paged.body.next}`);
      const byStranger = await stranger.send('delete', `/v1/sessions/${own.id}`);
      const ended = await session.send('delete', `/v1/sessions/${newest.id}`);
      const again = await session.send('delete', `/v1/sessions/${newest.id}`);

      assert.deepEqual(
        items.map(({ role, current, totp }: Record<string, unknown>) => [role, current, totp]),
        [
          ['audit', false, false],
          ['finance', true, false],
        ],
      );
      assert.match(own.address, /127\.0\.0\.1/);
      assert.deepEqual([...paged.body.items, ...rest.body.items], items);
      assert.deepEqual([byStranger.status, byStranger.body.code], [404, 'session.not_found']);
      assert.deepEqual([ended.status, ended.body], [200, { ended: 1 }]);
      assert.deepEqual([again.status, again.body.code], [404, 'session.not_found']);
      assert.equal((await other.get('/v1/session')).body.code, 'session.over');
      assert.equal((await session.get('/v1/sessions')).body.items.length, 1);
    });

    it('are opened without telling a page of the gate the token that its cookie has', async () => {
      const wish = { role: 'finance' };
      const program = await trySignIn(gate, person, wish);
      const { email, password } = { ...person, password: '江陵城外的七只白鹭与一条渡船啊 Wp7' };
      const pages: readonly Record<string, string>[] = [{ 'sec-fetch-site': 'same-origin' }, { 'x-gate-request': '1' }];

      assert.match(program.body.token, /^gs_/);
      for (const headers of pages) {
        const {
          status,
          body,
          headers: answered,
        } = await gate.nobody.post('/v1/session', { email, password, ...wish }, headers);
        assert.deepEqual([status, body.token], [201, null]);
        assert.match(String(answered['set-cookie']), /gate_session=gs_/);
      }
    });
  });
});
