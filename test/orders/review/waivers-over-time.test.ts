import assert from 'node:assert/strict';
import { canonicalJson } from '../../../src/kernel/index.ts';
import { rederiveAll } from '../../../src/proof/rederive/rederive-job.ts';
import { ruleSetFromContent } from '../../../src/rules/index.ts';
import { forEachEngine } from '../../support/databases.ts';
import type { Gate } from '../../support/gate.ts';
import { assertRefused, withThinEvidence } from '../life-support.ts';
import {
  asDecided,
  dearOffice,
  decidedAgain,
  gateForEachDesk,
  granted,
  OFFICE_PRICE,
  openFindings,
  propose,
  referredForPrice,
  reviewOf,
  waivedFindings,
} from './waivers-support.ts';

forEachEngine('statements', (engine) => {
  describe('a review, over time', () => {
    const desk = gateForEachDesk(engine);

    it('covers on its last day, and not on the day after', async () => {
      const { office, finance } = desk;
      const referred = await office.submit(withThinEvidence(dearOffice(office)));
      await granted(finance, reviewOf(referred, { until: '2026-06-02' }));
      desk.gate.clock.advance({ days: 1 });
      const onLastDay = await decidedAgain(office.officer, referred);
      desk.gate.clock.advance({ days: 1 });
      const dayAfter = await decidedAgain(office.officer, referred);

      assert.deepEqual(openFindings(onLastDay), ['OS-04 thin']);
      assert.deepEqual(openFindings(dayAfter), ['HW-02 over-standard', 'OS-04 thin']);
      assert.deepEqual(waivedFindings(dayAfter), []);
      const expired = await finance.first.get('/v1/waivers?state=expired');
      assert.equal(expired.body.items.length, 1);
      assert.deepEqual((await finance.first.get('/v1/waivers?state=in-force')).body.items, []);
    });

    it('is void when its rule has a new revision', async () => {
      const { office, finance } = desk;
      const referred = await office.submit(withThinEvidence(dearOffice(office)));
      const waiver = await granted(finance, reviewOf(referred));
      await reviseRule(desk.gate, OFFICE_PRICE.rule);

      const again = await decidedAgain(office.officer, referred);

      assert.deepEqual(openFindings(again), ['HW-02 over-standard', 'OS-04 thin']);
      assert.deepEqual(waivedFindings(again), []);
      assert.equal((await finance.first.get(`/v1/waivers/${waiver}`)).body.state, 'void');
      const listed = await finance.first.get('/v1/waivers?state=void');
      assert.deepEqual(
        listed.body.items.map(({ id }: { id: string }) => id),
        [waiver],
      );
      assertRefused(await propose(finance.first, reviewOf(again)), 422, 'waiver.other_rule_revision');
    });

    it('is in the record with its days, so that the outcome can be derived again when it is over', async () => {
      const { office, finance } = desk;
      const referred = await referredForPrice(office);
      const waiver = await granted(finance, reviewOf(referred));
      const approved = await asDecided(office.officer, referred);
      desk.gate.clock.advance({ days: 100 });
      await reviseRule(desk.gate, OFFICE_PRICE.rule);

      const rederived = await rederiveAll(desk.gate.db, () => undefined);
      const record = JSON.parse((await finance.first.get(`/v1/decisions/${approved.body.decision.id}/record`)).text);

      assert.deepEqual(rederived.differences, []);
      assert.equal(rederived.isSound, true);
      assert.deepEqual(record.detail.waivers, [{ id: waiver, devices: 1 }]);
      const [gathered] = record.detail.gathered.waivers;
      assert.deepEqual([gathered.from, gathered.until, gathered.rules], ['2026-06-01', '2026-08-01', [OFFICE_PRICE]]);
    });
  });
});

/** Puts a rule set in force in which one rule has a new revision, as a later version of the gate will do by a leaf. */
async function reviseRule(gate: Gate, rule: string): Promise<void> {
  await gate.db.writer.transaction(async (tx) => {
    const current = await tx('rule_sets').where({ state: 'in-force' }).first();
    const content = JSON.parse(current.content);
    const rules = content.rules.map((one: { id: string; revision: number }) =>
      one.id === rule ? { ...one, revision: one.revision + 1 } : one,
    );
    const next = { ...content, number: 2, parent: current.digest, rules };
    const { digest } = ruleSetFromContent(next);
    await tx('rule_sets').where({ number: 1 }).update({ state: 'superseded' });
    await tx('rule_sets').insert({
      ...current,
      number: 2,
      digest,
      parent_digest: current.digest,
      content: canonicalJson(next),
    });
  });
}
