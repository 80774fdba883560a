import assert from 'node:assert/strict';
import { createApiKey, createPerson, hashOfSecret, newSecret } from '../../src/access/index.ts';
import { inTransaction } from '../../src/db/index.ts';
import { instant, plusMs } from '../../src/kernel/index.ts';
import { governed } from '../../src/log/index.ts';
import { changePerson } from '../access/sessions/session-people.ts';
import { bureau, library } from '../agencies/agency-examples.ts';
import { importBudget, sheetOf } from '../budget/finance-sheet.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Caller, type Gate, startGate } from '../support/gate.ts';
import * as given from '../support/given.ts';
import { countRows, personOf, proposed, sign, supplier } from './two-people.ts';

const NATION = { region: '000000' };
const HOUR_MS = 3_600_000;

onOneEngine('other files run its statements on both', (engine) => {
  describe('what a signature is checked against when it comes', () => {
    let gate: Gate;
    let maker: Caller;
    let second: Caller;
    beforeEach(async () => {
      gate = await startGate({ engine });
      maker = await gate.as('legalization-office');
      second = await gate.as('legalization-office', { who: 'the second' });
    });
    afterEach(() => gate.close());

    const refusedBy = async (caller: Caller, proposal: { id: string; digest: string }): Promise<string> => {
      const { status, body } = await sign(caller, proposal);
      assert.equal(await countRows(gate, 'proposal_signatures'), 0);
      assert.equal(await countRows(gate, 'suppliers'), 0);
      return `${status} ${body.code}`;
    };
    const changeRow = (id: string, columns: object) => gate.db.writer('proposals').where({ id }).update(columns);

    it('is a key of the maker that has not run out', async () => {
      const expiring = gate.withKey(await makeExpiringKey(gate));
      const { body: inTime } = await proposed(expiring, '/v1/suppliers', supplier());
      const { body: late } = await proposed(expiring, '/v1/suppliers', supplier());

      gate.clock.advance({ hours: 1, ms: -1 });
      const done = await sign(second, inTime);
      gate.clock.advance({ ms: 1 });
      const refused = await sign(second, late);

      assert.equal(done.body.state, 'executed');
      assert.deepEqual([refused.status, refused.body.code], [409, 'proposal.maker']);
    });

    it('is the maker who was signed, whatever the table says', async () => {
      const { body: proposal } = await proposed(maker, '/v1/suppliers', supplier());
      await changeRow(proposal.id, { maker_person: (await personOf(gate, second)).person });

      assert.equal(await refusedBy(maker, proposal), '403 proposal.same_person');
    });

    it('is the end of the day that was signed, whatever the table says', async () => {
      const { body: proposal } = await proposed(maker, '/v1/suppliers', supplier());
      await changeRow(proposal.id, { lapses_at: '2036-06-01T01:00:00.000Z' });
      gate.clock.advance({ days: 1 });

      assert.equal(await refusedBy(second, proposal), '409 proposal.lapsed');
    });

    it('is whom it is about by what was asked, whatever the table says', async () => {
      const [one, other] = [
        await gate.as('security-administrator'),
        await gate.as('security-administrator', { who: '2' }),
      ];
      await gate.as('security-administrator', { who: 'who could sign it' });
      const { person } = await personOf(gate, other);
      const { headers } = await one.get(`/v1/persons/${person}`);
      const event = { effectiveOn: '2026-06-01', reason: '调整', changes: { active: true } };
      const path = `/v1/persons/${person}/events`;
      const { body: proposal } = await proposed(one, path, event, { 'if-match': String(headers.etag) });
      await changeRow(proposal.id, { concerns_person: null });

      assert.equal(await refusedBy(other, proposal), '403 person.own_roles');
    });

    it('is which agencies it is about: of one that got a name of the file since nothing is imported', async () => {
      const [finance, near] = [await gate.as('finance'), await gate.as('finance', { grant: { region: '421000' } })];
      await gate.installer.post('/v1/agencies', bureau());
      const byName = [{ 单位编码: '荆州市文化和旅游局' }, { 指标编码: 'LIB', 单位编码: '荆州市图书馆' }];
      const file = sheetOf(...byName).replace('单位编码', '预算单位');
      const { body: proposal } = await importBudget(finance, file);
      await gate.installer.post('/v1/agencies', library({ region: '511300' }));

      const { body } = await sign(near, proposal);

      const { created, refused } = body.result.body;
      assert.deepEqual([body.state, created, refused, await countRows(gate, 'budget_lines')], ['executed', 1, 1, 1]);
    });
  });

  describe('rights that are given', () => {
    let gate: Gate;
    let maker: Caller;
    beforeEach(async () => {
      gate = await startGate({ engine });
      maker = await gate.as('security-administrator', { grant: { region: '421000' } });
      await gate.as('security-administrator', { grant: NATION, who: 'who could sign it' });
    });
    afterEach(() => gate.close());

    const officer = (grant: object) => ({
      ...{ name: '王建国', email: `wang.${given.nextNumber()}@jingzhou.gov.test` },
      roles: [{ role: 'finance', grant }],
    });

    it('reach no further than their maker does', async () => {
      const beyond = await maker.post('/v1/persons', officer(NATION));
      const within = await maker.post('/v1/persons', officer({ region: '421000' }));

      assert.deepEqual([beyond.status, beyond.body.code], [403, 'access.beyond_reach']);
      assert.equal(within.status, 202);
    });

    it('of a machine reach no further than their maker does', async () => {
      const { person: owner } = await personOf(gate, await gate.as('procurement-officer'));
      const wish = { label: '电子卖场', owner, role: 'machine', scopes: ['orders:read'] };

      const beyond = await maker.post('/v1/api-keys', { ...wish, grant: NATION });
      const within = await maker.post('/v1/api-keys', { ...wish, grant: { region: '421000' } });

      assert.deepEqual([beyond.status, beyond.body.code], [403, 'access.beyond_reach']);
      assert.equal(within.status, 202);
    });

    it('reach no further than whoever signs does', async () => {
      const near = await gate.as('security-administrator', { grant: { region: '421022' } });
      const far = await gate.as('security-administrator', { who: 'the second' });
      const { body: proposal } = await proposed(maker, '/v1/persons', officer({ region: '421000' }));

      const refused = await sign(near, proposal);
      const done = await sign(far, proposal);

      assert.deepEqual([refused.status, refused.body.code], [404, 'proposal.not_found']);
      assert.equal(done.body.state, 'executed');
    });

    it('by then, where somebody has come to reach further since it was proposed', async () => {
      const [near, far] = [{ region: '421022' }, { region: '421000' }];
      const signer = await gate.as('security-administrator', { grant: near });
      const { body: person } = await gate.installer.post('/v1/persons', officer(near));
      const { body: proposal } = await proposed(maker, `/v1/persons/${person.id}/password-invitation`);
      await changePerson(gate, person.id, { roles: [{ role: 'finance', grant: far }] });

      const refused = await sign(signer, proposal);

      assert.deepEqual([refused.status, refused.body.code], [403, 'access.beyond_reach']);
    });

    it('that somebody has already may stay, though the maker reaches less', async () => {
      const seen = { role: 'procurement-officer', grant: { region: '421022' } };
      const roles = [{ role: 'finance', grant: NATION }, seen];
      const { body: person, headers } = await gate.installer.post('/v1/persons', { ...officer(NATION), roles });
      const more = [...person.roles, { role: 'legalization-office', grant: { region: '421000' } }];
      const event = { effectiveOn: '2026-06-01', reason: '调整', changes: { roles: more } };

      const kept = await maker.post(`/v1/persons/${person.id}/events`, event, { 'if-match': String(headers.etag) });

      assert.equal(kept.status, 202);
    });
  });
});

/** A person's key that works for one hour. */
async function makeExpiringKey({ db, deps, clock }: Gate): Promise<string> {
  const secret = newSecret();
  const actor = { keyId: 'key_test', personId: null, role: 'installer' as const, grant: NATION, scopes: [] };
  const [role, expiresAt] = ['legalization-office' as const, instant(plusMs(clock.now(), HOUR_MS))];
  await inTransaction(db, (tx) =>
    governed(tx, deps, async (entry) => {
      const person = { name: '钱', email: `q${given.nextNumber()}@x.test`, roles: [{ role, grant: NATION }] };
      const { id: owner } = await createPerson(entry, deps, { actor, creation: person });
      const creation = { label: 'short', owner, role, grant: NATION, scopes: [], expiresAt };
      return createApiKey(entry, deps, { actor, creation, secretHash: hashOfSecret(secret) });
    }),
  );
  return secret;
}
