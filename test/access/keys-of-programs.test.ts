import assert from 'node:assert/strict';
import { hashOfSecret, listBothSidesKeys, listUncarriedKeys, newSecret } from '../../src/access/index.ts';
import { recordKey } from '../../src/access/keys/create-api-key.ts';
import { part } from '../../src/access/part.ts';
import { inSnapshot, inTransaction } from '../../src/db/index.ts';
import { governed } from '../../src/log/index.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Caller, type Gate, LOCAL_ACTOR, startGate } from '../support/gate.ts';
import * as given from '../support/given.ts';
import { openOffice } from '../support/office.ts';
import { proposed, revision, sign } from '../two-people/two-people.ts';
import { changePerson } from './sessions/session-people.ts';

const CITY = { region: '421000' };
const COUNTY = { region: '421022' };

interface RoleWish {
  readonly role: string;
  readonly grant: object;
}

onOneEngine('keys run their statements on each in api-keys', (engine) => {
  describe('a key of a machine or platform', () => {
    let gate: Gate;
    beforeEach(async () => {
      gate = await startGate({ engine });
    });
    afterEach(() => gate.close());

    const ownerWith = async (...roles: readonly RoleWish[]): Promise<string> => {
      const email = `owner.${given.nextNumber()}@jingzhou.test`;
      const { body } = await gate.installer.post('/v1/persons', { name: '所属用户', email, roles });
      return body.id;
    };
    const of = (role: string, grant: object = CITY): RoleWish => ({ role, grant });
    const keyOf = (owner: string, changes: object) =>
      gate.installer.post('/v1/api-keys', { label: '对接', owner, role: 'machine', grant: CITY, ...changes });
    const refusalOf = async (owner: string, changes: object): Promise<string> => {
      const { status, body } = await keyOf(owner, changes);
      return status === 201 ? 'made' : `${status} ${body.code} ${body.errors[0].pointer}`;
    };
    const BEYOND = '422 api_key.beyond_owner';

    const CARRIED: readonly (readonly [scope: string, roles: readonly string[]])[] = [
      ['orders:write', ['procurement-officer']],
      ['orders:read', ['procurement-officer']],
      ['budget:read', ['procurement-officer', 'agency-approver', 'finance', 'audit']],
      ['budget:load', ['finance']],
      ['assets:write', ['procurement-officer', 'legalization-office']],
      ['payments:write', ['finance']],
      ['log:read', ['finance', 'audit', 'legalization-office']],
      ['log:cosign', ['finance', 'audit', 'legalization-office']],
      ['metrics:read', ['system-administrator']],
    ];
    const ROLES = [
      ...['procurement-officer', 'agency-approver', 'finance', 'audit', 'legalization-office'],
      ...['system-administrator', 'security-administrator'],
    ];

    for (const [scope, roles] of CARRIED) {
      it(`has ${scope} only when its owner is ${roles.join(' or ')}`, async () => {
        for (const role of ROLES) {
          const wanted = roles.includes(role) ? 'made' : `${BEYOND} /scopes/0`;
          assert.equal(await refusalOf(await ownerWith(of(role)), { scopes: [scope] }), wanted, role);
        }
      });
    }

    it('has each of its scopes by one of the roles of its owner, who reaches as far in that role', async () => {
      const owner = await ownerWith(of('procurement-officer'), of('finance', COUNTY));

      assert.equal(await refusalOf(owner, { scopes: ['orders:write', 'budget:load'] }), `${BEYOND} /scopes/1`);
      assert.equal(await refusalOf(owner, { scopes: ['orders:write', 'budget:load'], grant: COUNTY }), 'made');
      assert.equal(await refusalOf(owner, { scopes: [], grant: { region: '420000' } }), `${BEYOND} /role`);
      assert.equal(
        await refusalOf(owner, { scopes: ['orders:read'], grant: { region: '420000' } }),
        `${BEYOND} /scopes/0`,
      );
    });

    it('does not write orders and also accept or pay, whose scope is pointed at', async () => {
      const owner = await ownerWith(of('procurement-officer'), of('finance'));
      const refused = (...scopes: readonly string[]) => refusalOf(owner, { scopes });

      assert.equal(await refused('orders:write', 'assets:write'), '400 api_key.both_sides /scopes/1');
      assert.equal(await refused('payments:write', 'orders:read', 'orders:write'), '400 api_key.both_sides /scopes/0');
      assert.equal(await refused('orders:write', 'orders:read', 'budget:read', 'budget:load'), 'made');
      assert.equal(await refused('orders:read', 'assets:write', 'payments:write'), 'made');
      const { body } = await keyOf(owner, { scopes: ['orders:write', 'payments:write'] });
      assert.match(body.detail, /分别新建密钥，由不同的人所有/);
    });

    it('that was made for both before is named until it is revoked, and works', async () => {
      const owner = await ownerWith(of('procurement-officer'));
      await keyOf(owner, { scopes: ['orders:write', 'orders:read'] });
      const named = async () => {
        const keys = await inSnapshot(gate.db, (tx) => listBothSidesKeys(tx, gate.clock.now()));
        return keys.map(({ id }) => id);
      };
      const before = await named();
      const secret = newSecret();
      await inTransaction(gate.db, (tx) =>
        governed(tx, gate.deps, (entry) => {
          const scopes = ['orders:write', 'orders:read', 'assets:write'];
          const made = { label: '办公系统', owner, role: 'machine' as const, grant: CITY, scopes, createdAt: entry.at };
          const key = { ...made, id: 'key_of_before', expiresAt: null, revokedAt: null };
          return recordKey(entry, { actor: LOCAL_ACTOR, key, secretHash: hashOfSecret(secret) });
        }),
      );

      assert.deepEqual([before, await named()], [[], ['key_of_before']]);
      assert.equal((await gate.withKey(secret).get('/v1/orders')).status, 200);
      await gate.installer.post('/v1/api-keys/key_of_before/revocation', { reason: '停用' });
      assert.deepEqual(await named(), []);
    });

    it('of a platform is one of a system administrator', async () => {
      const platform = { role: 'platform' };

      assert.equal(await refusalOf(await ownerWith(of('system-administrator')), platform), 'made');
      assert.equal(await refusalOf(await ownerWith(of('system-administrator', COUNTY)), platform), `${BEYOND} /role`);
      assert.equal(await refusalOf(await ownerWith(of('procurement-officer')), platform), `${BEYOND} /role`);
    });

    it('proposes money as the first of two people only while its owner is of the finance bureau', async () => {
      const { hardwareLine: budgetLine } = await openOffice(gate);
      const owner = await ownerWith(of('finance'), of('procurement-officer'));
      const { body } = await keyOf(owner, { scopes: ['budget:load', 'budget:read'] });
      const machine = gate.withKey(body.secret);
      const finance = await gate.as('finance');
      const propose = (caller: Caller) => proposed(caller, '/v1/budget-revisions', revision(budgetLine));
      const first = await propose(machine);
      const before = await propose(machine);
      const done = await sign(finance, first.body);

      await changePerson(gate, owner, { roles: [of('procurement-officer')] });
      const refused = await machine.post('/v1/budget-revisions', revision(budgetLine));
      const tried = await machine.post('/v1/budget-revisions?dryRun=true', revision(budgetLine));
      const late = await sign(finance, before.body);

      assert.equal(done.body.state, 'executed');
      assert.deepEqual([refused.status, refused.body.code], [403, 'api_key.not_carried']);
      assert.ok(tried.status >= 400);
      assert.deepEqual([late.status, late.body.code], [409, 'proposal.maker']);
      // What takes one person goes on: a purchase does not stop because somebody has another post.
      assert.equal((await machine.get('/v1/budget-lines')).status, 200);
    });

    it('that its owner does not carry any more is named at the start, in /readyz and among the alerts', async () => {
      const owner = await ownerWith(of('finance'));
      const { body: key } = await keyOf(owner, { label: '财政系统', scopes: ['budget:load'] });
      await keyOf(await ownerWith(of('system-administrator')), { role: 'platform' });
      const security = await gate.as('security-administrator');
      const county = await gate.as('security-administrator', { grant: COUNTY });
      const alerts = async (caller: Caller) =>
        (await caller.get('/v1/security-alerts?kind=key-not-carried')).body.items.map(
          (each: { key: string }) => each.key,
        );
      const named = async () => {
        const uncarried = await inSnapshot(gate.db, (tx) => listUncarriedKeys(tx, gate.clock.now()));
        return uncarried.map(({ id }) => id);
      };
      const warned = async () => {
        const find = await part.warnings();
        return inSnapshot(gate.db, (tx) => find(tx, gate.clock.now()));
      };
      const before = [await named(), await warned(), await alerts(security)];

      await changePerson(gate, owner, { roles: [of('audit')] });
      const [probe] = await warned();

      assert.deepEqual(before, [[], [], []]);
      assert.deepEqual(await named(), [key.id]);
      const detail = {
        'zh-CN': `以下密钥超出其所属用户的角色或管辖范围：${key.id}。`,
        en: `The owners of these keys do not carry them: ${key.id}.`,
      };
      assert.deepEqual(probe, { name: 'keys-not-carried', ok: true, detail });
      assert.deepEqual([await alerts(security), await alerts(county)], [[key.id], []]);
      await gate.installer.post(`/v1/api-keys/${key.id}/revocation`, { reason: '停用' });
      assert.deepEqual([await named(), await alerts(security)], [[], []]);
    });
  });
});
