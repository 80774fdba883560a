import assert from 'node:assert/strict';
import { forEachEngine, onOneOfThem } from '../support/databases.ts';
import { type Caller, etagIn, type Gate, startGate } from '../support/gate.ts';
import { countRows, leavesOf, officer, personOf, proposed, sign } from './two-people.ts';

const NATION = { region: '000000' };

forEachEngine('statements', (engine) => {
  describe('rights given by two people', () => {
    let gate: Gate;
    let maker: Caller;
    let second: Caller;
    beforeEach(async () => {
      gate = await startGate({ engine });
      maker = await gate.as('security-administrator');
      second = await gate.as('security-administrator', { who: 'the second' });
    });
    afterEach(() => gate.close());

    it('make a person and a key that then works, also when set-up has ended', async () => {
      await gate.retireBootstrap();

      const person = await sign(second, (await proposed(maker, '/v1/persons', officer())).body);
      const owner: string = person.body.result.body.id;
      const wish = { label: '财政系统', owner, role: 'machine', grant: NATION, scopes: ['budget:read'] };
      const key = await proposed(maker, '/v1/api-keys', wish);
      const { secret } = key.body.told;
      const early = await gate.withKey(secret).get('/v1/budget-lines');
      const signed = await sign(second, key.body);
      const late = await gate.withKey(secret).get('/v1/budget-lines');

      assert.deepEqual([early.status, early.body.code], [401, 'access.key_invalid']);
      assert.deepEqual([signed.status, signed.body.state], [200, 'executed']);
      assert.equal(late.status, 200);
      const [leaf] = await leavesOf(gate, key.body.id);
      assert.deepEqual([leaf?.type, leaf?.by], ['api-key.created', await personOf(gate, maker)]);
    });

    it('are never proposed or signed by the person who gets them', async () => {
      const [one, other] = [await personOf(gate, maker), await personOf(gate, second)];
      const roles = [
        { role: 'security-administrator', grant: NATION },
        { role: 'security-administrator', grant: { region: '420000' } },
      ];
      const changes = { roles };

      const third = await gate.as('security-administrator', { who: 'the third' });
      const own = await change(maker, one.person, changes);
      const ofOther = await change(maker, other.person, changes);
      const bySelf = await sign(second, ofOther.body);
      const tray = await second.get('/v1/proposals?awaiting=me');
      const done = await sign(third, ofOther.body);

      assert.deepEqual([own.status, own.body.code], [403, 'person.own_roles']);
      assert.equal(ofOther.status, 202);
      assert.deepEqual([bySelf.status, bySelf.body.code], [403, 'person.own_roles']);
      assert.deepEqual(tray.body.items, []);
      assert.deepEqual([done.body.state, done.body.result.body.roles.length], ['executed', 2]);
    });

    it('are gone at once when they are taken away by a signature', async () => {
      const finance = await gate.as('finance');
      const { person } = await personOf(gate, finance);
      await finance.get('/v1/budget-lines');

      const { body: proposal } = await change(maker, person, { active: false });
      await sign(second, proposal);

      assert.equal((await finance.get('/v1/budget-lines')).status, 401);
    });

    onOneOfThem(engine, 'who may sign and what a leaf says is told of what was read', () => {
      it('show the secret of a key to nobody but the maker, once, and keep it nowhere', async () => {
        const owner = (await personOf(gate, await gate.as('finance'))).person;
        const wish = { label: '财政系统', owner, role: 'machine', grant: NATION, scopes: ['budget:read'] };

        const { body: proposal } = await proposed(maker, '/v1/api-keys', wish);
        const read = [await maker.get(`/v1/proposals/${proposal.id}`), await sign(second, proposal)];

        assert.match(proposal.told.secret, /^gk_/);
        for (const { body } of read) assert.doesNotMatch(JSON.stringify(body), /gk_|secretHash/);
        const kept = [
          ...(await gate.db.reader('proposals')),
          ...(await gate.db.reader('proposal_parts')),
          ...(await gate.db.reader('idempotency_keys')),
        ];
        assert.ok(!JSON.stringify(kept).includes(proposal.told.secret));
      });

      it('make no key of another person, whose secret the maker would read', async () => {
        const { person: other } = await personOf(gate, second);
        const { person: own } = await personOf(gate, maker);
        const wish = { label: '安全管理员', role: 'security-administrator', grant: NATION };

        const ofOther = await maker.post('/v1/api-keys', { ...wish, owner: other });
        const ofSelf = await maker.post('/v1/api-keys', { ...wish, owner: own });

        assert.deepEqual([ofOther.status, ofOther.body.code], [403, 'api_key.of_another']);
        assert.equal(ofSelf.status, 202);
      });

      it('are taken away by nobody who reaches less far, and otherwise what reaches further may stay', async () => {
        const county = await gate.as('security-administrator', { grant: { region: '421022' } });
        const finance = await gate.as('finance');
        const { person } = await personOf(gate, finance);
        const wide = { role: 'finance', grant: NATION };
        const [small, more] = ['legalization-office', 'finance'].map((role) => ({ role, grant: { region: '421022' } }));
        const { body: proposal } = await change(maker, person, { roles: [wide, small] });
        await sign(second, proposal);

        const ended = await change(county, person, { active: false });
        const taken = await change(county, person, { roles: [] });
        const added = await change(county, person, { roles: [wide, small, more] });

        for (const refused of [ended, taken])
          assert.deepEqual([refused.status, refused.body.code], [403, 'access.beyond_reach']);
        assert.equal(added.status, 202, JSON.stringify(added.body));
      });

      it('leave neither name nor address in the log', async () => {
        const { body: proposal } = await proposed(maker, '/v1/persons', officer({ name: '欧阳某某' }));
        await sign(second, proposal);

        const [leaf] = await leavesOf(gate, proposal.id);

        assert.doesNotMatch(JSON.stringify(leaf), /欧阳|jingzhou/);
        assert.equal(await countRows(gate, 'proposals'), 1);
      });
    });
  });
});

async function change(caller: Caller, id: string, changes: object) {
  const path = `/v1/persons/${id}`;
  const tag = etagIn(await caller.get(path));
  const event = { effectiveOn: '2026-06-01', reason: '岗位调整', changes };
  return caller.post(`${path}/events`, event, { 'if-match': tag });
}
