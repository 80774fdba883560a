import assert from 'node:assert/strict';
import { digestOf } from '../../src/kernel/index.ts';
import { forEachEngine } from '../support/databases.ts';
import { type Caller, type Gate, startGate } from '../support/gate.ts';
import { creditCode } from '../support/given.ts';
import { type Office, openOffice } from '../support/office.ts';
import { begin, draft, found, JUNE, LOWER_CAP, report, run } from './backtest-support.ts';

describe('a back-test', () => {
  forEachEngine('statements', (engine) => {
    let gate: Gate;
    let audit: Caller;
    let office: Office;
    before(async () => {
      gate = await startGate({ engine });
      audit = await gate.as('audit');
      office = await openOffice(gate);
      await office.submit(office.order({ unitPrice: '4700.00', reference: 'CHEAP' }));
      await office.submit(office.order({ unitPrice: '4999.00', reference: 'DEAR' }));
      await office.submit(office.order({ unitPrice: '5500.00', reference: 'ABOVE' }));
      await office.submit(barred(office.order({ unitPrice: '4900.00', reference: 'BARE' })));
    });
    after(() => gate.close());

    const changesOf = async (id: string, query = ''): Promise<readonly string[][]> => {
      const { body } = await audit.get(`/v1/backtests/${id}/changes${query}`);
      return body.items.map(
        (change: { kind: string; recordedOutcome: string; candidateOutcome: string; rules: string[] }) => [
          change.kind,
          `${change.recordedOutcome} → ${change.candidateOutcome}`,
          change.rules.join(),
        ],
      );
    };

    it('says of the set in force that nothing would have changed', async () => {
      const { body } = await report(gate, audit, { ruleSet: 1 });

      assert.equal(body.isValid, true);
      assert.deepEqual(found(body.buckets), { unchanged: 4 });
      assert.deepEqual([body.baseline.agreed, body.reference.unchanged, body.sampledOneIn], [4, 4, 1]);
      const { body: derived } = await report(gate, audit, { ruleSet: 1, facts: 'derived' });
      assert.deepEqual(found(derived.buckets), { unchanged: 4 });
    });

    it('tells its progress of the decisions that it is about, as its counts do', async () => {
      const { id: all } = await report(gate, audit, { ruleSet: 1 });
      const { id: none } = await report(gate, audit, { ruleSet: 1, stages: ['contract'] });

      const told = await Promise.all([all, none].map(async (id) => (await audit.get(`/v1/backtests/${id}`)).body));

      assert.deepEqual(
        told.map(({ progress, counts }) => [progress.done, progress.total, counts.unchanged]),
        [
          [4, 4, 4],
          [0, 0, 0],
        ],
      );
    });

    it('finds exactly the orders that a lower cap would have stopped, and those it says more about', async () => {
      const ruleSet = await draft(audit, { parameters: [LOWER_CAP] });

      const { id, body } = await report(gate, audit, { ruleSet });

      assert.deepEqual(found(body.buckets), { unchanged: 2, 'other-findings': 1, stricter: 1 });
      assert.deepEqual(await changesOf(id), [
        ['stricter', 'approved → rejected', 'HW-01'],
        ['other-findings', 'rejected → rejected', 'HW-01'],
      ]);
      assert.deepEqual(found(body.cuts.agency[office.agencyCode]), { unchanged: 2, 'other-findings': 1, stricter: 1 });
      assert.deepEqual(found(body.cuts.rule['HW-01']), { 'other-findings': 1, stricter: 1 });
      assert.deepEqual(Object.keys(body.cuts.month), ['2026-06']);
      assert.deepEqual(Object.keys(body.cuts.supplier), [office.supplier]);
      assert.equal(body.isValid, true);
      assert.equal(body.reference.changed, 2);
      assert.deepEqual(await changesOf(id, '?bucket=stricter'), [['stricter', 'approved → rejected', 'HW-01']]);
      assert.deepEqual((await changesOf(id, '?rule=HW-01')).length, 2);
      assert.deepEqual(await changesOf(id, '?rule=HW-0'), []);
    });

    it('reads the law of a day before the lower cap, where it is asked to', async () => {
      const ruleSet = await draft(audit, { parameters: [LOWER_CAP] });

      const { body } = await report(gate, audit, { ruleSet, asIfOn: '2026-06-30' });

      assert.deepEqual(found(body.buckets), { unchanged: 4 });
    });

    it('finds what a set without a rule would have let pass', async () => {
      const ruleSet = await draft(audit, { removedRules: ['HW-01'] });

      const { id, body } = await report(gate, audit, { ruleSet });

      assert.deepEqual(found(body.buckets), { unchanged: 3, looser: 1 });
      assert.deepEqual(await changesOf(id), [['looser', 'rejected → approved', 'HW-01']]);
    });

    it('tells what could not be evaluated any more from what nobody can know of old orders', async () => {
      const { body: parameters } = await audit.get('/v1/policy-parameters?name=policy.cap.desktop&limit=200');
      const removedParameters = parameters.items.map(
        ({ jurisdiction, name, levels, from }: Readonly<Record<string, unknown>>) => ({
          jurisdiction,
          name,
          levels,
          from,
        }),
      );
      const capless = await draft(audit, { removedParameters });
      const window = { ...LOWER_CAP, jurisdiction: '000000', name: 'policy.duplicate.windowDays', value: 7 };
      const windowed = await draft(audit, { parameters: [window] });

      const { body: indeterminate } = await report(gate, audit, { ruleSet: capless });
      const { id, body: unknown } = await report(gate, audit, { ruleSet: windowed });

      assert.deepEqual(found(indeterminate.buckets), { 'became-indeterminate': 3, 'other-findings': 1 });
      assert.deepEqual(found(unknown.buckets), { 'not-replayable': 4 });
      assert.deepEqual(unknown.notReplayable, { 'history.openTwinOrders': 4, 'history.sameGoodsOrderCount': 4 });
      assert.deepEqual(await changesOf(id), []);
    });

    it('shows what both sets say of an order, in words', async () => {
      const ruleSet = await draft(audit, { parameters: [LOWER_CAP] });
      const { id } = await report(gate, audit, { ruleSet });
      const { body: changes } = await audit.get(`/v1/backtests/${id}/changes?bucket=stricter`);

      const { status, body } = await audit.get(`/v1/backtests/${id}/changes/${changes.items[0].decisionId}`);

      assert.equal(status, 200);
      assert.deepEqual(
        [body.recorded.outcome, body.recorded.ruleSet.number, body.recorded.findings],
        ['approved', 1, []],
      );
      const [finding] = body.candidate.findings;
      assert.deepEqual([body.candidate.outcome, finding.rule, finding.clause], ['rejected', 'HW-01', 'over-cap']);
      assert.match(finding.message.en, /4,999\.00 yuan is above the cap of 4,800\.00 yuan/);
      const unknown = await audit.get(`/v1/backtests/${id}/changes/dec_nobody`);
      assert.deepEqual([unknown.status, unknown.body.code], [404, 'backtest.decision_not_found']);
    });

    it('looks only at the days, stages and agencies that it was asked for', async () => {
      const other = await openOffice(gate, { parentCode: office.agencyCode });
      const stranger = await openOffice(gate);
      for (const each of [other, stranger]) await each.submit(each.order({ unitPrice: '4999.00' }));
      const countOf = async (asked: object): Promise<number> => {
        const { id, body } = await report(gate, audit, { ruleSet: 1, ...asked });
        const row = await gate.db.reader('backtests').where({ id }).first();
        // By this the sample of the reference is drawn: counting others as well, it would be empty.
        assert.equal(Number(row.asked), body.decisions);
        return body.decisions;
      };

      assert.equal(await countOf({}), 6);
      assert.equal(await countOf({ agencyCode: office.agencyCode }), 5);
      assert.equal(await countOf({ agencyCode: stranger.agencyCode }), 1);
      assert.equal(await countOf({ until: '2026-06-01' }), 6);
      assert.equal(await countOf({ from: '2026-06-02' }), 0);
      assert.equal(await countOf({ from: '2026-05-01', until: '2026-05-31' }), 0);
      assert.equal(await countOf({ stages: ['contract'] }), 0);
    });

    it('is refused, and leaves nothing, where days are reversed or the agency is unknown or out of reach', async () => {
      const stranger = await openOffice(gate);
      const { body: agency } = await audit.get(`/v1/agencies/${stranger.agencyCode}`);
      const near = await gate.as('finance', { grant: { agencies: [office.agencyCode] } });
      const far = await gate.as('finance', { grant: { region: '510000' } });
      const refused = async (caller: Caller, asked: object): Promise<readonly string[]> => {
        const { status, body } = await caller.post('/v1/backtests', { ruleSet: 1, ...JUNE, ...asked });
        return [status, body.code, body.errors?.[0]?.pointer];
      };
      const size = await leavesIn(gate);
      const unknown = [422, 'backtest.agency', '/agencyCode'];

      assert.deepEqual(await refused(audit, { from: '2026-07-01' }), [422, 'backtest.days', '/until']);
      assert.deepEqual(await refused(audit, { agencyCode: creditCode('agency') }), unknown);
      assert.deepEqual(await refused(near, { agencyCode: stranger.agencyCode }), unknown);
      assert.deepEqual(await refused(far, { agencyCode: stranger.agencyCode }), unknown);
      assert.equal(await leavesIn(gate), size);
      const city = await gate.as('finance', { grant: { region: agency.region } });
      await begin(city, { ruleSet: 1, agencyCode: stranger.agencyCode });
      await run(gate);
    });

    it('leaves its digest in the log, and the bytes that it is of', async () => {
      const { id } = await report(gate, audit, { ruleSet: 1 });
      const { body: backtest } = await audit.get(`/v1/backtests/${id}`);

      const { text } = await audit.get(`/v1/backtests/${id}/report`);

      assert.equal(backtest.state, 'finished');
      assert.equal(digestOf(text), backtest.reportDigest);
      const { body } = await audit.get(`/v1/log/entries?from=${backtest.logIndex}&limit=1`);
      const leaf = JSON.parse(body.items[0].record);
      assert.deepEqual(
        [leaf.type, leaf.subject, leaf.report],
        ['backtest.finished', `backtest/${id}`, backtest.reportDigest],
      );
      assert.deepEqual([leaf.ruleSet.number, leaf.from, leaf.until, leaf.isValid], [1, JUNE.from, JUNE.until, true]);
    });
  });
});

async function leavesIn({ db }: Gate): Promise<number> {
  return Number((await db.reader('log_leaves').count({ rows: '*' }).first())?.rows);
}

/** Bare hardware, which is rejected whatever it costs. */
function barred<O extends ReturnType<Office['order']>>(order: O): O {
  const lines = order.lines.map((line) => ({
    ...line,
    computer: { ...line.computer, operatingSystem: { state: 'none' } },
  }));
  return { ...order, lines } as O;
}
