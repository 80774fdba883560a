import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { RuleDocument } from '../../../src/rules/index.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { assertVerified } from '../sets/schedule-support.ts';

const OFFICE: RuleDocument = JSON.parse(readFileSync('rules/computers/HW-02.json', 'utf8'));
const SENT = { changeNote: '测试草案', inForceFrom: '2026-07-01' };

/** At the highest price is too much by now, not only above it. */
function stricterOffice(): unknown {
  const when = {
    ...{ name: 'at-maximum', fact: 'item.unitPriceFen', operator: 'fen.atLeast' },
    value: { fact: 'policy.cap.officeMax' },
  };
  const [first, ...rest] = OFFICE.clauses;
  return { ...OFFICE, revision: OFFICE.revision + 1, clauses: [{ ...first, when }, ...rest] };
}

describe('a case on which a draft differs', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    let gate: Gate;
    beforeEach(async () => {
      gate = await startGate({ engine });
    });
    afterEach(() => gate.close());

    it('becomes a test of its rule by one call, in the next draft, and the draft before is withdrawn', async () => {
      const audit = await gate.as('audit');
      const { body: first } = await audit.post('/v1/rule-sets', { ...SENT, rules: [stricterOffice()] });
      const [{ witness }] = first.changes.changed;

      const { status, body, headers } = await audit.post('/v1/rule-sets/2/witness-tests', { rules: ['HW-02'] });

      assert.deepEqual([status, headers.location], [201, '/v1/rule-sets/3']);
      assert.deepEqual([body.ruleSet.state, body.ruleSet.inForceFrom], ['draft', null]);
      const { body: rule } = await audit.get('/v1/rule-sets/3/rules/HW-02');
      assert.deepEqual(rule.document.tests.at(-1), witness.test);
      assert.equal(rule.document.tests.length, OFFICE.tests.length + 1);
      assert.equal((await audit.get('/v1/rule-sets/2')).body.state, 'withdrawn');
      assert.equal((await audit.get('/v1/rule-sets/3')).body.parentDigest, first.ruleSet.parentDigest);
    });

    it('is not added twice, nor for a rule that has none, nor to what is no draft any more', async () => {
      const audit = await gate.as('audit');
      await audit.post('/v1/rule-sets', { ...SENT, rules: [stricterOffice()] });
      const add = (number: number, rules: string[]) => audit.post(`/v1/rule-sets/${number}/witness-tests`, { rules });

      const unchanged = await add(2, ['OS-01']);
      await add(2, ['HW-02']);
      const again = await add(3, ['HW-02']);
      const withdrawn = await add(2, ['HW-02']);
      const inForce = await add(1, ['HW-02']);

      for (const refused of [unchanged, again]) {
        assert.deepEqual([refused.status, refused.body.code], [422, 'rule_set.no_witness']);
        assert.equal(refused.body.errors[0].pointer, '/rules/0');
      }
      for (const refused of [withdrawn, inForce]) {
        assert.deepEqual([refused.status, refused.body.code], [409, 'rule_set.state']);
      }
      assert.equal((await audit.get('/v1/rule-sets')).body.items.length, 3);
    });

    it('is added by the author or the audit bureau only', async () => {
      const finance = await gate.as('finance');
      await finance.post('/v1/rule-sets', { ...SENT, rules: [stricterOffice()] });

      const refused = await (await gate.as('legalization-office')).post('/v1/rule-sets/2/witness-tests', {
        rules: ['HW-02'],
      });
      const added = await (await gate.as('audit')).post('/v1/rule-sets/2/witness-tests', { rules: ['HW-02'] });

      assert.deepEqual([refused.status, refused.body.code], [403, 'rule_set.not_yours']);
      assert.equal(added.status, 201);
    });

    it('does not change whose draft it is: its author may not sign for it', async () => {
      const [author, audit] = [await gate.as('finance'), await gate.as('audit')];
      await author.post('/v1/rule-sets', { ...SENT, rules: [stricterOffice()] });

      await audit.post('/v1/rule-sets/2/witness-tests', { rules: ['HW-02'] });

      const drafts = await gate.db.reader('rule_sets').select('author', 'author_role').where('number', '>', 1);
      assert.deepEqual(drafts[1], drafts[0]);
      assert.equal(drafts[1].author_role, 'finance');
      await assertVerified(gate);
    });
  });
});
