import assert from 'node:assert/strict';
import type { Response } from 'supertest';
import {
  addUnit,
  type County,
  done,
  file,
  launchCampaign,
  openCounty,
  signed,
  softwareUse,
  type Unit,
} from '../../campaigns/campaign-support.ts';
import { onOneEngine } from '../../support/databases.ts';
import { etagIn, type Gate, startGate, type TestClock, testClock } from '../../support/gate.ts';
import { openOffice } from '../../support/office.ts';
import { statementsDuring } from '../../support/sent-statements.ts';

/** An office looks many times a day who of thousands has filed. */
onOneEngine('other files run its statements on both', (engine) => {
  describe('who has filed, asked again', () => {
    let clock: TestClock;
    let gate: Gate;
    let county: County;
    let campaign: string;
    let [unit, other] = [] as unknown as [Unit, Unit];

    beforeEach(async () => {
      clock = testClock('2017-06-05T01:00:00.000Z');
      gate = await startGate({ engine, clock });
      county = await openCounty(gate);
      [unit, other] = [await addUnit(gate), await addUnit(gate)];
      campaign = await launchCampaign(county, { needsReasons: false });
    });
    afterEach(() => gate.close());

    /** Whether the units were looked at, and how the one stands whose story is told. */
    const ask = async (caller = county.clerk) => {
      let body: Response['body'];
      const sent = await statementsDuring(gate.db, async () => {
        ({ body } = await done(caller.get(`/v1/campaigns/${campaign}/report`)));
      });
      const isRead = sent.some(({ sql }) =>
        /^select \* from .campaign_participants. where .campaign_id. = \? order by/.test(sql),
      );
      const own = body.items.find(({ agencyCode }: { readonly agencyCode: string }) => agencyCode === unit.code);
      return { isRead, own, body: { ...body, asOf: null } };
    };
    const stands = async () => {
      const { isRead, own } = await ask();
      return [isRead, own.state, own.timeliness, own.extensions.map(({ reason }: { reason: string }) => reason)];
    };
    const propose = async () =>
      done(unit.officer.post(`/v1/campaigns/${campaign}/filings`, { cells: softwareUse({ computers: 7 }) }), 202);

    it('is not read again while all stand as they stood, whatever else is recorded', async () => {
      await file(other, campaign, { computers: 10 });
      const first = await ask();
      await openOffice(gate);
      const again = await ask();
      const { id } = await file(unit, campaign, { computers: 7 });
      const filed = await ask();
      const tag = { 'if-match': etagIn(await done(county.clerk.get(`/v1/filings/${id}`))) };
      await done(county.clerk.post(`/v1/filings/${id}/returns`, { cells: { 'unit.desktops': '与台账不符' } }, tag));
      const returned = await ask();

      const all = [first, again, filed, returned];
      assert.deepEqual(
        all.map(({ isRead, own, body }) => [isRead, own.state, body.counts.filed, body.counts.returned]),
        [
          [true, 'asked', 1, 0],
          [false, 'asked', 1, 0],
          [true, 'filed', 2, 0],
          [true, 'returned', 2, 1],
        ],
      );
      assert.deepEqual(again.body, first.body);
    });

    it('shows at once what waits for a signature, and what was refused or has lapsed', async () => {
      const before = await stands();
      const { body: refused } = await propose();
      const waiting = [await stands(), await stands()];
      await done(unit.approver.post(`/v1/proposals/${refused.id}/refusal`, { reason: '数字有误' }));
      const afterRefusal = await stands();
      const { body: lapsing } = await propose();
      clock.advance({ ms: Date.parse(lapsing.lapsesAt) - Date.parse(lapsing.madeAt) - 3_600_000 });
      const late = [await stands(), await stands()];
      clock.advance({ hours: 1 });
      const lapsed = await stands();

      assert.deepEqual(
        [before, ...waiting, afterRefusal, ...late, lapsed],
        [
          [true, 'asked', 'pending', []],
          [true, 'awaiting-signature', 'pending', []],
          [false, 'awaiting-signature', 'pending', []],
          [true, 'asked', 'pending', []],
          [true, 'awaiting-signature', 'missing', []],
          [false, 'awaiting-signature', 'missing', []],
          [true, 'asked', 'missing', []],
        ],
      );
    });

    it('tells a new day, more time and why, and no word that was erased', async () => {
      await stands();
      clock.advance({ days: 15 });
      const over = await stands();
      const more = { agencies: [unit.code], dueOn: '2017-06-23', reason: '张三住院，机房无人' };
      await done(county.clerk.post(`/v1/campaigns/${campaign}/extensions`, more));
      const extended = [await stands(), await stands()];
      const audit = await gate.as('audit', { grant: { region: '421022' } });
      const asked = { subject: `campaign-participants/${campaign}`, reason: '目的已实现' };
      await signed(county.clerk.post('/v1/log/erasures', asked), audit);
      const erased = await stands();

      assert.deepEqual(
        [over, ...extended, erased],
        [
          [true, 'asked', 'missing', []],
          [true, 'asked', 'missing', [more.reason]],
          [false, 'asked', 'missing', [more.reason]],
          [true, 'asked', 'missing', [null]],
        ],
      );
    });

    it('is read for each who reaches other units, and not for others of the same reach', async () => {
      await ask();
      const grant = { agencies: [unit.code] };
      const own = await ask(await gate.as('legalization-office', { grant, who: 'one' }));
      const again = await ask(await gate.as('legalization-office', { grant, who: 'another' }));
      const all = await ask(county.chief);

      assert.deepEqual(
        [own, again, all].map(({ isRead, body }) => [isRead, body.items.length]),
        [
          [true, 1],
          [false, 1],
          [false, 2],
        ],
      );
    });
  });
});
