import assert from 'node:assert/strict';
import { pino } from 'pino';
import { inSnapshot } from '../../src/db/index.ts';
import { createApp } from '../../src/gate/app.ts';
import { loadConfig } from '../../src/gate/config.ts';
import { openGate } from '../../src/gate/gate.ts';
import { suppliersActs } from '../../src/suppliers/suppliers-routes.ts';
import { findUnreached } from '../../src/two-people/index.ts';
import { changePerson } from '../access/sessions/session-people.ts';
import { forEachEngine, onOneOfThem } from '../support/databases.ts';
import { type Caller, type Gate, type KeyChoice, startGate } from '../support/gate.ts';
import { countRows, type Leaf, personOf, proposed, sign, supplier } from './two-people.ts';

const CITY = { region: '421000' };
const COUNTY = { region: '421022' };
const ENGLISH = { 'accept-language': 'en' };
const WITNESS = { name: 'audit.example', publicKey: Buffer.alloc(32, 9).toString('base64url'), reason: '审计局见证' };

forEachEngine('statements', (engine) => {
  describe('what binds the whole gate of a city', () => {
    let gate: Gate;
    beforeEach(async () => {
      gate = await startGate({ engine, env: { GATE_REGION: '421000' } });
    });
    afterEach(() => gate.close());

    const office = (grant: KeyChoice['grant'], who = ''): Promise<Caller> =>
      gate.as('legalization-office', { ...(grant && { grant }), who });

    it('is proposed and signed by people of the city', async () => {
      const { body: proposal } = await proposed(await office(CITY), '/v1/suppliers', supplier());

      assert.equal((await sign(await office(CITY, 'the second'), proposal)).body.state, 'executed');
    });

    onOneOfThem(engine, 'reach is compared in this process', () => {
      it('is not proposed by people of a county or of single agencies, who are told what they would have to reach', async () => {
        const [county, single] = [await office(COUNTY), await office({ agencies: ['11421000MB1234562Q'] })];

        const answers = [
          await county.post('/v1/suppliers', supplier()),
          await county.post('/v1/suppliers', supplier(), ENGLISH),
          await single.post('/v1/suppliers', supplier()),
        ];

        assert.deepEqual(
          answers.map(({ status, body }) => [status, body.code]),
          answers.map(() => [403, 'access.gate_reach']),
        );
        const [chinese, english] = answers.map(({ body }) => body.detail);
        assert.match(chinese, /涉及整个闸口，须由管辖范围覆盖 GATE_REGION=421000 的人员办理/);
        assert.match(english, /only people whose reach covers GATE_REGION=421000/);
      });

      it('is not signed by people of a county, whatever their role', async () => {
        const { body: bought } = await proposed(await office(CITY), '/v1/suppliers', supplier());
        const audit = await gate.as('audit', { grant: CITY });
        const { body: watched } = await proposed(audit, '/v1/log/witnesses', WITNESS);

        const refused = [
          await sign(await office(COUNTY), bought),
          await sign(await gate.as('security-administrator', { grant: COUNTY }), watched),
        ];

        assert.deepEqual(
          refused.map(({ status, body }) => [status, body.code]),
          refused.map(() => [404, 'proposal.not_found']),
        );
        assert.equal(await countRows(gate, 'suppliers'), 0);
        const administrator = await gate.as('security-administrator', { grant: CITY });
        assert.equal((await sign(administrator, watched)).body.state, 'executed');
      });

      it('is neither given up nor confirmed by one person of a county', async () => {
        const [path] = await scheduleOf(gate);
        const set = path.replace('/schedule', '');
        const { body: draft } = await gate.installer.get(set);
        const giveUp = async (grant: KeyChoice['grant']) =>
          (await gate.as('audit', { ...(grant && { grant }) })).post(`${set}/withdrawal`, { reason: '不再需要' });
        const county = await gate.as('finance', { grant: COUNTY });

        const refused = [
          await giveUp(COUNTY),
          await county.post(`${set}/confirmation`, { digest: draft.digest }),
          await (await gate.as('audit', { grant: COUNTY })).post(`${set}/witness-tests`, { rules: ['OS-01'] }),
        ];
        const givenUp = await giveUp(CITY);

        assert.deepEqual(
          refused.map(({ status, body }) => [status, body.code]),
          refused.map(() => [403, 'access.gate_reach']),
        );
        assert.deepEqual([givenUp.status, givenUp.body.state], [200, 'withdrawn'], JSON.stringify(givenUp.body));
      });

      it('is given up by its own author of a county, as long as it is a draft', async () => {
        const author = await gate.as('finance', { grant: COUNTY });
        const wish = { changeNote: '一条规则不再适用', inForceFrom: '2026-06-01', removedRules: ['SUP-03'] };
        const drafted = await author.post('/v1/rule-sets', wish);
        assert.equal(drafted.status, 201, JSON.stringify(drafted.body));

        const { number } = drafted.body.ruleSet;
        const givenUp = await author.post(`/v1/rule-sets/${number}/withdrawal`, { reason: '不再需要' });

        assert.equal(givenUp.status, 200, JSON.stringify(givenUp.body));
      });
    });

    it('is not carried out for a maker who reaches only a county by then', async () => {
      const [maker, signer] = [await office(CITY), await office(CITY, 'the second')];
      const { body: proposal } = await proposed(maker, '/v1/suppliers', supplier());
      await narrow(maker);

      const refused = await sign(signer, proposal);

      assert.deepEqual([refused.status, refused.body.code], [409, 'proposal.maker']);
    });

    it('is not carried out by the signature of an earlier signer who reaches only a county by then', async () => {
      const [maker, first, last] = [
        await gate.as('finance', { grant: CITY }),
        await gate.as('audit', { grant: CITY }),
        await office(CITY),
      ];
      const { body: proposal } = await proposed(maker, ...(await scheduleOf(gate)));
      assert.equal((await sign(first, proposal)).body.state, 'open');
      await narrow(first);

      const refused = await sign(last, proposal);

      assert.deepEqual([refused.status, refused.body.code], [409, 'proposal.signer']);
    });

    it('is asked again by the region of a later start', async () => {
      const [maker, signer] = [await office(CITY), await office({ region: '420000' })];
      const { body: proposal } = await proposed(maker, '/v1/suppliers', supplier());
      await startAgain('420000');

      const [beyond, gone] = [await sign(await office(CITY, 'the second'), proposal), await sign(signer, proposal)];

      assert.deepEqual([beyond.status, beyond.body.code], [404, 'proposal.not_found']);
      assert.deepEqual([gone.status, gone.body.code], [409, 'proposal.maker']);
    });

    it('has a leaf for each change of the region, and none for a start that changes nothing', async () => {
      await startAgain('421000');
      await startAgain(undefined);
      await startAgain('421022');

      const leaves = await regionLeaves();

      assert.deepEqual(
        leaves.map(({ region, before }) => [before, region]),
        [
          ['000000', '421000'],
          ['421000', '000000'],
          ['000000', '421022'],
        ],
      );
    });

    it('is warned about once set-up has ended, as long as no two people of a role reach the region', async () => {
      const during = await unreached();
      await gate.retireBootstrap();
      const nobody = await unreached();
      for (const who of ['one', 'two']) await office(COUNTY, who);
      await office(CITY, 'alone');
      const alone = await unreached();
      await office({ region: '420000' });
      const two = await unreached();
      for (const role of ['audit', 'security-administrator'] as const) await gate.as(role);
      const enough = await unreached();

      assert.equal(during, null);
      const watchers = ['audit', 'security-administrator'];
      const all = [['legalization-office'], ['audit', 'finance', 'legalization-office'], watchers];
      assert.deepEqual(nobody, { region: '421000', roles: all });
      assert.deepEqual(alone, nobody);
      assert.deepEqual(two?.roles, [watchers]);
      assert.equal(enough, null);
    });

    const narrow = async (caller: Caller): Promise<void> => {
      const { person } = await personOf(gate, caller);
      const { body } = await gate.installer.get(`/v1/persons/${person}`);
      const roles = body.roles.map(({ role }: { role: string }) => ({ role, grant: COUNTY }));
      await changePerson(gate, person, { roles });
    };

    /** As a process does that begins with another configuration, over the same database. */
    const startAgain = async (region: string | undefined): Promise<void> => {
      const place = { DATABASE_URL: gate.databaseUrl, GATE_DATA_DIR: gate.dataDir };
      const config = loadConfig({ ...place, ...(region !== undefined && { GATE_REGION: region }) });
      const { close } = await openGate({ config, clock: gate.clock.now, logger: pino({ level: 'error' }) });
      await close();
    };

    const regionLeaves = async (): Promise<readonly Leaf[]> => {
      const rows: { bytes: string }[] = await gate.db
        .reader('log_leaves')
        .where({ type: 'gate.region-set' })
        .orderBy('log_index');
      return rows.map(({ bytes }) => JSON.parse(bytes));
    };

    const unreached = () => inSnapshot(gate.db, (tx) => findUnreached(tx, gate.acts));
  });
});

/** Path and body of scheduling a draft, which finance proposes and two people sign. */
async function scheduleOf(gate: Gate): Promise<readonly [string, object]> {
  const draft = { changeNote: '一条规则不再适用', inForceFrom: '2026-06-01', removedRules: ['SUP-03'] };
  const { status, body } = await gate.installer.post('/v1/rule-sets', draft);
  assert.equal(status, 201, JSON.stringify(body));
  const { number, digest } = body.ruleSet;
  return [`/v1/rule-sets/${number}/schedule`, { digest, reviewDigest: body.review.digest }];
}

describe('an act that does not say whom it binds', () => {
  let gate: Gate;
  before(async () => {
    gate = await startGate({ engine: 'sqlite' });
  });
  after(() => gate.close());

  const start = (changes: object): void => {
    const { createSupplier } = suppliersActs(gate.deps);
    const acts = { createSupplier: { ...createSupplier, ...changes } } as ReturnType<typeof suppliersActs>;
    createApp({ ...gate, acts, handlers: {}, logger: pino({ level: 'silent' }), options: { isPartial: true } });
  };

  it('keeps the gate from starting', () => {
    assert.throws(() => start({ reach: undefined }), /do not say whom they bind: createSupplier/);
    assert.throws(() => start({ reach: 'everybody' }), /do not say whom they bind: createSupplier/);
  });

  it('is also one that leaves it to agencies or rights and names neither', () => {
    assert.throws(() => start({ reach: 'stated', agencies: undefined }), /do not say whom they bind: createSupplier/);
    start({ reach: 'stated' });
  });
});
