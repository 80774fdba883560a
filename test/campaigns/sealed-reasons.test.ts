import assert from 'node:assert/strict';
import { steps } from '../../db/migrations/0061-sealed-reasons.ts';
import { inSnapshot, inTransaction } from '../../src/db/index.ts';
import { runStep } from '../../src/db/run-steps.ts';
import { allProjections, parseLeaf } from '../../src/gate/main.ts';
import { verifyLog } from '../../src/log/index.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Gate, startGate, testClock } from '../support/gate.ts';
import { addUnit, type County, done, launchCampaign, openCounty, signed, type Unit } from './campaign-support.ts';

forEachEngine('statements', (engine) => {
  describe('why units were given more time or excused', () => {
    let gate: Gate;
    let county: County;
    let campaign: string;
    let late: Unit;
    let gone: Unit;
    const why = { first: '张三住院，机房无人', second: '李四调离，仍在交接', excused: '王五负责的单位已撤销' };

    beforeEach(async () => {
      gate = await startGate({ engine, clock: testClock('2017-06-05T01:00:00.000Z') });
      county = await openCounty(gate);
      [late, gone] = [await addUnit(gate), await addUnit(gate)];
      campaign = await launchCampaign(county, { needsReasons: false });
      const { clerk } = county;
      const extend = (agencies: readonly string[], dueOn: string, reason: string) =>
        done(clerk.post(`/v1/campaigns/${campaign}/extensions`, { agencies, dueOn, reason }));
      await extend([late.code], '2017-06-23', why.first);
      await extend([late.code, gone.code], '2017-06-30', why.second);
      const excuse = { agencies: [gone.code], ground: 'closed', since: '2017-06-06', reason: why.excused };
      const { body } = await done(clerk.post(`/v1/campaigns/${campaign}/excuses`, excuse));
      assert.equal(body.items[0].excuse.reason, why.excused);
    });
    afterEach(() => gate.close());

    const told = async () => {
      const { body } = await done(county.clerk.get(`/v1/campaigns/${campaign}/participants`));
      return body.items.map((unit: Told) => [
        ...unit.extensions.map(({ reason }) => reason),
        ...(unit.excuse ? [unit.excuse.reason] : []),
      ]);
    };
    const rows = () => gate.db.reader('campaign_participants').select('extensions', 'excuse');
    const differences = async () => {
      const asked = { parse: parseLeaf, projections: await allProjections() };
      return (await inSnapshot(gate.db, (tx) => verifyLog(tx, asked))).differences;
    };

    it('stands in no row, is told with each, and is erased without breaking a proof', async () => {
      const ofUnits = [
        [why.first, why.second],
        [why.second, why.excused],
      ];
      assert.deepEqual((await told()).toSorted(byText), ofUnits.toSorted(byText));
      assert.doesNotMatch(JSON.stringify(await rows()), /张三|李四|王五/);

      const audit = await gate.as('audit', { grant: { region: '421022' } });
      const asked = { subject: `campaign-participants/${campaign}`, reason: '目的已实现' };
      await signed(county.clerk.post('/v1/log/erasures', asked), audit);

      assert.deepEqual((await told()).flat(), [null, null, null, null]);
      assert.deepEqual(await differences(), []);
    });

    it('is taken out of the rows of an earlier version, and a row that keeps it is no true one', async () => {
      const extensions = [
        { on: '2017-06-05', dueOn: '2017-06-23', moves: true, reason: why.first },
        { on: '2017-06-05', dueOn: '2017-06-30', moves: true, reason: why.second },
      ];
      await gate.db
        .writer('campaign_participants')
        .where({ agency_code: late.code })
        .update({ extensions: JSON.stringify(extensions) });
      assert.deepEqual(
        (await differences()).map(({ table, field }) => [table, field]),
        [['campaign_participants', 'extensions']],
      );

      await inTransaction(gate.db, async (tx) => {
        for (const step of [...steps, ...steps]) await runStep(tx, step, gate.db.engine);
      });

      assert.deepEqual(await differences(), []);
      assert.doesNotMatch(JSON.stringify(await rows()), /张三|李四|王五/);
    });
  });
});

interface Told {
  readonly extensions: readonly { readonly reason: string | null }[];
  readonly excuse: { readonly reason: string | null } | null;
}

function byText(one: unknown, other: unknown): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}
