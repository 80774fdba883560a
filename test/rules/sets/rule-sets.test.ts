import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { inSnapshot, inTrial, type Tx } from '../../../src/db/index.ts';
import { type Verification, verifyLog } from '../../../src/log/index.ts';
import { gateProjections, parseLeaf } from '../../../src/proof/projections/gate-projections.ts';
import type { RuleDocument } from '../../../src/rules/index.ts';
import { onOneEngine, onOneOfThem } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';
import { openOffice } from '../../support/office.ts';

const OFFICE: RuleDocument = JSON.parse(readFileSync('rules/computers/HW-02.json', 'utf8'));
const NEXT: RuleDocument = { ...OFFICE, revision: OFFICE.revision + 1 };

function clauseOf(rule: RuleDocument, when: unknown): unknown {
  return { ...rule, clauses: rule.clauses.map((clause, index) => (index === 0 ? { ...clause, when } : clause)) };
}

const SENT = { changeNote: '测试草案', inForceFrom: '2026-07-01' };
const CAP = {
  ...{ name: 'policy.cap.desktop', jurisdiction: '421000', levels: null, value: 480_000, from: '2026-07-01' },
  ...{ until: null, document: null, article: null, verified: false },
};

describe('drafting a rule set', () => {
  onOneEngine('other files run its statements on both', (engine) => {
    let gate: Gate;
    beforeEach(async () => {
      gate = await startGate({ engine });
    });
    afterEach(() => gate.close());

    const verify = (tx: Tx): Promise<Verification> =>
      verifyLog(tx, { parse: parseLeaf, projections: gateProjections() });
    const placesIn = ({ body }: { body: { errors?: { pointer: string; code?: string }[] } }): unknown =>
      body.errors?.map(({ pointer, code }) => [pointer, code]);

    it('keeps what is to be other, tells it in words, and judges nothing by it', async () => {
      const audit = await gate.as('audit');

      const drafted = await audit.post('/v1/rule-sets', { ...SENT, parameters: [CAP] });

      assert.equal(drafted.status, 201);
      const { ruleSet, changes, review } = drafted.body;
      assert.deepEqual([ruleSet.number, ruleSet.state, ruleSet.inForceFrom], [2, 'draft', null]);
      const [{ witnesses, ...changed }, ...others] = changes.parameters;
      assert.deepEqual(changed, { jurisdiction: '421000', name: 'policy.cap.desktop', before: null, after: CAP });
      assert.deepEqual(
        [witnesses.map(({ rule }: { rule: string }) => rule), others],
        [['HW-01', 'HW-10', 'OS-14'], []],
      );
      assert.deepEqual([review.rules, review.isSound], [[], true]);
      const office = await openOffice(gate);
      const { body } = await office.submit(office.order({ unitPrice: '4999.00' }));
      assert.deepEqual([body.decision.outcome, body.decision.ruleSet.number], ['approved', 1]);
      assert.equal((await inSnapshot(gate.db, verify)).isSound, true);
    });

    onOneOfThem(engine, 'a draft is checked before any statement', () => {
      it('ends a value on the day before the next one begins', async () => {
        const audit = await gate.as('audit');
        const nation = { ...CAP, jurisdiction: '000000' };

        const { body } = await audit.post('/v1/rule-sets', { ...SENT, parameters: [nation] });

        const ended = body.changes.parameters.filter(({ after }: { after: { until: string } }) => after.until !== null);
        assert.deepEqual(
          body.changes.parameters.map(({ after }: { after: { value: number; until: string } }) => [
            after.value,
            after.until,
          ]),
          [
            [500_000, '2026-06-30'],
            [480_000, null],
          ],
        );
        assert.equal(ended.length, 1);
      });

      it('runs the tests inside a changed rule, and shows a case on which it differs', async () => {
        const audit = await gate.as('audit');
        const fact = 'item.unitPriceFen';
        const value = { fact: 'policy.cap.officeMax' };
        const stricter = clauseOf(NEXT, { name: 'above-maximum', fact, operator: 'fen.atLeast', value });

        const { body } = await audit.post('/v1/rule-sets', { ...SENT, rules: [stricter] });

        const [changed] = body.changes.changed;
        assert.equal(changed.id, 'HW-02');
        assert.match(changed.changes[0].sentence.en, /is at least the highest price of office software/);
        assert.deepEqual([changed.witness.after, changed.witness.test.expect], ['over-maximum', 'over-maximum']);
        assert.equal(body.review.isSound, false);
        assert.match(body.review.rules[0].failures[0], /1,400\.00 yuan/);
        const { body: kept } = await audit.get('/v1/rule-sets/2/review');
        assert.deepEqual(kept, body.review);
        const { body: told } = await audit.get('/v1/rule-sets/2/changes');
        assert.deepEqual(told, body.changes);
        assert.deepEqual((await audit.get('/v1/rule-sets/1/changes?against=2')).body.changed[0].id, 'HW-02');
      });

      it('shows what changes line by line: in the answer, and as a patch to whoever asks for text', async () => {
        const audit = await gate.as('audit');
        const [first, ...clauses] = NEXT.clauses;
        const remedy = { 'zh-CN': '请降价。', en: 'Bring the price down.' };
        const reworded = { ...NEXT, clauses: [{ ...first, remedy }, ...clauses] };
        const { body } = await audit.post('/v1/rule-sets', { ...SENT, rules: [reworded], parameters: [CAP] });

        const asText = { accept: 'text/plain' };
        const patch = await audit.get('/v1/rule-sets/2/changes', asText);
        const same = await audit.get('/v1/rule-sets/2/changes?against=2', asText);

        const [rule, cap, ...others] = body.changes.texts;
        assert.deepEqual(
          [rule.kind, rule.name, cap.kind, cap.name, others],
          [...['rule', 'HW-02', 'parameter', '421000/policy.cap.desktop'], []],
        );
        assert.match(rule.diff, /^--- rule-set\/1\/HW-02\.json\n\+\+\+ rule-set\/2\/HW-02\.json\n/);
        assert.match(rule.diff, /^- {8}"zh-CN": "请将单价降至.*\n- {8}"en": .*\n\+ {8}"zh-CN": "请降价。",$/m);
        assert.match(cap.diff, /^--- \/dev\/null\n\+\+\+ rule-set\/2\/421000\/policy\.cap\.desktop\.json\n/);
        assert.match(patch.headers['content-type'] ?? '', /^text\/plain; charset=utf-8$/);
        assert.equal(patch.text, rule.diff + cap.diff);
        assert.deepEqual([same.status, same.text], [200, '']);
      });

      it('names every place that does not follow the profile, each with a code, and keeps nothing', async () => {
        const audit = await gate.as('audit');
        const leaf = { name: 'x', fact: 'item.unitPriceFen', operator: 'fen.atLeast', value: 1 };
        const cases: readonly (readonly [unknown, string, string])[] = [
          [{ ...leaf, path: '$.x' }, '/rules/0/clauses/0/when/path', 'condition.path'],
          [{ any: [] }, '/rules/0/clauses/0/when/any', 'condition.empty_list'],
          [{ ...leaf, fact: 'item.colour' }, '/rules/0/clauses/0/when/fact', 'leaf.fact_unknown'],
          [{ ...leaf, operator: 'greaterThan' }, '/rules/0/clauses/0/when/operator', 'leaf.operator_unknown'],
          [{ ...leaf, value: '1' }, '/rules/0/clauses/0/when/value', 'leaf.literal_wrong_type'],
          [{ ...leaf, priority: 3 }, '/rules/0/clauses/0/when/priority', 'condition.priority'],
        ];

        for (const [when, pointer, code] of cases) {
          const refused = await audit.post('/v1/rule-sets', { ...SENT, rules: [clauseOf(NEXT, when)] });
          assert.deepEqual([refused.status, refused.body.code], [422, 'rule_set.invalid']);
          const told = placesIn(refused) as [string, string][];
          assert.ok(
            told.some((place) => place[0] === pointer && place[1] === code),
            `${code}: ${JSON.stringify(told)}`,
          );
        }
        assert.deepEqual((await audit.get('/v1/rule-sets')).body.items.length, 1);
      });

      it('refuses another revision than the next, a rule that is not there, a wrong value, a day in the past', async () => {
        const audit = await gate.as('audit');
        const post = (body: object) => audit.post('/v1/rule-sets', { ...SENT, ...body });

        const leapt = await post({ rules: [{ ...OFFICE, revision: 7, title: { 'zh-CN': '新', en: 'new' } }] });
        const absent = await post({ removedRules: ['XX-99'] });
        const wrong = await post({ parameters: [CAP, { ...CAP, jurisdiction: '511300', value: '4800' }] });
        const past = await post({ inForceFrom: '2026-05-31' });

        assert.deepEqual(placesIn(leapt), [['/rules/0/revision', 'draft.revision']]);
        assert.deepEqual(placesIn(absent), [['/removedRules/0', 'draft.no_such_rule']]);
        assert.deepEqual((placesIn(wrong) as string[][])[0]?.[0], '/parameters/1/value');
        assert.deepEqual([past.status, past.body.code], [422, 'rule_set.day_past']);
        assert.equal((await audit.get('/v1/rule-sets')).body.items.length, 1);
      });
    });

    it('lets each bureau draft what is its own', async () => {
      const finance = await gate.as('finance');
      const legalization = await gate.as('legalization-office');
      const officer = await gate.as('procurement-officer');

      const own = await finance.post('/v1/rule-sets', { ...SENT, parameters: [CAP] });
      const others = await legalization.post('/v1/rule-sets', { ...SENT, parameters: [CAP], removedRules: ['HW-02'] });
      const nobodys = await officer.post('/v1/rule-sets', SENT);

      assert.equal(own.status, 201);
      assert.equal(others.status, 422);
      assert.deepEqual(placesIn(others), [
        ['/removedRules/0', 'draft.not_your_rule'],
        ['/parameters/0/name', 'draft.not_your_parameter'],
      ]);
      assert.equal(nobodys.status, 403);
    });

    it('is given up by its author or the audit bureau, once', async () => {
      const finance = await gate.as('finance');
      const other = await gate.as('finance', { who: 'another' });
      await finance.post('/v1/rule-sets', { ...SENT, parameters: [CAP] });
      const give = { reason: '草案由新的草案替代。' };

      const foreign = await other.post('/v1/rule-sets/2/withdrawal', give);
      const done = await finance.post('/v1/rule-sets/2/withdrawal', give);
      const again = await finance.post('/v1/rule-sets/2/withdrawal', give);
      const inForce = await (await gate.as('audit')).post('/v1/rule-sets/1/withdrawal', give);

      assert.deepEqual([foreign.status, foreign.body.code], [403, 'rule_set.not_yours']);
      assert.deepEqual([done.status, done.body.state], [200, 'withdrawn']);
      assert.deepEqual([again.status, again.body.code], [409, 'rule_set.state']);
      assert.equal(inForce.status, 409);
      assert.equal((await inSnapshot(gate.db, verify)).isSound, true);
    });

    it('leaves traces that nobody can change unseen', async () => {
      const audit = await gate.as('audit');
      await audit.post('/v1/rule-sets', { ...SENT, rules: [NEXT] });
      const foundAfter = (changes: object) =>
        inTrial(gate.db, async (tx) => {
          await tx('rule_sets').where({ number: 2 }).update(changes);
          return (await verify(tx)).differences.map(({ field }) => field);
        });

      assert.deepEqual(await foundAfter({ author: 'per_somebody' }), ['author']);
      assert.deepEqual(await foundAfter({ state: 'withdrawn' }), ['state']);
      assert.deepEqual(await foundAfter({ review: '{}' }), ['reviewBytes']);
      assert.deepEqual(await foundAfter({ review_digest: 'sha256:0' }), ['reviewDigest']);
    });

    onOneOfThem(engine, 'a draft is checked before any statement', () => {
      it('reads a rule of any set as law', async () => {
        const officer = await gate.as('procurement-officer');

        const { status, body } = await officer.get('/v1/rule-sets/1/rules/OS-01');

        assert.equal(status, 200);
        assert.match(body.read.clauses[0].sentence['zh-CN'], /不予通过。$/);
        assert.equal(body.document.id, 'OS-01');
        assert.equal((await officer.get('/v1/rule-sets/1/rules/XX-01')).body.code, 'rule.not_found');
        assert.equal((await officer.get('/v1/rule-sets/9/rules/OS-01')).body.code, 'rule_set.not_found');
      });
    });
  });
});
