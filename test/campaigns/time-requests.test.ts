import assert from 'node:assert/strict';
import { inSnapshot, inTransaction } from '../../src/db/index.ts';
import { allProjections, parseLeaf } from '../../src/gate/main.ts';
import { verifyLog } from '../../src/log/index.ts';
import { onOneEngine } from '../support/databases.ts';
import { type Caller, type Gate, startGate, testClock } from '../support/gate.ts';
import {
  addUnit,
  type County,
  done,
  launchCampaign,
  openCounty,
  refused,
  signed,
  softwareUse,
  type Unit,
} from './campaign-support.ts';

const ASKED = { dueOn: '2017-06-30', reason: '分院设备尚在清点' };

onOneEngine('other files run its statements on both', (engine) => {
  describe('a unit that asks for more time', () => {
    let gate: Gate;
    let county: County;
    let unit: Unit;
    let campaign: string;

    beforeEach(async () => {
      gate = await startGate({ engine, clock: testClock('2017-06-05T01:00:00.000Z') });
      county = await openCounty(gate);
      unit = await addUnit(gate);
      await addUnit(gate);
      campaign = await launchCampaign(county, { needsReasons: false });
    });
    afterEach(() => gate.close());

    const ask = (body: object = ASKED, caller: Caller = unit.officer) =>
      caller.post(`/v1/campaigns/${campaign}/time-requests`, body);
    const answer = (act: string, body: object) =>
      county.clerk.post(`/v1/campaigns/${campaign}/${act}`, { agencies: [unit.code], ...body });
    const extend = (dueOn: string) => answer('extensions', { dueOn, reason: '情况属实' });
    const standing = async () => {
      const path = `/v1/campaigns/${campaign}/participants?agencyCode=${unit.code}`;
      const { items } = (await done(unit.officer.get(path))).body;
      return items[0];
    };
    /** What the office has to answer: the count of its to-do and the list behind it. */
    const toAnswer = async (): Promise<readonly unknown[]> => {
      const { items } = (await done(county.chief.get('/v1/in-tray'))).body;
      const entry = items.find(({ kind }: { readonly kind: string }) => kind === 'time-to-answer');
      assert.equal(entry.operation, 'listTimeRequests');
      const list = (await done(county.chief.get('/v1/time-requests?limit=1'))).body;
      assert.equal(list.items.length, entry.count);
      return list.items.map(({ unit: one }: { readonly unit: { readonly agencyCode: string } }) => one.agencyCode);
    };

    it('moves no day by asking, and is in the to-do of the office until that answers', async () => {
      const { body } = await done(ask(), 201);

      const request = { on: '2017-06-05', ...ASKED, state: 'waiting', answeredOn: null, refusal: null };
      assert.deepEqual([body.dueOn, body.timeRequest], ['2017-06-19', request]);
      assert.deepEqual(await toAnswer(), [unit.code]);
      assert.deepEqual(await refused(ask()), [409, 'campaign.time_request']);
    });

    it('has the day that the office gives, which need not be the one it asked for', async () => {
      await done(ask(), 201);
      gate.clock.advance({ days: 1 });

      const { body } = await done(extend('2017-06-26'));

      const [{ dueOn, timeRequest, extensions }] = body.items;
      assert.deepEqual(
        [dueOn, timeRequest.state, timeRequest.answeredOn, extensions[0].reason],
        ['2017-06-26', 'extended', '2017-06-06', '情况属实'],
      );
      assert.deepEqual(await toAnswer(), []);
    });

    it('reads why it is given none, keeps its day, and may ask once more', async () => {
      await done(ask(), 201);
      await done(answer('time-refusals', { reason: '市里要求按期汇总' }));

      const { dueOn, timeRequest, extensions } = await standing();
      assert.deepEqual(
        [dueOn, timeRequest.state, timeRequest.reason, timeRequest.refusal, extensions],
        ['2017-06-19', 'refused', ASKED.reason, '市里要求按期汇总', []],
      );
      assert.deepEqual(await toAnswer(), []);
      assert.deepEqual(await refused(answer('time-refusals', { reason: '再次' })), [
        ...[409, 'campaign.time_request', '/agencies/0'],
      ]);
      const { body } = await done(ask({ dueOn: '2017-06-21', reason: '停电' }), 201);
      assert.deepEqual(
        [body.timeRequest.state, body.timeRequest.reason, body.timeRequest.refusal],
        ['waiting', '停电', null],
      );
    });

    it('is excused only where the answer comes after the day or after the close', async () => {
      await done(ask(), 201);
      gate.clock.advance({ days: 15 });
      await signed(county.clerk.post(`/v1/campaigns/${campaign}/closing`, { reason: '报送结束' }), county.chief);
      assert.deepEqual(await toAnswer(), [unit.code]);

      const { body } = await done(extend('2017-06-30'));

      const [{ dueOn, lateExcusedUntil, timeliness, timeRequest }] = body.items;
      assert.deepEqual(
        [dueOn, lateExcusedUntil, timeliness, timeRequest.state],
        ['2017-06-19', '2017-06-30', 'missing', 'extended'],
      );
    });

    it('is answered no more once the campaign is recalled, or the unit excused or on time', async () => {
      await done(ask(), 201);
      await signed(
        unit.officer.post(`/v1/campaigns/${campaign}/filings`, { cells: softwareUse({ computers: 5 }) }),
        unit.approver,
      );
      assert.deepEqual(await toAnswer(), []);
      assert.deepEqual(await refused(ask()), [409, 'campaign.time_request']);

      const other = await addUnit(gate);
      await done(
        answer('joins', { agencies: undefined, agencyCode: other.code, dueOn: '2017-06-19', reason: '新设' }),
        201,
      );
      await done(ask({ ...ASKED, dueOn: '2017-07-03' }, other.officer), 201);
      assert.deepEqual(await toAnswer(), [other.code]);
      await signed(county.clerk.post(`/v1/campaigns/${campaign}/recall`, { reason: '重复发起' }), county.chief);
      assert.deepEqual(await toAnswer(), []);
      assert.deepEqual(await refused(ask(ASKED, other.officer)), [409, 'campaign.state']);
    });

    it('asks for a day that is later than its own, for itself only, and no office asks in its place', async () => {
      const stranger = await addUnit(gate);

      const answers = [
        await refused(ask({ ...ASKED, dueOn: '2017-06-19' })),
        await refused(ask(ASKED, stranger.officer)),
        (await ask(ASKED, county.clerk)).status,
        (await unit.officer.post(`/v1/campaigns/${campaign}/time-refusals`, { agencies: [unit.code], reason: '自行' }))
          .status,
      ];

      assert.deepEqual(answers, [[422, 'campaign.days', '/dueOn'], [404, 'campaign.not_found'], 403, 403]);
    });

    it('leaves leaves by which its row is verified', async () => {
      await done(ask(), 201);
      await done(answer('time-refusals', { reason: '市里要求按期汇总' }));

      const projections = await allProjections();
      const verify = () => inSnapshot(gate.db, (tx) => verifyLog(tx, { projections, parse: parseLeaf }));
      const { differences, faults } = await verify();
      assert.deepEqual([differences, faults], [[], []]);

      await inTransaction(gate.db, (tx) => tx('campaign_participants').update({ time_request_due_on: '2017-07-30' }));
      const changed = (await verify()).differences.map(({ table, field }) => [table, field]);
      assert.ok(changed.some(([table, field]) => table === 'campaign_participants' && field === 'timeRequest'));
    });
  });
});
