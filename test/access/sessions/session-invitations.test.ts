import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { hashOfSecret } from '../../../src/access/index.ts';
import { hashOfToken, newTokenHalf } from '../../../src/access/people/invitation-token.ts';
import { canonicalJson, digestOf } from '../../../src/kernel/index.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Caller, type Gate, startGate } from '../../support/gate.ts';
import { leavesOf, personOf, proposed, sign, sizeOfLog } from '../../two-people/two-people.ts';
import { OLD_HALVES, openedBy } from './invitation-texts.ts';
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
const HALF = /^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){6}$/;

onOneEngine('other files run its statements on both', (engine) => {
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

      assert.deepEqual([tried.body.status, HALF.test(tried.text)], [201, false]);
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

      for (const { told } of [proposal, signed]) assert.match(told.secret, HALF);
      for (const { body } of [{ body: { ...signed, told: null } }, ...read])
        assert.doesNotMatch(JSON.stringify(body), /Half|[0-9A-Z]{4}(-[0-9A-Z]{4}){6}/);
      const proposals = [...(await gate.db.reader('proposals')), ...(await gate.db.reader('proposal_parts'))];
      const stored = JSON.stringify(proposals) + (await everythingStored(gate));
      for (const { told } of [proposal, signed]) assert.equal(stored.includes(told.secret), false);
    });

    it('is opened by no text that anybody reads, and by no hash of a half', async () => {
      await gate.retireBootstrap();
      const { body: proposal } = await invited(maker);
      const before = await openedBy(gate, { ids: [proposal.id, person.id], halves: [proposal.told.secret] });
      const { body: signed } = await sign(second, proposal);
      const halves = [proposal.told.secret, signed.told.secret];
      const after = await openedBy(gate, { ids: [proposal.id, person.id], halves });
      const opening = await setBy(halves.join(''));

      assert.ok(before.tried > 300 && after.tried > 300, `${before.tried}, ${after.tried}`);
      assert.deepEqual([before.opening, after.opening], [[], []]);
      assert.equal(opening, '200');
    });

    it('that was open when the gate learnt the new shape opens nothing, and is not signed any more', async () => {
      const old = hashOfSecret(OLD_HALVES.map(hashOfSecret).join(''));
      const { body: proposal } = await invited(maker);
      const kept = { salt: 'x', values: { firstHash: hashOfSecret(OLD_HALVES[0]) } };
      const { bytes } = await gate.db.reader('proposal_parts').where({ proposal_id: proposal.id }).first();
      const content = { ...JSON.parse(bytes), prepared: kept.values };
      const digest = digestOf(canonicalJson(content));
      await gate.db
        .writer('proposal_parts')
        .where({ proposal_id: proposal.id })
        .update({ bytes: canonicalJson(content) });
      await gate.db.writer('proposals').where({ id: proposal.id }).update({ digest, prepared: null });
      const outdated = await sign(second, { id: proposal.id, digest });
      await gate.db.writer('passwords').insert({
        ...{ person_id: person.id, hashes: '[]', invitation_hash: old, log_index: 0 },
        invitation_expires_at: '2026-06-02T00:00:00.000Z',
      });
      const tokens = [OLD_HALVES.join(''), OLD_HALVES.map(hashOfSecret).join(''), old, `gi_${'A'.repeat(43)}`];
      const tried = await Promise.all(tokens.map(setBy));

      assert.deepEqual([outdated.status, outdated.body.code], [409, 'person.invitation_outdated']);
      assert.deepEqual(tried, Array(4).fill('password.invitation'));
    });

    it('is done by what was prepared, and by nothing that was put in its place', async () => {
      const { body: proposal } = await invited(maker);
      const values = { firstHalf: hashOfSecret('mine') };
      const exchanged = canonicalJson({ salt: '0', values });
      await gate.db.writer('proposals').where({ id: proposal.id }).update({ prepared: exchanged });
      const other = await sign(second, proposal);
      await gate.db.writer('proposals').where({ id: proposal.id }).update({ prepared: null });
      const none = await sign(second, proposal);

      assert.deepEqual(
        [other, none].map(({ status, body }) => `${status} ${body.code}`),
        Array(2).fill('409 proposal.digest'),
      );
    });

    it('is taken as it was typed from paper, whichever half comes first, and not with one character exchanged', () => {
      const [first, other] = [newTokenHalf('first'), newTokenHalf('second')];
      const whole = hashOfToken(first + other);
      const typed = ` ${other.toLowerCase().replaceAll('-', ' ')}\n${first.replaceAll('0', 'o').replaceAll('1', 'l')} `;

      assert.match(first, HALF);
      assert.equal(typeof whole, 'string');
      assert.equal(hashOfToken(typed), whole);
      assert.equal(hashOfToken(`${first.replaceAll('-', '—')} ${other.replaceAll('-', '－')}`), whole);
      for (const wrong of ['', first, other, first + first, `${first}x${other}`])
        assert.equal(hashOfToken(wrong), undefined);
      const characters = first.replaceAll('-', '');
      for (const at of Array(27).keys()) {
        const [one = '', next = ''] = characters.slice(at, at + 2);
        const swapped = `${characters.slice(0, at)}${next}${one}${characters.slice(at + 2)}`;
        const exchanged = `${characters.slice(0, at)}${one === '7' ? '8' : '7'}${characters.slice(at + 1)}`;
        if (one !== next) assert.equal(hashOfToken(swapped + other), undefined, `swapped at ${at}`);
        assert.equal(hashOfToken(exchanged + other), undefined, `exchanged at ${at}`);
      }
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
