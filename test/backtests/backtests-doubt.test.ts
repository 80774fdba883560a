import assert from 'node:assert/strict';
import { actsOf } from '../orders/life-support.ts';
import { scheduled } from '../rules/sets/schedule-support.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Caller, type Gate, startGate } from '../support/gate.ts';
import { type Office, openOffice } from '../support/office.ts';
import { draft, found, JUNE, LOWER_CAP, report, rewrite } from './backtest-support.ts';

describe('a back-test of records', () => {
  forEachEngine((engine) => {
    let gate: Gate;
    let audit: Caller;
    let office: Office;
    beforeEach(async () => {
      gate = await startGate({ engine });
      audit = await gate.as('audit');
      office = await openOffice(gate);
      await office.submit(office.order({ unitPrice: '4700.00' }));
    });
    afterEach(() => gate.close());

    it('is invalid, and says where, when a record does not follow from its facts', async () => {
      const { body } = await office.submit(office.order({ unitPrice: '4999.00' }));
      await rewrite(gate, body.decision.log.index, (record) => {
        record.detail.results['HW-01'] = 'a';
      });

      const { id, body: told } = await report(gate, audit, { ruleSet: 1 });

      assert.deepEqual([told.isValid, told.baseline.agreed, told.baseline.differ], [false, 1, 1]);
      assert.deepEqual(told.baseline.first, [
        { decision: body.decision.id, pointer: '/results/HW-01', recorded: '"a"', derived: '"."' },
      ]);
      assert.equal((await audit.get(`/v1/backtests/${id}`)).body.isValid, false);
    });

    it('is invalid when an order is not the one that was judged, and counts it as not replayable', async () => {
      await gate.db.writer('order_revisions').update({ body: '{}' });

      const { body } = await report(gate, audit, { ruleSet: 1 });

      assert.deepEqual([body.isValid, body.notReplayable], [false, { unreadable: 1 }]);
      assert.deepEqual(found(body.buckets), { 'not-replayable': 1 });
    });

    it('tries a classified order, masks what it shows, and lets the erased ones be', async () => {
      const { body } = await office.submit(office.order({ unitPrice: '4999.00', order: { classified: true } }));
      const ruleSet = await draft(audit, { parameters: [LOWER_CAP] });
      const { id } = await report(gate, audit, { ruleSet });
      const path = `/v1/backtests/${id}/changes/${body.decision.id}`;
      const shown = await audit.get(path);
      await gate.db.writer('sealed_texts').where({ log_index: body.decision.log.index }).delete();

      const { body: told } = await report(gate, audit, { ruleSet });

      assert.deepEqual([shown.status, shown.body.candidate.outcome], [200, 'rejected']);
      assert.deepEqual(found(told.buckets), { unchanged: 1, 'not-replayable': 1 });
      assert.deepEqual([told.isValid, told.notReplayable], [true, { erased: 1 }]);
      // Nobody has compared what is no longer there.
      assert.deepEqual([told.baseline.agreed, told.baseline.differ], [1, 0]);
      const erased = await audit.get(path);
      assert.deepEqual([erased.status, erased.body.code], [409, 'backtest.erased']);
    });

    it('tries what was classified when it was decided, though the order is so no longer', async () => {
      const order = office.order({ unitPrice: '4999.00', order: { classified: true } });
      const closed = await office.submit(order);
      await actsOf(office.officer).amend(closed, { ...order, classified: false });

      const { body: told } = await report(gate, audit, { ruleSet: await draft(audit, { parameters: [LOWER_CAP] }) });

      assert.deepEqual(told.notReplayable, {});
      assert.deepEqual(found(told.buckets), { unchanged: 1, stricter: 2 });
      assert.deepEqual([told.isValid, told.baseline.agreed], [true, 3]);
    });

    it('is a workbook, a page and a file of commas as well', async () => {
      await office.submit(office.order({ unitPrice: '4999.00' }));
      const { id } = await report(gate, audit, { ruleSet: await draft(audit, { parameters: [LOWER_CAP] }) });
      const asked = (format: string, language = 'zh-CN') =>
        audit.get(`/v1/backtests/${id}/report?format=${format}`, { 'accept-language': language });

      const page = (await asked('html', 'en')).text;
      const csv = (await asked('csv')).text;
      const [workbook, pdf] = [await asked('xlsx'), await asked('pdf')];

      assert.match(page, /Back-test of a rule set/);
      assert.match(page, /HW-01 Unit price above the cap/);
      assert.match(csv, /按规则,HW-01 硬件单价超上限,1,0,0,0,0,0,1/);
      assert.deepEqual([workbook.status, pdf.status], [200, 200]);
    });

    it('shows which past orders another value would touch, at once, and keeps nothing', async () => {
      await office.submit(office.order({ unitPrice: '4999.00' }));
      await office.submit(office.order({ unitPrice: '4900.00', quantity: 2 }));
      const finance = await gate.as('finance', { grant: { region: '421000' } });
      const elsewhere = await gate.as('finance', { grant: { region: '511300' } });
      const asked = { parameter: 'policy.cap.desktop', jurisdiction: '421000', value: 480_000, ...JUNE };
      const size = await leaves(gate);

      const { status, body } = await finance.post('/v1/policy-previews', asked);

      assert.equal(status, 200, JSON.stringify(body));
      assert.deepEqual([body.decisions, found(body.counts), body.isValid], [3, { unchanged: 1, stricter: 2 }, true]);
      assert.deepEqual(body.agencies, [{ agencyCode: office.agencyCode, decisions: 2, total: body.total }]);
      assert.deepEqual(
        body.items.map(({ rules }: { rules: string[] }) => rules),
        [['HW-01'], ['HW-01']],
      );
      assert.equal((await elsewhere.post('/v1/policy-previews', asked)).body.decisions, 0);
      assert.equal(await leaves(gate), size);
    });

    it('tries a value for some levels also where an older set divided the levels otherwise', async () => {
      const cap = { ...LOWER_CAP, jurisdiction: '000000', value: 500_000, from: '2016-07-01' };
      const rest = ['central', 'province', 'county', 'township'];
      const parameters = [
        { ...cap, levels: ['city'] },
        { ...cap, levels: rest },
      ];
      const { name, jurisdiction, from } = cap;
      const removedParameters = [{ jurisdiction, name, levels: null, from }];
      await scheduled(gate, {}, { parameters, removedParameters });
      gate.clock.advance({ hours: 1 });
      const { body: later } = await office.submit(office.order({ unitPrice: '4700.00' }));
      const asked = { parameter: name, jurisdiction, value: 460_000, ...JUNE };
      const told = async (levels: readonly string[] | null) => {
        const { status, body } = await audit.post('/v1/policy-previews', { ...asked, levels });
        return status === 200 ? [body.decisions, found(body.counts)] : [status, body];
      };

      assert.equal(later.decision.ruleSet.number, 2);
      assert.deepEqual(await told(['city']), [2, { stricter: 2 }]);
      assert.deepEqual(await told(['county']), [2, { unchanged: 2 }]);
      // Divided otherwise than both: what the sets say of the other levels stays.
      assert.deepEqual(await told(['city', 'county']), [2, { stricter: 2 }]);
      assert.deepEqual(await told(null), [2, { stricter: 2 }]);
      assert.deepEqual((await told(['village']))[0], 422);
    });

    it('refuses a preview of what is no parameter or no value of it', async () => {
      const asked = { parameter: 'policy.cap.desktop', jurisdiction: '421000', value: 480_000, ...JUNE };
      const refusal = async (own: object) => {
        const { status, body } = await audit.post('/v1/policy-previews', { ...asked, ...own });
        return [status, body.code, body.errors?.[0]?.pointer];
      };

      assert.deepEqual(await refusal({ parameter: 'policy.cap.spaceship' }), [422, 'rule_set.invalid', '/parameter']);
      assert.deepEqual(await refusal({ value: '4800' }), [422, 'rule_set.invalid', '/value']);
      assert.deepEqual(await refusal({ until: '2026-05-01' }), [422, 'backtest.days', '/until']);
    });
  });
});

async function leaves({ db }: Gate): Promise<number> {
  const [row] = await db.reader('log_leaves').count<{ rows: number }[]>({ rows: '*' });
  return Number(row?.rows);
}
