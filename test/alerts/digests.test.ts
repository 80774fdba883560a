import assert from 'node:assert/strict';
import { DRAW_DIGESTS, makeDigests } from '../../src/alerts/alert-digests-job.ts';
import { stepsHere, type TakeStep } from '../../src/db/index.ts';
import { holdings } from '../reports/positions-support.ts';
import { gateForEachReport, read } from '../reports/reports-support.ts';
import { forEachEngine } from '../support/databases.ts';
import { openOffice } from '../support/office.ts';

interface Digest {
  readonly on: string;
  readonly counts: object;
  readonly alerts: readonly { readonly kind: string }[];
}

forEachEngine('statements', (engine) => {
  describe('the digests of alerts', () => {
    const here = gateForEachReport(engine);

    it('say every day what each agency was told, once a day, and stay when the cause has gone', async () => {
      const { gate, office, clock } = here;
      const other = await openOffice(gate);
      for (const { agencyCode } of [office, other]) await holdings(gate, { agencyCode, devices: [[{}], [{}]] });

      const made = [await makeDigests(gate.db, gate.deps), await makeDigests(gate.db, gate.deps)];
      await holdings(gate, { agencyCode: office.agencyCode, entitlements: [{ seats: 20 }] });
      clock.advance({ days: 1 });
      await makeDigests(gate.db, gate.deps);

      const own = (await read(office.officer, '/v1/alert-digests')).items;
      const all = await read(here.finance, '/v1/alert-digests?on=2026-06-01&limit=1');
      assert.deepEqual(made, [2, 2]);
      assert.deepEqual(
        own.map(({ on, counts, alerts }: Digest) => [on, counts, alerts.map(({ kind }) => kind)]),
        [
          ['2026-06-02', { urgent: 0, soon: 2, notice: 0 }, ['unlicensed-devices', 'vacancy']],
          ['2026-06-01', { urgent: 1, soon: 2, notice: 0 }, ['shortfall', 'unlicensed-devices', 'vacancy']],
        ],
      );
      assert.equal(all.items.length, 1);
      assert.equal(
        (await read(here.finance, `/v1/alert-digests?on=2026-06-01&limit=1&after=${all.next}`)).items.length,
        1,
      );
    });

    it('are drawn for a few agencies at a time, and those together that share seats, with the same result', async () => {
      const { gate, office } = here;
      const others = [await openOffice(gate), await openOffice(gate), await openOffice(gate)];
      const codes = [office, ...others].map(({ agencyCode }) => agencyCode);
      const [own = '', sharing = ''] = codes;
      const site = { agencies: [own, sharing], headcount: null, afterEnd: null };
      await holdings(gate, { agencyCode: own, entitlements: [{ seats: 3, channel: 'site', site }] });
      for (const agencyCode of codes) await holdings(gate, { agencyCode, devices: [[{}], [{}]] });
      const drawn: (readonly string[])[] = [];
      const take = stepsHere({ db: gate.db, pause: async () => undefined });
      const takeStep: TakeStep = (step, input) => {
        if (step.name === DRAW_DIGESTS.name) drawn.push((input as { agencies: readonly string[] }).agencies);
        return take(step, input);
      };
      const digests = () => gate.db.reader('alert_digests').orderBy(['on_day', 'agency_code']);

      assert.equal(await makeDigests(gate.db, { ...gate.deps, takeStep, atOnce: 1_000 }), 4);
      const together = await digests();
      assert.equal(await makeDigests(gate.db, { ...gate.deps, takeStep, atOnce: 1 }), 4);

      assert.deepEqual(await digests(), together);
      const [whole, ...portions] = drawn.map((agencies) => agencies.toSorted());
      assert.deepEqual(whole, codes.toSorted());
      assert.deepEqual(
        portions.toSorted(),
        [[own, sharing].toSorted(), ...codes.slice(2).map((code) => [code])].toSorted(),
      );
    });

    it('that are stopped half-way are left for the agencies that have them, and made for all the next time', async () => {
      const { gate, office } = here;
      const other = await openOffice(gate);
      for (const { agencyCode } of [office, other]) await holdings(gate, { agencyCode, devices: [[{}], [{}]] });
      const few = { ...gate.deps, atOnce: 1 };
      let turns = 0;

      const begun = await makeDigests(gate.db, few, async () => {
        turns += 1;
        return turns === 1;
      });
      const whole = await makeDigests(gate.db, few);

      assert.deepEqual([begun, whole], [1, 2]);
      assert.equal((await gate.db.reader('alert_digests')).length, 2);
    });
  });
});
