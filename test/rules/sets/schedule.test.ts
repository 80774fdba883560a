import assert from 'node:assert/strict';
import { NOTHING_IN_BUCKETS } from '../../../src/backtests/index.ts';
import { inTransaction, inTrial } from '../../../src/db/index.ts';
import { governed } from '../../../src/log/index.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate, testClock } from '../../support/gate.ts';
import { openOffice } from '../../support/office.ts';
import { sizeOfLog } from '../../two-people/two-people.ts';
import {
  assertVerified,
  type Bureaus,
  bureausOf,
  type Draft,
  drafted,
  IN_AN_HOUR,
  LOWER_CAP,
  leavesOfRules,
  schedule,
  scheduled,
  sign,
  stateOf,
  verify,
} from './schedule-support.ts';

const DAYS = { from: '2026-01-01', until: '2026-05-31' };
const GIVE_UP = { reason: '另有安排。' };

describe('a rule set is scheduled by two people', () => {
  onOneEngine('what two people agree on is reviewed, and in-force.test.ts has the statements', (engine) => {
    let gate: Gate;
    let bureaus: Bureaus;
    beforeEach(async () => {
      gate = await startGate({ engine, clock: testClock() });
      bureaus = await bureausOf(gate);
    });
    afterEach(() => gate.close());

    it('who are not its author, one of them of the audit bureau, over exactly these digests', async () => {
      const { author, audit, finance } = bureaus;
      const draft = await drafted(author);

      const proposed = await schedule(author, draft);
      const first = await sign(audit, proposed);
      const before = await stateOf(audit, draft);
      const last = await sign(finance, proposed);

      assert.deepEqual([proposed.status, first.body.state, before], [202, 'open', 'draft']);
      assert.equal(last.body.state, 'executed');
      assert.deepEqual([last.body.result.body.state, last.body.result.body.inForceFrom], ['scheduled', IN_AN_HOUR]);
      const leaf = (await leavesOfRules(gate)).at(-1);
      assert.ok(leaf);
      assert.deepEqual([leaf.type, leaf.digest, leaf.review], ['rule-set.scheduled', draft.digest, draft.reviewDigest]);
      assert.equal((leaf.signed as { signers: unknown[] }).signers.length, 2);
      await assertVerified(gate);
    });

    it('of whom the author is none, and nobody twice', async () => {
      const { author, audit, auditToo, finance } = bureaus;
      const draft = await drafted(audit);
      const proposed = await schedule(finance, draft);
      const size = await sizeOfLog(gate);

      const byAuthor = await sign(audit, proposed);
      const byMaker = await sign(finance, proposed);
      assert.equal((await sign(auditToo, proposed)).status, 200);
      const twice = await sign(auditToo, proposed);

      assert.deepEqual([byAuthor.status, byAuthor.body.code], [403, 'rule_set.own_draft']);
      assert.deepEqual([byMaker.status, byMaker.body.code], [403, 'proposal.same_person']);
      assert.deepEqual([twice.status, twice.body.code], [409, 'proposal.signed_already']);
      assert.equal(await stateOf(audit, draft), 'draft');
      // The one signature that was given.
      assert.equal(await sizeOfLog(gate), size + 1);
      assert.equal((await sign(author, proposed)).body.state, 'executed');
    });

    it('and two who sign for the last place at once are one', async () => {
      const { author, audit, auditToo, finance } = bureaus;
      const draft = await drafted(author);
      const proposed = await schedule(author, draft);
      await sign(audit, proposed);

      const answers = await Promise.all([sign(auditToo, proposed), sign(finance, proposed)]);

      assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
      const leaves = await leavesOfRules(gate);
      assert.equal(leaves.filter(({ type }) => type === 'rule-set.scheduled').length, 1);
      assert.equal(await stateOf(audit, draft), 'scheduled');
    });

    it('not over other digests, not in the past, not far away, not before its own day', async () => {
      const { author } = bureaus;
      const draft = await drafted(author, { parameters: [LOWER_CAP], inForceFrom: '2026-06-10' });
      const other = `sha256:${'0'.repeat(64)}`;
      const size = await sizeOfLog(gate);
      const refusal = async (own: object) => {
        const { status, body } = await schedule(author, draft, { at: '2026-06-10T00:00:00.000Z', ...own });
        return [status, body.code, body.errors?.[0]?.pointer];
      };

      assert.deepEqual(await refusal({ digest: other }), [409, 'rule_set.digest', '/digest']);
      assert.deepEqual(await refusal({ reviewDigest: other }), [409, 'rule_set.review_digest', '/reviewDigest']);
      assert.deepEqual(await refusal({ at: '2026-06-01T00:59:59.999Z' }), [422, 'rule_set.moment_past', '/at']);
      assert.deepEqual(await refusal({ at: '2027-06-03T00:00:00.000Z' }), [422, 'rule_set.moment_far', '/at']);
      assert.deepEqual(await refusal({ at: '2026-06-09T15:59:59.999Z' }), [422, 'rule_set.before_its_day', '/at']);
      assert.deepEqual(await refusal({ at: '2026-06-31T00:00:00.000Z' }), [400, 'request.invalid', '/at']);
      assert.equal(await sizeOfLog(gate), size);
      assert.equal(await stateOf(author, draft), 'draft');
      assert.equal((await schedule(author, draft, { at: '2026-06-09T16:00:00.000Z' })).status, 202);
    });

    it('whose last signature comes too late changes nothing', async () => {
      const { author, audit, finance } = bureaus;
      const draft = await drafted(author);
      const proposed = await schedule(author, draft);
      await sign(audit, proposed);
      gate.clock.advance({ hours: 2 });
      const size = await sizeOfLog(gate);

      const late = await sign(finance, proposed);

      assert.deepEqual([late.status, late.body.code], [422, 'rule_set.moment_past']);
      assert.deepEqual([await stateOf(audit, draft), await sizeOfLog(gate)], ['draft', size]);
      const { slots } = (await audit.get(`/v1/proposals/${proposed.body.id}`)).body;
      assert.deepEqual(
        slots.map(({ signature }: { signature: unknown }) => signature !== null),
        [true, false],
      );
    });

    it('and its tests must prove it', async () => {
      const { author } = bureaus;
      const { body } = await author.get('/v1/rule-sets/1/rules/HW-02');
      const [test, ...tests] = body.document.tests;
      const failing = {
        ...body.document,
        revision: body.document.revision + 1,
        tests: [{ ...test, expect: 'over-maximum' }, ...tests],
      };
      const draft = await drafted(author, { rules: [failing] });

      const refused = await schedule(author, draft);

      assert.deepEqual([refused.status, refused.body.code], [422, 'rule_set.not_sound']);
    });

    it('over the back-test that they have read, if there is one: a valid one of this very set', async () => {
      const { author } = bureaus;
      const [draft, other] = [await drafted(author), await drafted(author)];
      const report = `sha256:${'1'.repeat(64)}`;
      const finish = (id: string, { number, digest }: Draft, isValid: boolean) =>
        inTransaction(gate.db, (tx) =>
          governed(tx, gate.deps, async (entry) => {
            const counts = { decisions: 1, buckets: { ...NOTHING_IN_BUCKETS, unchanged: 1 } };
            const body = { ruleSet: { number, digest }, ...DAYS, ...counts, isValid, report };
            entry.append({ type: 'backtest.finished', subject: `backtest/${id}`, by: null, body });
          }),
        );
      await finish('bkt_1', draft, true);
      await finish('bkt_2', other, true);
      await finish('bkt_3', draft, false);
      const answerTo = async (id: string, digest = report) =>
        (await schedule(author, draft, { backtest: { id, digest } })).body.code ?? 'proposed';

      assert.equal(await answerTo('bkt_2'), 'rule_set.backtest');
      assert.equal(await answerTo('bkt_3'), 'rule_set.backtest');
      assert.equal(await answerTo('bkt_9'), 'rule_set.backtest');
      assert.equal(await answerTo('bkt_1', `sha256:${'2'.repeat(64)}`), 'rule_set.backtest');
      assert.equal(await answerTo('bkt_1'), 'proposed');
    });

    it('one after the other, each made from the one before it', async () => {
      const { author, audit } = bureaus;
      const [first, second] = [await drafted(author), await drafted(author)];
      const proposed = await schedule(author, second);
      const { author: maker, audit: one, finance: other } = bureaus;
      const ready = await schedule(maker, first);
      await sign(one, ready);
      await sign(other, ready);

      const meanwhile = await schedule(author, second);
      await sign(audit, proposed);
      const late = await sign(other, proposed);
      gate.clock.advance({ hours: 2 });
      const office = await openOffice(gate);
      await office.submit(office.order());
      const after = await schedule(author, second, { at: null });

      assert.deepEqual([meanwhile.status, meanwhile.body.code], [409, 'rule_set.another_scheduled']);
      assert.deepEqual([late.status, late.body.code], [409, 'rule_set.another_scheduled']);
      assert.deepEqual([after.status, after.body.code], [409, 'rule_set.other_parent']);
    });

    it('and one person of the audit bureau gives it up before it is due, and not after', async () => {
      const { author, audit } = bureaus;
      const first = await scheduled(gate);
      const notHis = await author.post(`/v1/rule-sets/${first.number}/withdrawal`, GIVE_UP);
      const done = await audit.post(`/v1/rule-sets/${first.number}/withdrawal`, GIVE_UP);
      const second = await scheduled(gate);
      gate.clock.advance({ hours: 1 });
      const late = await audit.post(`/v1/rule-sets/${second.number}/withdrawal`, GIVE_UP);

      assert.deepEqual([notHis.status, notHis.body.code], [403, 'rule_set.not_yours']);
      assert.deepEqual([done.status, done.body.state, done.body.inForceFrom], [200, 'withdrawn', null]);
      assert.deepEqual([late.status, late.body.code], [409, 'rule_set.state']);
      const office = await openOffice(gate);
      const { body } = await office.submit(office.order());
      assert.equal(body.decision.ruleSet.number, second.number);
      await assertVerified(gate);
    });

    it('and leaves traces that nobody can change unseen', async () => {
      const { number } = await scheduled(gate);
      const foundAfter = (changes: object) =>
        inTrial(gate.db, async (tx) => {
          await tx('rule_sets').where({ number }).update(changes);
          return (await verify(tx)).differences.map(({ field }) => field);
        });

      assert.deepEqual(await foundAfter({ state: 'in-force' }), ['state']);
      assert.deepEqual(await foundAfter({ in_force_at: '2026-06-01T01:30:00.000Z' }), ['inForceAt']);
      assert.deepEqual(await foundAfter({ emergency_reason: '紧急' }), ['emergencyReason']);
    });
  });
});
