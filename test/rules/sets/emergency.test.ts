import assert from 'node:assert/strict';
import { settleDueRuleSets } from '../../../src/orders/batch/settle-rule-sets-job.ts';
import { rederiveAll } from '../../../src/proof/rederive/rederive-job.ts';
import { OTHER_PASSWORD, setPassword, signedIn, signUp } from '../../access/sessions/session-people.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Caller, type Gate, startGate, testClock } from '../../support/gate.ts';
import { type Office, openOffice } from '../../support/office.ts';
import {
  assertVerified,
  type Bureaus,
  bureausOf,
  type Draft,
  drafted,
  leavesOfRules,
  schedule,
  sign,
  stateOf,
} from './schedule-support.ts';

const EMERGENCY = { at: null, emergency: { reason: '上限误设，须立即更正。' } };

describe('an emergency change of rules', () => {
  onOneEngine('rules judge facts, wherever they were read', (engine) => {
    let gate: Gate;
    let bureaus: Bureaus;
    let office: Office;
    beforeEach(async () => {
      gate = await startGate({ engine, clock: testClock() });
      bureaus = await bureausOf(gate);
      office = await openOffice(gate);
    });
    afterEach(() => gate.close());

    const brought = async (): Promise<Draft> => {
      const draft = await drafted(bureaus.author);
      const proposed = await schedule(bureaus.author, draft, EMERGENCY);
      assert.equal((await sign(bureaus.audit, proposed)).body.state, 'executed');
      await settleDueRuleSets(gate.db, gate.deps);
      return draft;
    };
    const confirm = (caller: Caller, { number, digest }: Draft) =>
      caller.post(`/v1/rule-sets/${number}/confirmation`, { digest });
    const decidedBy = async (): Promise<number> =>
      (await office.submit(office.order({ unitPrice: '4900.00' }))).body.decision.ruleSet.number;

    it('takes one signature of the audit bureau, and is marked as such everywhere', async () => {
      const draft = await drafted(bureaus.author);
      const proposed = await schedule(bureaus.author, draft, EMERGENCY);

      const byFinance = await sign(bureaus.finance, proposed);
      const byAudit = await sign(bureaus.audit, proposed);
      const decided = await decidedBy();

      assert.deepEqual([byFinance.status, byFinance.body.code], [404, 'proposal.not_found']);
      assert.equal(byAudit.body.state, 'executed');
      assert.equal(decided, draft.number);
      const { reason } = EMERGENCY.emergency;
      const shown = { reason, confirmBy: '2026-06-08T01:00:00.000Z', confirmedAt: null };
      assert.deepEqual((await office.officer.get('/v1/rule-sets')).body.items[0].emergency, shown);
      assert.deepEqual((await office.officer.get(`/v1/rule-sets/${draft.number}`)).body.emergency, shown);
      const leaves = await leavesOfRules(gate);
      assert.deepEqual(leaves.find(({ type }) => type === 'rule-set.scheduled')?.emergency, { reason });
      const entered = leaves.filter(({ type }) => type === 'rule-set.entered-force').at(-1);
      assert.deepEqual(entered?.emergency, { reason, confirmBy: shown.confirmBy });
      await assertVerified(gate);
    });

    it('stays when another person confirms it within seven days', async () => {
      const draft = await brought();
      gate.clock.advance({ days: 7, ms: -1 });

      const ofAuthor = await confirm(bureaus.author, draft);
      const ofSigner = await confirm(bureaus.audit, draft);
      const stale = await confirm(bureaus.finance, { ...draft, digest: `sha256:${'0'.repeat(64)}` });
      const done = await confirm(bureaus.finance, draft);
      const again = await confirm(bureaus.auditToo, draft);
      gate.clock.advance({ days: 30 });

      assert.deepEqual([ofAuthor.status, ofAuthor.body.code], [403, 'rule_set.own_emergency']);
      assert.deepEqual([ofSigner.status, ofSigner.body.code], [403, 'rule_set.own_emergency']);
      assert.deepEqual([stale.status, stale.body.code], [409, 'rule_set.digest']);
      assert.deepEqual(
        [done.status, done.body.state, done.body.emergency.confirmedAt],
        [200, 'in-force', '2026-06-08T00:59:59.999Z'],
      );
      assert.deepEqual([again.status, again.body.code], [409, 'rule_set.state']);
      assert.equal(await decidedBy(), draft.number);
      await assertVerified(gate);
    });

    it('is confirmed by nobody whose password was reset within the last 24 hours', async () => {
      const draft = await brought();
      const roles = [{ role: 'finance', grant: { region: '000000' } }];
      const person = await signUp(gate, { roles });
      await setPassword(gate, person.id, OTHER_PASSWORD);

      const early = await confirm(await signedIn(gate, person, { password: OTHER_PASSWORD }), draft);
      gate.clock.advance({ hours: 24 });
      const later = await confirm(await signedIn(gate, person, { password: OTHER_PASSWORD }), draft);

      assert.deepEqual([early.status, early.body.code], [403, 'person.signs_later']);
      assert.equal(later.status, 200);
    });

    it('falls back by a leaf when nobody does, and the set before it decides again', async () => {
      const draft = await brought();
      const during = await decidedBy();
      gate.clock.advance({ days: 7 });

      const late = await confirm(bureaus.finance, draft);
      const after = await decidedBy();

      assert.deepEqual([during, after], [draft.number, 1]);
      assert.deepEqual([late.status, late.body.code], [409, 'rule_set.state']);
      assert.deepEqual(
        [await stateOf(office.officer, draft), await stateOf(office.officer, { number: 1 })],
        ['superseded', 'in-force'],
      );
      const leaves = (await leavesOfRules(gate)).slice(-2);
      assert.deepEqual(
        leaves.map(({ type, subject, cause }) => [type, subject, cause]),
        [
          ['rule-set.entered-force', 'rule-set/1', 'not-confirmed'],
          ['rule-set.superseded', `rule-set/${draft.number}`, 'not-confirmed'],
        ],
      );
      assert.equal(
        (await office.officer.get('/v1/rule-sets?inForceAt=2026-06-07T00:00:00.000Z')).body.items[0].number,
        draft.number,
      );
      assert.equal((await rederiveAll(gate.db)).isSound, true);
      await assertVerified(gate);
    });

    it('is confirmed before anything is scheduled over it', async () => {
      const draft = await brought();
      const next = await drafted(bureaus.author);

      const early = await schedule(bureaus.author, next, { at: null });
      await confirm(bureaus.finance, draft);
      const then = await schedule(bureaus.author, next, { at: null });

      assert.deepEqual([early.status, early.body.code], [409, 'rule_set.parent_unconfirmed']);
      assert.equal(then.status, 202);
    });
  });
});
