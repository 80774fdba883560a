import assert from 'node:assert/strict';
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

onOneEngine('other files run its statements on both', (engine) => {
  describe('a unit that did not file before the close', () => {
    let gate: Gate;
    let county: County;
    let unit: Unit;
    let campaign: string;

    beforeEach(async () => {
      gate = await startGate({ engine, clock: testClock('2017-06-05T01:00:00.000Z') });
      county = await openCounty(gate);
      unit = await addUnit(gate);
      campaign = await launchCampaign(county, { needsReasons: false });
      gate.clock.advance({ days: 10 });
      await signed(county.clerk.post(`/v1/campaigns/${campaign}/closing`, { reason: '报送结束' }), county.chief);
    });
    afterEach(() => gate.close());

    const act = (name: string, body: object) => county.clerk.post(`/v1/campaigns/${campaign}/${name}`, body);
    const owedBy = async (caller: Caller): Promise<readonly unknown[]> => {
      const { items } = (await done(caller.get('/v1/in-tray'))).body;
      const entry = items.find(({ kind }: { readonly kind: string }) => kind === 'filing-due');
      return [entry.count, entry.dueFirst];
    };

    it('has it in its to-do still, until its correction waits to be signed', async () => {
      const before = await owedBy(unit.officer);
      const cells = softwareUse({ computers: 5 });
      const correction = { cells, reason: '关闭后补报' };
      await done(unit.officer.post(`/v1/campaigns/${campaign}/filings`, correction), 202);

      assert.deepEqual(before, [1, '2017-06-19']);
      assert.deepEqual(await owedBy(unit.officer), [0, null]);
    });

    it('can be excused, and owes nothing from then on; as it was closed it stays', async () => {
      const { body } = await done(
        act('excuses', { agencies: [unit.code], ground: 'exempt', since: null, reason: '无计算机' }),
      );

      assert.deepEqual([body.items[0].state, body.items[0].timeliness], ['excused', null]);
      assert.deepEqual(await owedBy(unit.officer), [0, null]);
      const sums = async (basis: string) => {
        const { total } = (await done(county.clerk.get(`/v1/campaigns/${campaign}/roll-up?basis=${basis}`))).body;
        return [total.expected, total.excused];
      };
      assert.deepEqual(
        [await sums('closed'), await sums('current')],
        [
          [1, 0],
          [0, 1],
        ],
      );
    });

    it('can be given more time, which excuses being late and moves no day', async () => {
      const { body } = await done(
        act('extensions', { agencies: [unit.code], dueOn: '2017-07-10', reason: '机房进水' }),
      );

      const [line] = body.items;
      assert.deepEqual(
        [line.dueOn, line.lateExcusedUntil, line.extensions[0].moves],
        [...['2017-06-19', '2017-07-10', false]],
      );
    });

    it('is not joined by another one, nor covered: who is asked stays as it was closed', async () => {
      const other = await addUnit(gate);
      const cover = { agencyCode: unit.code, coveredBy: other.code, since: '2017-06-12', reason: '合并' };

      const answers = [
        await refused(act('joins', { agencyCode: other.code, dueOn: '2017-07-10', reason: '新设' })),
        await refused(act('covers', cover)),
      ];

      assert.deepEqual(answers, Array(2).fill([409, 'campaign.state']));
    });
  });
});
