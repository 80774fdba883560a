import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { hashOfSecret } from '../../../src/access/index.ts';
import { hashOfToken } from '../../../src/access/people/invitation-token.ts';
import { forEachEngine } from '../../support/databases.ts';
import { type Caller, type Gate, startGate } from '../../support/gate.ts';
import { leavesOf, personOf, proposed, sign, sizeOfLog } from '../../two-people/two-people.ts';
import {
  changePerson,
  everythingStored,
  NATION,
  PASSWORD,
  type SignedUp,
  signUp,
  trySignIn,
} from './session-people.ts';

const HOURS_24 = { hours: 24 };

forEachEngine((engine) => {
  describe('an invitation to set a password', () => {
    let gate: Gate;
    let maker: Caller;
    let second: Caller;
    let person: SignedUp;
    beforeEach(async () => {
      gate = await startGate({ engine });
      maker = await gate.as('security-administrator');
      second = await gate.as('security-administrator', { who: 'the second' });
      person = await signUp(gate, { password: null });
    });
    afterEach(() => gate.close());

    const pathOf = (id: string) => `/v1/persons/${id}/password-invitation`;
    const invited = (caller: Caller, id = person.id): Promise<Response> => proposed(caller, pathOf(id));
    const agreed = async (): Promise<string> => {
      const { body: proposal } = await invited(maker);
      const { body: signed } = await sign(second, proposal);
      return proposal.told.secret + signed.told.secret;
    };
    const setBy = async (token: string): Promise<string> => {
      const { status, body } = await gate.nobody.post('/v1/session/password', { token, password: PASSWORD });
      return body.code ?? String(status);
    };

    it('by one administrator alone is half a token that does not work, and works with the half of who has signed', async () => {
      await gate.retireBootstrap();
      const size = await sizeOfLog(gate);

      const { body: proposal } = await invited(maker);
      const tried = await second.get(`/v1/proposals/${proposal.id}/trial`);
      const alone = await setBy(proposal.told.secret);
      const grown = (await sizeOfLog(gate)) - size;
      const own = await sign(maker, proposal);
      const stillAlone = await setBy(proposal.told.secret);
      const signed = await sign(second, proposal);
      const half = await setBy(proposal.told.secret);
      const otherHalf = await setBy(signed.body.told.secret);
      const once = await setBy(`${proposal.told.secret} ${signed.body.told.secret}`);
      const twice = await setBy(proposal.told.secret + signed.body.told.secret);

      assert.deepEqual([tried.body.status, tried.text.includes('gi_')], [201, false]);
      // The proposal itself.
      assert.deepEqual([alone, grown, stillAlone], ['password.invitation', 1, 'password.invitation']);
      assert.deepEqual([own.status, own.body.code], [403, 'proposal.same_person']);
      assert.deepEqual([signed.status, signed.body.state], [200, 'executed']);
      assert.deepEqual([half, otherHalf], ['password.invitation', 'password.invitation']);
      assert.deepEqual([once, twice], ['200', 'password.invitation']);
      assert.equal((await trySignIn(gate, person)).status, 201);
    });

    it('is neither asked for nor signed by who reaches less far than the person, and would come in as that person', async () => {
      const county = await gate.as('security-administrator', { grant: { region: '421022' } });
      const { body: proposal } = await invited(maker);

      const asked = await county.post(pathOf(person.id));
      const signed = await sign(county, proposal);

      assert.deepEqual([asked.status, asked.body.code], [404, 'person.not_found']);
      assert.deepEqual([signed.status, signed.body.code], [404, 'proposal.not_found']);
      const clerk = await signUp(gate, { password: null, roles: [{ role: 'finance', grant: { region: '421022' } }] });
      assert.equal((await sign(second, (await invited(county, clerk.id)).body)).status, 200);
    });

    it('leaves one leaf, which names who asked for it and who signed', async () => {
      const { body: proposal } = await invited(maker);
      await sign(second, proposal);

      const leaves = await leavesOf(gate, proposal.id);

      assert.deepEqual(
        leaves.map(({ type, subject, by }) => [type, subject, by]),
        [['password.invited', `password/${person.id}`, await personOf(gate, maker)]],
      );
      const signed = leaves[0]?.signed as { signers: readonly { person: string }[] };
      assert.deepEqual(
        signed.signers.map((each) => each.person),
        [(await personOf(gate, second)).person],
      );
    });

    it('works for twenty-four hours from the signature', async () => {
      const { body: late } = await invited(maker);
      gate.clock.advance({ hours: 23 });
      const { body: done } = await sign(second, late);
      gate.clock.advance({ ...HOURS_24, ms: -1 });
      const inTime = await setBy(late.told.secret + done.told.secret);
      const tooLate = await agreed();
      gate.clock.advance(HOURS_24);

      assert.deepEqual(done.result.body, { person: person.id, expiresAt: '2026-06-03T00:00:00.000Z' });
      assert.equal(inTime, '200');
      assert.equal(await setBy(tooLate), 'password.invitation');
    });

    it('replaces the one before when it is signed, and not when it is proposed', async () => {
      const first = await agreed();
      const { body: other } = await invited(maker);

      const before = await gate.db.reader('passwords').where({ person_id: person.id }).first();
      const { body: signed } = await sign(second, other);

      assert.equal(before.invitation_hash, hashOfToken(first));
      assert.deepEqual(
        [await setBy(first), await setBy(other.told.secret + signed.told.secret)],
        ['password.invitation', '200'],
      );
    });

    it('is told in halves to who proposes and who signs it, once each, and kept nowhere', async () => {
      const { body: proposal } = await invited(maker);
      const { body: signed } = await sign(second, proposal);
      const read = await Promise.all([maker, second].map((caller) => caller.get(`/v1/proposals/${proposal.id}`)));

      assert.match(proposal.told.secret, /^gi1_[A-Za-z0-9_-]{32}$/);
      assert.match(signed.told.secret, /^gi2_[A-Za-z0-9_-]{32}$/);
      for (const { body } of [{ body: { ...signed, told: null } }, ...read])
        assert.doesNotMatch(JSON.stringify(body), /gi[12]_|Hash/);
      const proposals = [...(await gate.db.reader('proposals')), ...(await gate.db.reader('proposal_parts'))];
      const stored = JSON.stringify(proposals) + (await everythingStored(gate));
      for (const { told } of [proposal, signed]) assert.equal(stored.includes(told.secret), false);
    });

    it('is taken whichever half comes first, and a token of before the halves as it is', () => {
      const [first, other] = ['gi1_'.padEnd(36, 'a'), 'gi2_'.padEnd(36, 'b')];
      const old = 'gi_'.padEnd(46, 'c');

      assert.equal(hashOfToken(` ${other}\n${first} `), hashOfToken(first + other));
      assert.equal(hashOfToken(old), hashOfSecret(old));
      assert.notEqual(hashOfToken(`${first}x${other}`), hashOfToken(first + other));
    });

    it('is neither proposed nor signed by the person invited', async () => {
      const { person: ofSecond } = await personOf(gate, second);
      const third = await gate.as('security-administrator', { who: 'the third' });

      const own = await second.post(pathOf(ofSecond));
      const { body: proposal } = await invited(maker, ofSecond);
      const bySelf = await sign(second, proposal);
      const done = await sign(third, proposal);

      assert.deepEqual([own.status, own.body.code], [403, 'person.own_roles']);
      assert.deepEqual([bySelf.status, bySelf.body.code], [403, 'person.own_roles']);
      assert.equal(done.body.state, 'executed');
    });

    it('is signed by security administrators only', async () => {
      const { body: proposal } = await invited(maker);
      const roles = ['system-administrator', 'legalization-office', 'audit'] as const;
      for (const role of roles) {
        const { status } = await sign(await gate.as(role, { grant: NATION }), proposal);
        assert.ok(status === 403 || status === 404, `${role}: ${status}`);
      }

      assert.equal(await setBy(proposal.told.secret), 'password.invitation');
    });

    it('is refused at once for nobody and for a person who is not active, and again at the signature', async () => {
      const { body: proposal } = await invited(maker);
      await changePerson(gate, person.id, { active: false });

      const answers = [
        await maker.post(pathOf('per_unknown')),
        await maker.post(pathOf(person.id)),
        await sign(second, proposal),
      ];

      assert.deepEqual(
        answers.map(({ status, body }) => `${status} ${body.code}`),
        ['404 person.not_found', '409 person.inactive', '409 person.inactive'],
      );
    });
  });
});
