import assert from 'node:assert/strict';
import { pino } from 'pino';
import supertest from 'supertest';
import { actsById } from '../../src/access/index.ts';
import { inSnapshot } from '../../src/db/index.ts';
import { createApp } from '../../src/gate/app.ts';
import { allProjections, parseLeaf } from '../../src/gate/main.ts';
import { verifyLog } from '../../src/log/index.ts';
import { launchActs } from '../../src/office/launch-routes.ts';
import { goOnWithStopped } from '../../src/two-people/execution/finish-proposals-job.ts';
import {
  addAgency,
  addUnit,
  type County,
  done,
  openCounty,
  prepareCampaign,
  refused,
  type Unit,
} from '../campaigns/campaign-support.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Caller, etagIn, type Gate, startGate, testClock } from '../support/gate.ts';
import { leavesOf } from '../two-people/two-people.ts';

const UNITS = 8;
/** Three pieces, of three units, three and two, between a step that begins it and one that opens the campaign. */
const AT_ONCE = 3;
const STEPS = 5;

interface Proposed {
  readonly id: string;
  readonly digest: string;
}

forEachEngine('statements', (engine) => {
  describe('a launch over more units than one piece has', () => {
    let gate: Gate;
    let county: County;
    let units: Unit[];
    let campaign: string;
    let proposal: Proposed;

    beforeEach(async () => {
      gate = await startGate({ engine, clock: testClock('2017-06-05T01:00:00.000Z') });
      county = await openCounty(gate);
      units = [await addUnit(gate)];
      for (let count = 1; count < UNITS; count += 1) units.push({ ...(units[0] as Unit), code: await addAgency(gate) });
      const draft = await prepareCampaign(county, { needsReasons: false });
      campaign = draft.body.id;
      proposal = (await done(launch(county.clerk, draft), 202)).body;
    });
    afterEach(() => gate.close());

    const launch = (caller: Caller, draft: Awaited<ReturnType<typeof prepareCampaign>>) =>
      caller.post(`/v1/campaigns/${draft.body.id}/launch`, { reason: '县工作方案' }, { 'if-match': etagIn(draft) });

    const smallActs = () => launchActs({ db: gate.db, ...gate.deps }, AT_ONCE);

    /** The last signature, given to a process that dies after so many steps. */
    const signDying = async (stepsDone: number): Promise<number> => {
      const { launchCampaign } = smallActs();
      assert.ok(launchCampaign && 'steps' in launchCampaign);
      const { steps } = launchCampaign;
      let taken = 0;
      const dying: typeof launchCampaign = {
        ...launchCampaign,
        steps: async function* (asked, before) {
          for await (const step of steps(asked, before)) {
            if (taken === stepsDone) throw new Error('killed');
            taken += 1;
            yield step;
          }
        },
      };
      const parts = { db: gate.db, deps: gate.deps, handlers: {}, logger: pino({ level: 'silent' }) };
      const app = createApp({ ...parts, acts: { launchCampaign: dying }, options: { isPartial: true } });
      const answer = await supertest(app)
        .post(`/v1/proposals/${proposal.id}/signatures`)
        .set('Authorization', `Bearer ${county.chief.secret}`)
        .send({ digest: proposal.digest });
      return answer.status;
    };
    const goOn = (): Promise<number> => {
      gate.clock.advance({ ms: 60_000 });
      return goOnWithStopped({ db: gate.db, deps: gate.deps, acts: actsById(smallActs()) }, async () => true);
    };
    const faultsOf = async (): Promise<readonly unknown[]> => {
      const projections = await allProjections();
      const { faults, differences } = await inSnapshot(gate.db, (tx) =>
        verifyLog(tx, { projections, parse: parseLeaf }),
      );
      return [...faults, ...differences];
    };
    const seen = async (caller: Caller, query = ''): Promise<readonly string[]> =>
      (await done(caller.get(`/v1/campaigns${query}`))).body.items.map(({ state }: { state: string }) => state);
    const path = (rest = '') => `/v1/campaigns/${campaign}${rest}`;

    for (let stepsDone = 1; stepsDone < STEPS; stepsDone += 1) {
      it(`stopped after ${stepsDone} of ${STEPS} steps asks nobody, and goes on once, whoever else does`, async () => {
        const unit = (units[0] as Unit).officer;
        const above = await gate.as('legalization-office', { grant: { region: '421000' }, who: 'above' });
        // Sees drafts of others, but reaches no more than a unit that is going to be asked.
        const beside = await gate.as('legalization-office', { grant: { agencies: [units[0]?.code ?? ''] } });

        assert.equal(await signDying(stepsDone), 500);

        assert.deepEqual(await faultsOf(), []);
        assert.deepEqual([await seen(unit), await seen(beside), await seen(county.clerk, '?state=open')], [[], [], []]);
        assert.deepEqual([await seen(county.clerk), await seen(above)], [['launching'], ['launching']]);
        assert.deepEqual(await refused(unit.get(path())), [404, 'campaign.not_found']);
        assert.deepEqual(await refused(unit.get(path('/draft'))), [404, 'campaign.not_found']);
        const half = (await done(county.clerk.get(path()))).body;
        assert.deepEqual([half.state, half.counts, half.launchedAt], ['launching', null, null]);
        for (const rest of ['/participants', '/roll-up', `/draft?reporter=${units[0]?.code}`]) {
          assert.deepEqual(await refused(county.clerk.get(path(rest))), [409, 'campaign.state']);
        }
        const told = (await done(county.clerk.get(`/v1/proposals/${proposal.id}`))).body;
        const asked = Math.min((stepsDone - 1) * AT_ONCE, UNITS);
        assert.deepEqual([told.state, told.result.body], ['executing', { asked, inAll: UNITS }]);

        gate.clock.advance({ ms: 60_000 });
        const acts = actsById(smallActs());
        const finish = () => goOnWithStopped({ db: gate.db, deps: gate.deps, acts }, async () => true);
        assert.deepEqual(await Promise.all([finish(), finish()]), [1, 1]);

        const whole = (await done(county.clerk.get(path()))).body;
        assert.deepEqual([whole.state, whole.counts.asked, whole.counts.missing], ['open', UNITS, UNITS]);
        assert.deepEqual(await seen(unit), ['open']);
        const leaves = await leavesOf(gate, proposal.id);
        assert.deepEqual(
          leaves.map(({ type }) => type),
          [
            ...['proposal.begun', 'campaign.launch-begun', 'campaign.asked', 'campaign.figures-frozen'],
            ...['campaign.asked', 'campaign.figures-frozen', 'campaign.asked', 'campaign.figures-frozen'],
            ...['campaign.launched', 'proposal.executed'],
          ],
        );
        const [counted] = await gate.db.reader('campaign_figures').count({ rows: '*' });
        assert.deepEqual([Number(counted?.rows), await faultsOf()], [UNITS, []]);
      });
    }

    it('under way is neither changed, given up nor launched once more, and a second signature for it is refused', async () => {
      const before = await done(county.clerk.get(path()));
      const second = (await done(launch(county.clerk, before), 202)).body;
      await signDying(1);
      const tag = { 'if-match': etagIn(await done(county.clerk.get(path()))) };

      const acts = [
        county.clerk.patch(path(), { dueOn: '2017-06-30' }, tag),
        county.clerk.post(path('/cancellation'), { reason: '不再报送' }, tag),
        county.clerk.post(path('/launch'), { reason: '再次发起' }, tag),
        county.clerk.post(path('/closing'), { reason: '关闭' }),
        county.chief.post(`/v1/proposals/${second.id}/signatures`, { digest: second.digest }),
      ];
      for (const act of acts) assert.deepEqual(await refused(act), [409, 'campaign.state']);
      assert.equal(await goOn(), 1);
      assert.deepEqual(await seen(county.clerk), ['open']);
    });

    it('asks units as they are when their piece is written, and leaves out who has moved beyond the selection', async () => {
      await signDying(1);
      const [last] = units
        .map(({ code }) => code)
        .toSorted()
        .slice(-1);
      const tag = { 'if-match': etagIn(await done(gate.installer.get(`/v1/agencies/${last}`))) };
      const event = { effectiveOn: '2017-06-05', reason: '划归公安县', changes: { region: '421023' } };
      await done(gate.installer.post(`/v1/agencies/${last}/events`, event, tag));

      await goOn();

      const { counts } = (await done(county.clerk.get(path()))).body;
      assert.deepEqual([counts.asked, await faultsOf()], [UNITS - 1, []]);
    });
  });
});
