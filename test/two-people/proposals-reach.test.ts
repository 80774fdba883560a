import assert from 'node:assert/strict';
import { forEachEngine } from '../support/databases.ts';
import { type Caller, type Gate, startGate } from '../support/gate.ts';
import { openOffice } from '../support/office.ts';
import { officer, personOf, proposed, sign, supplier } from './two-people.ts';

const CITY = { region: '421000' };
const COUNTY = { region: '421022' };
const OTHER_CITY = { region: '421100' };

interface Named {
  readonly id: string;
  readonly digest: string;
}

forEachEngine('statements', (engine) => {
  describe('a proposal', () => {
    let gate: Gate;
    let agency: string;
    let maker: Caller;
    let ofCounty: readonly Caller[];
    before(async () => {
      gate = await startGate({ engine, env: { GATE_REGION: '421000' } });
      agency = (await openOffice(gate, COUNTY)).agencyCode;
      maker = await administrator(CITY, 'the maker');
      await administrator(CITY, 'the second');
      ofCounty = [
        await administrator(COUNTY),
        await gate.as('audit', { grant: COUNTY }),
        await administrator(OTHER_CITY),
        await gate.as('audit', { grant: OTHER_CITY }),
        await administrator({ agencies: [agency] }),
      ];
    });
    after(() => gate.close());

    const administrator = (grant: object, who = ''): Promise<Caller> =>
      gate.as('security-administrator', { grant: grant as { region: string }, who });

    const personOfCity = async (): Promise<Named> => {
      const wang = officer({ name: '王秘密', roles: [{ role: 'finance', grant: CITY }] });
      return (await proposed(maker, '/v1/persons', wang)).body;
    };

    const keyOfCity = async (): Promise<Named> => {
      const owner = (await personOf(gate, await gate.as('finance', { grant: CITY }))).person;
      const wish = { label: '荆州卖场', owner, role: 'machine', grant: CITY, scopes: ['budget:read'] };
      return (await proposed(maker, '/v1/api-keys', wish)).body;
    };

    const invitationOfCity = async (): Promise<Named> => {
      const { person } = await personOf(gate, await gate.as('finance', { grant: CITY }));
      return (await proposed(maker, `/v1/persons/${person}/password-invitation`)).body;
    };

    const witnessOfGate = async (): Promise<Named> => {
      const publicKey = Buffer.alloc(32, 9).toString('base64url');
      const watching = { name: 'audit.example', publicKey, reason: '审计局见证' };
      return (await proposed(await gate.as('audit', { grant: CITY }), '/v1/log/witnesses', watching)).body;
    };

    for (const { of, make } of [
      { of: 'a person of the city', make: personOfCity },
      { of: 'a key of the city', make: keyOfCity },
      { of: 'an invitation of somebody of the city', make: invitationOfCity },
      { of: 'what binds the whole gate', make: witnessOfGate },
    ]) {
      it(`about ${of} is neither shown to people of a county or another city nor refused by them`, async () => {
        const proposal = await make();

        for (const caller of ofCounty) assert.deepEqual(await seenBy(caller, proposal), UNSEEN);

        const signed = await sign(await administrator(CITY, 'the second'), proposal);
        assert.deepEqual([signed.status, signed.body.state], [200, 'executed']);
      });
    }

    it('of a city is shown to who signs it there and in the province above, and refused by them', async () => {
      const [first, second] = [await personOfCity(), await personOfCity()];

      const refused = [
        await refuse(await administrator(CITY, 'the second'), first),
        await refuse(await administrator({ region: '420000' }), second),
      ];

      assert.deepEqual(
        refused.map(({ status, body }) => [status, body.state]),
        refused.map(() => [200, 'refused']),
      );
      const { body } = await (await gate.as('audit', { grant: CITY })).get('/v1/proposals?state=refused');
      const ids = body.items.map(({ id }: Named) => id);
      assert.ok(ids.includes(first.id) && ids.includes(second.id));
    });

    it('of single agencies is shown to the county that they lie in, and to nobody of another', async () => {
      const roles = [{ role: 'procurement-officer', grant: { agencies: [agency] } }];
      const { body: proposal } = await proposed(maker, '/v1/persons', officer({ roles }));

      const [county, ofAgency] = [await administrator(COUNTY), await administrator({ agencies: [agency] })];
      const seen = await Promise.all([county, ofAgency].map((each) => each.get(`/v1/proposals/${proposal.id}`)));
      const beyond = await seenBy(await administrator(OTHER_CITY), proposal);

      assert.deepEqual(
        seen.map(({ status }) => status),
        [200, 200],
      );
      assert.deepEqual(beyond, UNSEEN);
      assert.equal((await sign(county, proposal)).body.state, 'executed');
    });

    it('of two reaches is shown only to who has both', async () => {
      const roles = [COUNTY, OTHER_CITY].map((grant) => ({ role: 'finance', grant }));
      const { body: proposal } = await proposed(
        await gate.as('security-administrator'),
        '/v1/persons',
        officer({ roles }),
      );

      for (const grant of [COUNTY, OTHER_CITY, CITY])
        assert.deepEqual(await seenBy(await administrator(grant), proposal), UNSEEN);
      assert.equal((await (await administrator({ region: '420000' })).get(`/v1/proposals/${proposal.id}`)).status, 200);
    });

    it('from before reaches were kept binds the gate, as far as anybody can tell', async () => {
      const proposal = await personOfCity();
      await gate.db.writer('proposal_reaches').where({ proposal_id: proposal.id }).delete();

      assert.deepEqual(await seenBy(await administrator(COUNTY), proposal), UNSEEN);
      const second = await administrator(CITY, 'the second');
      assert.equal((await sign(second, proposal)).body.state, 'executed');
    });
  });
});

const UNSEEN = {
  isListed: false,
  answers: [
    [404, 'proposal.not_found'],
    [404, 'proposal.not_found'],
    [404, 'proposal.not_found'],
    [404, 'proposal.not_found'],
  ],
};

/** What somebody learns of a proposal who looks for it in every way there is. */
async function seenBy(caller: Caller, proposal: Named): Promise<object> {
  const list = await caller.get('/v1/proposals?limit=200');
  const tray = await caller.get('/v1/proposals?awaiting=me&limit=200');
  const listed = [...list.body.items, ...tray.body.items].map(({ id }: Named) => id);
  const answers = [
    await caller.get(`/v1/proposals/${proposal.id}`),
    await refuse(caller, proposal),
    await sign(caller, proposal),
    await caller.post(`/v1/proposals/${proposal.id}/withdrawal`, { reason: '不同意' }),
  ];
  return { isListed: listed.includes(proposal.id), answers: answers.map(({ status, body }) => [status, body.code]) };
}

function refuse(caller: Caller, { id }: Named) {
  return caller.post(`/v1/proposals/${id}/refusal`, { reason: '不同意' });
}

// Suppliers bind the gate as witnesses do; the office of a county does not learn of them either.
forEachEngine('statements', (engine) => {
  describe('a proposal of a supplier', () => {
    it('is not in the tray of the office of a county', async () => {
      const gate = await startGate({ engine, env: { GATE_REGION: '421000' } });
      const { body: proposal } = await proposed(
        await gate.as('legalization-office', { grant: CITY }),
        '/v1/suppliers',
        supplier(),
      );

      assert.deepEqual(await seenBy(await gate.as('legalization-office', { grant: COUNTY }), proposal), UNSEEN);
      await gate.close();
    });
  });
});
