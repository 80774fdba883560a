import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import { inSnapshot } from '../../src/db/index.ts';
import { allProjections, parseLeaf } from '../../src/gate/main.ts';
import { verifyLog } from '../../src/log/index.ts';
import { everythingStored, PASSWORD, signUp, trySignIn } from '../access/sessions/session-people.ts';
import { onOneEngine } from '../support/databases.ts';
import type { Caller } from '../support/gate.ts';
import { countRows, leavesOf, personOf, proposed, sign, sizeOfLog } from '../two-people/two-people.ts';
import { BUREAU, bureau, creditCode, gateForEachTest, given, LIBRARY, library } from './agency-examples.ts';

const PATH = '/v1/persons/import';

interface Secret {
  readonly email: string;
  readonly secret: string;
}

const ZHOU = { name: '周敏', email: 'zhou.min@wl.test', role: 'agency-liaison', agencyCode: BUREAU };
const SUN = { name: '孙静', email: 'sun.jing@wl.test', role: 'agency-approver', agencyCode: BUREAU };
const LIN = { name: '林书白', email: 'Lin.Shubai@tsg.test', role: 'agency-liaison', agencyCode: LIBRARY };
/** Leaves, subtrees and parts of a proposal are written in pieces. */
const STATEMENTS_MORE = 20;

const THREE = { persons: [ZHOU, SUN, LIN] };

onOneEngine('other files run its statements on both', (engine) => {
  describe('accounts for many persons in one act', () => {
    const here = gateForEachTest(engine);
    let maker: Caller;
    let second: Caller;

    beforeEach(async () => {
      await given(here.gate, '/v1/agencies', bureau());
      await given(here.gate, '/v1/agencies', library());
      maker = await here.gate.as('security-administrator', { grant: { region: '421000' } });
      second = await here.gate.as('security-administrator', { who: 'the second', grant: { region: '421000' } });
    });

    const setBy = async (token: string): Promise<string> => {
      const { status, body } = await here.gate.nobody.post('/v1/session/password', { token, password: PASSWORD });
      return body.code ?? String(status);
    };
    const halvesOf = async (body: object = THREE) => {
      const proposal = (await proposed(maker, PATH, body)).body;
      const signed = await sign(second, proposal);
      assert.deepEqual([signed.status, signed.body.state], [200, 'executed'], JSON.stringify(signed.body));
      return { proposal, signed: signed.body, first: proposal.told.secrets, other: signed.body.told.secrets } as {
        readonly proposal: Response['body'];
        readonly signed: Response['body'];
        readonly first: readonly Secret[];
        readonly other: readonly Secret[];
      };
    };
    const pointersOf = ({ status, body }: Response) => [
      status,
      body.code,
      ...body.errors.map(({ pointer }: { pointer: string }) => pointer),
    ];
    const leaveNothing = async (act: () => Promise<unknown>): Promise<void> => {
      const before = [await countRows(here.gate, 'persons'), await sizeOfLog(here.gate)];
      await act();
      assert.deepEqual([await countRows(here.gate, 'persons'), await sizeOfLog(here.gate)], before);
    };

    it('come by one proposal and one signature, and each person signs in with both own halves', async () => {
      await here.gate.retireBootstrap();

      const { signed, first, other } = await halvesOf();

      const { count, expiresAt, persons } = signed.result.body;
      assert.deepEqual([count, expiresAt], [3, '2026-06-02T01:00:00.000Z']);
      assert.deepEqual(
        persons.map(({ name, email, role, agencyName }: { [member: string]: string }) => [
          name,
          email,
          role,
          agencyName,
        ]),
        [
          ['周敏', 'zhou.min@wl.test', 'agency-liaison', '荆州市文化和旅游局'],
          ['孙静', 'sun.jing@wl.test', 'agency-approver', '荆州市文化和旅游局'],
          ['林书白', 'lin.shubai@tsg.test', 'agency-liaison', '荆州市图书馆'],
        ],
      );
      for (const [at, { email }] of first.entries()) {
        assert.equal(await setBy(`${first[at]?.secret} ${other[at]?.secret}`), '200');
        const { status, body } = await trySignIn(here.gate, { email });
        assert.deepEqual([status, body.person.id], [201, persons[at].person]);
      }
      const { roles } = (await second.get(`/v1/persons/${persons[2].person}`)).body;
      assert.deepEqual(roles, [{ role: 'agency-liaison', grant: { agencies: [LIBRARY] } }]);
    });

    it('are opened by no half of somebody else, nor by the halves of one of the two administrators', async () => {
      const { first, other } = await halvesOf();

      const tokens = [
        ...first.map(({ secret }) => secret),
        ...other.map(({ secret }) => secret),
        ...first.flatMap((one, at) => other.flatMap((two, place) => (at === place ? [] : one.secret + two.secret))),
        ...first.map(({ secret }, at) => secret + first[(at + 1) % first.length]?.secret),
      ];
      for (const token of tokens) assert.equal(await setBy(token), 'password.invitation');

      const all = [...first, ...other].map(({ secret }) => secret);
      assert.equal(new Set(all).size, 6);
      assert.equal(await setBy(`${first[0]?.secret}${other[0]?.secret}`), '200');
      assert.equal(await setBy(`${first[0]?.secret}${other[0]?.secret}`), 'password.invitation');
    });

    it('are told in halves once each, which are kept nowhere and stand in no leaf', async () => {
      const key = { 'idempotency-key': 'accounts-of-june' };
      const proposal = (await proposed(maker, PATH, THREE, key)).body;
      const again = (await proposed(maker, PATH, THREE, key)).body;
      const tried = await second.get(`/v1/proposals/${proposal.id}/trial`);
      const alone = await setBy(proposal.told.secrets[0].secret);
      const { body: signed } = await sign(second, proposal);
      const late = await sign(second, proposal);
      const read = await Promise.all([maker, second].map((caller) => caller.get(`/v1/proposals/${proposal.id}`)));

      assert.deepEqual([again.id, again.told, alone], [proposal.id, undefined, 'password.invitation']);
      assert.equal(tried.body.status, 201);
      assert.deepEqual([late.status, late.body.code], [409, 'proposal.state']);
      const told: readonly Secret[] = [...proposal.told.secrets, ...signed.told.secrets];
      for (const { secret } of told) assert.match(secret, /^[0-9A-Z]{4}(-[0-9A-Z]{4}){6}$/);
      for (const { text } of [again, tried, late, ...read].map((answer) => ({
        text: JSON.stringify(answer.body ?? answer),
      })))
        assert.doesNotMatch(text, /Hal[fv]|[0-9A-Z]{4}(-[0-9A-Z]{4}){6}/);
      const proposals = [
        ...(await here.gate.db.reader('proposals')),
        ...(await here.gate.db.reader('proposal_parts')),
        ...(await here.gate.db.reader('proposal_signatures')),
      ];
      const stored = JSON.stringify(proposals) + (await everythingStored(here.gate));
      for (const { secret } of told) assert.equal(stored.includes(secret), false);
    });

    it('leave two leaves a person, signed by both, without name and address, which the log proves', async () => {
      const { proposal, signed } = await halvesOf();

      const leaves = await leavesOf(here.gate, proposal.id);
      assert.deepEqual(
        leaves.map(({ type, by }) => [type, by]),
        [
          ...Array(3).fill(['person.created', await personOf(here.gate, maker)]),
          ...Array(3).fill(['password.invited', await personOf(here.gate, maker)]),
        ],
      );
      const ids = signed.result.body.persons.map(({ person }: { person: string }) => person);
      assert.deepEqual(
        leaves.map(({ subject }) => subject),
        [...ids.map((id: string) => `person/${id}`), ...ids.map((id: string) => `password/${id}`)],
      );
      assert.doesNotMatch(JSON.stringify(leaves), /周敏|zhou\.min/);
      const verify = () =>
        inSnapshot(here.gate.db, async (tx) =>
          verifyLog(tx, { parse: parseLeaf, projections: await allProjections() }),
        );
      assert.deepEqual((await verify()).differences, []);
      await here.gate.db.writer('persons').where({ id: ids[1] }).update({ roles: '[]' });
      await here.gate.db
        .writer('passwords')
        .where({ person_id: ids[2] })
        .update({ invitation_hash: 'f'.repeat(64) });
      assert.deepEqual(
        (await verify()).differences.map(({ table, key }) => `${table} ${key}`),
        [`persons ${ids[1]}`, `passwords ${ids[2]}`],
      );
    });

    it('are given to all or to nobody: what is wrong is named by its place, and leaves nothing', async () => {
      const known = await signUp(here.gate);
      const { email } = (await maker.get(`/v1/persons/${(await personOf(here.gate, maker)).person}`)).body;
      const wrong = async (...persons: readonly object[]): Promise<readonly unknown[]> =>
        pointersOf(await maker.post(PATH, { persons: [ZHOU, ...persons] }));

      await leaveNothing(async () => {
        const refused = [422, 'accounts.refused'];
        assert.deepEqual(await wrong({ ...SUN, email: ' ZHOU.min@wl.test'.trim() }), [...refused, '/persons/1/email']);
        assert.deepEqual(await wrong(SUN, { ...LIN, email: known.email }), [...refused, '/persons/2/email']);
        assert.deepEqual(await wrong({ ...SUN, email }), [...refused, '/persons/1/email']);
        assert.deepEqual(await wrong({ ...SUN, name: '=1+1' }), [...refused, '/persons/1/name']);
        assert.deepEqual(await wrong({ ...SUN, name: '孙\u200b静' }), [...refused, '/persons/1/name']);
        assert.deepEqual(await wrong({ ...SUN, role: 'finance' }), [400, 'request.invalid', '/persons/1/role']);
        assert.deepEqual(await wrong({ ...SUN, agencyCode: '1' }), [400, 'request.invalid', '/persons/1/agencyCode']);
        const many = Array.from({ length: 500 }, (_, at) => ({ ...SUN, email: `p${at}@wl.test` }));
        assert.deepEqual(await wrong(...many), [400, 'request.invalid', '/persons']);
      });
    });

    it('reach no further than whoever proposes and whoever signs, and not an agency that is not there', async () => {
      const county = await here.gate.as('security-administrator', { grant: { region: '421022' } });
      const nation = await here.gate.as('security-administrator', { who: 'the third' });
      const roles = ['legalization-office', 'system-administrator', 'audit'] as const;
      const others = await Promise.all(roles.map((role) => here.gate.as(role)));
      const { body: proposal } = await proposed(maker, PATH, THREE);

      await leaveNothing(async () => {
        const asked = await county.post(PATH, THREE);
        const signed = await sign(county, proposal);
        const own = await sign(maker, proposal);
        for (const caller of others) {
          const { status, body } = await caller.post(PATH, THREE);
          assert.deepEqual([status, body.code], [403, 'access.role']);
        }
        const nowhere = await nation.post(PATH, { persons: [ZHOU, { ...SUN, agencyCode: creditCode(7) }] });
        assert.deepEqual(pointersOf(nowhere), [422, 'accounts.refused', '/persons/1/agencyCode']);
        assert.deepEqual([asked.status, asked.body.code], [403, 'access.beyond_reach']);
        assert.deepEqual([signed.status, signed.body.code], [404, 'proposal.not_found']);
        assert.deepEqual([own.status, own.body.code], [403, 'proposal.same_person']);
      });
    });

    it('are refused at the signature when one of them has an account by then; nobody is told a half, and it can be withdrawn', async () => {
      const { body: proposal } = await proposed(maker, PATH, THREE);
      await given(here.gate, '/v1/persons', { name: '孙静', email: SUN.email, roles: [] });

      await leaveNothing(async () => {
        const refused = await sign(second, proposal);
        assert.deepEqual(pointersOf(refused), [422, 'accounts.refused', '/persons/1/email']);
        assert.equal(await countRows(here.gate, 'passwords'), 0);
      });

      const read = await maker.get(`/v1/proposals/${proposal.id}`);
      const ended = await maker.post(`/v1/proposals/${proposal.id}/withdrawal`, { reason: '名单有变' });
      assert.deepEqual([read.body.state, ended.body.state], ['open', 'withdrawn']);
    });

    it('are given once where two lists with one of them are signed at the same time: the other list does nothing', async () => {
      const [one, other] = [
        (await proposed(maker, PATH, THREE)).body,
        (await proposed(maker, PATH, { persons: [LIN] })).body,
      ];
      const before = await countRows(here.gate, 'persons');

      const answers = await Promise.all([sign(second, one), sign(second, other)]);

      const done = answers.filter(({ status }) => status === 200);
      assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 422]);
      const { count } = done[0]?.body.result.body ?? {};
      assert.equal((await countRows(here.gate, 'persons')) - before, count);
      assert.equal(await countRows(here.gate, 'passwords'), count);
    });

    it('are given at once by the installer, who is told whole tokens, and by the same key once', async () => {
      const key = { 'idempotency-key': 'first-accounts' };

      const { status, body } = await here.gate.installer.post(PATH, THREE, key);
      const again = await here.gate.installer.post(PATH, THREE, key);

      assert.deepEqual([status, body.count, body.secrets.length], [201, 3, 3]);
      assert.deepEqual([again.status, again.body.persons, again.body.secrets], [201, body.persons, undefined]);
      assert.equal(await setBy(body.secrets[2].secret), '200');
      assert.equal((await trySignIn(here.gate, { email: LIN.email })).status, 201);
    });

    it('take as many statements for five hundred persons as for three', async () => {
      const persons = Array.from({ length: 500 }, (_, at) => ({ ...SUN, name: `孙${at}`, email: `p${at}@wl.test` }));
      const { body: few } = await proposed(maker, PATH, THREE);
      const { body: many } = await proposed(maker, PATH, { persons });
      const counted = async (proposal: { id: string; digest: string }): Promise<readonly [number, Response]> => {
        let statements = 0;
        const note = (): unknown => (statements += 1);
        here.gate.db.writer.on('query', note);
        const signed = await sign(second, proposal);
        here.gate.db.writer.off('query', note);
        return [statements, signed];
      };

      const [ofFew, first] = await counted(few);
      const [ofMany, signed] = await counted(many);

      assert.deepEqual([first.body.state, signed.body.state], ['executed', 'executed']);
      assert.equal(signed.body.told.secrets.length, 500);
      // A long list is not kept beside the proposal; how many they are is.
      assert.deepEqual(Object.keys(signed.body.result.body).toSorted(), ['count', 'expiresAt']);
      assert.ok(ofMany <= ofFew + STATEMENTS_MORE, `${ofMany} statements after ${ofFew}`);
      const [last] = many.told.secrets.slice(-1);
      assert.equal(await setBy(last.secret + signed.body.told.secrets.at(-1).secret), '200');
    });
  });
});
