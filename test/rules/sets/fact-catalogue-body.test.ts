import assert from 'node:assert/strict';
import { unitOf } from '../../../src/rules/documents/fact-unit.ts';
import { onOneEngine } from '../../support/databases.ts';
import { type Gate, startGate } from '../../support/gate.ts';

describe('the unit of a fact', () => {
  it('stands last in its name, and is none for what is no number', () => {
    const units = (
      [
        ['line.unitPrice', 'fen'],
        ['policy.splitting.windowDays', 'integer'],
        ['policy.priceSample.days', 'integer'],
        ['item.minLifeYears', 'integer'],
        ['line.quantity', 'integer'],
        ['policy.priceSample.percentile', 'integer'],
        ['order.plannedDays', 'string'],
      ] as const
    ).map(([name, type]) => unitOf({ name, type }));

    assert.deepEqual(units, ['fen', 'days', 'days', 'years', null, null, null]);
  });
});

onOneEngine('it is read of a rule set', (engine) => {
  describe('the facts of a rule set', () => {
    let gate: Gate;
    before(async () => {
      gate = await startGate({ engine });
    });
    after(() => gate.close());

    it('are told with title, unit and the words of their values, and all parameters with their kinds', async () => {
      const officer = await gate.as('procurement-officer');

      const { status, body } = await officer.get('/v1/rule-sets/1/facts');
      const absent = await officer.get('/v1/rule-sets/7/facts');
      const set = (await officer.get('/v1/rule-sets/1')).body;

      assert.equal(status, 200);
      assert.equal(body.digest, set.factsDigest);
      const named = (list: { name: string }[], name: string) => list.find((each) => each.name === name);
      assert.deepEqual(named(body.facts, 'order.acquisition'), {
        name: 'order.acquisition',
        title: { 'zh-CN': '取得方式', en: 'way of acquisition' },
        scope: 'order',
        type: 'enum',
        unit: null,
        values: [
          { value: 'purchase', words: { 'zh-CN': '购置', en: 'purchase' } },
          { value: 'lease', words: { 'zh-CN': '租赁', en: 'lease' } },
          { value: 'donation', words: { 'zh-CN': '接受捐赠', en: 'donation' } },
          { value: 'transfer-in', words: { 'zh-CN': '调拨接收', en: 'transfer in' } },
        ],
        standing: 'declared',
        source: 'body /acquisition',
        mayBeMissing: false,
        mayBeNothing: false,
        suppliedBy: null,
      });
      assert.deepEqual(named(body.parameters, 'policy.os.banned'), {
        ...{ name: 'policy.os.banned', kind: 'banned', unit: null, title: null },
      });
      const parameters = await officer.get('/v1/policy-parameters?limit=200');
      const published = new Set(parameters.body.items.map(({ name }: { name: string }) => name));
      assert.deepEqual(new Set(body.parameters.map(({ name }: { name: string }) => name)), published);
      assert.equal(absent.status, 404);
    });
  });
});
